package store

import (
	"fmt"
	"strconv"
	"strings"

	"songbai/domain/money"
	"songbai/domain/settlement"
)

// LineFilter narrows the lines of a list under review; zero fields do not narrow.
type LineFilter struct {
	State settlement.LineState
	Class string
	Town  string       // prefix of the area code
	Least money.Amount // waived
	Most  money.Amount
	Claim []int64 // these claims only; empty but not nil: none
	Look  bool    // only lines that are to be looked at: an undecided finding, a sign or a note
	Plain bool    // only the others
}

// Reviewed is a line as a reviewer sees it: its claim, the last mark, how many
// findings of the claim are open or confirmed, the bits of its signs
// (settlement.Signs), and what the home was told of it before: lines charged above
// the standard price, papers that came late.
type Reviewed struct {
	LineRow
	Mark     settlement.Mark // "" for none
	Findings int
	Signs    int
	Above    int
	Late     int
}

// Look reports whether the line is to be looked at: what LineFilter.Look lets through.
func (r *Reviewed) Look() bool { return r.Signs > 0 || r.Findings > 0 || r.Above > 0 || r.Late > 0 }

// reviewed is every line of a list with its mark, findings and signs. $3 is the
// first day of the list's period, $4 the charge beyond which a line is high.
const reviewed = `SELECT l.county, l.list, l.seq, l.claim, l.decision, l.digest, l.route, l.charged_fen, l.waived_fen, l.family_fen, l.settle_n, l.year, l.released_at, c.class, c.town,
	COALESCE((SELECT m.mark FROM line_mark m WHERE m.county = l.county AND m.list = l.list AND m.seq = l.seq ORDER BY m.n DESC LIMIT 1), '') AS mark,
	(SELECT count(*) FROM finding f WHERE f.county = l.county AND f.claim = l.claim AND COALESCE(f.outcome, 'confirmed') = 'confirmed') AS findings,
	CASE WHEN l.route = 'unclaimed' THEN 1 ELSE 0 END + CASE WHEN l.settle_n > 1 THEN 2 ELSE 0 END +
	CASE WHEN EXISTS (SELECT 1 FROM claim_move v WHERE v.county = l.county AND v.claim = l.claim AND v.act = 'correct_identity') THEN 4 ELSE 0 END +
	CASE WHEN EXISTS (SELECT 1 FROM claim_move v WHERE v.county = l.county AND v.claim = l.claim AND v.act = 'review') THEN 8 ELSE 0 END +
	CASE WHEN c.cremation_day < $3 THEN 16 ELSE 0 END + CASE WHEN l.charged_fen > $4 THEN 32 ELSE 0 END AS signs,
	CASE WHEN EXISTS (SELECT 1 FROM decision_line d WHERE d.county = l.county AND d.decision = l.decision AND d.reason LIKE '%price%') THEN 1 ELSE 0 END AS above,
	CASE WHEN EXISTS (SELECT 1 FROM awaited a JOIN paper p ON p.county = a.county AND p.claim = a.claim AND p.kind = a.paper AND p.at > a.at
		WHERE a.county = l.county AND a.claim = l.claim AND substr(p.at, 1, 10) > a.due) THEN 1 ELSE 0 END AS late
	FROM list_line l JOIN claim c ON c.county = l.county AND c.id = l.claim WHERE l.county = $1 AND l.list = $2`

// where writes the filter as conditions on the rows of reviewed, named x.
func (f *LineFilter) where(args []any, byMark bool) (string, []any) {
	q := ""
	add := func(cond string, v any) {
		args = append(args, v)
		q += fmt.Sprintf(cond, len(args))
	}
	if f.State != "" {
		mark := map[settlement.LineState]string{settlement.Passed: "pass", settlement.Queried: "query", settlement.Answered: "answer", settlement.Struck: "strike"}[f.State]
		if byMark {
			add(` AND x.mark = $%d`, mark)
		} else { // a sheet's lines were passed when they were determined
			add(` AND CASE WHEN x.mark = '' THEN 'pass' ELSE x.mark END = $%d`, mark)
		}
	}
	if f.Class != "" {
		add(` AND x.class = $%d`, f.Class)
	}
	if f.Town != "" {
		add(` AND x.town LIKE $%d || '%%'`, f.Town)
	}
	if f.Least != 0 {
		add(` AND x.waived_fen >= $%d`, int64(f.Least))
	}
	if f.Most != 0 {
		add(` AND x.waived_fen <= $%d`, int64(f.Most))
	}
	if f.Look {
		q += ` AND (x.signs > 0 OR x.findings > 0 OR x.above > 0 OR x.late > 0)`
	}
	if f.Plain {
		q += ` AND x.signs = 0 AND x.findings = 0 AND x.above = 0 AND x.late = 0`
	}
	if f.Claim != nil {
		ids := []string{"0"}
		for _, id := range f.Claim {
			args = append(args, id)
			ids = append(ids, fmt.Sprintf("$%d", len(args)))
		}
		q += ` AND x.claim IN (` + strings.Join(ids, ", ") + `)`
	}
	return q, args
}

// reviewArgs are the arguments of reviewed for a list.
func (s *Scope) reviewArgs(l *List, first string) []any {
	high := int64(l.Charged)
	if l.Lines > 0 {
		high = int64(l.Charged) / int64(l.Lines) * settlement.HighTimes
	}
	return []any{s.County, l.ID, first, high}
}

