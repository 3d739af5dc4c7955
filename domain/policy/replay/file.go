package replay

import (
	"encoding/binary"
	"hash/crc32"
	"io"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"songbai/domain/policy"
)

// The file is a mark, then parts, each with its length and CRC-32C (both 4
// bytes, the low byte first) before it. The first part is head as JSON; each
// other part is a block, as docs/columns.md describes it.
const mark = "songbai columns 1\n"

// mostPart bounds a part, so that no damaged length is believed.
const mostPart = 1 << 28

// head is what the blocks refer to.
type head struct {
	Claims   int              `json:"claims"`
	Services int              `json:"services"`
	Profiles []jsontext.Value `json:"profiles"`
	Sites    []site           `json:"sites"`
	Kinds    []kind           `json:"kinds"`
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Write writes the file of the columns.
func (c *Columns) Write(w io.Writer) error {
	h := head{Claims: c.claims, Services: c.services, Sites: c.sites, Kinds: c.kinds}
	for i := range c.profiles {
		h.Profiles = append(h.Profiles, c.profiles[i].Encode(nil))
	}
	text, err := json.Marshal(h)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, mark); err != nil {
		return err
	}
	if err := writePart(w, text); err != nil {
		return err
	}
	for _, b := range c.blocks {
		if err := writePart(w, b); err != nil {
			return err
		}
	}
	return nil
}

func writePart(w io.Writer, text []byte) error {
	before := binary.LittleEndian.AppendUint32(nil, uint32(len(text)))
	before = binary.LittleEndian.AppendUint32(before, crc32.Checksum(text, castagnoli))
	if _, err := w.Write(before); err != nil {
		return err
	}
	_, err := w.Write(text)
	return err
}

// Read reads what Write wrote. The columns keep the text, which must not
// change. Every value is checked: a file that was damaged or written by
// another hand is refused, or read as facts that could be claims.
func Read(text []byte) (*Columns, error) {
	if len(text) < len(mark) || string(text[:len(mark)]) != mark {
		return nil, badColumns.With()
	}
	first, text, ok := cutPart(text[len(mark):])
	if !ok {
		return nil, badColumns.With()
	}
	c, err := readHead(first)
	if err != nil {
		return nil, err
	}
	claims, services := 0, 0
	var b block
	for len(text) > 0 {
		var part []byte
		part, text, ok = cutPart(text)
		if !ok || !b.open(part) || !b.openServices() || b.n != min(blockClaims, c.claims-claims) || !c.sound(&b) {
			return nil, badColumns.With()
		}
		claims, services = claims+b.n, services+b.services
		c.blocks = append(c.blocks, part)
	}
	if claims != c.claims || services != c.services {
		return nil, badColumns.With()
	}
	return c, nil
}

func cutPart(text []byte) (part, rest []byte, ok bool) {
	if len(text) < 8 {
		return nil, nil, false
	}
	n, sum := binary.LittleEndian.Uint32(text), binary.LittleEndian.Uint32(text[4:])
	text = text[8:]
	if n > mostPart || int(n) > len(text) || crc32.Checksum(text[:n], castagnoli) != sum {
		return nil, nil, false
	}
	return text[:n], text[n:], true
}

func readHead(text []byte) (*Columns, error) {
	var h head
	if err := json.Unmarshal(text, &h, json.RejectUnknownMembers(true)); err != nil {
		return nil, badColumns.With().Because(err)
	}
	c := &Columns{sites: h.Sites, kinds: h.Kinds, claims: h.Claims, services: h.Services, profiles: make([]policy.Facts, len(h.Profiles))}
	for i, p := range h.Profiles {
		f := &c.profiles[i]
		if err := f.Decode(p); err != nil {
			return nil, badColumns.With().Because(err)
		}
		if *f = profileOf(f); f.Check() != nil {
			return nil, badColumns.With()
		}
	}
	return c, nil
}
