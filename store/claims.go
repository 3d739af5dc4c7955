package store

import (
	"database/sql"
	"fmt"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/problem"
)

// Claim is a claim's row: what is kept of it in clear.
type Claim struct {
	ID             int64
	Route          claim.Route
	State          claim.State // as kept on the row; ClaimNow gives the state on the whole way
	ResumeState    claim.State
	ReturnedBy     int64
	Thing          string
	Slip           string
	LinkToken      string // hash of the link's token
	Class          string
	Home           int64
	Office         int64
	Town           string
	Death          *date.Day
	Cremation      *date.Day
	CreatedAt      string
	LodgedDay      *date.Day
	CompletedDay   *date.Day
	PrivateN       int64
	ServicesN      int64
	Decision       int64
	SignedDecision int64
	SettleN        int64
	Moves          int64
}

const claimColumns = `id, route, state, COALESCE(resume_state, ''), COALESCE(returned_by, 0), COALESCE(thing, ''), slip, link_token, class, home, office, town,
	death_day, cremation_day, created_at, lodged_day, completed_day, private_n, services_n, COALESCE(decision, 0), COALESCE(signed_decision, 0), settle_n, moves`

func scanClaim(c *Claim) []any {
	return []any{&c.ID, &c.Route, &c.State, &c.ResumeState, &c.ReturnedBy, &c.Thing, &c.Slip, &c.LinkToken, &c.Class, &c.Home, &c.Office, &c.Town,
		optDay{&c.Death}, optDay{&c.Cremation}, &c.CreatedAt, optDay{&c.LodgedDay}, optDay{&c.CompletedDay}, &c.PrivateN, &c.ServicesN, &c.Decision, &c.SignedDecision, &c.SettleN, &c.Moves}
}

var changed = problem.Define("store.changed", problem.Conflict,
	"该申请在您查看之后已被他人改动", "the claim was changed after you looked at it", "请刷新后重新核对", "reload it and check again")

// InsertClaim writes a new claim row.
func (tx *Tx) InsertClaim(c *Claim) error {
	tx.exec(`INSERT INTO claim (county, id, route, state, resume_state, returned_by, thing, slip, link_token, class, home, office, town, death_day, cremation_day,
		created_at, lodged_day, completed_day, private_n, services_n, decision, signed_decision, settle_n, moves)
		VALUES ($1, $2, $3, $4, NULL, NULL, NULL, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
		tx.County, c.ID, string(c.Route), string(c.State), c.Slip, c.LinkToken, c.Class, c.Home, c.Office, c.Town, nullDay(c.Death), nullDay(c.Cremation),
		tx.Now.String(), nullDay(c.LodgedDay), nullDay(c.CompletedDay), c.PrivateN, c.ServicesN, nullID(c.Decision), nullID(c.SignedDecision), c.SettleN, c.Moves)
	return tx.recount(counted{}, countedOf(c))
}

// SaveClaim writes the row of a claim read in this act; Moves must be as read,
// so that nothing is written over what another act did.
func (tx *Tx) SaveClaim(c *Claim, movesSeen int64) error {
	before, err := tx.countedNow(c.ID)
	if err != nil {
		return err
	}
	n := tx.exec(`UPDATE claim SET state = $3, resume_state = $4, returned_by = $5, thing = $6, class = $7, home = $8, office = $9, town = $10, death_day = $11, cremation_day = $12,
		lodged_day = $13, completed_day = $14, private_n = $15, services_n = $16, decision = $17, signed_decision = $18, settle_n = $19, moves = $20
		WHERE county = $1 AND id = $2 AND moves = $21`,
		tx.County, c.ID, string(c.State), nullText(string(c.ResumeState)), nullID(c.ReturnedBy), nullText(c.Thing), c.Class, c.Home, c.Office, c.Town, nullDay(c.Death), nullDay(c.Cremation),
		nullDay(c.LodgedDay), nullDay(c.CompletedDay), c.PrivateN, c.ServicesN, nullID(c.Decision), nullID(c.SignedDecision), c.SettleN, c.Moves, movesSeen)
	if tx.failed == nil && n != 1 {
		return changed.With()
	}
	return tx.recount(before, countedOf(c))
}

func nullText(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// ClaimByID finds a claim of the county.
func (s *Scope) ClaimByID(id int64) (Claim, error) {
	var c Claim
	err := s.one("申请", `SELECT `+claimColumns+` FROM claim WHERE county = $1 AND id = $2`, []any{s.County, id}, scanClaim(&c)...)
	return c, err
}

// ClaimBySlip finds a claim of the county by its slip number.
func (s *Scope) ClaimBySlip(slip string) (Claim, error) {
	var c Claim
	err := s.one("申请", `SELECT `+claimColumns+` FROM claim WHERE county = $1 AND slip = $2`, []any{s.County, slip}, scanClaim(&c)...)
	return c, err
}

// SlipTaken reports whether a slip number is in use anywhere in the installation.
func (tx *Tx) SlipTaken(slip string) (bool, error) {
	var n int64
	err := tx.one("claim", `SELECT count(*) FROM claim WHERE slip = $1`, []any{slip}, &n)
	return n > 0, err
}

// Standing is where a claim stands on its whole way.
type Standing struct {
	State claim.State
	List  int64 // 0 when in no list
	Seq   int64
}

// ClaimNow reads the state of a claim over its row, its list line and its
// payment line.
func (s *Scope) ClaimNow(id int64) (st Standing, err error) {
	err = s.one("申请", `SELECT state, COALESCE(list, 0), COALESCE(seq, 0) FROM claim_now WHERE county = $1 AND id = $2`, []any{s.County, id}, &st.State, &st.List, &st.Seq)
	return st, err
}

// ClaimFilter narrows a search of claims; zero fields do not narrow.
type ClaimFilter struct {
	State  claim.State // as kept on the row
	Route  claim.Route
	Home   int64
	Town   string // prefix of the area code
	Before int64  // claims with smaller ids only: paging, newest first
	Limit  int    // 1 … 500; 0 takes 50
}

// Claims lists claims, newest first. Their ids are found in the index alone before
// any row is read; the plus has those of a town found by the town.
func (s *Scope) Claims(f ClaimFilter) ([]Claim, error) {
	q, id := `SELECT `+claimColumns+` FROM claim WHERE county = $1 AND id IN (SELECT x.id FROM claim x WHERE x.county = $1`, "x.id"
	args := []any{s.County}
	add := func(cond string, v any) {
		args = append(args, v)
		q += fmt.Sprintf(cond, len(args))
	}
	if f.State != "" {
		add(` AND x.state = $%d`, string(f.State))
	}
	if f.Route != "" {
		add(` AND x.route = $%d`, string(f.Route))
	}
	if f.Home != 0 {
		add(` AND x.home = $%d`, f.Home)
	}
	if f.Town != "" {
		id = "+x.id"
		add(` AND x.town >= $%d`, f.Town)
		add(` AND x.town <= $%d`, f.Town+"999999999999")
	}
	if f.Before != 0 {
		add(` AND `+id+` < $%d`, f.Before)
	}
	if f.Limit <= 0 || f.Limit > 500 {
		f.Limit = 50
	}
	add(` ORDER BY `+id+` DESC LIMIT $%d) ORDER BY id DESC`, f.Limit)
	return many(s, "claim", q, args, scanClaim)
}

// Move is a row of claim_move to write.
type Move struct {
	Claim    int64
	Seq      int64
	Act      string
	From, To claim.State
	Reason   string
	Digest   string
	AuditPos int64
}

// PutMove writes one move of a claim, by the person and office of the act.
func (tx *Tx) PutMove(m Move) error {
	tx.exec(`INSERT INTO claim_move (county, claim, seq, act, from_state, to_state, person, office, role, at, reason, digest, audit_pos) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		tx.County, m.Claim, m.Seq, m.Act, string(m.From), string(m.To), tx.Act.Person, tx.Act.Office, tx.Act.Role, tx.Now.String(), m.Reason, m.Digest, m.AuditPos)
	return tx.failed
}

