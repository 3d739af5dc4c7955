package store

import (
	"database/sql"

	"songbai/domain/fund"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/settlement"
)

// List is a settlement list or determination sheet.
type List struct {
	ID              int64
	Unit            int64 // home, or bureau office
	Kind            settlement.Kind
	Period          string
	Round           int
	Number          string
	State           settlement.State
	Lines           int
	Charged, Waived money.Amount
	SubmittedDigest string
	SubmittedAt     string
	SealedLines     int
	Sealed          money.Amount
	SealedDigest    string
	SealedAt        string
	ApprovedAt      string
	VoidReason      string
}

const listColumns = `id, unit, kind, period, round, number, state, lines, charged_fen, waived_fen, submitted_digest, submitted_at,
	COALESCE(sealed_lines, 0), COALESCE(sealed_fen, 0), COALESCE(sealed_digest, ''), COALESCE(sealed_at, ''), COALESCE(approved_at, ''), COALESCE(void_reason, '')`

func scanList(l *List) []any {
	return []any{&l.ID, &l.Unit, &l.Kind, &l.Period, &l.Round, &l.Number, &l.State, &l.Lines, &l.Charged, &l.Waived, &l.SubmittedDigest, &l.SubmittedAt,
		&l.SealedLines, &l.Sealed, &l.SealedDigest, &l.SealedAt, &l.ApprovedAt, &l.VoidReason}
}

// ListByID finds a list.
func (s *Scope) ListByID(id int64) (List, error) {
	var l List
	err := s.one("清册", `SELECT `+listColumns+` FROM list WHERE county = $1 AND id = $2`, []any{s.County, id}, scanList(&l)...)
	return l, err
}

// Lists lists the lists of the county, newest first; kind "" and state "" do not narrow.
func (s *Scope) Lists(kind settlement.Kind, state settlement.State) ([]List, error) {
	return many(s, "清册", `SELECT `+listColumns+` FROM list WHERE county = $1 AND ($2 = '' OR kind = $2) AND ($3 = '' OR state = $3) ORDER BY id DESC`, []any{s.County, string(kind), string(state)}, scanList)
}

// LastRound gives the highest round of (unit, kind, period), 0 when none, and
// whether it stands (is not void).
func (s *Scope) LastRound(unit int64, kind settlement.Kind, period string) (round int, stands bool, err error) {
	err = s.one("清册", `SELECT COALESCE(max(round), 0), COALESCE(max(CASE WHEN state <> 'void' THEN 1 ELSE 0 END), 0) FROM list WHERE county = $1 AND unit = $2 AND kind = $3 AND period = $4`,
		[]any{s.County, unit, string(kind), period}, &round, boolInt{&stands})
	return round, stands, err
}

// ready is the claims that wait for (unit, kind, period): current settle rows
// of claims that stand ready and are in no list.
const ready = ` FROM settle s JOIN claim c ON c.county = s.county AND c.id = s.claim AND c.settle_n = s.n AND c.state IN ('completed', 'determined')
	WHERE s.county = $1 AND s.unit = $2 AND s.kind = $3 AND s.period = $4
	  AND NOT EXISTS (SELECT 1 FROM list_line x WHERE x.county = s.county AND x.claim = s.claim AND x.released_at IS NULL)`

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

// ReadyClaims lists the claims that wait, in the order of the list.
func (s *Scope) ReadyClaims(unit int64, kind settlement.Kind, period string) ([]int64, error) {
	return many(s, "清册", `SELECT s.claim`+ready+` ORDER BY s.town, s.claim`, []any{s.County, unit, string(kind), period}, func(id *int64) []any { return []any{id} })
}

// FillList writes the lines of a new list from all claims that wait for it, in
// one statement, ordered by town and claim, with running totals.
func (tx *Tx) FillList(list int64, unit int64, kind settlement.Kind, period string) (lines int64, err error) {
	n := tx.exec(`INSERT INTO list_line (county, list, seq, claim, settle_n, decision, route, charged_fen, waived_fen, family_fen, running_fen, digest)
		SELECT s.county, CAST($5 AS BIGINT), row_number() OVER w, s.claim, s.n, s.decision, s.route, s.charged_fen, s.waived_fen, s.family_fen, sum(s.waived_fen) OVER w, s.digest`+ready+`
		WINDOW w AS (ORDER BY s.town, s.claim ROWS UNBOUNDED PRECEDING)`, tx.County, unit, string(kind), period, list)
	return n, tx.failed
}

