package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/problem"
)

var (
	countyTaken = problem.Define("store.county_taken", problem.Conflict, "县 %d 已经建立", "county %d exists already", "请核对县代码", "check the county code")
	taken       = problem.Define("store.taken_row", problem.Conflict, "%s已存在", "%s exists already", "请核对后重试", "check and try again")
	personTaken = problem.Define("store.person_taken", problem.Conflict, "该登录名或证件已属于一名人员", "somebody has this login or document already", "请另取登录名，或使用已登记的人员", "choose another login, or use the person who is there")
	homeTaken   = problem.Define("store.home_taken", problem.Conflict, "该统一社会信用代码的殡仪馆已经登记", "a home with this credit code is there already", "请核对代码", "check the code")
	dayTaken    = problem.Define("store.calendar_day", problem.Conflict, "日历中已有 %[1]s", "the calendar has %[1]s already", "请去掉这一天后重试", "leave this day out and try again")
)

// CreateCounty adds the head row of a county; code is its 6-digit code at
// creation and never changes. A county that nobody has had a role in yet is taken
// up again.
func (s *Store) CreateCounty(ctx context.Context, code int64, name string) error {
	_, err := s.Write(ctx, Act{County: 0, Act: "add_county", Role: "sys_admin"}, func(tx *Tx) error {
		var n, grants int64
		if err := tx.one("head", `SELECT (SELECT count(*) FROM head WHERE county = $1), (SELECT count(*) FROM role_grant WHERE county = $1)`, []any{code}, &n, &grants); err != nil {
			return err
		}
		if grants > 0 {
			return countyTaken.With(code).At("code")
		}
		tx.Record("county", code, "")
		if n > 0 {
			tx.exec(`UPDATE head SET name = $2 WHERE county = $1`, code, name)
			return tx.failed
		}
		tx.exec(`INSERT INTO head (county, name, next_id, audit_pos, audit_hash, last_stamp, created_at) VALUES ($1, $2, 1, 0, '', '', $3)`, code, name, tx.Now.String())
		return tx.failed
	})
	return err
}

// County is a county of the installation.
type County struct {
	Code int64
	Name string
}

// Counties lists the counties by code.
func (s *Scope) Counties() ([]County, error) {
	return many(s, "head", `SELECT county, name FROM head WHERE county > 0 ORDER BY county`, nil,
		func(c *County) []any { return []any{&c.Code, &c.Name} })
}

// Person is a row of person; the name is opened.
type Person struct {
	ID      int64
	Login   string
	Name    string
	IDToken string
	Ended   bool
}

// AddPerson adds a person; idKey is the canonical key of the person's own id
// document, of which only the guard token is kept.
func (tx *Tx) AddPerson(login, name, idKey string) (int64, error) {
	id := tx.NextID()
	token, err := tx.keys.GuardToken("person", idKey)
	if err != nil {
		return 0, err
	}
	y, _, _ := tx.Today().YMD()
	sealed, err := tx.keys.Seal("person", "name", 0, id, y, []byte(name))
	if err != nil {
		return 0, err
	}
	tx.exec(`INSERT INTO person (id, login, id_token, name, created_at) VALUES ($1, $2, $3, $4, $5)`, id, login, token, []byte(sealed), tx.Now.String())
	if isUnique(tx.failed) {
		return 0, personTaken.With().At("login")
	}
	return id, tx.failed
}

// PersonTaken gives the conflict of adding a person whose login or own id document
// somebody has already, nil for none.
func (s *Scope) PersonTaken(login, idKey string) (*problem.Problem, error) {
	token, err := s.keys.GuardToken("person", idKey)
	if err != nil {
		return nil, err
	}
	var n int64
	if err := s.one("person", `SELECT count(*) FROM person WHERE login = $1 OR id_token = $2`, []any{login, token}, &n); err != nil || n == 0 {
		return nil, err
	}
	return personTaken.With().At("login"), nil
}

