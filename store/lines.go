package store

import (
	"database/sql"
	"strings"

	"songbai/domain/fund"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/problem"
	"songbai/domain/settlement"
)

// standing is the claims of (unit, kind, period): current settle rows of claims
// that stand completed or determined. CROSS JOIN has SQLite begin with the settle
// rows, which lie in the order of the list, and not with all claims of the county.
const standing = ` FROM settle s CROSS JOIN claim c
	WHERE s.county = $1 AND s.unit = $2 AND s.kind = $3 AND s.period = $4
	AND c.county = s.county AND c.id = s.claim AND c.settle_n = s.n AND c.state IN ('completed', 'determined')`

// ready is the claims that wait for (unit, kind, period): standing, and no list of
// the period stands, as FillList takes them all.
const ready = standing + ` AND NOT EXISTS (SELECT 1 FROM list l WHERE l.county = $1 AND l.unit = $2 AND l.kind = $3 AND l.period = $4 AND l.state <> 'void')`

// Ready is what waits to be listed.
type Ready struct {
	Lines           int
	Charged, Waived money.Amount
}

// ReadyFor counts and sums what waits for a unit's list of a period.
func (s *Scope) ReadyFor(unit int64, kind settlement.Kind, period string) (r Ready, err error) {
	err = s.one("清册", `SELECT count(*), CAST(COALESCE(sum(s.charged_fen), 0) AS BIGINT), CAST(COALESCE(sum(s.waived_fen), 0) AS BIGINT)`+ready, []any{s.County, unit, string(kind), period}, &r.Lines, &r.Charged, &r.Waived)
	return r, err
}

// Waiting is what waits for one list of one unit.
type Waiting struct {
	Unit   int64
	Kind   settlement.Kind
	Period string
	Ready
}

// WaitingFor lists what waits to be listed, by unit, kind and period; unit 0
// takes all units. Claims wait only where no list stands: one completed later, or
// struck, goes before the next.
func (s *Scope) WaitingFor(unit int64) ([]Waiting, error) {
	return s.waiting(` AND (CAST($2 AS BIGINT) = 0 OR p.unit = $2)`, unit)
}

// ReadySince lists by period what waits for the lists of a unit whose period is
// not before one.
func (s *Scope) ReadySince(unit int64, kind settlement.Kind, from string) ([]Waiting, error) {
	return s.waiting(` AND p.unit = $2 AND p.kind = $3 AND p.period >= $4`, unit, string(kind), from)
}

// Unlisted lists the months for which homes have claims and no list, from one
// month to another; unit 0 takes all homes.
func (s *Scope) Unlisted(unit int64, from, to string) ([]Waiting, error) {
	return s.waiting(` AND (CAST($2 AS BIGINT) = 0 OR p.unit = $2) AND p.kind = 'local' AND p.period >= $3 AND p.period <= $4`, unit, from, to)
}

// waiting finds the periods without a list first, of which there are few, then
// adds up their settle rows.
func (s *Scope) waiting(cond string, args ...any) ([]Waiting, error) {
	return many(s, "清册", `SELECT p.unit, p.kind, p.period, count(*), CAST(sum(s.charged_fen) AS BIGINT), CAST(sum(s.waived_fen) AS BIGINT)
		FROM sum_period p CROSS JOIN settle s CROSS JOIN claim c WHERE p.county = $1`+cond+`
		AND NOT EXISTS (SELECT 1 FROM list l WHERE l.county = p.county AND l.unit = p.unit AND l.kind = p.kind AND l.period = p.period AND l.state <> 'void')
		AND s.county = p.county AND s.unit = p.unit AND s.kind = p.kind AND s.period = p.period
		AND c.county = s.county AND c.id = s.claim AND c.settle_n = s.n AND c.state IN ('completed', 'determined')
		GROUP BY p.period, p.kind, p.unit ORDER BY p.period, p.kind, p.unit`, append([]any{s.County}, args...),
		func(w *Waiting) []any { return []any{&w.Unit, &w.Kind, &w.Period, &w.Lines, &w.Charged, &w.Waived} })
}

// ReadyClaims lists the claims that wait, in the order of the list.
func (s *Scope) ReadyClaims(unit int64, kind settlement.Kind, period string) ([]int64, error) {
	return many(s, "清册", `SELECT s.claim`+ready+` ORDER BY s.town, s.claim`, []any{s.County, unit, string(kind), period}, func(id *int64) []any { return []any{id} })
}

