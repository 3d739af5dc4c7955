package store

import (
	"songbai/domain/date"
	"songbai/domain/money"
)

// PolicyCheck is what was seen of a proposed policy.
type PolicyCheck struct {
	ID, Proposal      int64
	Digest            string
	CasesHash         string
	Cases             int64
	From, To          date.Month
	Claims, Undecided int64
	Before, After     money.Amount
	Gain, Lose        int64
	Person            int64
	At                string
}

// PutPolicyCheck keeps what was seen and gives its id.
func (tx *Tx) PutPolicyCheck(c *PolicyCheck) (int64, error) {
	c.ID, c.Person, c.At = tx.NextID(), tx.Act.Person, tx.Now.String()
	tx.exec(`INSERT INTO policy_check (county, id, proposal, digest, cases_hash, cases, first_month, last_month, claims, undecided, before_fen, after_fen, gain, lose, person, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		tx.County, c.ID, c.Proposal, c.Digest, c.CasesHash, c.Cases, c.From.String(), c.To.String(), c.Claims, c.Undecided, int64(c.Before), int64(c.After), c.Gain, c.Lose, c.Person, c.At)
	return c.ID, tx.failed
}

// PolicyChecks lists what was seen of a proposal, newest first.
func (s *Scope) PolicyChecks(proposal int64) ([]PolicyCheck, error) {
	return many(s, "policy_check", `SELECT id, digest, cases_hash, cases, first_month, last_month, claims, undecided, before_fen, after_fen, gain, lose, person, at FROM policy_check
		WHERE county = $1 AND proposal = $2 ORDER BY id DESC`, []any{s.County, proposal}, func(c *PolicyCheck) []any {
		c.Proposal = proposal
		return []any{&c.ID, &c.Digest, &c.CasesHash, &c.Cases, monthCell{&c.From, new(string)}, monthCell{&c.To, new(string)}, &c.Claims, &c.Undecided, &c.Before, &c.After, &c.Gain, &c.Lose, &c.Person, &c.At}
	})
}
