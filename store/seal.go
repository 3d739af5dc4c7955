package store

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sort"
	"strconv"
	"sync"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/prf"
	tinkpb "github.com/tink-crypto/tink-go/v2/proto/tink_go_proto"
	"github.com/tink-crypto/tink-go/v2/tink"

	"songbai/domain/problem"
)

// Sealed is an encrypted personal value: version byte 1, algorithm byte 1
// (Tink AES-256-GCM), two bytes of key year, ciphertext. The associated data
// is table/column/county/id, so that a swapped cell does not open.
type Sealed []byte

var (
	cannotOpen = problem.Define("seal.open", problem.Internal,
		"加密内容打不开：密钥不对、已销毁，或内容被挪动过", "a sealed value does not open: the key is wrong or destroyed, or the cell was moved",
		"请核对 keys.json 是否属于本数据库；已清除年度的个人信息不可恢复", "check that keys.json belongs to this database; scrubbed years cannot be opened")
	keyFile = problem.Define("seal.keys", problem.Unready,
		"密钥文件 keys.json 缺失或损坏", "the key file keys.json is absent or damaged",
		"请从密钥备份恢复 keys.json", "restore keys.json from the backup of keys")
)

// Keyring holds the keys outside the database: one data key per county and
// year, one search key per county, one guard key for the installation.
type Keyring struct {
	path string
	mu   sync.Mutex
	sets map[string]string // purpose/county/year → base64 of a Tink keyset
	gone map[string]bool   // names of keys that were destroyed
	aead map[string]tink.AEAD
	prf  map[string]*prf.Set
}

type keyFileForm struct {
	Version int               `json:"version"`
	Keys    map[string]string `json:"keys"`
	// Destroyed names the keys destroyed on purpose: a value under another name
	// that is not there has lost its key, which is no scrubbing.
	Destroyed []string `json:"destroyed,omitempty"`
}

func newKeyring(path string) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	return writeFileDurably(path, []byte(`{"version":1,"keys":{}}`))
}

func openKeyring(path string) (*Keyring, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, keyFile.With().Because(err)
	}
	var f keyFileForm
	if err := json.Unmarshal(b, &f); err != nil || f.Version != 1 || f.Keys == nil {
		return nil, keyFile.With().Because(err)
	}
	k := &Keyring{path: path, sets: f.Keys, gone: map[string]bool{}, aead: map[string]tink.AEAD{}, prf: map[string]*prf.Set{}}
	for _, name := range f.Destroyed {
		k.gone[name] = true
	}
	return k, nil
}

// save writes the key file.
func (k *Keyring) save() error {
	f := keyFileForm{Version: 1, Keys: k.sets}
	for name := range k.gone {
		f.Destroyed = append(f.Destroyed, name)
	}
	sort.Strings(f.Destroyed)
	b, err := json.MarshalIndent(f, "", " ")
	if err != nil {
		return err
	}
	return writeFileDurably(k.path, b)
}

// handle finds the keyset of name, or makes it and saves the file before use.
func (k *Keyring) handle(name string, template *tinkpb.KeyTemplate) (*keyset.Handle, error) {
	if text, ok := k.sets[name]; ok {
		return readHandle(text)
	}
	if err := k.reload(); err != nil { // another process may have made it
		return nil, err
	}
	if text, ok := k.sets[name]; ok {
		return readHandle(text)
	}
	if k.gone[name] {
		return nil, errDestroyed
	}
	if template == nil {
		return nil, cannotOpen.With()
	}
	h, err := keyset.NewHandle(template)
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	if err := insecurecleartextkeyset.Write(h, keyset.NewBinaryWriter(&buf)); err != nil {
		return nil, err
	}
	k.sets[name] = base64.StdEncoding.EncodeToString(buf.Bytes())
	return h, k.save()
}

func (k *Keyring) reload() error {
	fresh, err := openKeyring(k.path)
	if err != nil {
		return err
	}
	k.sets, k.gone = fresh.sets, fresh.gone
	return nil
}

func readHandle(text string) (*keyset.Handle, error) {
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, keyFile.With().Because(err)
	}
	h, err := insecurecleartextkeyset.Read(keyset.NewBinaryReader(bytes.NewReader(raw)))
	if err != nil {
		return nil, keyFile.With().Because(err)
	}
	return h, nil
}

