package store

import (
	"songbai/domain/date"
	"songbai/domain/money"
)

// Rating is what a family says of one step of its claim (好差评).
type Rating struct {
	Claim  int64
	Step   string // desk, bureau, payment
	Stars  int    // 5 very good … 1 very bad
	Office int64
	Words  string
	At     string
}

// PutRating keeps a rating once for each step.
func (tx *Tx) PutRating(r Rating) error {
	sealed, commitment, err := tx.sealWords("rating", "words/"+r.Step, r.Claim, r.Words)
	if err != nil {
		return err
	}
	tx.exec(`INSERT INTO rating (county, claim, step, stars, office, words, commitment, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, tx.County, r.Claim, r.Step, r.Stars, r.Office, sealed, commitment, tx.Now.String())
	return tx.failed
}

// RatingsOf lists what the family of a claim said.
func (s *Scope) RatingsOf(claim int64) ([]Rating, error) {
	return s.ratings(`SELECT claim, step, stars, office, words, at FROM rating WHERE county = $1 AND claim = $2 ORDER BY step`, s.County, claim)
}

// LastRatings lists the last ratings of an office, newest first; office 0 takes
// all offices.
func (s *Scope) LastRatings(office int64, limit int) ([]Rating, error) {
	if office != 0 {
		return s.ratings(`SELECT claim, step, stars, office, words, at FROM rating WHERE county = $1 AND office = $2 ORDER BY at DESC, claim, step LIMIT $3`, s.County, office, limit)
	}
	return s.ratings(`SELECT claim, step, stars, office, words, at FROM rating WHERE county = $1 ORDER BY at DESC, claim, step LIMIT $2`, s.County, limit)
}

func (s *Scope) ratings(q string, args ...any) ([]Rating, error) {
	var sealed [][]byte
	out, err := many(s, "rating", q, args, func(r *Rating) []any {
		sealed = append(sealed, nil)
		return []any{&r.Claim, &r.Step, &r.Stars, &r.Office, &sealed[len(sealed)-1], &r.At}
	})
	for i := range out {
		if err == nil {
			out[i].Words, err = s.openWords("rating", "words/"+out[i].Step, out[i].Claim, sealed[i])
		}
	}
	return out, err
}

// Stars counts the ratings of an office by their stars.
type Stars struct {
	Office int64
	Stars  int
	Count  int64
}

// StarCounts counts the ratings of all offices.
func (s *Scope) StarCounts() ([]Stars, error) {
	return many(s, "rating", `SELECT office, stars, count(*) FROM rating WHERE county = $1 GROUP BY office, stars ORDER BY office, stars DESC`, []any{s.County},
		func(x *Stars) []any { return []any{&x.Office, &x.Stars, &x.Count} })
}

// Complaint is a complaint with its answer, when there is one.
type Complaint struct {
	ID       int64
	Number   string
	Claim    int64 // 0 when not of a claim
	Office   int64
	Kind     string
	Words    string
	Contact  string
	At       string
	Answer   string
	Answered int64  // person
	AnswerAt string // "" while open
}

// PutComplaint keeps a complaint; secret is what it is asked after by.
func (tx *Tx) PutComplaint(c *Complaint, secret string) error {
	c.ID = tx.NextID()
	words, commitment, err := tx.sealWords("complaint", "words", c.ID, c.Words)
	if err != nil {
		return err
	}
	contact, _, err := tx.sealWords("complaint", "contact", c.ID, c.Contact)
	if err != nil {
		return err
	}
	token, err := tx.keys.SearchToken(tx.County, "complaint", secret)
	if err != nil {
		return err
	}
	tx.exec(`INSERT INTO complaint (county, id, number, token, claim, office, kind, words, commitment, contact, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		tx.County, c.ID, c.Number, token, c.Claim, c.Office, c.Kind, words, commitment, contact, tx.Now.String())
	return tx.failed
}

// AnswerComplaint keeps the one answer to a complaint.
func (tx *Tx) AnswerComplaint(id int64, words string) error {
	sealed, commitment, err := tx.sealWords("complaint_answer", "words", id, words)
	if err != nil {
		return err
	}
	tx.exec(`INSERT INTO complaint_answer (county, complaint, words, commitment, person, at) VALUES ($1, $2, $3, $4, $5, $6)`, tx.County, id, sealed, commitment, tx.Act.Person, tx.Now.String())
	return tx.failed
}

const complaintRows = `SELECT c.id, c.number, c.claim, c.office, c.kind, c.words, c.contact, c.at, a.words, COALESCE(a.person, 0), COALESCE(a.at, '')
	FROM complaint c LEFT JOIN complaint_answer a ON a.county = c.county AND a.complaint = c.id WHERE c.county = $1`

// ComplaintByID finds a complaint.
func (s *Scope) ComplaintByID(id int64) (Complaint, error) {
	rows, err := s.complaints(complaintRows+` AND c.id = $2`, s.County, id)
	if err == nil && len(rows) == 0 {
		err = notFound.With("投诉")
	}
	if err != nil {
		return Complaint{}, err
	}
	return rows[0], nil
}

// ComplaintBySecret finds a complaint by what its writer knows; ID 0: none.
func (s *Scope) ComplaintBySecret(secret string) (Complaint, error) {
	token, err := s.keys.knownSearchToken(s.County, "complaint", secret)
	if err != nil || token == "" {
		return Complaint{}, err
	}
	rows, err := s.complaints(complaintRows+` AND c.token = $2`, s.County, token)
	if err != nil || len(rows) == 0 {
		return Complaint{}, err
	}
	return rows[0], nil
}

// Complaints lists complaints with a smaller id than before, newest first.
func (s *Scope) Complaints(before int64, limit int) ([]Complaint, error) {
	return s.complaints(complaintRows+` AND (CAST($2 AS BIGINT) = 0 OR c.id < $2) ORDER BY c.id DESC LIMIT $3`, s.County, before, limit)
}

// ComplaintsOf lists the complaints about a claim.
func (s *Scope) ComplaintsOf(claim int64) ([]Complaint, error) {
	return s.complaints(complaintRows+` AND c.claim = $2 AND c.claim <> 0 ORDER BY c.id`, s.County, claim)
}

func (s *Scope) complaints(q string, args ...any) ([]Complaint, error) {
	type blobs struct{ words, contact, answer []byte }
	var sealed []*blobs
	out, err := many(s, "complaint", q, args, func(c *Complaint) []any {
		b := &blobs{}
		sealed = append(sealed, b)
		return []any{&c.ID, &c.Number, &c.Claim, &c.Office, &c.Kind, &b.words, &b.contact, &c.At, &b.answer, &c.Answered, &c.AnswerAt}
	})
	for i := range out {
		c, b := &out[i], sealed[i]
		for _, x := range []struct {
			to            *string
			table, column string
			blob          []byte
		}{{&c.Words, "complaint", "words", b.words}, {&c.Contact, "complaint", "contact", b.contact}, {&c.Answer, "complaint_answer", "words", b.answer}} {
			if err == nil {
				*x.to, err = s.openWords(x.table, x.column, c.ID, x.blob)
			}
		}
	}
	return out, err
}

// Publicity is one thing done to make the policy known (六(一), 六(二)).
type Publicity struct {
	ID        int64
	Kind      string
	Day       date.Day
	Town      string
	Place     string
	Count     int64
	Document  string
	Office    int64
	Person    int64
	Cancels   int64 // the row it takes back
	Cancelled bool
	At        string
}

// PutPublicity keeps one.
func (tx *Tx) PutPublicity(p *Publicity) error {
	p.ID = tx.NextID()
	tx.exec(`INSERT INTO publicity (county, id, kind, day, town, place, count, document, office, person, cancels, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		tx.County, p.ID, p.Kind, p.Day.String(), p.Town, p.Place, p.Count, p.Document, tx.Act.Office, tx.Act.Person, nullID(p.Cancels), tx.Now.String())
	return tx.failed
}

const publicityRows = `SELECT p.id, p.kind, p.day, p.town, p.place, p.count, p.document, p.office, p.person, COALESCE(p.cancels, 0), CASE WHEN x.id IS NULL THEN 0 ELSE 1 END, p.at
	FROM publicity p LEFT JOIN publicity x ON x.county = p.county AND x.cancels = p.id WHERE p.county = $1`

func scanPublicity(p *Publicity) []any {
	return []any{&p.ID, &p.Kind, dayText{&p.Day}, &p.Town, &p.Place, &p.Count, &p.Document, &p.Office, &p.Person, &p.Cancels, boolInt{&p.Cancelled}, &p.At}
}

// PublicityByID finds one.
func (s *Scope) PublicityByID(id int64) (Publicity, error) {
	rows, err := many(s, "publicity", publicityRows+` AND p.id = $2`, []any{s.County, id}, scanPublicity)
	if err == nil && len(rows) == 0 {
		err = notFound.With("宣传记录")
	}
	if err != nil {
		return Publicity{}, err
	}
	return rows[0], nil
}

// PublicityOf lists what was done in a town (prefix of its area code) between
// two days, newest first.
func (s *Scope) PublicityOf(town string, from, to date.Day, limit int) ([]Publicity, error) {
	return many(s, "publicity", publicityRows+` AND p.town LIKE $2 || '%' AND p.day >= $3 AND p.day <= $4 ORDER BY p.day DESC, p.id DESC LIMIT $5`,
		[]any{s.County, town, from.String(), to.String(), limit}, scanPublicity)
}

// Notice is a public notice of the lines of a list (公示).
type Notice struct {
	ID       int64
	Number   string
	List     int64
	From, To date.Day
	Lines    int
	Waived   money.Amount
	SHA256   string
	Office   int64
	Person   int64
	At       string
}

// PutNotice keeps a notice; a list is put on notice once.
func (tx *Tx) PutNotice(n *Notice) error {
	tx.exec(`INSERT INTO notice (county, id, number, list, from_day, to_day, lines, waived_fen, sha256, office, person, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		tx.County, n.ID, n.Number, n.List, n.From.String(), n.To.String(), n.Lines, int64(n.Waived), n.SHA256, tx.Act.Office, tx.Act.Person, tx.Now.String())
	return tx.failed
}

// Notices lists the last notices, newest first; list narrows to one list.
func (s *Scope) Notices(list int64, limit int) ([]Notice, error) {
	return many(s, "notice", `SELECT id, number, list, from_day, to_day, lines, waived_fen, sha256, office, person, at FROM notice
		WHERE county = $1 AND (CAST($2 AS BIGINT) = 0 OR list = $2) ORDER BY id DESC LIMIT $3`, []any{s.County, list, limit}, func(n *Notice) []any {
		return []any{&n.ID, &n.Number, &n.List, dayText{&n.From}, dayText{&n.To}, &n.Lines, &n.Waived, &n.SHA256, &n.Office, &n.Person, &n.At}
	})
}

// HomeList is a standing list of a home: its period and the last day on which
// money of it reached the payee, nil while it is not paid.
type HomeList struct {
	Period string
	Day    *date.Day
}

// HomeLists lists the standing lists of homes from one month to another. CROSS JOIN
// has SQLite begin with the few orders of a list.
func (s *Scope) HomeLists(from, to string) ([]HomeList, error) {
	return many(s, "清册", `SELECT l.period, CASE WHEN l.state = 'paid' THEN (SELECT max(x.value_day) FROM payment_order o CROSS JOIN payment_outcome x
		WHERE o.county = l.county AND o.list = l.id AND x.county = o.county AND x.ord = o.id AND x.outcome = 'paid') END
		FROM list l WHERE l.county = $1 AND l.period >= $2 AND l.period <= $3 AND l.kind = 'local' AND l.state <> 'void' ORDER BY l.period, l.id`, []any{s.County, from, to},
		func(l *HomeList) []any { return []any{&l.Period, optDay{&l.Day}} })
}