// ReadyAfter lists the claims that wait, in the order of the list, after a town and
// claim.
func (s *Scope) ReadyAfter(unit int64, kind settlement.Kind, period, town string, after int64, limit int) ([]Claim, error) {
	return many(s, "清册", `SELECT `+columnsOf("c", claimColumns)+ready+` AND (s.town > $5 OR s.town = $5 AND s.claim > $6) ORDER BY s.town, s.claim LIMIT $7`,
		[]any{s.County, unit, string(kind), period, town, after, limit}, scanClaim)
}

// FillList writes the lines of a new list from all claims that wait for it, in
// one statement, ordered by town and claim, with running totals. A unit has one
// standing list of a period, so none of its claims is in another; the unique key
// of live lines stands behind that.
func (tx *Tx) FillList(list int64, unit int64, kind settlement.Kind, period string) (lines int64, err error) {
	n := tx.exec(`INSERT INTO list_line (county, list, seq, claim, settle_n, decision, year, route, charged_fen, waived_fen, family_fen, running_fen, digest)
		SELECT s.county, CAST($5 AS BIGINT), row_number() OVER w, s.claim, s.n, s.decision, s.year, s.route, s.charged_fen, s.waived_fen, s.family_fen, sum(s.waived_fen) OVER w, s.digest`+standing+`
		WINDOW w AS (ORDER BY s.town, s.claim ROWS UNBOUNDED PRECEDING)`, tx.County, unit, string(kind), period, list)
	return n, tx.failed
}

// LineTotals sums the lines of a list in SQL, struck ones too; running is the
// last running total.
func (s *Scope) LineTotals(list int64) (t settlement.Totals, running money.Amount, err error) {
	err = s.one("清册行", `SELECT count(*), CAST(COALESCE(sum(charged_fen), 0) AS BIGINT), CAST(COALESCE(sum(waived_fen), 0) AS BIGINT), CAST(COALESCE(sum(family_fen), 0) AS BIGINT), COALESCE(max(running_fen), 0)
		FROM list_line WHERE county = $1 AND list = $2`, []any{s.County, list}, &t.Lines, &t.Charged, &t.Waived, &t.Family, &running)
	return t, running, err
}

// PlainLines streams the lines of a fresh list, without marks: what the
// submitted text is made of. The element is reused.
func (s *Scope) PlainLines(list int64, f func(*settlement.Line) error) error {
	var l settlement.Line
	var seq, id, decision, charged, waived, family whole
	dst := []any{&seq, &id, &decision, &l.ClaimDigest, &l.Route, &charged, &waived, &family}
	return s.each("清册行", `SELECT seq, claim, decision, digest, route, charged_fen, waived_fen, family_fen FROM list_line WHERE county = $1 AND list = $2 ORDER BY seq`, []any{s.County, list}, func(rows *sql.Rows) error {
		if err := rows.Scan(dst...); err != nil {
			return err
		}
		l.Seq, l.Claim, l.Decision = int(seq), int64(id), int64(decision)
		l.Charged, l.Waived, l.Family = money.Amount(charged), money.Amount(waived), money.Amount(family)
		return f(&l)
	})
}

// Line is a line of a list with its marks folded. Struck and Note of the
// settlement line are set on a struck one only.
type Line struct {
	settlement.Line
	SettleN  int64
	Year     int
	State    settlement.LineState
	Marks    int64 // number of marks
	Released bool
}

const markedLine = `SELECT l.seq, l.claim, l.decision, l.digest, l.route, l.charged_fen, l.waived_fen, l.family_fen, l.settle_n, l.year, CASE WHEN l.released_at IS NULL THEN 0 ELSE 1 END,
	COALESCE(m.mark, ''), COALESCE(m.code, ''), COALESCE(m.note_commitment, '')
	FROM list_line l LEFT JOIN line_mark m ON m.county = l.county AND m.list = l.list AND m.seq = l.seq WHERE l.county = $1 AND l.list = $2`

// EachLine streams the lines of a list in order with their marks folded; the
// element is reused.
func (s *Scope) EachLine(list int64, f func(*Line) error) error {
	return s.foldLines(markedLine+` ORDER BY l.seq, m.n`, []any{s.County, list}, f)
}

