package store

import (
	"database/sql"

	"songbai/domain/date"
	"songbai/domain/party"
)

// HeldRole is a role that a person holds now, in some county.
type HeldRole struct {
	County, Office int64
	Role           party.Role
	For            int64 // the person stood in for, 0 for the person's own role
}

// RolesOf reads the roles that a person holds at Now in every county, own roles
// first.
func (s *Scope) RolesOf(person int64) ([]HeldRole, error) {
	return many(s, "role_grant", `SELECT x.county, x.office, x.role, x.stands_for FROM (
		SELECT g.county, g.id, g.office, g.role, CAST(0 AS BIGINT) AS stands_for FROM head h JOIN role_grant g ON g.county = h.county AND g.person = $1 AND g.valid_from <= $2 AND (g.valid_to IS NULL OR g.valid_to > $2)
		UNION ALL SELECT d.county, d.id, d.office, d.role, d.stands_for FROM head h JOIN delegation d ON d.county = h.county AND d.person = $1 AND d.valid_from <= $2 AND d.valid_to > $2 AND d.ended_at IS NULL AND EXISTS (
			SELECT 1 FROM role_grant g WHERE g.county = d.county AND g.person = d.stands_for AND g.office = d.office AND g.role = d.role AND g.valid_from <= $2 AND (g.valid_to IS NULL OR g.valid_to > $2))) x
		ORDER BY x.county, x.stands_for, x.id`, []any{person, s.Now.String()}, func(h *HeldRole) []any { return []any{&h.County, &h.Office, &h.Role, &h.For} })
}

// Delegation is a stand-in: a person who holds another's role for a time.
type Delegation struct {
	ID, Person, For, Office int64
	Role                    party.Role
	From, To                string // instants
	By                      int64
	Reason, At, Ended       string
}

const delegationColumns = `id, person, stands_for, office, role, valid_from, valid_to, granted_by, reason, recorded_at, COALESCE(ended_at, '')`

func scanDelegation(d *Delegation) []any {
	return []any{&d.ID, &d.Person, &d.For, &d.Office, &d.Role, &d.From, &d.To, &d.By, &d.Reason, &d.At, &d.Ended}
}

