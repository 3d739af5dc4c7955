package policy

import "bytes"

// Proof is a fact of a person that a paper proves and some rule of the pack asks
// for: a form offers it.
type Proof struct {
	Name string
	Words
}

// notProven are facts that the route or the act says, not a paper.
var notProven = OwnHome | Unclaimed | Unnamed

// Proofs lists the facts that papers prove and the pack's conditions name, in the
// order of the vocabulary.
func (p *Pack) Proofs() (out []Proof) {
	text := p.Canonical()
	for i, w := range yesWords {
		if Set(1)<<i&notProven == 0 && saysWord(text, w.name) {
			out = append(out, Proof{w.name, Words{w.zh, w.en}})
		}
	}
	return out
}

// saysWord reports whether a text holds a name as a word of its own.
func saysWord(text []byte, name string) bool {
	for from := 0; ; {
		i := bytes.Index(text[from:], []byte(name))
		if i < 0 {
			return false
		}
		i += from
		from = i + len(name)
		if !letter(text, i-1) && !letter(text, from) {
			return true
		}
	}
}

func letter(b []byte, i int) bool {
	if i < 0 || i >= len(b) {
		return false
	}
	c := b[i]
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}
