package office

import (
	"context"
	"fmt"
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
		held, err := w.Grants(req.Person)
		if err != nil {
			return err
		}
		var roles []party.Role
		for _, g := range held {
			if g.HeldAt(w.Now) {
				roles = append(roles, g.Role)
			}
		}
		if err := party.Compatible(roles, req.Role); err != nil {
			return err
		}
		out.ID, err = w.Grant(req.Person, req.Office, req.Role, w.Now, nil, w.actor.Person, req.Reason)
		w.Record("grant", out.ID, "")
		w.reply(out)
		return err
	})
	return answer(a, out, err)
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
		w.Record("calendar", int64(len(rows)), "")
		return w.AddHolidays(rows)
	})
	return err
}
