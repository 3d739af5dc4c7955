package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/money"
)

// QueueFilter narrows a queue; zero fields do not narrow.
type QueueFilter struct {
	Routes []claim.Route
	States []claim.State // as kept on the row
	Home   int64
	Town   string // area code: itself and everything under it
	Class  string
	Before string // last moved at this instant or earlier
	After  int64  // claims with greater ids only: paging, oldest first
	Limit  int    // 1 … 200; 0 takes 50
}

// QueueRow is a claim as a queue shows it.
type QueueRow struct {
	Claim
	Name                    string // of the deceased, in clear; "" when there is none or it was scrubbed
	Scrubbed                bool
	Charged, Waived, Family money.Amount
	Act, At                 string // the last move
	By                      int64
}

// where writes the conditions of the filter on claim c and its last move m, after
// the county's own. Few claims are open, so they are found by their state: the plus
// and the empty text keep an engine from walking all claims of a home or town.
func (f QueueFilter) where(county int64) (string, []any) {
	args := []any{county}
	q := ""
	add := func(cond string, v any) {
		args = append(args, v)
		q += fmt.Sprintf(cond, len(args))
	}
	if f.Home != 0 {
		add(` AND +c.home = $%d`, f.Home)
	}
	if f.Town != "" {
		add(` AND c.town || '' >= $%d`, f.Town)
		add(` AND c.town || '' <= $%d`, f.Town+"999999")
	}
	q += ` AND c.state IN (` + list(&args, f.States) + `)`
	if len(f.Routes) > 0 {
		q += ` AND c.route IN (` + list(&args, f.Routes) + `)`
	}
	if f.Class != "" {
		add(` AND c.class = $%d`, f.Class)
	}
	if f.Before != "" {
		add(` AND m.at <= $%d`, f.Before)
	}
	if f.After != 0 {
		add(` AND +c.id > $%d`, f.After)
	}
	return q, args
}

// list appends values to args and gives their places in a query.
func list[T ~string](args *[]any, vs []T) string {
	places := make([]string, len(vs))
	for i, v := range vs {
		*args = append(*args, string(v))
		places[i] = fmt.Sprintf("$%d", len(*args))
	}
	return strings.Join(places, ", ")
}

// queuedColumns are claimColumns of c, where other tables stand beside it.
const queuedColumns = `c.id, c.route, c.state, COALESCE(c.resume_state, ''), COALESCE(c.returned_by, 0), COALESCE(c.thing, ''), c.slip, c.link_token, c.class, c.home, c.office, c.town,
	c.death_day, c.cremation_day, c.created_at, c.lodged_day, c.completed_day, c.private_n, c.services_n, COALESCE(c.decision, 0), COALESCE(c.signed_decision, 0), c.settle_n, c.moves`

// Queue lists the claims of a queue, oldest first, in one query: the row, its
// last move, the sums of its decision, the sealed form. The plus before the id
// keeps an engine from walking all claims in the order of their ids.
func (s *Scope) Queue(f QueueFilter) ([]QueueRow, error) {
	if f.Limit <= 0 || f.Limit > 200 {
		f.Limit = 50
	}
	where, args := f.where(s.County)
	args = append(args, f.Limit)
	q := `SELECT ` + queuedColumns + `, p.sealed, COALESCE(d.charged_fen, 0), COALESCE(d.waived_fen, 0), COALESCE(d.family_fen, 0), m.act, m.at, m.person
		FROM claim c
		JOIN claim_private p ON p.county = c.county AND p.claim = c.id AND p.n = c.private_n
		JOIN claim_move m ON m.county = c.county AND m.claim = c.id AND m.seq = c.moves
		LEFT JOIN decision d ON d.county = c.county AND d.id = c.decision WHERE c.county = $1` + where + fmt.Sprintf(` ORDER BY +c.id LIMIT $%d`, len(args))
	type sealedRow struct {
		QueueRow
		sealed []byte
	}
	rows, err := many(s, "claim", q, args, func(r *sealedRow) []any {
		return append(scanClaim(&r.Claim), &r.sealed, &r.Charged, &r.Waived, &r.Family, &r.Act, &r.At, &r.By)
	})
	out := make([]QueueRow, len(rows))
	for i := range rows {
		if err == nil {
			err = s.nameIn(&rows[i].QueueRow, rows[i].sealed)
		}
		out[i] = rows[i].QueueRow
	}
	return out, err
}

// nameIn opens the deceased's name in a sealed form.
func (s *Scope) nameIn(r *QueueRow, sealed []byte) error {
	clear, err := s.keys.Open("claim_private", "sealed", s.County, r.ID, sealed)
	if errors.Is(err, errDestroyed) {
		r.Scrubbed = true
		return nil
	}
	if err != nil {
		return err
	}
	var values []Value
	if err := json.Unmarshal(clear, &values); err != nil {
		return wrap("个人信息", err)
	}
	r.Name = (&Private{Values: values}).Get("deceased.name")
	return nil
}

// Pending is how many claims stand in a state on a route.
type Pending struct {
	Route claim.Route
	State claim.State
	N     int
}

// PendingBy counts the claims of a reach by route and state, among states that a
// claim does not stay in.
func (s *Scope) PendingBy(f QueueFilter) ([]Pending, error) {
	where, args := f.where(s.County)
	return many(s, "claim", `SELECT c.route, c.state, count(*) FROM claim c WHERE c.county = $1`+where+` GROUP BY c.route, c.state ORDER BY c.route, c.state`, args,
		func(p *Pending) []any { return []any{&p.Route, &p.State, &p.N} })
}
