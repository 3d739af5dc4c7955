package verify

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/prf"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// keys opens sealed values with the key file, by the checker's own code. What
// it opens is compared and dropped.
type keys struct {
	gone  []string          // destroyed on purpose
	texts map[string]string // "data/county/year" → base64 of a keyset
	open  map[string]tink.AEAD
	guard *prf.Set
	seen  map[string]key // token of a deceased → live claim
}

func openKeys(o Options) (*keys, error) {
	path := o.Keys
	if path == "" {
		path = filepath.Join(o.Dir, "keys.json")
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("verify: keys: %w", err)
	}
	var f struct {
		Version int               `json:"version"`
		Keys    map[string]string `json:"keys"`
		// Destroyed names the keys destroyed on purpose.
		Destroyed []string `json:"destroyed"`
	}
	if err := json.Unmarshal(b, &f); err != nil || f.Version != 1 {
		return nil, fmt.Errorf("verify: %s 不是密钥文件 (not a key file)", path)
	}
	return &keys{gone: f.Destroyed, texts: f.Keys, open: map[string]tink.AEAD{}, seen: map[string]key{}}, nil
}

// opened says what became of a sealed value.
type opened int

const (
	shut     opened = iota // it does not open: moved, altered, or a wrong key
	scrubbed               // its year's key was destroyed
	clear
)

// unseal opens one cell: version 1, algorithm 1, two bytes of year, ciphertext
// bound to "table/column/county/id".
func (k *keys) unseal(table, column string, county, id int64, sealed []byte) ([]byte, opened) {
	if len(sealed) < 5 || sealed[0] != 1 || sealed[1] != 1 {
		return nil, shut
	}
	name := fmt.Sprintf("data/%d/%d", county, int(sealed[2])<<8|int(sealed[3]))
	a, ok := k.open[name]
	if !ok {
		text, known := k.texts[name]
		if !known && !slices.Contains(k.gone, name) {
			return nil, shut // no such key: the key file is another installation's, or older than the data
		}
		if !known {
			return nil, scrubbed
		}
		raw, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			return nil, shut
		}
		h, err := insecurecleartextkeyset.Read(keyset.NewBinaryReader(bytes.NewReader(raw)))
		if err != nil {
			return nil, shut
		}
		if a, err = aead.New(h); err != nil {
			return nil, shut
		}
		k.open[name] = a
	}
	b, err := a.Decrypt(sealed[4:], fmt.Appendf(nil, "%s/%s/%d/%d", table, column, county, id))
	if err != nil {
		return nil, shut
	}
	return b, clear
}

// unseal opens a cell and keeps a finding when it does not open (INV-17).
func (r *run) unseal(table, column, row string, county, id int64, sealed []byte) ([]byte, bool) {
	b, how := r.keys.unseal(table, column, county, id, sealed)
	if how == scrubbed {
		r.rep.Scrubbed++
		return nil, false
	}
	return b, r.want(how == clear, 17, table, row, "加密内容打不开：被改动、挪动或密钥不对", "the sealed value does not open: altered, moved, or a wrong key")
}

// commitment is SHA-256 of the salt and the value.
func commitment(salt string, value string) string {
	raw, err := base64.StdEncoding.DecodeString(salt)
	if err != nil {
		return ""
	}
	h := sha256.Sum256(append(raw, value...))
	return hex.EncodeToString(h[:])
}

// openPrivate opens every version of a claim's personal values and compares
// each with its commitment (INV-17).
func (r *run) openPrivate(f *caseFile) {
	for i := range f.private {
		p := &f.private[i]
		row := rowKey(f.key, p.N)
		b, ok := r.unseal("claim_private", "sealed", row, f.county, f.id, p.Sealed)
		if !ok {
			continue
		}
		var values []struct{ F, S, V string }
		err := json.Unmarshal(b, &values)
		var text strings.Builder
		for _, v := range values {
			text.WriteString(v.F + "=" + commitment(v.S, v.V) + "\n")
			if v.F == wholeForm && p.N == f.PrivateN {
				r.checkIdentity(f, v.V)
				r.checkInvoices(f, v.V)
			}
		}
		r.want(err == nil && text.String() == p.Commitments, 17, "claim_private", row, "个人信息与其摘要不符", "the values are not those committed to")
	}
}

