package verify

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strings"

	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/prf"
)

// checkIdentity works only with keys: it reads the deceased's citizen id
// numbers out of the sealed form, finds two live claims for one number whatever
// the holds say, and wants the claim to hold the token of each (INV-01).
func (r *run) checkIdentity(f *caseFile, form string) {
	if !live(f.State) {
		return
	}
	var l struct {
		Deceased struct {
			Documents []struct{ Kind, Number string }
		}
	}
	if json.Unmarshal([]byte(form), &l) != nil {
		r.bad(17, "claim_private", rowKey(f.key, f.PrivateN), "申请表读不出来", "the form cannot be read")
		return
	}
	for _, d := range l.Deceased.Documents {
		id := citizen(d.Number)
		if d.Kind != "id_card" || id == "" {
			continue
		}
		token := r.keys.guardToken("identity", "id18:"+id)
		if token == "" {
			return
		}
		held := false
		for _, g := range f.guards {
			held = held || g.Kind == "identity" && g.Token == token && g.Released == ""
		}
		r.want(held, 1, "claim", rowKey(f.key), "没有占用申请表上逝者的身份号码", "it does not hold the number of the deceased on its form")
		other, twice := r.keys.seen[token]
		r.want(!twice, 1, "claim", rowKey(f.key), "与另一在办申请 "+rowKey(other)+" 为同一逝者", "the deceased is that of another live claim, "+rowKey(other))
		r.keys.seen[token] = f.key
	}
}

// citizen gives the 18 characters of a citizen id number with the check digit
// that belongs there, as holds are compared (a card may really bear a wrong
// one); 15 digits are of the years 19xx. "" for anything else.
func citizen(s string) string {
	s = strings.ToUpper(s)
	if len(s) == 15 && number(s[:15]) >= 0 {
		s = s[:6] + "19" + s[6:]
		return s + checkDigit(s)
	}
	if len(s) == 18 && number(s[:17]) >= 0 {
		return s[:17] + checkDigit(s[:17])
	}
	return ""
}

// checkDigit gives the last character of a citizen id number (ISO 7064 MOD 11-2).
func checkDigit(body string) string {
	n := 0
	for i := range len(body) {
		n = (n + int(body[i]-'0')) * 2 % 11
	}
	return "0123456789X"[(12-n)%11 : (12-n)%11+1]
}

// guardToken is the installation's token of a key; "" without its key.
func (k *keys) guardToken(kind, value string) string {
	if k.guard == nil {
		raw, err := base64.StdEncoding.DecodeString(k.texts["guard"])
		if err != nil || len(raw) == 0 {
			return ""
		}
		h, err := insecurecleartextkeyset.Read(keyset.NewBinaryReader(bytes.NewReader(raw)))
		if err != nil {
			return ""
		}
		if k.guard, err = prf.NewPRFSet(h); err != nil {
			return ""
		}
	}
	out, err := k.guard.ComputePrimaryPRF([]byte(kind+"\x00"+value), 32)
	if err != nil {
		return ""
	}
	return hex.EncodeToString(out)
}