func (k *Keyring) dataKey(county int64, year int, template *tinkpb.KeyTemplate) (tink.AEAD, error) {
	name := fmt.Sprintf("data/%d/%d", county, year)
	k.mu.Lock()
	defer k.mu.Unlock()
	if a, ok := k.aead[name]; ok {
		return a, nil
	}
	h, err := k.handle(name, template)
	if err != nil {
		return nil, err
	}
	a, err := aead.New(h)
	if err == nil {
		k.aead[name] = a
	}
	return a, err
}

// token gives the keyed token of text. A key is made only inside the writer's
// turn (template not nil): two processes that made one at the same time would
// each keep their own and lose the other's.
func (k *Keyring) token(name, text string, template *tinkpb.KeyTemplate) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	set, ok := k.prf[name]
	if !ok {
		h, err := k.handle(name, template)
		if err != nil {
			return "", err
		}
		if set, err = prf.NewPRFSet(h); err != nil {
			return "", err
		}
		k.prf[name] = set
	}
	out, err := set.ComputePrimaryPRF([]byte(text), 32)
	return hex.EncodeToString(out), err
}

// Destroy removes the data key of a county's year: every personal value sealed
// under it is scrubbed for good, in rows, logs and backups alike.
func (k *Keyring) Destroy(county int64, year int) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.reload(); err != nil {
		return err
	}
	name := fmt.Sprintf("data/%d/%d", county, year)
	delete(k.sets, name)
	delete(k.aead, name)
	k.gone[name] = true
	return k.save()
}

// errDestroyed marks a value whose key was destroyed on purpose.
var errDestroyed = errors.New("store: the key of this year was destroyed")

// cell is the associated data of a sealed value.
func cell(table, column string, county, id int64) []byte {
	b := append([]byte(table), '/')
	b = append(append(b, column...), '/')
	b = append(strconv.AppendInt(b, county, 10), '/')
	return strconv.AppendInt(b, id, 10)
}

// Seal encrypts clear for one cell under the county's key of year.
func (k *Keyring) Seal(table, column string, county, id int64, year int, clear []byte) (Sealed, error) {
	a, err := k.dataKey(county, year, aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, err
	}
	c, err := a.Encrypt(clear, cell(table, column, county, id))
	if err != nil {
		return nil, err
	}
	return append([]byte{1, 1, byte(year >> 8), byte(year)}, c...), nil
}

// Open decrypts a cell.
func (k *Keyring) Open(table, column string, county, id int64, sealed Sealed) ([]byte, error) {
	if len(sealed) < 5 || sealed[0] != 1 || sealed[1] != 1 {
		return nil, cannotOpen.With()
	}
	a, err := k.dataKey(county, int(sealed[2])<<8|int(sealed[3]), nil)
	if err != nil {
		return nil, errors.Join(cannotOpen.With(), err)
	}
	clear, err := a.Decrypt(sealed[4:], cell(table, column, county, id))
	if err != nil {
		return nil, cannotOpen.With().Because(err)
	}
	return clear, nil
}

// GuardToken is the installation-wide token of an identity key, kept only in
// guard, person and relation, which no page reads.
func (k *Keyring) GuardToken(kind, value string) (string, error) {
	return k.token("guard", kind+"\x00"+value, prf.HMACSHA256PRFKeyTemplate())
}

// SearchToken is the county's own token of a value that can be searched for.
func (k *Keyring) SearchToken(county int64, kind, value string) (string, error) {
	return k.token(fmt.Sprintf("search/%d", county), kind+"\x00"+value, prf.HMACSHA256PRFKeyTemplate())
}

// knownSearchToken is SearchToken outside the writer's turn: "" when the county
// has no search key yet, so nothing can be found by it.
func (k *Keyring) knownSearchToken(county int64, kind, value string) (string, error) {
	t, err := k.token(fmt.Sprintf("search/%d", county), kind+"\x00"+value, nil)
	if problem.CodeOf(err) == "seal.open" {
		return "", nil
	}
	return t, err
}