// EachMarkedOtherwise gives the lines whose marks are not one pass alone, in
// order. They are few: each is read by its key, because a server that has not yet
// counted the marks of a fresh list would join them with the lines one by one.
func (s *Scope) EachMarkedOtherwise(list int64, f func(*Line) error) error {
	others, err := many(s, "line_mark", `SELECT DISTINCT seq FROM line_mark WHERE county = $1 AND list = $2 AND (n > 1 OR mark <> 'pass') ORDER BY seq`, []any{s.County, list}, func(n *int) []any { return []any{n} })
	for _, seq := range others {
		if err != nil {
			return err
		}
		var l Line
		if l, err = s.LineBySeq(list, seq); err == nil {
			err = f(&l)
		}
	}
	return err
}

// Unmarked counts the lines that have no mark.
func (s *Scope) Unmarked(list int64) (n int, err error) {
	err = s.one("清册行", `SELECT (SELECT count(*) FROM list_line WHERE county = $1 AND list = $2) - (SELECT count(*) FROM line_mark WHERE county = $1 AND list = $2 AND n = 1)`, []any{s.County, list}, &n)
	return n, err
}

// SealedLines streams the lines of a list as the sealed text has them: struck
// ones with reason and note. The element is reused.
func (s *Scope) SealedLines(list int64, f func(*settlement.Line) error) error {
	type strike struct {
		seq  int
		code settlement.Reason
		note string
	}
	strikes, err := many(s, "line_mark", `SELECT seq, code, note_commitment FROM line_mark WHERE county = $1 AND list = $2 AND mark = 'strike' ORDER BY seq`, []any{s.County, list},
		func(x *strike) []any { return []any{&x.seq, &x.code, &x.note} })
	if err != nil {
		return err
	}
	return s.PlainLines(list, func(l *settlement.Line) error {
		l.Struck, l.Note = "", ""
		if len(strikes) > 0 && strikes[0].seq == l.Seq {
			l.Struck, l.Note = strikes[0].code, strikes[0].note
			strikes = strikes[1:]
		}
		return f(l)
	})
}

// LineBySeq finds a line of a list.
func (s *Scope) LineBySeq(list int64, seq int) (Line, error) {
	out := Line{}
	err := s.foldLines(markedLine+` AND l.seq = $3 ORDER BY l.seq, m.n`, []any{s.County, list, seq}, func(l *Line) error {
		out = *l
		return nil
	})
	if err == nil && out.Seq == 0 {
		err = notFound.With("清册行")
	}
	return out, err
}

func (s *Scope) foldLines(q string, args []any, f func(*Line) error) error {
	var cur, l Line
	err := s.each("清册行", q, args, func(rows *sql.Rows) error {
		var mark settlement.Mark
		var code settlement.Reason
		var note string
		if err := rows.Scan(&l.Seq, &l.Claim, &l.Decision, &l.ClaimDigest, &l.Route, &l.Charged, &l.Waived, &l.Family, &l.SettleN, &l.Year, boolInt{&l.Released}, &mark, &code, &note); err != nil {
			return err
		}
		if l.Seq != cur.Seq {
			if cur.Seq != 0 {
				if err := f(&cur); err != nil {
					return err
				}
			}
			cur = l
			cur.State = settlement.Unchecked
		}
		if mark == "" {
			return nil
		}
		var err error
		cur.Marks++
		cur.State, err = settlement.NextMark(cur.State, mark)
		if mark == settlement.MarkStrike {
			cur.Struck, cur.Note = code, note
		}
		return err
	})
	if err != nil || cur.Seq == 0 {
		return err
	}
	return f(&cur)
}

// ReleaseLine sets a line free: struck, or reversed after payment.
func (tx *Tx) ReleaseLine(list int64, seq int) error {
	if tx.exec(`UPDATE list_line SET released_at = $4 WHERE county = $1 AND list = $2 AND seq = $3 AND released_at IS NULL`, tx.County, list, seq, tx.Now.String()) != 1 && tx.failed == nil {
		return changed.With()
	}
	return tx.failed
}

// ReleaseLines sets every line of a voided list free.
func (tx *Tx) ReleaseLines(list int64) error {
	tx.exec(`UPDATE list_line SET released_at = $3 WHERE county = $1 AND list = $2 AND released_at IS NULL`, tx.County, list, tx.Now.String())
	return tx.failed
}

