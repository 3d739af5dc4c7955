package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"

	"songbai/domain/date"
)

// PolicyVersion is a published pack.
type PolicyVersion struct {
	Hash, Pack string
	Bytes      []byte
}

// PutPolicyVersion keeps a pack's canonical bytes for ever.
func (tx *Tx) PutPolicyVersion(v PolicyVersion) error {
	tx.exec(`INSERT INTO policy_version (hash, pack, bytes, recorded_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, v.Hash, v.Pack, v.Bytes, tx.Now.String())
	return tx.failed
}

// PolicyByHash finds a published pack.
func (s *Scope) PolicyByHash(hash string) (PolicyVersion, error) {
	v := PolicyVersion{Hash: hash}
	err := s.one("政策版本", `SELECT pack, bytes FROM policy_version WHERE hash = $1`, []any{hash}, &v.Pack, &v.Bytes)
	return v, err
}

// Dated is what dated rows share: term, document, the two people, the record.
type Dated struct {
	From       date.Day
	To         *date.Day
	Document   string
	EnteredBy  int64
	ApprovedBy int64
	RecordedAt string
}

// PolicyTerm says which pack is in force from a day.
type PolicyTerm struct {
	ID   int64
	Hash string
	Dated
}

// AddPolicyTerm puts a pack in force.
func (tx *Tx) AddPolicyTerm(t PolicyTerm) (int64, error) {
	id := tx.NextID()
	tx.exec(`INSERT INTO policy_term (county, id, hash, valid_from, document, entered_by, approved_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		tx.County, id, t.Hash, t.From.String(), t.Document, t.EnteredBy, t.ApprovedBy, tx.Now.String())
	return id, tx.failed
}

// PolicyTerms lists the terms of the county, oldest first.
func (s *Scope) PolicyTerms() (out []PolicyTerm, err error) {
	err = s.each("policy_term", `SELECT id, hash, valid_from, document, entered_by, approved_by, recorded_at FROM policy_term WHERE county = $1 ORDER BY valid_from, id`, []any{s.County},
		func(rows *sql.Rows) error {
			var t PolicyTerm
			if err := rows.Scan(&t.ID, &t.Hash, dayText{&t.From}, &t.Document, &t.EnteredBy, &t.ApprovedBy, &t.RecordedAt); err != nil {
				return err
			}
			out = append(out, t)
			return nil
		})
	return out, err
}

// LocalValue is a value the installation sets for a pack.
type LocalValue struct {
	ID          int64
	Name, Value string
	Dated
}

// AddLocalValue adds a dated local value.
func (tx *Tx) AddLocalValue(v LocalValue) (int64, error) {
	id := tx.NextID()
	tx.exec(`INSERT INTO local_value (county, id, name, value, valid_from, valid_to, document, entered_by, approved_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		tx.County, id, v.Name, v.Value, v.From.String(), nullDay(v.To), v.Document, v.EnteredBy, v.ApprovedBy, tx.Now.String())
	return id, tx.failed
}

// LocalValues lists the local values of the county by name and day.
func (s *Scope) LocalValues() (out []LocalValue, err error) {
	err = s.each("local_value", `SELECT id, name, value, valid_from, valid_to, document, entered_by, approved_by, recorded_at FROM local_value WHERE county = $1 ORDER BY name, valid_from, id`, []any{s.County},
		func(rows *sql.Rows) error {
			var v LocalValue
			if err := rows.Scan(&v.ID, &v.Name, &v.Value, dayText{&v.From}, optDay{&v.To}, &v.Document, &v.EnteredBy, &v.ApprovedBy, &v.RecordedAt); err != nil {
				return err
			}
			out = append(out, v)
			return nil
		})
	return out, err
}

// PriceList is a home's published price list.
type PriceList struct {
	ID    int64
	Home  int64
	Hash  string
	Bytes []byte
	Dated
}

// AddPriceList adds a home's price list.
func (tx *Tx) AddPriceList(p PriceList) (int64, error) {
	id := tx.NextID()
	tx.exec(`INSERT INTO price_list (county, id, home, hash, bytes, valid_from, valid_to, document, entered_by, approved_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		tx.County, id, p.Home, p.Hash, p.Bytes, p.From.String(), nullDay(p.To), p.Document, p.EnteredBy, p.ApprovedBy, tx.Now.String())
	return id, tx.failed
}

// PriceLists lists a home's price lists, oldest first; home 0 lists all.
func (s *Scope) PriceLists(home int64) (out []PriceList, err error) {
	err = s.each("price_list", `SELECT id, home, hash, bytes, valid_from, valid_to, document, entered_by, approved_by, recorded_at FROM price_list WHERE county = $1 AND (CAST($2 AS BIGINT) = 0 OR home = $2) ORDER BY valid_from, id`, []any{s.County, home},
		func(rows *sql.Rows) error {
			var p PriceList
			if err := rows.Scan(&p.ID, &p.Home, &p.Hash, &p.Bytes, dayText{&p.From}, optDay{&p.To}, &p.Document, &p.EnteredBy, &p.ApprovedBy, &p.RecordedAt); err != nil {
				return err
			}
			out = append(out, p)
			return nil
		})
	return out, err
}

// Basis is what decisions cite: the published pack, the local values and the
// price list that stood, each by hash with its bytes, and two numbers.
type Basis struct {
	ID                 int64
	Hash               string
	PackHash           string
	LocalHash          string
	LocalBytes         []byte
	PriceHash          string
	PriceBytes         []byte
	Vocabulary, Engine int64
}

// PutBasis finds the basis of this hash or adds it.
func (tx *Tx) PutBasis(b Basis) (int64, error) {
	var id int64
	err := tx.q.queryRow(tx.ctx, `SELECT id FROM basis WHERE county = $1 AND hash = $2`, tx.County, b.Hash).Scan(&id)
	if err == nil {
		return id, nil
	}
	if err != sql.ErrNoRows {
		return 0, wrap("basis", err)
	}
	id = tx.NextID()
	tx.exec(`INSERT INTO basis (county, id, hash, pack_hash, local_hash, local_bytes, price_hash, price_bytes, vocabulary, engine, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		tx.County, id, b.Hash, b.PackHash, b.LocalHash, b.LocalBytes, b.PriceHash, b.PriceBytes, b.Vocabulary, b.Engine, tx.Now.String())
	return id, tx.failed
}

// BasisByID finds a basis.
func (s *Scope) BasisByID(id int64) (Basis, error) {
	b := Basis{ID: id}
	err := s.one("决定依据", `SELECT hash, pack_hash, local_hash, local_bytes, price_hash, price_bytes, vocabulary, engine FROM basis WHERE county = $1 AND id = $2`, []any{s.County, id},
		&b.Hash, &b.PackHash, &b.LocalHash, &b.LocalBytes, &b.PriceHash, &b.PriceBytes, &b.Vocabulary, &b.Engine)
	return b, err
}

// Proposal is what one person entered and another must approve.
type Proposal struct {
	ID         int64
	Kind       string
	Subject    int64
	Content    []byte
	Digest     string
	ProposedBy int64
	ProposedAt string
	DecidedBy  int64 // 0 while it waits
	DecidedAt  string
	Outcome    string
}

// Propose keeps a proposal sealed.
func (tx *Tx) Propose(kind string, subject int64, content []byte) (Proposal, error) {
	sum := sha256.Sum256(content)
	p := Proposal{ID: tx.NextID(), Kind: kind, Subject: subject, Content: content, Digest: hex.EncodeToString(sum[:]), ProposedBy: tx.Act.Person}
	y, _, _ := tx.Today().YMD()
	sealed, err := tx.keys.Seal("proposal", "content", tx.County, p.ID, y, content)
	if err != nil {
		return p, err
	}
	tx.exec(`INSERT INTO proposal (county, id, kind, subject, content, digest, proposed_by, proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		tx.County, p.ID, kind, subject, []byte(sealed), p.Digest, p.ProposedBy, tx.Now.String())
	return p, tx.failed
}

// ProposalByID finds a proposal and opens it.
func (s *Scope) ProposalByID(id int64) (Proposal, error) {
	p := Proposal{ID: id}
	var sealed []byte
	err := s.one("待核准事项", `SELECT kind, subject, content, digest, proposed_by, proposed_at, COALESCE(decided_by, 0), COALESCE(decided_at, ''), COALESCE(outcome, '') FROM proposal WHERE county = $1 AND id = $2`, []any{s.County, id},
		&p.Kind, &p.Subject, &sealed, &p.Digest, &p.ProposedBy, &p.ProposedAt, &p.DecidedBy, &p.DecidedAt, &p.Outcome)
	if err == nil {
		p.Content, err = s.keys.Open("proposal", "content", s.County, id, sealed)
	}
	return p, err
}

// OpenProposals lists proposals that wait, without their content.
func (s *Scope) OpenProposals() ([]Proposal, error) {
	return many(s, "proposal", `SELECT id, kind, subject, digest, proposed_by, proposed_at FROM proposal WHERE county = $1 AND outcome IS NULL ORDER BY id`, []any{s.County},
		func(p *Proposal) []any {
			return []any{&p.ID, &p.Kind, &p.Subject, &p.Digest, &p.ProposedBy, &p.ProposedAt}
		})
}

// Decide closes a proposal once.
func (tx *Tx) Decide(id int64, outcome string) error {
	if tx.exec(`UPDATE proposal SET decided_by = $3, decided_at = $4, outcome = $5 WHERE county = $1 AND id = $2 AND outcome IS NULL`, tx.County, id, tx.Act.Person, tx.Now.String(), outcome) == 0 && tx.failed == nil {
		return notFound.With("待核准事项")
	}
	return tx.failed
}

// PriceListByID reads one price list.
func (s *Scope) PriceListByID(id int64) (p PriceList, err error) {
	err = s.one("price_list", `SELECT id, home, hash, bytes, valid_from, valid_to, document, entered_by, approved_by, recorded_at FROM price_list WHERE county = $1 AND id = $2`, []any{s.County, id},
		&p.ID, &p.Home, &p.Hash, &p.Bytes, dayText{&p.From}, optDay{&p.To}, &p.Document, &p.EnteredBy, &p.ApprovedBy, &p.RecordedAt)
	return p, err
}
