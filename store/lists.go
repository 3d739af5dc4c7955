package store

import (
	"fmt"
	"math"

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
	SealedCharged   money.Amount
	Sealed          money.Amount // waived, of the lines passed
	SealedDigest    string
	SealedAt        string
	Opinion         string // commitment of the bureau's opinion
	ApprovedAt      string
	VoidedAt        string
	VoidReason      string
}

const listColumns = `id, unit, kind, period, round, number, state, lines, charged_fen, waived_fen, submitted_digest, submitted_at,
	COALESCE(sealed_lines, 0), COALESCE(sealed_charged, 0), COALESCE(sealed_fen, 0), COALESCE(sealed_digest, ''), COALESCE(sealed_at, ''),
	COALESCE(opinion_commitment, ''), COALESCE(approved_at, ''), COALESCE(voided_at, ''), COALESCE(void_reason, '')`

func scanList(l *List) []any {
	return []any{&l.ID, &l.Unit, &l.Kind, &l.Period, &l.Round, &l.Number, &l.State, &l.Lines, &l.Charged, &l.Waived, &l.SubmittedDigest, &l.SubmittedAt,
		&l.SealedLines, &l.SealedCharged, &l.Sealed, &l.SealedDigest, &l.SealedAt, &l.Opinion, &l.ApprovedAt, &l.VoidedAt, &l.VoidReason}
}

// ListByID finds a list.
func (s *Scope) ListByID(id int64) (List, error) {
	var l List
	err := s.one("清册", `SELECT `+listColumns+` FROM list WHERE county = $1 AND id = $2`, []any{s.County, id}, scanList(&l)...)
	return l, err
}

// ListFilter narrows a search of lists; zero fields do not narrow.
type ListFilter struct {
	Kind   settlement.Kind
	State  settlement.State
	Unit   int64
	Period string
	Before int64 // lists with smaller ids only: paging, newest first
	Limit  int   // 0 takes all
}

// Lists lists the lists of the county, newest first.
func (s *Scope) Lists(f ListFilter) ([]List, error) {
	q, args := `SELECT `+listColumns+` FROM list WHERE county = $1`, []any{s.County}
	add := func(cond string, v any) {
		args = append(args, v)
		q += fmt.Sprintf(cond, len(args))
	}
	if f.Kind != "" {
		add(` AND kind = $%d`, string(f.Kind))
	}
	if f.State != "" {
		add(` AND state = $%d`, string(f.State))
	}
	if f.Unit != 0 {
		add(` AND unit = $%d`, f.Unit)
	}
	if f.Period != "" {
		add(` AND period = $%d`, f.Period)
	}
	if f.Before != 0 {
		add(` AND id < $%d`, f.Before)
	}
	if f.Limit <= 0 {
		f.Limit = math.MaxInt32
	}
	add(` ORDER BY id DESC LIMIT $%d`, f.Limit)
	return many(s, "清册", q, args, scanList)
}

// OpenLists lists the lists that somebody must still work on, the oldest first;
// unit 0 takes all.
func (s *Scope) OpenLists(unit int64) ([]List, error) {
	return many(s, "清册", `SELECT `+listColumns+` FROM list WHERE county = $1 AND state IN ('submitted', 'reviewing', 'sealed', 'approved', 'ordered', 'returned')
		AND (CAST($2 AS BIGINT) = 0 OR unit = $2) ORDER BY period, id`, []any{s.County, unit}, scanList)
}

// LastRound gives the highest round of (unit, kind, period), 0 when none, and
// whether one of them stands (is not void).
func (s *Scope) LastRound(unit int64, kind settlement.Kind, period string) (round int, stands bool, err error) {
	err = s.one("清册", `SELECT COALESCE(max(round), 0), COALESCE(max(CASE WHEN state <> 'void' THEN 1 ELSE 0 END), 0) FROM list WHERE county = $1 AND unit = $2 AND kind = $3 AND period = $4`,
		[]any{s.County, unit, string(kind), period}, &round, boolInt{&stands})
	return round, stands, err
}

