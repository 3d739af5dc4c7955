package store

import (
	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/money"
)

// Service is one service as recorded: what the home did, or a line of the
// foreign invoice as mapped to a local item.
type Service struct {
	Item, Grade string
	Quantity    int64
	Metres      int64
	Unit        money.Amount
	Charged     money.Amount
	Day         date.Day
	Note        string
}

// PutServices keeps a whole new version of a claim's services.
func (tx *Tx) PutServices(claim, n int64, ss []Service) error {
	for i, s := range ss {
		tx.exec(`INSERT INTO service (county, claim, n, seq, item, grade, quantity, metres, unit_fen, charged_fen, day, note, person, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
			tx.County, claim, n, i+1, s.Item, s.Grade, s.Quantity, s.Metres, int64(s.Unit), int64(s.Charged), s.Day.String(), s.Note, tx.Act.Person, tx.Now.String())
	}
	return tx.failed
}

// Services lists a version of a claim's services.
func (s *Scope) Services(claim, n int64) ([]Service, error) {
	return many(s, "service", `SELECT item, grade, quantity, metres, unit_fen, charged_fen, day, note FROM service WHERE county = $1 AND claim = $2 AND n = $3 ORDER BY seq`, []any{s.County, claim, n},
		func(v *Service) []any {
			return []any{&v.Item, &v.Grade, &v.Quantity, &v.Metres, &v.Unit, &v.Charged, dayText{&v.Day}, &v.Note}
		})
}

// Decision is a decision as stored; immutable.
type Decision struct {
	ID, Claim, Seq, Basis int64
	Facts                 string // canonical compact facts
	OK                    bool
	Refusal, Clause       string
	Class                 string
	Capped                bool
	Cap                   money.Amount
	Charged, PreCap       money.Amount
	Waived, Family        money.Amount
	Trace                 string
	Lines                 []DecisionLine
	Shares                []fund.Share
}

// DecisionLine is one line of a decision.
type DecisionLine struct {
	Item           string
	Quantity       int64
	Unit           money.Amount
	Charged        money.Amount
	Measure        int64
	Allowed        money.Amount
	Waived, Family money.Amount
	Reason, Clause string
}

// PutDecision writes a decision with its lines and shares and gives its id.
func (tx *Tx) PutDecision(d *Decision) (int64, error) {
	if err := tx.one("decision", `SELECT COALESCE(max(seq), 0) + 1 FROM decision WHERE county = $1 AND claim = $2`, []any{tx.County, d.Claim}, &d.Seq); err != nil {
		return 0, err
	}
	d.ID = tx.NextID()
	tx.exec(`INSERT INTO decision (county, id, claim, seq, basis, facts, ok, refusal, clause, class, capped, cap_fen, charged_fen, pre_cap_fen, waived_fen, family_fen, trace, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
		tx.County, d.ID, d.Claim, d.Seq, d.Basis, d.Facts, asInt(d.OK), d.Refusal, d.Clause, d.Class, asInt(d.Capped), int64(d.Cap), int64(d.Charged), int64(d.PreCap), int64(d.Waived), int64(d.Family), d.Trace, tx.Now.String())
	for i := range d.Lines {
		l := &d.Lines[i]
		tx.exec(`INSERT INTO decision_line (county, decision, seq, item, quantity, unit_fen, charged_fen, measure, allowed_fen, waived_fen, family_fen, reason, clause) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
			tx.County, d.ID, i+1, l.Item, l.Quantity, int64(l.Unit), int64(l.Charged), l.Measure, int64(l.Allowed), int64(l.Waived), int64(l.Family), l.Reason, l.Clause)
	}
	for i, s := range d.Shares {
		tx.exec(`INSERT INTO decision_share (county, decision, seq, fund, level, fen) VALUES ($1, $2, $3, $4, $5, $6)`, tx.County, d.ID, i+1, string(s.Fund), string(s.Level), int64(s.Fen))
	}
	return d.ID, tx.failed
}

// DecisionByID reads a decision with its lines and shares.
func (s *Scope) DecisionByID(id int64) (Decision, error) {
	d := Decision{ID: id}
	err := s.one("决定", `SELECT claim, seq, basis, facts, ok, refusal, clause, class, capped, cap_fen, charged_fen, pre_cap_fen, waived_fen, family_fen, trace FROM decision WHERE county = $1 AND id = $2`, []any{s.County, id},
		&d.Claim, &d.Seq, &d.Basis, &d.Facts, boolInt{&d.OK}, &d.Refusal, &d.Clause, &d.Class, boolInt{&d.Capped}, &d.Cap, &d.Charged, &d.PreCap, &d.Waived, &d.Family, &d.Trace)
	if err != nil {
		return d, err
	}
	d.Lines, err = many(s, "decision_line", `SELECT item, quantity, unit_fen, charged_fen, measure, allowed_fen, waived_fen, family_fen, reason, clause FROM decision_line WHERE county = $1 AND decision = $2 ORDER BY seq`, []any{s.County, id},
		func(l *DecisionLine) []any {
			return []any{&l.Item, &l.Quantity, &l.Unit, &l.Charged, &l.Measure, &l.Allowed, &l.Waived, &l.Family, &l.Reason, &l.Clause}
		})
	if err != nil {
		return d, err
	}
	d.Shares, err = many(s, "decision_share", `SELECT fund, level, fen FROM decision_share WHERE county = $1 AND decision = $2 ORDER BY seq`, []any{s.County, id},
		func(x *fund.Share) []any { return []any{&x.Fund, &x.Level, &x.Fen} })
	return d, err
}

// DecisionAt is a decision of a claim and when it was made.
type DecisionAt struct {
	ID int64
	At string
}

// DecisionsOf lists the decisions of a claim, oldest first.
func (s *Scope) DecisionsOf(claim int64) ([]DecisionAt, error) {
	return many(s, "decision", `SELECT id, at FROM decision WHERE county = $1 AND claim = $2 ORDER BY seq`, []any{s.County, claim}, func(d *DecisionAt) []any { return []any{&d.ID, &d.At} })
}

// StoredDecisions gives every decision of the county in order, for replay.
func (s *Scope) StoredDecisions(after int64, limit int) ([]int64, error) {
	return many(s, "decision", `SELECT id FROM decision WHERE county = $1 AND id > $2 ORDER BY id LIMIT $3`, []any{s.County, after, limit},
		func(id *int64) []any { return []any{id} })
}

// Signature is what the family signed.
type Signature struct {
	N        int64
	Decision int64
	Digest   string
	Means    string // paper, screen
	Evidence string // hash of the photographed paper, or ""
}

// PutSignature keeps a signature as the claim's next.
func (tx *Tx) PutSignature(claim int64, sg *Signature) error {
	if err := tx.one("signature", `SELECT COALESCE(max(n), 0) + 1 FROM signature WHERE county = $1 AND claim = $2`, []any{tx.County, claim}, &sg.N); err != nil {
		return err
	}
	tx.exec(`INSERT INTO signature (county, claim, n, decision, digest, means, evidence, person, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tx.County, claim, sg.N, sg.Decision, sg.Digest, sg.Means, sg.Evidence, tx.Act.Person, tx.Now.String())
	return tx.failed
}

// Paper is a paper of a claim as seen.
type Paper struct {
	Seq      int64
	Kind     string
	Original bool
	Copies   int64
	File     string // hash of the stored evidence, or ""
	Person   int64
	At       string
}

// PutPaper keeps that a paper was seen.
func (tx *Tx) PutPaper(claim int64, p *Paper) error {
	if err := tx.one("paper", `SELECT COALESCE(max(seq), 0) + 1 FROM paper WHERE county = $1 AND claim = $2`, []any{tx.County, claim}, &p.Seq); err != nil {
		return err
	}
	tx.exec(`INSERT INTO paper (county, claim, seq, kind, original, copies, file_hash, person, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tx.County, claim, p.Seq, p.Kind, asInt(p.Original), p.Copies, p.File, tx.Act.Person, tx.Now.String())
	return tx.failed
}

// Papers lists the papers seen of a claim.
func (s *Scope) Papers(claim int64) ([]Paper, error) {
	return many(s, "paper", `SELECT seq, kind, original, copies, file_hash, person, at FROM paper WHERE county = $1 AND claim = $2 ORDER BY seq`, []any{s.County, claim},
		func(p *Paper) []any {
			return []any{&p.Seq, &p.Kind, boolInt{&p.Original}, &p.Copies, &p.File, &p.Person, &p.At}
		})
}

// PutEvidence keeps a file sealed under the hash of its clear bytes; the same
// bytes may stand in one claim only (INV-19).
func (tx *Tx) PutEvidence(claim int64, hash, kind, media string, b []byte) error {
	y, _, _ := tx.Today().YMD()
	sealed, err := tx.keys.Seal("evidence", hash, tx.County, claim, y, b)
	if err != nil {
		return err
	}
	tx.exec(`INSERT INTO evidence (county, hash, claim, kind, media, size, sealed, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, tx.County, hash, claim, kind, media, len(b), []byte(sealed), tx.Now.String())
	if isUnique(tx.failed) {
		return sameFile.With().At("file")
	}
	return tx.failed
}

// Evidence opens a file of a claim by the hash of its clear bytes.
func (s *Scope) Evidence(claim int64, hash string) (media string, b []byte, err error) {
	var sealed []byte
	if err := s.one("影像", `SELECT media, sealed FROM evidence WHERE county = $1 AND hash = $2 AND claim = $3`, []any{s.County, hash, claim}, &media, &sealed); err != nil {
		return "", nil, err
	}
	b, err = s.keys.Open("evidence", hash, s.County, claim, sealed)
	return media, b, wrap("影像", err)
}

// LastSignature gives the last signature of a claim.
func (s *Scope) LastSignature(claim int64) (Signature, error) {
	var v Signature
	err := s.one("签名", `SELECT n, decision, digest, means, evidence FROM signature WHERE county = $1 AND claim = $2 ORDER BY n DESC LIMIT 1`, []any{s.County, claim},
		&v.N, &v.Decision, &v.Digest, &v.Means, &v.Evidence)
	return v, err
}

// DecisionSums reads what a decision comes to.
func (s *Scope) DecisionSums(id int64) (charged, waived, family money.Amount, err error) {
	err = s.one("决定", `SELECT charged_fen, waived_fen, family_fen FROM decision WHERE county = $1 AND id = $2`, []any{s.County, id}, &charged, &waived, &family)
	return charged, waived, family, err
}

// EvidenceRow is what a file of a claim is, without its bytes.
type EvidenceRow struct {
	Hash, Media string
}

// EvidenceKinds lists the files of a claim by hash.
func (s *Scope) EvidenceKinds(claim int64) ([]EvidenceRow, error) {
	return many(s, "evidence", `SELECT hash, media FROM evidence WHERE county = $1 AND claim = $2 ORDER BY hash`, []any{s.County, claim},
		func(r *EvidenceRow) []any { return []any{&r.Hash, &r.Media} })
}
