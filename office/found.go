package office

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// FirstCounty is what a county begins with: its code and name and its three
// administrators. It works once for a county, while nobody has a role in it.
type FirstCounty struct {
	Code   int64         `json:"code"`
	Name   string        `json:"name"`
	Admins []FirstPerson `json:"admins"` // one each of sys_admin, security_admin, audit_admin
}

// FirstPerson is an administrator named at set-up. The password is optional:
// whoever founds the county makes it and shows it once.
type FirstPerson struct {
	Login    string         `json:"login"`
	Name     string         `json:"name"`
	Document ident.Document `json:"document"`
	Role     party.Role     `json:"role"`
	Password string         `json:"-"`
}

var (
	notFirst = problem.Define("office.not_first", problem.Conflict,
		"本县已经建立管理员", "the county already has administrators", "请由现有管理员登记人员和角色", "let the administrators add people and roles")
	threeAdmins = problem.Define("office.three_admins", problem.Invalid,
		"须指定三名不同的管理员：系统、安全、审计", "name three different administrators: system, security, audit", "请补全三名管理员", "name all three")
	badCounty = problem.Define("office.county_code", problem.Invalid,
		"县代码须为 6 位数字", "a county's code has 6 digits", "请填写六位区划代码", "write its area code")
	noName = problem.Define("office.name", problem.Invalid,
		"名称不能为空", "the name is empty", "请填写名称", "write the name")
	badLogin = problem.Define("office.login", problem.Invalid,
		"登录名须为 2 至 32 个小写字母、数字、点、横线或下划线", "a login is 2 to 32 lower-case letters, digits, dots, hyphens or underscores", "请另取一个登录名", "choose another login")
)

// Found creates a county with its administration office and three
// administrators, and gives their callers by role. Everything is checked before
// anything is written; what is left of a county whose founding was broken off is
// taken up again.
func (o *Office) Found(ctx context.Context, req FirstCounty) (map[party.Role]Caller, error) {
	if err := req.read(); err != nil {
		return nil, err
	}
	hashes := make([]string, len(req.Admins))
	for i, p := range req.Admins {
		if p.Password == "" {
			continue
		}
		var err error
		if hashes[i], err = hashPassword(p.Login, p.Password); err != nil {
			return nil, err
		}
	}
	if err := o.unfounded(ctx, &req); err != nil {
		return nil, err
	}
	out := map[party.Role]Caller{}
	_, err := o.s.Write(ctx, store.Act{County: req.Code, Act: "found_county", Role: string(party.SysAdmin)}, func(tx *store.Tx) error {
		if grants, err := tx.Grants(0); err != nil || len(grants) > 0 {
			return firstOf(err, notFirst.With())
		}
		of, err := tx.AddOffice(store.Office{Kind: party.Admin, Name: req.Name + "系统管理", Area: tx.CountyText()})
		if err != nil {
			return err
		}
		text := ""
		for i, p := range req.Admins {
			id, grant, err := addFirst(tx, of, p, hashes[i])
			if err != nil {
				return err
			}
			text += grantText(grant, id, of, p.Role, 0, tx.Now.String(), "")
			out[p.Role] = Caller{County: req.Code, Person: id, Office: of, Role: p.Role}
		}
		tx.Record("county", req.Code, sha(text))
		return nil
	})
	return out, err
}

// addFirst adds an administrator with the role and the password, and gives the
// person and the role given.
func addFirst(tx *store.Tx, of int64, p FirstPerson, hash string) (id, grant int64, err error) {
	if id, err = tx.AddPerson(p.Login, p.Name, p.Document.Key()); err != nil {
		return 0, 0, err
	}
	if hash != "" {
		if err := tx.PutPassword(id, hash); err != nil {
			return 0, 0, err
		}
	}
	grant, err = tx.Grant(id, of, p.Role, tx.Now, nil, 0, "found_county")
	return id, grant, err
}

// unfounded makes the head row of the county, or finds the one that an earlier
// founding left without people.
func (o *Office) unfounded(ctx context.Context, req *FirstCounty) error {
	err := o.s.Read(ctx, 0, func(s *store.Scope) error {
		for i, p := range req.Admins {
			taken, err := s.PersonTaken(p.Login, p.Document.Key())
			if err != nil {
				return err
			}
			if taken != nil {
				return taken.At(fmt.Sprintf("admins.%d.login", i))
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return o.s.CreateCounty(ctx, req.Code, req.Name)
}

// read checks the whole request and folds names and documents.
func (req *FirstCounty) read() error {
	var faults problem.List
	if req.Code < 100000 || req.Code > 899999 {
		faults = append(faults, badCounty.With().At("code"))
	}
	if req.Name = strings.TrimSpace(req.Name); req.Name == "" {
		faults = append(faults, noName.With().At("name"))
	}
	roles, logins, keys := map[party.Role]bool{}, map[string]bool{}, map[string]bool{}
	admins := append([]FirstPerson(nil), req.Admins...)
	for i := range admins {
		p := &admins[i]
		a := AddPerson{Login: p.Login, Name: p.Name, Document: p.Document}
		for _, f := range a.read() {
			faults = append(faults, f.At(fmt.Sprintf("admins.%d.%s", i, f.Field)))
		}
		p.Name, p.Document = a.Name, a.Document
		roles[p.Role], logins[p.Login], keys[p.Document.Key()] = true, true, true
	}
	three := roles[party.SysAdmin] && roles[party.SecurityAdmin] && roles[party.AuditAdmin]
	if !three || len(admins) != 3 || len(faults) == 0 && (len(logins) != 3 || len(keys) != 3) {
		faults = append(faults, threeAdmins.With().At("admins"))
	}
	req.Admins = admins
	return faults.Err()
}

var loginForm = regexp.MustCompile(`^[a-z0-9_.-]{2,32}$`)

// read checks a person who is to be added, and folds name and document.
func (p *AddPerson) read() (faults problem.List) {
	if !loginForm.MatchString(p.Login) {
		faults = append(faults, badLogin.With().At("login"))
	}
	name, _, err := ident.Name(p.Name)
	if err != nil {
		faults = append(faults, problem.Of(err).At("name"))
	}
	doc, err := ident.Read(p.Document.Kind, p.Document.Number)
	if err == nil && doc.Key() == "" {
		doc, err = ident.Read(ident.IDCard, "")
	}
	if err != nil {
		faults = append(faults, problem.Of(err).At("document"))
	}
	p.Name, p.Document = name, doc
	return faults
}

func firstOf(err error, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}