// InsertList writes the row of a submitted list.
func (tx *Tx) InsertList(l *List) error {
	l.SubmittedAt = tx.Now.String()
	tx.exec(`INSERT INTO list (county, id, unit, kind, period, round, number, state, lines, charged_fen, waived_fen, submitted_digest, submitted_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		tx.County, l.ID, l.Unit, string(l.Kind), l.Period, l.Round, l.Number, string(l.State), l.Lines, int64(l.Charged), int64(l.Waived), l.SubmittedDigest, l.SubmittedAt)
	return tx.failed
}

// SealList writes what sealing fixes; clear and commitment are of the bureau's
// opinion (CommitNote).
func (tx *Tx) SealList(list int64, t settlement.Totals, digest, clear, commitment string) error {
	y, _, _ := tx.Today().YMD()
	opinion, err := tx.keys.Seal("list", "opinion", tx.County, list, y, []byte(clear))
	if err != nil {
		return err
	}
	return tx.moveList(list, `state = 'sealed', sealed_lines = $4, sealed_charged = $5, sealed_fen = $6, sealed_digest = $7, opinion = $8, opinion_commitment = $9, sealed_at = $10`,
		settlement.Reviewing, t.Lines, int64(t.Charged), int64(t.Waived), digest, []byte(opinion), commitment, tx.Now.String())
}

// Opinion opens the bureau's opinion of a sealed list; "" when it has none.
func (s *Scope) Opinion(list int64) (string, error) {
	var sealed []byte
	if err := s.one("清册", `SELECT opinion FROM list WHERE county = $1 AND id = $2`, []any{s.County, list}, &sealed); err != nil || sealed == nil {
		return "", err
	}
	clear, err := s.keys.Open("list", "opinion", s.County, list, sealed)
	return noteWords(clear), err
}

// ApproveList writes finance's approval.
func (tx *Tx) ApproveList(list int64) error {
	return tx.moveList(list, `state = 'approved', approved_at = $4`, settlement.Sealed, tx.Now.String())
}

// VoidList voids a list that was sent back, with its number.
func (tx *Tx) VoidList(list int64, from settlement.State, reason string) error {
	tx.exec(`INSERT INTO number_void (county, office, kind, year, n, reason, person, at)
		SELECT county, office, kind, year, n, CAST($3 AS TEXT), CAST($4 AS BIGINT), CAST($5 AS TEXT) FROM number_issued WHERE county = $1 AND subject = $2 AND kind IN ('list', 'sheet')`,
		tx.County, list, reason, tx.Act.Person, tx.Now.String())
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

// Seats lists who has which part in a list, in the order in which they sat down.
func (s *Scope) Seats(list int64) ([]party.Seat, error) {
	return many(s, "list_person", `SELECT part, person FROM list_person WHERE county = $1 AND list = $2 ORDER BY at, person`, []any{s.County, list},
		func(x *party.Seat) []any { return []any{&x.Part, &x.Person} })
}

// Seat gives a person a part in a list; a second part of the same person is
// refused here and by the key (INV-14).
func (tx *Tx) Seat(list, person int64, part party.Part) error {
	seats, err := tx.Seats(list)
	if err != nil {
		return err
	}
	for _, x := range seats {
		if x.Person == person && x.Part == part {
			return nil
		}
	}
	if err := party.Separate(append(seats, party.Seat{Part: part, Person: person})); err != nil {
		return err
	}
	tx.exec(`INSERT INTO list_person (county, list, person, part, at) VALUES ($1, $2, $3, $4, $5)`, tx.County, list, person, string(part), tx.Now.String())
	return tx.failed
}

// Movers lists the people who took an act on the claims of a list: who
// forwarded, who determined the claims of a sheet.
func (s *Scope) Movers(list int64, act party.Act) ([]int64, error) {
	return many(s, "claim_move", `SELECT DISTINCT m.person FROM list_line l JOIN claim_move m ON m.county = l.county AND m.claim = l.claim AND m.act = $3
		WHERE l.county = $1 AND l.list = $2 AND m.seq = (SELECT max(x.seq) FROM claim_move x WHERE x.county = m.county AND x.claim = m.claim AND x.act = m.act) ORDER BY m.person`,
		[]any{s.County, list, string(act)}, func(id *int64) []any { return []any{id} })
}

// PutSealUse keeps that a seal (home, bureau, finance) was set under a digest.
func (tx *Tx) PutSealUse(list int64, seal, digest string) error {
	tx.exec(`INSERT INTO seal_use (county, id, list, seal, person, digest, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		tx.County, tx.NextID(), list, seal, tx.Act.Person, digest, tx.Now.String())
	return tx.failed
}

// SealUse is one use of a seal.
type SealUse struct {
	Seal   string
	Person int64
	Digest string
	At     string
}

// SealUses lists the seals set on a list, oldest first.
func (s *Scope) SealUses(list int64) ([]SealUse, error) {
	return many(s, "seal_use", `SELECT seal, person, digest, at FROM seal_use WHERE county = $1 AND list = $2 ORDER BY id`, []any{s.County, list},
		func(u *SealUse) []any { return []any{&u.Seal, &u.Person, &u.Digest, &u.At} })
}