// MoveRow is a move as it was recorded.
type MoveRow struct {
	Move
	Person, Office int64
	Role, At       string
}

// Moves lists the moves of a claim in order.
func (s *Scope) Moves(id int64) ([]MoveRow, error) {
	return many(s, "claim_move", `SELECT claim, seq, act, from_state, to_state, reason, digest, audit_pos, person, office, role, at FROM claim_move WHERE county = $1 AND claim = $2 ORDER BY seq`, []any{s.County, id},
		func(m *MoveRow) []any {
			return []any{&m.Claim, &m.Seq, &m.Act, &m.From, &m.To, &m.Reason, &m.Digest, &m.AuditPos, &m.Person, &m.Office, &m.Role, &m.At}
		})
}

// PutPart keeps that a person took a part in a claim (unclaimed bodies: two
// people); one person has one part.
func (tx *Tx) PutPart(id, person int64, part string) error {
	var had string
	err := tx.q.queryRow(tx.ctx, `SELECT part FROM claim_person WHERE county = $1 AND claim = $2 AND person = $3`, tx.County, id, person).Scan(&had)
	if err == nil && had == part {
		return nil
	}
	if err != sql.ErrNoRows && err != nil {
		return wrap("claim_person", err)
	}
	tx.exec(`INSERT INTO claim_person (county, claim, person, part, at) VALUES ($1, $2, $3, $4, $5)`, tx.County, id, person, part, tx.Now.String())
	if isUnique(tx.failed) {
		return samePerson.With()
	}
	return tx.failed
}

var samePerson = problem.Define("claim.same_person", problem.Forbidden,
	"同一人不能在一份无人认领遗体申请中担任两个环节", "one person cannot do two parts of an unclaimed body's case", "请由另一位同事办理", "let another person do it")

// ClaimPeople lists who took which part in a claim.
func (s *Scope) ClaimPeople(id int64) (map[int64]string, error) {
	out := map[int64]string{}
	err := s.each("claim_person", `SELECT person, part FROM claim_person WHERE county = $1 AND claim = $2 ORDER BY person`, []any{s.County, id}, func(rows *sql.Rows) error {
		var p int64
		var part string
		err := rows.Scan(&p, &part)
		out[p] = part
		return err
	})
	return out, err
}