// openNote checks a sealed note "salt\nwords" against its commitment (INV-17).
func (r *run) openNote(table, column, row string, county, id int64, sealed []byte, want string) {
	if len(sealed) == 0 {
		r.want(want == "", 17, table, row, "有摘要而没有内容", "a commitment without the words")
		return
	}
	if b, ok := r.unseal(table, column, row, county, id, sealed); ok {
		salt, words, _ := strings.Cut(string(b), "\n")
		r.want(commitment(salt, words) == want, 17, table, row, "文字与其摘要不符", "the words are not those committed to")
	}
}

// accountText is the text of an account that its commitment commits to.
func accountOf(b []byte) (text, commit string, ok bool) {
	var a struct {
		S      string `json:"s"`
		Holder string `json:"holder"`
		Number string `json:"number"`
		Bank   string `json:"bank"`
		BankNo string `json:"bank_no"`
	}
	if json.Unmarshal(b, &a) != nil {
		return "", "", false
	}
	text = strings.Join([]string{a.Holder, a.Number, a.Bank, a.BankNo}, "\n")
	return text, commitment(a.S, text), true
}

type sealedRow struct {
	key
	seq, n int64
	blob   []byte
	commit string
}

// openSealed opens opinions, notes and accounts; a payment line's account must
// be the very account that was registered (INV-17, INV-22).
func (r *run) openSealed() {
	each(r.src, `SELECT county, id, opinion, COALESCE(opinion_commitment, '') FROM list WHERE sealed_at IS NOT NULL ORDER BY county, id`,
		func(v *sealedRow) []any { return []any{&v.county, &v.id, &v.blob, &v.commit} },
		func(v *sealedRow) { r.openNote("list", "opinion", rowKey(v.key), v.county, v.id, v.blob, v.commit) })
	each(r.src, `SELECT county, list, seq, n, note, note_commitment FROM line_mark WHERE note IS NOT NULL OR note_commitment <> '' ORDER BY county, list, seq, n`,
		func(v *sealedRow) []any { return []any{&v.county, &v.id, &v.seq, &v.n, &v.blob, &v.commit} },
		func(v *sealedRow) {
			r.openNote("line_mark", fmt.Sprintf("note/%d/%d", v.seq, v.n), rowKey(v.key, v.seq, v.n), v.county, v.id, v.blob, v.commit)
		})
	accounts := map[string]string{} // commitment → hash of the account's text
	each(r.src, `SELECT county, id, account, commitment FROM home_account ORDER BY county, id`,
		func(v *sealedRow) []any { return []any{&v.county, &v.id, &v.blob, &v.commit} },
		func(v *sealedRow) { accounts[v.commit] = r.openAccount("home_account", "account", rowKey(v.key), v) })
	each(r.src, `SELECT county, claim, n, payee, commitment FROM payee ORDER BY county, claim, n`,
		func(v *sealedRow) []any { return []any{&v.county, &v.id, &v.n, &v.blob, &v.commit} },
		func(v *sealedRow) {
			accounts[v.commit] = r.openAccount("payee", fmt.Sprintf("payee.%d", v.n), rowKey(v.key, v.n), v)
		})
	each(r.src, `SELECT county, ord, seq, payee, commitment FROM payment_line ORDER BY county, ord, seq`,
		func(v *sealedRow) []any { return []any{&v.county, &v.id, &v.seq, &v.blob, &v.commit} },
		func(v *sealedRow) {
			row := rowKey(v.key, v.seq)
			b, ok := r.unseal("payment_line", fmt.Sprintf("payee.%d", v.seq), row, v.county, v.id, v.blob)
			if text, _, read := accountOf(b); ok {
				r.want(read && (accounts[v.commit] == "" || accounts[v.commit] == sum([]byte(text))), 22, "payment_line", row, "拨款账户不是登记的账户", "it is sent to another account than the one registered")
			}
		})
}

// openAccount opens a registered account and gives the hash of its text.
func (r *run) openAccount(table, column, row string, v *sealedRow) string {
	b, ok := r.unseal(table, column, row, v.county, v.id, v.blob)
	if !ok {
		return ""
	}
	text, commit, read := accountOf(b)
	r.want(read && commit == v.commit, 17, table, row, "账户与其摘要不符", "the account is not the one committed to")
	return sum([]byte(text))
}
