package claim

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"songbai/domain/money"
	"songbai/domain/problem"
)

// Commitment stands for a personal value in canonical texts and digests: the
// lower-case hex SHA-256 of the salt followed by the UTF-8 bytes of the value.
// The store makes the salt; destroying salt and value leaves every digest true.
func Commitment(salt [16]byte, value string) string {
	sum := sha256.Sum256(append(salt[:], value...))
	return hex.EncodeToString(sum[:])
}

// Digest is the lower-case hex SHA-256 of a canonical text.
func Digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// Signing is what the family signs, or what an office sees, at one act.
type Signing struct {
	County   int64 // county key
	Claim    int64
	Seq      int // 1 for the first signature, then 2, …
	Route    Route
	Act      string // party act at which it is signed or seen
	Basis    string // hash of the basis of the decision
	Personal []Committed
	Lines    []SignedLine
}

// Committed is a personal value by its commitment.
type Committed struct {
	Field string // path of the lodgement: "deceased.name"
	Hash  string // 64 hex characters of Commitment
}

// SignedLine is one item: what is charged, waived and left to the family.
type SignedLine struct {
	Item                    string // item code of the pack
	Clause                  string
	Charged, Waived, Family money.Amount // fen
}

var (
	errSigningText = problem.Define("claim.signing_text", problem.Internal,
		"签名文本的第 %[1]d 项含有不允许的字符或缺少内容", "value %[1]d of the signing text is empty or holds a character it may not",
		"请联系系统管理员", "ask the administrator")
	errSigningSum = problem.Define("claim.signing_sum", problem.Internal,
		"签名文本第 %[1]d 行：收费不等于免除加自付", "line %[1]d of the signing text: charged is not waived plus family",
		"请重新核定费用", "decide the claim again")
)

// SignedText gives the canonical text, UTF-8, every line ended by "\n", in this
// order and with nothing else:
//
//	songbai-claim-text 1
//	county=<key>
//	claim=<id>
//	seq=<n>
//	route=<route>
//	act=<act>
//	basis=<hash>
//	personal.<field>=<64 hex>          one for each, in the order given
//	line=<item>|<clause>|<charged>|<waived>|<family>   one for each; yuan, 2 decimals
//	lines=<count>
//	total=<charged>|<waived>|<family>
//
// A value that is empty or holds "\n", "|", "=" or a control character, a
// negative sum or a line that does not add up is refused (claim.signing_text,
// claim.signing_sum).
func SignedText(s Signing) (string, error) {
	w := &lineWriter{}
	w.b.WriteString("songbai-claim-text 1\n")
	w.put("county", strconv.FormatInt(s.County, 10))
	w.put("claim", strconv.FormatInt(s.Claim, 10))
	w.put("seq", strconv.Itoa(s.Seq))
	w.put("route", string(s.Route))
	w.put("act", s.Act)
	w.put("basis", s.Basis)
	for _, p := range s.Personal {
		w.plain(p.Field)
		w.hash(p.Hash)
		w.b.WriteString("personal." + p.Field + "=" + p.Hash + "\n")
	}
	var charged, waived, family money.Amount
	for i, l := range s.Lines {
		if l.Charged < 0 || l.Waived < 0 || l.Family < 0 || l.Charged-l.Waived != l.Family {
			return "", errSigningSum.With(i + 1)
		}
		w.plain(l.Item)
		w.plain(l.Clause)
		w.b.WriteString("line=" + l.Item + "|" + l.Clause + "|" + sums(l.Charged, l.Waived, l.Family) + "\n")
		var err1, err2, err3 error
		charged, err1 = money.Sum(charged, l.Charged)
		waived, err2 = money.Sum(waived, l.Waived)
		family, err3 = money.Sum(family, l.Family)
		if err1 != nil || err2 != nil || err3 != nil {
			return "", errSigningSum.With(i + 1)
		}
	}
	w.put("lines", strconv.Itoa(len(s.Lines)))
	w.b.WriteString("total=" + sums(charged, waived, family) + "\n")
	if w.bad > 0 {
		return "", errSigningText.With(w.bad)
	}
	return w.b.String(), nil
}

// sums writes three amounts.
func sums(charged, waived, family money.Amount) string {
	return charged.String() + "|" + waived.String() + "|" + family.String()
}

// lineWriter writes key=value lines and remembers the first bad value.
type lineWriter struct {
	b      strings.Builder
	n, bad int
}

// put writes one line.
func (w *lineWriter) put(key, value string) {
	w.plain(value)
	w.b.WriteString(key + "=" + value + "\n")
}

// plain notes a value that could be read as something else.
func (w *lineWriter) plain(value string) {
	w.n++
	if w.bad == 0 && (value == "" || strings.ContainsFunc(value, func(r rune) bool {
		return r < ' ' || r == 0x7f || r == '|' || r == '=' || r == '\uFFFD'
	})) {
		w.bad = w.n
	}
}

// hash notes what is not a commitment, so that no personal value slips in.
func (w *lineWriter) hash(value string) {
	w.n++
	if raw, err := hex.DecodeString(value); w.bad == 0 && (err != nil || len(raw) != 32 || value != strings.ToLower(value)) {
		w.bad = w.n
	}
}
