package office

import (
	"context"
	"strings"

	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// SetPhone asks for another public phone of an office. It stands on the board, on
// leaflets and on papers made from then on.
type SetPhone struct {
	Office int64  `json:"office"` // 0: the caller's own
	Phone  string `json:"phone"`
}

const (
	leastPhone = 5 // a hotline such as 12345
	mostPhone  = 40
)

var badPhone = problem.Define("office.phone", problem.Invalid,
	"公开电话须为 %[1]d 至 %[2]d 个字符的电话号码", "a public phone is a number of %[1]d to %[2]d characters",
	"请填写区号和号码，可加分机号，例如 0763-0000000", "write area code and number, an extension if there is one")

// SetPhone changes the public phone of an office, of the caller's own or, for the
// bureau's chief and the administrator, of any.
func (o *Office) SetPhone(ctx context.Context, c Caller, req SetPhone) error {
	if req.Office == 0 {
		req.Office = c.Office
	}
	req.Phone = strings.Join(strings.Fields(req.Phone), " ")
	_, err := o.do(ctx, c, party.SetPhone, req, "", func(w *work) error {
		of, err := w.OfficeByID(req.Office)
		if err != nil {
			return at("office", err)
		}
		if err := party.May(party.SetPhone, w.actor, ofOffice(&of)); err != nil {
			return err
		}
		if of.Ended {
			return officeEnded.With().At("office")
		}
		digits := 0
		for _, r := range req.Phone {
			switch {
			case '0' <= r && r <= '9':
				digits++
			case !strings.ContainsRune(" -+()转、/", r):
				digits = -mostPhone
			}
		}
		if digits < leastPhone || len(req.Phone) > mostPhone {
			return badPhone.With(leastPhone, mostPhone).At("phone")
		}
		w.Record("office", req.Office, sha("songbai-phone 1\n"+req.Phone))
		return w.Tx.SetPhone(req.Office, req.Phone)
	})
	return err
}

// ofOffice is an office as an object: a home's by its home, another by its area.
func ofOffice(of *store.Office) party.Object {
	if of.Home != 0 {
		return party.Object{Home: of.Home}
	}
	return party.Object{Town: of.Area}
}

// PhoneOf reads the office whose public phone the caller may change; 0 is the own.
func (o *Office) PhoneOf(ctx context.Context, c Caller, id int64) (row OfficeRow, err error) {
	if id == 0 {
		id = c.Office
	}
	err = o.read(ctx, c, party.SetPhone, func(s *store.Scope, a party.Actor) error {
		of, err := s.OfficeByID(id)
		if err != nil {
			return err
		}
		row = officeRow(of)
		return party.May(party.SetPhone, a, ofOffice(&of))
	})
	return row, err
}