// ListParts sums the lines still in a list by fund, level and budget year.
func (s *Scope) ListParts(list int64) ([]ledger.Part, error) {
	return many(s, "清册", `SELECT d.fund, d.level, l.year, CAST(sum(d.fen) AS BIGINT) FROM list_line l
		JOIN decision_share d ON d.county = l.county AND d.decision = l.decision
		WHERE l.county = $1 AND l.list = $2 AND l.released_at IS NULL GROUP BY d.fund, d.level, l.year ORDER BY d.fund, d.level, l.year`, []any{s.County, list}, scanPart)
}

// DecisionParts gives the parts of one decision in a budget year.
func (s *Scope) DecisionParts(decision int64, year int) ([]ledger.Part, error) {
	return many(s, "decision_share", `SELECT fund, level, CAST($3 AS BIGINT), fen FROM decision_share WHERE county = $1 AND decision = $2 AND fen <> 0 ORDER BY seq`,
		[]any{s.County, decision, year}, scanPart)
}

// Shares adds parts of several budget years into one row per fund and level.
func Shares(parts []ledger.Part) (out []fund.Share) {
	for _, p := range parts {
		found := false
		for i := range out {
			if out[i].Fund == p.Fund && out[i].Level == p.Level {
				out[i].Fen += p.Fen
				found = true
			}
		}
		if !found {
			out = append(out, fund.Share{Fund: p.Fund, Level: p.Level, Fen: p.Fen})
		}
	}
	return out
}

// LineRow is a line as pages and papers want it: the claim beside it.
type LineRow struct {
	Line
	Claim Claim
	// PrivateN is the version of personal values the line was settled with.
	PrivateN int64
}

// LineRows lists lines of a list with their claims, from seq after, at most
// limit; their marks are not folded.
func (s *Scope) LineRows(list int64, after, limit int) ([]LineRow, error) {
	return many(s, "清册行", `SELECT l.seq, l.claim, l.decision, l.digest, l.route, l.charged_fen, l.waived_fen, l.family_fen, l.settle_n, l.year, CASE WHEN l.released_at IS NULL THEN 0 ELSE 1 END, s.private_n, `+
		columnsOf("c", claimColumns)+` FROM list_line l JOIN settle s ON s.county = l.county AND s.claim = l.claim AND s.n = l.settle_n JOIN claim c ON c.county = l.county AND c.id = l.claim
		WHERE l.county = $1 AND l.list = $2 AND l.seq > $3 ORDER BY l.seq LIMIT $4`, []any{s.County, list, after, limit},
		func(r *LineRow) []any {
			return append([]any{&r.Seq, &r.Line.Claim, &r.Line.Decision, &r.ClaimDigest, &r.Line.Route, &r.Charged, &r.Waived, &r.Family, &r.Line.SettleN, &r.Year, boolInt{&r.Released}, &r.PrivateN}, scanClaim(&r.Claim)...)
		})
}

// columnsOf puts a table's short name before each column of a list.
func columnsOf(table, columns string) string {
	out := make([]string, 0, 24)
	for _, c := range strings.Split(columns, ",") {
		c = strings.TrimSpace(c)
		switch {
		case strings.HasPrefix(c, "COALESCE("):
			c = "COALESCE(" + table + "." + c[len("COALESCE("):]
		case c[0] >= 'a' && c[0] <= 'z':
			c = table + "." + c
		}
		out = append(out, c)
	}
	return strings.Join(out, ", ")
}

// LineOfClaim finds a claim's line in a list, released or not; its marks are not
// folded.
func (s *Scope) LineOfClaim(list, claim int64) (l Line, err error) {
	for _, of := range []string{` AND released_at IS NULL`, ``} { // the first by its index, the second by walking the list
		err = s.one("清册行", `SELECT seq, claim, decision, digest, route, charged_fen, waived_fen, family_fen, settle_n, year, CASE WHEN released_at IS NULL THEN 0 ELSE 1 END
			FROM list_line WHERE county = $1 AND list = $2 AND claim = $3`+of, []any{s.County, list, claim},
			&l.Seq, &l.Claim, &l.Decision, &l.ClaimDigest, &l.Route, &l.Charged, &l.Waived, &l.Family, &l.SettleN, &l.Year, boolInt{&l.Released})
		if problem.CodeOf(err) != notFound.Code {
			return l, err
		}
	}
	return l, err
}
