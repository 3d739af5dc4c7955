package evidence

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
)

// runs are the names of a PDF that start something, carry a file or hide the
// rest from us.
var runs = regexp.MustCompile(`/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|Encrypt)\b`)

// escaped is a name's character written as #xx.
var escaped = regexp.MustCompile(`#([0-9A-Fa-f]{2})`)

// unpacked bounds what is unpacked of a PDF to be looked at.
const unpacked = 64 << 20

// cleanPDF refuses a PDF that is cut off, carries bytes after its end, or holds
// something active, also inside packed objects.
func cleanPDF(b []byte) error {
	end := bytes.LastIndex(b, []byte("%%EOF"))
	if end < 0 {
		return broken.With().At("file")
	}
	if len(bytes.TrimSpace(b[end+5:])) > 0 || holds(b) {
		return active.With().At("file")
	}
	left := int64(unpacked)
	for rest := b; ; {
		i := bytes.Index(rest, []byte("stream"))
		if i < 0 {
			return nil
		}
		rest = rest[i+6:]
		body := bytes.TrimLeft(rest, "\r\n")
		if len(body) < 2 || body[0]&0x0F != 8 { // not packed by zlib
			continue
		}
		text, ok := unpack(body, &left)
		if !ok || holds(text) {
			return active.With().At("file")
		}
	}
}

// unpack inflates one stream; false when the bound is passed.
func unpack(b []byte, left *int64) ([]byte, bool) {
	r, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, true
	}
	text, _ := io.ReadAll(io.LimitReader(r, *left+1)) // a stream cut off is read as far as it goes
	*left -= int64(len(text))
	return text, *left >= 0
}

// holds reports whether a text names something active.
func holds(b []byte) bool {
	if bytes.IndexByte(b, '#') >= 0 {
		b = escaped.ReplaceAllFunc(b, func(m []byte) []byte {
			return []byte{unhex(m[1])<<4 | unhex(m[2])}
		})
	}
	return runs.Match(b)
}

func unhex(c byte) byte {
	switch {
	case c >= 'a':
		return c - 'a' + 10
	case c >= 'A':
		return c - 'A' + 10
	}
	return c - '0'
}