// PersonByLogin finds a person who has not left.
func (s *Scope) PersonByLogin(login string) (Person, error) {
	return s.person(`login = $1`, login)
}

// PersonByID finds a person by row id.
func (s *Scope) PersonByID(id int64) (Person, error) { return s.person(`id = $1`, id) }

func (s *Scope) person(where string, arg any) (Person, error) {
	var p Person
	var name []byte
	var ended sql.NullString
	err := s.one("人员", `SELECT id, login, id_token, name, ended_at FROM person WHERE `+where, []any{arg}, &p.ID, &p.Login, &p.IDToken, &name, &ended)
	if err != nil {
		return p, err
	}
	clear, err := s.keys.Open("person", "name", 0, p.ID, name)
	p.Name, p.Ended = string(clear), ended.Valid
	return p, err
}

// DeclareRelation keeps that person must not touch cases of the one whose id
// key is given.
func (tx *Tx) DeclareRelation(person int64, kind, idKey string) error {
	token, err := tx.keys.GuardToken("person", idKey)
	if err != nil {
		return err
	}
	tx.exec(`INSERT INTO relation (person, id_token, kind, declared_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, person, token, kind, tx.Now.String())
	return tx.failed
}

// Interested reports whether any of the id keys is the person's own (own) or a
// declared relative's.
func (s *Scope) Interested(person int64, idKeys []string) (own, relative bool, err error) {
	for _, k := range idKeys {
		token, err := s.keys.GuardToken("person", k)
		if err != nil {
			return false, false, err
		}
		var n, m int64
		err = s.one("person", `SELECT (SELECT count(*) FROM person WHERE id = $1 AND id_token = $2), (SELECT count(*) FROM relation WHERE person = $1 AND id_token = $2)`,
			[]any{person, token}, &n, &m)
		if err != nil {
			return false, false, err
		}
		own, relative = own || n > 0, relative || m > 0
	}
	return own, relative, nil
}

// Home is a funeral home of the installation.
type Home struct {
	ID               int64
	Name, USCC, Area string
}

// AddHome adds a funeral home that serves the county from a day on.
func (tx *Tx) AddHome(name, uscc, area string, from date.Day) (int64, error) {
	id := tx.NextID()
	tx.exec(`INSERT INTO home (id, name, uscc, area, created_at) VALUES ($1, $2, $3, $4, $5)`, id, name, uscc, area, tx.Now.String())
	if isUnique(tx.failed) {
		return 0, homeTaken.With().At("uscc")
	}
	tx.exec(`INSERT INTO home_county (county, home, valid_from) VALUES ($1, $2, $3)`, tx.County, id, from.String())
	return id, tx.failed
}

// HomeByID finds a home that serves or served the county.
func (s *Scope) HomeByID(id int64) (Home, error) {
	h := Home{ID: id}
	err := s.one("殡仪馆", `SELECT h.name, h.uscc, h.area FROM home h WHERE h.id = $2 AND EXISTS (SELECT 1 FROM home_county c WHERE c.county = $1 AND c.home = h.id)`,
		[]any{s.County, id}, &h.Name, &h.USCC, &h.Area)
	return h, err
}

// Homes lists the homes that serve the county.
func (s *Scope) Homes() ([]Home, error) {
	return many(s, "home", `SELECT h.id, h.name, h.uscc, h.area FROM home h WHERE EXISTS (SELECT 1 FROM home_county c WHERE c.county = $1 AND c.home = h.id) ORDER BY h.id`,
		[]any{s.County}, func(h *Home) []any { return []any{&h.ID, &h.Name, &h.USCC, &h.Area} })
}

// Office is an office of a county.
type Office struct {
	ID         int64
	Kind       party.OfficeKind
	Name, Area string
	Home       int64 // for a home's office
	Phone      string
	Ended      bool
}

// AddOffice adds an office.
func (tx *Tx) AddOffice(o Office) (int64, error) {
	id := tx.NextID()
	tx.exec(`INSERT INTO office (county, id, kind, name, area, home, phone, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		tx.County, id, string(o.Kind), o.Name, o.Area, nullID(o.Home), o.Phone, tx.Now.String())
	return id, tx.failed
}

// SetPhone changes the public phone of an office that has not ended.
func (tx *Tx) SetPhone(id int64, phone string) error {
	if tx.exec(`UPDATE office SET phone = $3 WHERE county = $1 AND id = $2 AND ended_at IS NULL`, tx.County, id, phone) == 0 && tx.failed == nil {
		return notFound.With("机构")
	}
	return tx.failed
}

const officeColumns = `id, kind, name, area, COALESCE(home, 0), phone, CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END`

func scanOffice(o *Office) []any {
	return []any{&o.ID, &o.Kind, &o.Name, &o.Area, &o.Home, &o.Phone, boolInt{&o.Ended}}
}

// OfficeByID finds an office.
func (s *Scope) OfficeByID(id int64) (Office, error) {
	var o Office
	err := s.one("机构", `SELECT `+officeColumns+` FROM office WHERE county = $1 AND id = $2`, []any{s.County, id}, scanOffice(&o)...)
	return o, err
}

// Offices lists the offices of the county by id.
func (s *Scope) Offices() ([]Office, error) {
	return many(s, "office", `SELECT `+officeColumns+` FROM office WHERE county = $1 ORDER BY id`, []any{s.County}, scanOffice)
}

// Grant gives a role to a person in an office from now on.
func (tx *Tx) Grant(person, office int64, role party.Role, from date.Instant, to *date.Instant, by int64, reason string) (int64, error) {
	id := tx.NextID()
	var until any
	if to != nil {
		until = to.String()
	}
	tx.exec(`INSERT INTO role_grant (county, id, person, office, role, valid_from, valid_to, granted_by, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tx.County, id, person, office, string(role), from.String(), until, by, reason)
	return id, tx.failed
}

// EndGrant ends a grant now.
func (tx *Tx) EndGrant(id int64) error {
	if tx.exec(`UPDATE role_grant SET valid_to = $3 WHERE county = $1 AND id = $2 AND valid_to IS NULL`, tx.County, id, tx.Now.String()) == 0 && tx.failed == nil {
		return notFound.With("授权")
	}
	return tx.failed
}

// GrantRow is a grant with its id.
type GrantRow struct {
	ID int64
	party.Grant
}

// Grants lists a person's grants in the county; person 0 lists everybody's.
func (s *Scope) Grants(person int64) ([]GrantRow, error) {
	var out []GrantRow
	err := s.each("role_grant", `SELECT id, person, office, role, valid_from, valid_to FROM role_grant WHERE county = $1 AND (CAST($2 AS BIGINT) = 0 OR person = $2) ORDER BY id`,
		[]any{s.County, person}, func(rows *sql.Rows) error {
			var g GrantRow
			var from string
			var to sql.NullString
			if err := rows.Scan(&g.ID, &g.Person, &g.Office, &g.Role, &from, &to); err != nil {
				return err
			}
			at, err := date.ParseInstant(from)
			g.From = at
			if err == nil && to.Valid {
				var end date.Instant
				end, err = date.ParseInstant(to.String)
				g.To = &end
			}
			out = append(out, g)
			return err
		})
	return out, err
}

// Holds reports whether the person holds the role in the office at Now, and for
// whom the person stands in: 0 when the role is the person's own.
func (s *Scope) Holds(person, office int64, role party.Role) (held bool, standsFor int64, err error) {
	rows, err := many(s, "role_grant", `SELECT CAST(0 AS BIGINT) FROM role_grant g JOIN person p ON p.id = g.person AND p.ended_at IS NULL
		WHERE g.county = $1 AND g.person = $2 AND g.office = $3 AND g.role = $4 AND g.valid_from <= $5 AND (g.valid_to IS NULL OR g.valid_to > $5)
		UNION ALL SELECT d.stands_for FROM delegation d JOIN person p ON p.id = d.person AND p.ended_at IS NULL
		WHERE d.county = $1 AND d.person = $2 AND d.office = $3 AND d.role = $4 AND d.valid_from <= $5 AND d.valid_to > $5 AND d.ended_at IS NULL AND EXISTS (
			SELECT 1 FROM role_grant g WHERE g.county = d.county AND g.person = d.stands_for AND g.office = d.office AND g.role = d.role AND g.valid_from <= $5 AND (g.valid_to IS NULL OR g.valid_to > $5))
		ORDER BY 1 LIMIT 1`, []any{s.County, person, office, string(role), s.Now.String()}, func(id *int64) []any { return []any{id} })
	if err != nil || len(rows) == 0 {
		return false, 0, err
	}
	return true, rows[0], nil
}

// Holder is a person who holds a role of an office now; For: as whose stand-in.
type Holder struct{ Person, Office, For int64 }

// HoldersOf lists who holds a role in the county now, stand-ins behind.
func (s *Scope) HoldersOf(role party.Role) ([]Holder, error) {
	return many(s, "role_grant", `SELECT x.person, x.office, x.stands_for FROM (
		SELECT g.person, g.office, CAST(0 AS BIGINT) AS stands_for FROM role_grant g WHERE g.county = $1 AND g.role = $2 AND g.valid_from <= $3 AND (g.valid_to IS NULL OR g.valid_to > $3)
		UNION SELECT d.person, d.office, d.stands_for FROM delegation d WHERE d.county = $1 AND d.role = $2 AND d.valid_from <= $3 AND d.valid_to > $3 AND d.ended_at IS NULL) x
		JOIN person p ON p.id = x.person AND p.ended_at IS NULL ORDER BY x.stands_for, x.office, x.person`, []any{s.County, string(role), s.Now.String()},
		func(h *Holder) []any { return []any{&h.Person, &h.Office, &h.For} })
}

// Holidays gives the rows of the calendar.
func (s *Scope) Holidays() ([]date.Holiday, error) {
	var out []date.Holiday
	err := s.each("holiday", `SELECT day, work, name, document FROM holiday ORDER BY day`, nil, func(rows *sql.Rows) error {
		var h date.Holiday
		var day string
		if err := rows.Scan(&day, boolInt{&h.Work}, &h.Name, &h.Document); err != nil {
			return err
		}
		d, err := date.ParseDay(day)
		h.Day = d
		out = append(out, h)
		return err
	})
	return out, err
}

// Calendar builds the calendar of the installation.
func (s *Scope) Calendar() (*date.Calendar, error) {
	rows, err := s.Holidays()
	if err != nil {
		return nil, err
	}
	return date.NewCalendar(rows)
}

// AddHolidays adds rows to the calendar; a day that is there already is refused.
func (tx *Tx) AddHolidays(hs []date.Holiday) error {
	for i, h := range hs {
		tx.exec(`INSERT INTO holiday (day, work, name, document, recorded_at) VALUES ($1, $2, $3, $4, $5)`, h.Day.String(), asInt(h.Work), h.Name, h.Document, tx.Now.String())
		if isUnique(tx.failed) {
			return dayTaken.With(h.Day).At(strconv.Itoa(i) + ".day")
		}
	}
	return tx.failed
}

// nullID gives NULL for 0.
func nullID(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

func asInt(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// boolInt scans 0 or 1 into a bool.
type boolInt struct{ b *bool }

// Scan implements sql.Scanner.
func (x boolInt) Scan(v any) error {
	n, ok := v.(int64)
	if !ok || n != 0 && n != 1 {
		return errors.New("store: not 0 or 1")
	}
	*x.b = n == 1
	return nil
}