// ReviewLines lists lines of a list that a filter lets through, from seq after,
// at most limit; first is the first day of the list's period.
func (s *Scope) ReviewLines(l *List, first string, f LineFilter, after, limit int) ([]Reviewed, error) {
	cond, args := f.where(s.reviewArgs(l, first), l.Kind == settlement.Local)
	args = append(args, after, limit)
	q := `SELECT x.seq, x.claim, x.decision, x.digest, x.route, x.charged_fen, x.waived_fen, x.family_fen, x.settle_n, x.year, CASE WHEN x.released_at IS NULL THEN 0 ELSE 1 END,
		s.private_n, x.mark, x.findings, x.signs, x.above, x.late, ` + columnsOf("c", claimColumns) + ` FROM (` + reviewed + `) x
		JOIN claim c ON c.county = x.county AND c.id = x.claim JOIN settle s ON s.county = x.county AND s.claim = x.claim AND s.n = x.settle_n
		WHERE x.seq > $` + strconv.Itoa(len(args)-1) + cond + ` ORDER BY x.seq LIMIT $` + strconv.Itoa(len(args))
	return many(s, "清册行", q, args, func(r *Reviewed) []any {
		return append([]any{&r.Seq, &r.Line.Claim, &r.Line.Decision, &r.ClaimDigest, &r.Line.Route, &r.Charged, &r.Waived, &r.Family, &r.Line.SettleN, &r.Year, boolInt{&r.Released},
			&r.PrivateN, &r.Mark, &r.Findings, &r.Signs, &r.Above, &r.Late}, scanClaim(&r.Claim)...)
	})
}

// LineBefore gives the number of the last line before seq that a filter lets
// through, 0 when there is none.
func (s *Scope) LineBefore(l *List, first string, f LineFilter, seq int) (n int, err error) {
	cond, args := f.where(s.reviewArgs(l, first), l.Kind == settlement.Local)
	args = append(args, seq)
	err = s.one("清册行", `SELECT COALESCE((SELECT x.seq FROM (`+reviewed+`) x WHERE x.seq < $`+strconv.Itoa(len(args))+cond+` ORDER BY x.seq DESC LIMIT 1), 0)`, args, &n)
	return n, err
}

// PassClean passes every line that has no mark, no finding open or confirmed and
// no sign, in one statement, and gives their numbers.
func (tx *Tx) PassClean(l *List, first string) ([]int, error) {
	args := append(tx.reviewArgs(l, first), tx.Act.Person, tx.Now.String())
	n := tx.exec(`INSERT INTO line_mark (county, list, seq, n, mark, code, note_commitment, person, at)
		SELECT x.county, x.list, x.seq, 1, 'pass', '', '', CAST($5 AS BIGINT), CAST($6 AS TEXT) FROM (`+reviewed+`) x
		WHERE x.released_at IS NULL AND x.mark = '' AND x.findings + x.signs = 0`, args...)
	return tx.justPassed(l, n)
}

// PassUnmarked passes every line that has no mark and no finding open or
// confirmed, in one statement, and gives their numbers.
func (tx *Tx) PassUnmarked(l *List) ([]int, error) {
	var marked bool
	if err := tx.one("line_mark", `SELECT CASE WHEN EXISTS (SELECT 1 FROM line_mark WHERE county = $1 AND list = $2) THEN 1 ELSE 0 END`, []any{tx.County, l.ID}, boolInt{&marked}); err != nil {
		return nil, err
	}
	q := `INSERT INTO line_mark (county, list, seq, n, mark, code, note_commitment, person, at)
		SELECT l.county, l.list, l.seq, 1, 'pass', '', '', CAST($3 AS BIGINT), CAST($4 AS TEXT) FROM list_line l WHERE l.county = $1 AND l.list = $2 AND l.released_at IS NULL AND NOT ` + doubtful
	if marked { // looking into the table that is written costs a copy of all that is to be written
		q += ` AND NOT EXISTS (SELECT 1 FROM line_mark m WHERE m.county = l.county AND m.list = l.list AND m.seq = l.seq)`
	}
	return tx.justPassed(l, tx.exec(q, tx.County, l.ID, tx.Act.Person, tx.Now.String()))
}

// doubtful says that the claim of line l has a finding open or confirmed.
const doubtful = `EXISTS (SELECT 1 FROM finding f WHERE f.county = l.county AND f.claim = l.claim AND COALESCE(f.outcome, 'confirmed') = 'confirmed')`

// justPassed gives the numbers of the n lines that this act passed.
func (tx *Tx) justPassed(l *List, n int64) ([]int, error) {
	if tx.failed != nil {
		return nil, tx.failed
	}
	if n == int64(l.Lines) {
		all := make([]int, n)
		for i := range all {
			all[i] = i + 1
		}
		return all, nil
	}
	return many(&tx.Scope, "line_mark", `SELECT seq FROM line_mark WHERE county = $1 AND list = $2 AND n = 1 AND at = $3 ORDER BY seq`, []any{tx.County, l.ID, tx.Now.String()}, func(n *int) []any { return []any{n} })
}

// Doubted counts the lines of a list that have no mark and a finding open or
// confirmed, which are not passed with the rest.
func (s *Scope) Doubted(list int64) (n int, err error) {
	err = s.one("清册行", `SELECT count(*) FROM list_line l WHERE l.county = $1 AND l.list = $2 AND l.released_at IS NULL
		AND `+doubtful+`
		AND NOT EXISTS (SELECT 1 FROM line_mark m WHERE m.county = l.county AND m.list = l.list AND m.seq = l.seq)`, []any{s.County, list}, &n)
	return n, err
}

// StruckOf lists the numbers of the lines struck from a list, in order.
func (s *Scope) StruckOf(list int64) ([]int, error) {
	return many(s, "line_mark", `SELECT seq FROM line_mark WHERE county = $1 AND list = $2 AND mark = 'strike' ORDER BY seq`, []any{s.County, list}, func(n *int) []any { return []any{n} })
}
