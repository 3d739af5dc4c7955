package store

import (
	"encoding/json"
	"fmt"

	"songbai/domain/payment"
)

// PutPayee keeps where a family's money goes as the next version; the two
// people are those who entered and approved it.
func (tx *Tx) PutPayee(claim int64, a payment.Account, enteredBy, approvedBy int64, document string) error {
	var n int64
	if err := tx.one("收款账户", `SELECT COALESCE(max(n), 0) + 1 FROM payee WHERE county = $1 AND claim = $2`, []any{tx.County, claim}, &n); err != nil {
		return err
	}
	sealed, hash, err := tx.sealAccount("payee", fmt.Sprintf("payee.%d", n), claim, a)
	if err != nil {
		return err
	}
	tx.exec(`INSERT INTO payee (county, claim, n, payee, commitment, entered_by, approved_by, document, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tx.County, claim, n, []byte(sealed), hash, enteredBy, approvedBy, document, tx.Now.String())
	return tx.failed
}

// PayeeOf gives the account a family's money goes to now, and its commitment.
func (s *Scope) PayeeOf(claim int64) (a payment.Account, commitment string, err error) {
	var n int64
	var sealed []byte
	if err = s.one("收款账户", `SELECT n, payee, commitment FROM payee WHERE county = $1 AND claim = $2 ORDER BY n DESC LIMIT 1`, []any{s.County, claim}, &n, &sealed, &commitment); err != nil {
		return a, "", err
	}
	a, err = s.openAccount("payee", fmt.Sprintf("payee.%d", n), claim, sealed)
	return a, commitment, err
}

// sealedAccount is the sealed form of an account: its salt stands inside, so
// that the commitment in clear can be opened.
type sealedAccount struct {
	Salt   string `json:"s"`
	Holder string `json:"holder"`
	Number string `json:"number"`
	Bank   string `json:"bank"`
	BankNo string `json:"bank_no"`
}

// accountText is what an account's commitment commits to.
func accountText(a payment.Account) string {
	return a.Holder + "\n" + a.Number + "\n" + a.Bank + "\n" + a.BankNo
}

func (tx *Tx) sealAccount(table, column string, id int64, a payment.Account) (Sealed, string, error) {
	v := commit(column, accountText(a))
	clear, err := json.Marshal(sealedAccount{v.Salt, a.Holder, a.Number, a.Bank, a.BankNo})
	if err != nil {
		return nil, "", err
	}
	y, _, _ := tx.Today().YMD()
	sealed, err := tx.keys.Seal(table, column, tx.County, id, y, clear)
	return sealed, v.Commit, err
}

func (s *Scope) openAccount(table, column string, id int64, sealed Sealed) (payment.Account, error) {
	clear, err := s.keys.Open(table, column, s.County, id, sealed)
	if err != nil {
		return payment.Account{}, err
	}
	var x sealedAccount
	err = json.Unmarshal(clear, &x)
	return payment.Account{Holder: x.Holder, Number: x.Number, Bank: x.Bank, BankNo: x.BankNo}, err
}

// AddHomeAccount keeps the registered account of a home (home 0: the treasury
// account the county pays from), entered by one person and approved by another.
func (tx *Tx) AddHomeAccount(home int64, a payment.Account, document string, enteredBy, approvedBy int64) (int64, error) {
	id := tx.NextID()
	sealed, hash, err := tx.sealAccount("home_account", "account", id, a)
	if err != nil {
		return 0, err
	}
	tx.exec(`INSERT INTO home_account (county, id, home, holder, bank, cnaps, account, commitment, document, entered_by, approved_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		tx.County, id, home, a.Holder, a.Bank, a.BankNo, []byte(sealed), hash, document, enteredBy, approvedBy, tx.Now.String())
	return id, tx.failed
}

// HomeAccount gives the registered account of a home now, and its commitment.
func (s *Scope) HomeAccount(home int64) (a payment.Account, commitment string, err error) {
	var id int64
	var sealed []byte
	if err = s.one("登记账户", `SELECT id, account, commitment FROM home_account WHERE county = $1 AND home = $2 ORDER BY id DESC LIMIT 1`, []any{s.County, home}, &id, &sealed, &commitment); err != nil {
		return a, "", err
	}
	a, err = s.openAccount("home_account", "account", id, sealed)
	return a, commitment, err
}