// InsertList writes the row of a submitted list.
func (tx *Tx) InsertList(l *List) error {
	tx.exec(`INSERT INTO list (county, id, unit, kind, period, round, number, state, lines, charged_fen, waived_fen, submitted_digest, submitted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		tx.County, l.ID, l.Unit, string(l.Kind), l.Period, l.Round, l.Number, string(l.State), l.Lines, int64(l.Charged), int64(l.Waived), l.SubmittedDigest, tx.Now.String())
	return tx.failed
}

// Line is a line of a list with the mark that holds.
type Line struct {
	settlement.Line
	SettleN  int64
	Mark     settlement.Mark // the last mark, "" when none
	Marks    int64           // number of marks
	Released bool
}

// EachLine streams the lines of a list in order; the slice's element is reused.
func (s *Scope) EachLine(list int64, f func(*Line) error) error {
	var l Line
	return s.each("清册行", `SELECT seq, claim, decision, digest, route, charged_fen, waived_fen, family_fen, settle_n, mark, code, note_commitment, marks, CASE WHEN released_at IS NULL THEN 0 ELSE 1 END
		FROM line_now WHERE county = $1 AND list = $2 ORDER BY seq`, []any{s.County, list}, func(rows *sql.Rows) error {
		var code string
		if err := rows.Scan(&l.Seq, &l.Claim, &l.Decision, &l.ClaimDigest, &l.Route, &l.Charged, &l.Waived, &l.Family, &l.SettleN, &l.Mark, &code, &l.Note, &l.Marks, boolInt{&l.Released}); err != nil {
			return err
		}
		l.Struck = settlement.Reason(code)
		return f(&l)
	})
}

// PlainLines streams the lines of a fresh list, without marks: what the
// submitted text is made of.
func (s *Scope) PlainLines(list int64, f func(*settlement.Line) error) error {
	var l settlement.Line
	return s.each("清册行", `SELECT seq, claim, decision, digest, route, charged_fen, waived_fen, family_fen FROM list_line WHERE county = $1 AND list = $2 ORDER BY seq`, []any{s.County, list}, func(rows *sql.Rows) error {
		if err := rows.Scan(&l.Seq, &l.Claim, &l.Decision, &l.ClaimDigest, &l.Route, &l.Charged, &l.Waived, &l.Family); err != nil {
			return err
		}
		return f(&l)
	})
}

// LineBySeq finds a line of a list.
func (s *Scope) LineBySeq(list, seq int64) (Line, error) {
	var l Line
	var code string
	err := s.one("清册行", `SELECT seq, claim, decision, digest, route, charged_fen, waived_fen, family_fen, settle_n, mark, code, note_commitment, marks, CASE WHEN released_at IS NULL THEN 0 ELSE 1 END
		FROM line_now WHERE county = $1 AND list = $2 AND seq = $3`, []any{s.County, list, seq},
		&l.Seq, &l.Claim, &l.Decision, &l.ClaimDigest, &l.Route, &l.Charged, &l.Waived, &l.Family, &l.SettleN, &l.Mark, &code, &l.Note, &l.Marks, boolInt{&l.Released})
	l.Struck = settlement.Reason(code)
	return l, err
}

// PutMark writes a mark on one line as its next; note is sealed beside its commitment.
func (tx *Tx) PutMark(list, seq int64, m settlement.Mark, code settlement.Reason, note string) error {
	var n int64
	if err := tx.one("清册行", `SELECT COALESCE(max(n), 0) + 1 FROM line_mark WHERE county = $1 AND list = $2 AND seq = $3`, []any{tx.County, list, seq}, &n); err != nil {
		return err
	}
	sealed, hex, err := tx.sealNote("line_mark", "note", list*1000+n, note)
	if err != nil {
		return err
	}
	tx.exec(`INSERT INTO line_mark (county, list, seq, n, mark, code, note, note_commitment, person, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		tx.County, list, seq, n, string(m), string(code), sealed, hex, tx.Act.Person, tx.Now.String())
	return tx.failed
}

// PassUnmarked passes every line that has no mark yet, in one statement, and
// gives how many.
func (tx *Tx) PassUnmarked(list int64) (int64, error) {
	n := tx.exec(`INSERT INTO line_mark (county, list, seq, n, mark, code, note_commitment, person, at)
		SELECT l.county, l.list, l.seq, 1, 'pass', '', '', CAST($3 AS BIGINT), $4 FROM list_line l WHERE l.county = $1 AND l.list = $2 AND l.released_at IS NULL
		AND NOT EXISTS (SELECT 1 FROM line_mark m WHERE m.county = l.county AND m.list = l.list AND m.seq = l.seq)`, tx.County, list, tx.Act.Person, tx.Now.String())
	return n, tx.failed
}

// sealNote seals free words (a note, an opinion) with a salt and gives their
// commitment; empty words give NULL and "".
func (tx *Tx) sealNote(table, column string, id int64, note string) (any, string, error) {
	if note == "" {
		return nil, "", nil
	}
	v := commit(column, note)
	y, _, _ := tx.Today().YMD()
	sealed, err := tx.keys.Seal(table, column, tx.County, id, y, []byte(v.Salt+"\n"+note))
	return []byte(sealed), v.Commit, err
}

// ReleaseLine sets a line free: struck, or reversed after payment.
func (tx *Tx) ReleaseLine(list, seq int64) error {
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
	return many(s, "清册", `SELECT d.fund, d.level, s.year, CAST(sum(d.fen) AS BIGINT) FROM list_line l
		JOIN settle s ON s.county = l.county AND s.claim = l.claim AND s.n = l.settle_n
		JOIN decision_share d ON d.county = l.county AND d.decision = l.decision
		WHERE l.county = $1 AND l.list = $2 AND l.released_at IS NULL GROUP BY d.fund, d.level, s.year ORDER BY d.fund, d.level, s.year`, []any{s.County, list}, scanPart)
}

// ClaimParts gives the parts of one claim's settle row.
func (s *Scope) ClaimParts(claim, settleN int64) ([]ledger.Part, error) {
	return many(s, "结算行", `SELECT d.fund, d.level, s.year, d.fen FROM settle s JOIN decision_share d ON d.county = s.county AND d.decision = s.decision
		WHERE s.county = $1 AND s.claim = $2 AND s.n = $3 ORDER BY d.seq`, []any{s.County, claim, settleN}, scanPart)
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

// SealList writes what sealing fixes.
func (tx *Tx) SealList(list int64, lines int, fen money.Amount, digest, opinion, opinionCommitment string) error {
	var sealed any
	if opinion != "" {
		y, _, _ := tx.Today().YMD()
		b, err := tx.keys.Seal("list", "opinion", tx.County, list, y, []byte(opinion))
		if err != nil {
			return err
		}
		sealed = []byte(b)
	}
	return tx.moveList(list, `state = 'sealed', sealed_lines = $4, sealed_fen = $5, sealed_digest = $6, opinion = $7, opinion_commitment = $8, sealed_at = $9`,
		"submitted", lines, int64(fen), digest, sealed, opinionCommitment, tx.Now.String())
}

// CommitNote makes the commitment of free words and the text to seal with it.
func CommitNote(words string) (clear, commitment string) {
	if words == "" {
		return "", ""
	}
	v := commit("note", words)
	return v.Salt + "\n" + words, v.Commit
}

// ApproveList writes finance's approval.
func (tx *Tx) ApproveList(list int64) error {
	return tx.moveList(list, `state = 'approved', approved_at = $4`, "sealed", tx.Now.String())
}

// VoidList voids a list that was sent back.
func (tx *Tx) VoidList(list int64, from settlement.State, reason string) error {
	return tx.moveList(list, `state = 'void', voided_at = $4, void_reason = $5`, from, tx.Now.String(), reason)
}

// MoveList moves a list from one state to another.
func (tx *Tx) MoveList(list int64, from, to settlement.State) error {
	return tx.moveList(list, `state = $4`, from, string(to))
}

func (tx *Tx) moveList(list int64, set string, from settlement.State, args ...any) error {
	n := tx.exec(`UPDATE list SET `+set+` WHERE county = $1 AND id = $2 AND state = $3`, append([]any{tx.County, list, string(from)}, args...)...)
	if tx.failed == nil && n != 1 {
		return changed.With()
	}
	return tx.failed
}

// Seat gives a person a part in a list; a second part of the same person is
// refused by the key (INV-14).
func (tx *Tx) Seat(list, person int64, part string) error {
	var had string
	err := tx.q.queryRow(tx.ctx, `SELECT part FROM list_person WHERE county = $1 AND list = $2 AND person = $3`, tx.County, list, person).Scan(&had)
	switch {
	case err == nil && had == part:
		return nil
	case err == nil:
		return party.Separate([]party.Seat{{Part: party.Part(had), Person: person}, {Part: party.Part(part), Person: person}})
	case err != sql.ErrNoRows:
		return wrap("list_person", err)
	}
	tx.exec(`INSERT INTO list_person (county, list, person, part, at) VALUES ($1, $2, $3, $4, $5)`, tx.County, list, person, part, tx.Now.String())
	return tx.failed
}
