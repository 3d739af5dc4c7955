package office

import (
	"context"
	"fmt"
	"sort"
	"strings"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// AddOffice asks for an office; a home's office also registers the home.
type AddOffice struct {
	Kind  party.OfficeKind `json:"kind"`
	Name  string           `json:"name"`
	Area  string           `json:"area"`
	Phone string           `json:"phone,omitempty"`
	USCC  string           `json:"uscc,omitempty"` // of a home
	From  date.Day         `json:"from,omitempty"` // first day a home serves the county
}

// Added is the answer of an act that adds a row.
type Added struct {
	ID   int64 `json:"id"`
	Home int64 `json:"home,omitempty"`
}

// AddOffice adds an office of the county.
func (o *Office) AddOffice(ctx context.Context, c Caller, req AddOffice) (Added, error) {
	var out Added
	a, err := o.do(ctx, c, party.AddOffice, req, "", func(w *work) error {
		if err := w.checkOffice(&req); err != nil {
			return err
		}
		row := store.Office{Kind: req.Kind, Name: req.Name, Area: req.Area, Phone: req.Phone}
		if req.Kind == party.Home {
			uscc, err := ident.USCC(req.USCC)
			if err != nil {
				return problem.Of(err).At("uscc")
			}
			if row.Home, err = w.AddHome(req.Name, uscc, req.Area, req.From); err != nil {
				return err
			}
		}
		id, err := w.Tx.AddOffice(row)
		out = Added{ID: id, Home: row.Home}
		w.Record("office", id, "")
		w.reply(out)
		return err
	})
	return answer(a, out, err)
}

// areaDigits says how long the area code of each kind of office is.
var areaDigits = map[party.OfficeKind]int{party.Home: 6, party.Town: 9, party.Bureau: 6, party.Finance: 6, party.Audit: 6, party.Admin: 6}

var (
	badKind = problem.Define("office.kind", problem.Invalid,
		"没有“%[1]s”这种机构", "there is no office of kind %[1]q", "请选择 home、town、bureau、finance、audit 或 admin", "choose home, town, bureau, finance, audit or admin")
	badArea = problem.Define("office.area", problem.Invalid,
		"这种机构的区划代码须为 %[1]d 位", "the area code of an office of this kind has %[1]d digits", "镇(街)填 9 位代码，其他机构填 6 位", "a town has 9 digits, every other office 6")
	sameOffice = problem.Define("office.same", problem.Conflict,
		"已有同类同名的机构", "an office of this kind and name is there already", "请使用已有机构，或另取名称", "use the one that is there, or choose another name")
	officeEnded = problem.Define("office.ended", problem.Conflict,
		"该机构已停用", "the office has ended", "请另选机构", "choose another office")
	personEnded = problem.Define("office.person_left", problem.Conflict,
		"该人员已离任", "the person has left", "请另选人员", "choose another person")
	grantHeld = problem.Define("office.grant_held", problem.Conflict,
		"该人员在该机构已担任这一角色", "the person holds this role in this office already", "无需再授", "there is nothing to grant")
)

// checkOffice refuses an office that could not work, and folds its values.
func (w *work) checkOffice(req *AddOffice) error {
	digits, ok := areaDigits[req.Kind]
	if !ok {
		return badKind.With(string(req.Kind)).At("kind")
	}
	if req.Name = strings.TrimSpace(req.Name); req.Name == "" {
		return noName.With().At("name")
	}
	area, err := ident.Area(req.Area)
	if err != nil {
		return problem.Of(err).At("area")
	}
	if len(area) != digits {
		return badArea.With(digits).At("area")
	}
	req.Area = area
	all, err := w.Offices()
	for _, of := range all {
		if !of.Ended && of.Kind == req.Kind && of.Name == req.Name {
			return sameOffice.With().At("name")
		}
	}
	return err
}

// AddPerson asks for a person.
type AddPerson struct {
	Login    string         `json:"login"`
	Name     string         `json:"name"`
	Document ident.Document `json:"document"`
}

// AddPerson adds a person; only a token of the document is kept.
func (o *Office) AddPerson(ctx context.Context, c Caller, req AddPerson) (Added, error) {
	var out Added
	a, err := o.do(ctx, c, party.AddPerson, req, "", func(w *work) error {
		err := req.read().Err()
		if err != nil {
			return err
		}
		out.ID, err = w.Tx.AddPerson(req.Login, req.Name, req.Document.Key())
		w.Record("person", out.ID, "")
		w.reply(out)
		return err
	})
	return answer(a, out, err)
}

// GrantRole asks to give a person a role in an office.
type GrantRole struct {
	Person int64      `json:"person"`
	Office int64      `json:"office"`
	Role   party.Role `json:"role"`
	Reason string     `json:"reason,omitempty"`
}

// GrantRole gives a role from now on; roles that one person must not hold
// together are refused.
func (o *Office) GrantRole(ctx context.Context, c Caller, req GrantRole) (Added, error) {
	var out Added
	a, err := o.do(ctx, c, party.GrantRole, req, req.Reason, func(w *work) error {
		err := w.checkGrant(req)
		if err != nil {
			return err
		}
		out.ID, err = w.Grant(req.Person, req.Office, req.Role, w.Now, nil, w.actor.Person, req.Reason)
		w.Record("grant", out.ID, sha(grantText(out.ID, req.Person, req.Office, req.Role, 0, w.Now.String(), "")))
		w.reply(out)
		return err
	})
	return answer(a, out, err)
}

// grantText is the canonical text of a role given, whose digest its act carries:
//
//	songbai-grant 1
//	id, person, office, role, for (whom a stand-in acts for, else 0), from, to
func grantText(id, person, office int64, role party.Role, standsFor int64, from, to string) string {
	return fmt.Sprintf("songbai-grant 1\nid=%d\nperson=%d\noffice=%d\nrole=%s\nfor=%d\nfrom=%s\nto=%s\n", id, person, office, role, standsFor, from, to)
}

// checkGrant refuses a grant to somebody, or in an office, that cannot have it.
func (w *work) checkGrant(req GrantRole) error {
	p, err := w.PersonByID(req.Person)
	if err != nil {
		return at("person", err)
	}
	if p.Ended {
		return personEnded.With().At("person")
	}
	of, err := w.OfficeByID(req.Office)
	if err != nil {
		return at("office", err)
	}
	if of.Ended {
		return officeEnded.With().At("office")
	}
	if err := party.Fits(req.Role, of.Kind); err != nil {
		return at("role", err)
	}
	held, err := w.Grants(req.Person)
	if err != nil {
		return err
	}
	var roles []party.Role
	for _, g := range held {
		if !g.HeldAt(w.Now) {
			continue
		}
		if g.Role == req.Role && g.Office == req.Office {
			return grantHeld.With().At("role")
		}
		roles = append(roles, g.Role)
	}
	others, err := w.Delegations()
	if err != nil {
		return err
	}
	for _, d := range others { // a stand-in, now or to come, counts like a role
		if d.Person == req.Person && d.Ended == "" && d.To > w.Now.String() {
			roles = append(roles, d.Role)
		}
	}
	return party.Compatible(roles, req.Role)
}

// at names the field of a problem; any other error stays as it is.
func at(field string, err error) error {
	if p := problem.Of(err); p != nil {
		return p.At(field)
	}
	return err
}

// EndRole ends a grant now.
func (o *Office) EndRole(ctx context.Context, c Caller, grant int64, reason string) error {
	_, err := o.do(ctx, c, party.EndRole, grant, reason, func(w *work) error {
		w.Record("grant", grant, "")
		return w.EndGrant(grant)
	})
	return err
}

// DeclareRelation keeps that the caller must not touch the cases of a relative.
func (o *Office) DeclareRelation(ctx context.Context, c Caller, kind string, doc ident.Document) error {
	_, err := o.do(ctx, c, party.DeclareRelation, kind, "", func(w *work) error {
		read, err := ident.Read(doc.Kind, doc.Number)
		if err != nil {
			return problem.Of(err).At("document")
		}
		w.Record("person", w.actor.Person, "")
		return w.Tx.DeclareRelation(w.actor.Person, kind, read.Key())
	})
	return err
}

// SetCalendar adds days of public holidays and make-up workdays, each with the
// notice that sets it.
func (o *Office) SetCalendar(ctx context.Context, c Caller, rows []date.Holiday) error {
	for i, h := range rows {
		if strings.TrimSpace(h.Document) == "" {
			return noDocument.With().At(fmt.Sprintf("%d.document", i))
		}
	}
	_, err := o.do(ctx, c, party.SetCalendar, rows, "", func(w *work) error {
		w.Record("calendar", int64(len(rows)), sha(calendarText(rows)))
		return w.AddHolidays(rows)
	})
	return err
}

// calendarText is the canonical text of rows entered into the calendar, whose
// digest the audit record carries: a head line, then day, 1 for a make-up
// workday or 0, name and document of each row by day, separated by tabs.
func calendarText(rows []date.Holiday) string {
	sorted := append([]date.Holiday(nil), rows...)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i].Day < sorted[j].Day })
	var b strings.Builder
	b.WriteString("songbai-calendar 1\n")
	for _, h := range sorted {
		work := "0"
		if h.Work {
			work = "1"
		}
		b.WriteString(strings.Join([]string{h.Day.String(), work, h.Name, h.Document}, "\t") + "\n")
	}
	return b.String()
}
