package print

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"unicode/utf16"
)

// The library writes the table from glyphs to characters (ToUnicode) with
// characters above U+FFFF as five hex digits. The format asks for UTF-16, and
// for at most 100 ranges in a block. Without the repair a name such as 王𬱖
// prints right but is copied and searched wrong.

var (
	pdfEnd   = regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`)
	mapHead  = regexp.MustCompile(`^\d+ 0 obj\n<<\n/Length \d+\n>>\nstream\n/CIDInit `)
	mapEntry = regexp.MustCompile(`<([0-9A-F]{4})><[0-9A-F]{4}><([0-9A-F]{4,6})>`)
)

// repairText rewrites the ToUnicode tables of a finished document and every
// offset behind them. Objects are found through the document's own table of
// offsets, so that binary streams are never searched.
func repairText(pdf []byte) ([]byte, error) {
	table, offsets, err := readOffsets(pdf)
	if err != nil {
		return nil, notWritten.With().Because(err)
	}
	out := bytes.NewBuffer(make([]byte, 0, len(pdf)+4096))
	out.Write(pdf[:offsets[0]])
	moved := make([]int, len(offsets))
	for i, from := range offsets {
		to := table
		if i+1 < len(offsets) {
			to = offsets[i+1]
		}
		moved[i] = out.Len()
		if object := pdf[from:to]; mapHead.Match(object) {
			writeMap(out, i+1, mapEntry.FindAllSubmatch(object, -1))
		} else {
			out.Write(object)
		}
	}
	start := out.Len()
	fmt.Fprintf(out, "xref\n0 %d\n0000000000 65535 f \n", len(moved)+1)
	for _, at := range moved {
		fmt.Fprintf(out, "%010d 00000 n \n", at)
	}
	tail := pdf[table:]
	trailer := tail[bytes.Index(tail, []byte("trailer\n")):bytes.LastIndex(tail, []byte("startxref\n"))]
	out.Write(trailer)
	fmt.Fprintf(out, "startxref\n%d\n%%%%EOF\n", start)
	return out.Bytes(), nil
}

// readOffsets gives where the table of offsets starts and the offset of every
// object, which the library writes in order.
func readOffsets(pdf []byte) (table int, offsets []int, err error) {
	m := pdfEnd.FindSubmatch(pdf)
	if m == nil {
		return 0, nil, fmt.Errorf("no end mark")
	}
	table, _ = strconv.Atoi(string(m[1]))
	if table <= 0 || table >= len(pdf) {
		return 0, nil, fmt.Errorf("table of offsets at %d", table)
	}
	for _, line := range bytes.SplitAfter(pdf[table:], []byte("\n")) {
		if len(line) == 20 && bytes.HasSuffix(line, []byte(" 00000 n \n")) {
			at, err := strconv.Atoi(string(line[:10]))
			if err != nil || at >= table || len(offsets) > 0 && at <= offsets[len(offsets)-1] {
				return 0, nil, fmt.Errorf("offset %q out of order", line[:10])
			}
			offsets = append(offsets, at)
		}
	}
	if len(offsets) == 0 || !bytes.Contains(pdf[table:], []byte("trailer\n")) {
		return 0, nil, fmt.Errorf("no objects")
	}
	return table, offsets, nil
}

// writeMap writes one ToUnicode object; entries hold glyph and character in
// hex.
func writeMap(out *bytes.Buffer, object int, entries [][][]byte) {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for len(entries) > 0 {
		n := min(len(entries), 100)
		fmt.Fprintf(&b, "%d beginbfchar\n", n)
		for _, e := range entries[:n] {
			r, _ := strconv.ParseUint(string(e[2]), 16, 32)
			fmt.Fprintf(&b, "<%s> <%s>\n", e[1], utf16Hex(rune(r)))
		}
		b.WriteString("endbfchar\n")
		entries = entries[n:]
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	fmt.Fprintf(out, "%d 0 obj\n<<\n/Length %d\n>>\nstream\n", object, b.Len())
	b.WriteTo(out)
	out.WriteString("endstream\nendobj\n\n")
}

func utf16Hex(r rune) string {
	if r <= 0xffff {
		return fmt.Sprintf("%04X", r)
	}
	high, low := utf16.EncodeRune(r)
	return fmt.Sprintf("%04X%04X", high, low)
}
