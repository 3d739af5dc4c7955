package store

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"sort"
	"strings"
)

// Value is one named personal value with its salt: the salt and the value are
// kept sealed, the commitment SHA-256(salt‖value) in clear.
type Value struct {
	Field  string `json:"f"`
	Salt   string `json:"s"` // base64 of 16 bytes
	Text   string `json:"v"`
	Commit string `json:"-"` // hex
}

// commit makes the commitment of a value with a fresh salt.
func commit(field, text string) Value {
	var salt [16]byte
	_, _ = rand.Read(salt[:]) // never fails
	sum := sha256.Sum256(append(salt[:], text...))
	return Value{Field: field, Salt: base64.StdEncoding.EncodeToString(salt[:]), Text: text, Commit: hex.EncodeToString(sum[:])}
}

// Private is one version of a claim's personal values.
type Private struct {
	N        int64
	Values   []Value // sorted by field; none when scrubbed
	Scrubbed bool    // the key of its year was destroyed
}

// Get gives the value of a field, "" when absent.
func (p *Private) Get(field string) string {
	for i := range p.Values {
		if p.Values[i].Field == field {
			return p.Values[i].Text
		}
	}
	return ""
}

// Commitments writes "field=hex" lines sorted by field, as stored in clear.
func (p *Private) Commitments() string {
	var b strings.Builder
	for _, v := range p.Values {
		b.WriteString(v.Field + "=" + v.Commit + "\n")
	}
	return b.String()
}

// PutPrivate keeps a version of a claim's personal values; empty ones are left
// out. A value unchanged from old keeps its salt and commitment.
func (tx *Tx) PutPrivate(claim, n int64, fields map[string]string, old *Private) (Private, error) {
	p := Private{N: n}
	for f, text := range fields {
		if text == "" {
			continue
		}
		v := commit(f, text)
		if old != nil {
			for _, o := range old.Values {
				if o.Field == f && o.Text == text {
					v = o
				}
			}
		}
		p.Values = append(p.Values, v)
	}
	sort.Slice(p.Values, func(i, j int) bool { return p.Values[i].Field < p.Values[j].Field })
	clear, err := json.Marshal(p.Values)
	if err != nil {
		return p, err
	}
	y, _, _ := tx.Today().YMD()
	sealed, err := tx.keys.Seal("claim_private", "sealed", tx.County, claim, y, clear)
	if err != nil {
		return p, err
	}
	tx.exec(`INSERT INTO claim_private (county, claim, n, commitments, sealed, at) VALUES ($1, $2, $3, $4, $5, $6)`, tx.County, claim, n, p.Commitments(), []byte(sealed), tx.Now.String())
	return p, tx.failed
}

// Private opens a version of a claim's personal values.
func (s *Scope) Private(claim, n int64) (Private, error) {
	p := Private{N: n}
	var text string
	var sealed []byte
	if err := s.one("个人信息", `SELECT commitments, sealed FROM claim_private WHERE county = $1 AND claim = $2 AND n = $3`, []any{s.County, claim, n}, &text, &sealed); err != nil {
		return p, err
	}
	clear, err := s.keys.Open("claim_private", "sealed", s.County, claim, sealed)
	if errors.Is(err, errDestroyed) {
		p.Scrubbed = true
		return p, nil
	}
	if err != nil {
		return p, err
	}
	if err := json.Unmarshal(clear, &p.Values); err != nil {
		return p, wrap("个人信息", err)
	}
	commits := ReadCommitments(text)
	for i := range p.Values {
		p.Values[i].Commit = commits[p.Values[i].Field]
	}
	return p, nil
}

// Commitments reads the commitments of a version without opening it.
func (s *Scope) Commitments(claim, n int64) (map[string]string, error) {
	var text string
	err := s.one("个人信息", `SELECT commitments FROM claim_private WHERE county = $1 AND claim = $2 AND n = $3`, []any{s.County, claim, n}, &text)
	return ReadCommitments(text), err
}

// ReadCommitments reads "field=hex" lines.
func ReadCommitments(text string) map[string]string {
	out := map[string]string{}
	for _, line := range strings.Split(text, "\n") {
		if f, h, ok := strings.Cut(line, "="); ok {
			out[f] = h
		}
	}
	return out
}