// PutDelegation writes a stand-in under an id drawn before.
func (tx *Tx) PutDelegation(d *Delegation) error {
	tx.exec(`INSERT INTO delegation (county, id, person, stands_for, office, role, valid_from, valid_to, granted_by, reason, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		tx.County, d.ID, d.Person, d.For, d.Office, string(d.Role), d.From, d.To, tx.Act.Person, d.Reason, tx.Now.String())
	return tx.failed
}

// EndDelegation ends a stand-in before its time.
func (tx *Tx) EndDelegation(id int64) error {
	if tx.exec(`UPDATE delegation SET ended_at = $3 WHERE county = $1 AND id = $2 AND ended_at IS NULL AND valid_to > $3`, tx.County, id, tx.Now.String()) == 0 && tx.failed == nil {
		return notFound.With("代理")
	}
	return tx.failed
}

// Delegations lists the stand-ins of the county, the newest first.
func (s *Scope) Delegations() ([]Delegation, error) {
	return many(s, "delegation", `SELECT `+delegationColumns+` FROM delegation WHERE county = $1 ORDER BY id DESC LIMIT 500`, []any{s.County}, scanDelegation)
}

// EndPerson keeps that a person has left the installation, and ends the sessions.
func (tx *Tx) EndPerson(person int64) error {
	tx.exec(`UPDATE person SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL`, person, tx.Now.String())
	return tx.EndSessions(person)
}

// EndGrantsOf ends the roles that a person (0: anybody) holds in an office (0: any).
func (tx *Tx) EndGrantsOf(person, office int64) error {
	tx.exec(`UPDATE role_grant SET valid_to = $4 WHERE county = $1 AND valid_to IS NULL AND (CAST($2 AS BIGINT) = 0 OR person = $2) AND (CAST($3 AS BIGINT) = 0 OR office = $3)`, tx.County, person, office, tx.Now.String())
	tx.exec(`UPDATE delegation SET ended_at = $4 WHERE county = $1 AND ended_at IS NULL AND valid_to > $4 AND (CAST($2 AS BIGINT) = 0 OR person = $2) AND (CAST($3 AS BIGINT) = 0 OR office = $3)`, tx.County, person, office, tx.Now.String())
	return tx.failed
}

// EndOffice keeps that an office has ended.
func (tx *Tx) EndOffice(id int64) error {
	if tx.exec(`UPDATE office SET ended_at = $3 WHERE county = $1 AND id = $2 AND ended_at IS NULL`, tx.County, id, tx.Now.String()) == 0 && tx.failed == nil {
		return notFound.With("机构")
	}
	return tx.failed
}

// OpenClaimsOf counts the claims that an office must still work on.
func (s *Scope) OpenClaimsOf(office int64) (n int64, err error) {
	err = s.one("申请", `SELECT count(*) FROM claim WHERE county = $1 AND state IN ('draft', 'lodged', 'accepted', 'signed', 'forwarded', 'returned') AND office = $2`, []any{s.County, office}, &n)
	return n, err
}

// Reset is a code for a new password as it is kept.
type Reset struct {
	Person           int64
	At, Expires      string
	Used             string
	MadeBy           int64
	Login, PersonKey string // of the person: login, and the token of the own id document
}

// PutReset keeps a code for a new password by its hash.
func (tx *Tx) PutReset(hash string, person int64, expires date.Instant) error {
	tx.exec(`INSERT INTO password_reset (county, code_hash, person, made_by, at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`, tx.County, hash, person, tx.Act.Person, tx.Now.String(), expires.String())
	return tx.failed
}

// ResetByHash finds a code for a new password that can still be used: the person's
// last one, not used, not past its time.
func (s *Scope) ResetByHash(hash string) (r Reset, err error) {
	err = s.one("密码重设码", `SELECT x.person, x.at, x.expires_at, x.made_by, p.login, p.id_token FROM password_reset x JOIN person p ON p.id = x.person AND p.ended_at IS NULL
		WHERE x.county = $1 AND x.code_hash = $2 AND x.used_at IS NULL AND x.expires_at > $3
		AND NOT EXISTS (SELECT 1 FROM password_reset y WHERE y.county = x.county AND y.person = x.person AND y.at > x.at)`, []any{s.County, hash, s.Now.String()},
		&r.Person, &r.At, &r.Expires, &r.MadeBy, &r.Login, &r.PersonKey)
	return r, err
}

// UseReset keeps that a code was used; it works once.
func (tx *Tx) UseReset(hash string) error {
	if tx.exec(`UPDATE password_reset SET used_at = $3 WHERE county = $1 AND code_hash = $2 AND used_at IS NULL`, tx.County, hash, tx.Now.String()) != 1 && tx.failed == nil {
		return notFound.With("密码重设码")
	}
	return tx.failed
}

// IsPerson reports whether a document is a person's own, by its kept token.
func (s *Scope) IsPerson(token, idKey string) (bool, error) {
	mine, err := s.keys.GuardToken("person", idKey)
	return err == nil && mine == token, err
}

// DeviceToken is the keyed token of what a device has opened; it is compared, never
// kept.
func (s *Scope) DeviceToken(value string) (string, error) {
	return s.keys.GuardToken("device", value)
}

// SettingRow is the value of a setting that holds.
type SettingRow struct {
	Name, Value, At string
	Person          int64
}

// Settings lists the settings that hold, by name.
func (s *Scope) Settings() ([]SettingRow, error) {
	return many(s, "setting", `SELECT x.name, x.value, x.at, x.person FROM setting x WHERE x.county = $1
		AND x.n = (SELECT max(y.n) FROM setting y WHERE y.county = x.county AND y.name = x.name) ORDER BY x.name`, []any{s.County},
		func(r *SettingRow) []any { return []any{&r.Name, &r.Value, &r.At, &r.Person} })
}

// PutSetting keeps a new value of a setting.
func (tx *Tx) PutSetting(name, value string) error {
	var n int64
	if err := tx.one("setting", `SELECT COALESCE(max(n), 0) + 1 FROM setting WHERE county = $1 AND name = $2`, []any{tx.County, name}, &n); err != nil {
		return err
	}
	tx.exec(`INSERT INTO setting (county, name, n, value, person, at) VALUES ($1, $2, $3, $4, $5, $6)`, tx.County, name, n, value, tx.Act.Person, tx.Now.String())
	return tx.failed
}

// JobRun is one run of a job.
type JobRun struct {
	ID                         int64
	Job, Began                 string
	Person                     int64
	Outcome, Code, Detail, End string
}

// PutJobRun keeps how a job went.
func (tx *Tx) PutJobRun(r *JobRun) error {
	r.ID, r.End = tx.NextID(), tx.Now.String()
	tx.exec(`INSERT INTO job_run (county, id, job, began, person, outcome, code, detail, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tx.County, r.ID, r.Job, r.Began, tx.Act.Person, r.Outcome, r.Code, r.Detail, r.End)
	return tx.failed
}

// JobRuns lists the last runs of a job, the newest first.
func (s *Scope) JobRuns(job string, limit int) ([]JobRun, error) {
	return many(s, "job_run", `SELECT id, job, began, person, outcome, code, detail, at FROM job_run WHERE county = $1 AND job = $2 ORDER BY id DESC LIMIT $3`, []any{s.County, job, limit},
		func(r *JobRun) []any {
			return []any{&r.ID, &r.Job, &r.Began, &r.Person, &r.Outcome, &r.Code, &r.Detail, &r.End}
		})
}

// People lists the people of the county: those entered in it and those who hold or
// held a role in it, by row id.
func (s *Scope) People() (out []Person, err error) {
	var names [][]byte
	first := s.County * 1_000_000_000_000
	err = s.each("人员", `SELECT p.id, p.login, p.name, CASE WHEN p.ended_at IS NULL THEN 0 ELSE 1 END FROM person p
		WHERE p.id >= $2 AND p.id < $3 OR EXISTS (SELECT 1 FROM role_grant g WHERE g.county = $1 AND g.person = p.id) ORDER BY p.id`, []any{s.County, first, first + 1_000_000_000_000}, func(rows *sql.Rows) error {
		var p Person
		var name []byte
		err := rows.Scan(&p.ID, &p.Login, &name, boolInt{&p.Ended})
		out, names = append(out, p), append(names, name)
		return err
	})
	for i := range out {
		if err != nil {
			return nil, err
		}
		var clear []byte
		clear, err = s.keys.Open("person", "name", 0, out[i].ID, names[i])
		out[i].Name = string(clear)
	}
	return out, err
}
