package office

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"

	"songbai/domain/claim"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// DraftClaim asks for a draft: a new one (Claim 0) or new words in one that is
// there. Home names the home that shall serve an unclaimed body or a family's
// online draft; at a home's desk it is the desk's own.
type DraftClaim struct {
	Claim int64           `json:"claim,omitempty"`
	Home  int64           `json:"home,omitempty"`
	Form  claim.Lodgement `json:"form"`
}

// Drafted is the answer: the claim, its slip number and the token of its link
// (only here in clear).
type Drafted struct {
	Claim int64  `json:"claim"`
	Slip  string `json:"slip"`
	Link  string `json:"link,omitempty"`
}

var noHome = problem.Define("office.home", problem.Invalid,
	"没有选定办理的殡仪馆", "no home was chosen", "请选择为本县服务的殡仪馆", "choose a home that serves the county")

// Draft writes a draft. Nothing is checked but that it can be kept: a family may
// come back to it (三(首)).
func (o *Office) Draft(ctx context.Context, c Caller, req DraftClaim) (Drafted, error) {
	var out Drafted
	a, err := o.do(ctx, c, party.Draft, req, "", func(w *work) error {
		if req.Claim != 0 {
			return w.redraft(req, &out)
		}
		return w.newDraft(req, &out)
	})
	return answer(a, out, err)
}

func (w *work) newDraft(req DraftClaim, out *Drafted) error {
	f := &file{form: req.Form, now: store.Standing{State: claim.None}}
	f.ID, f.Route, f.Death = w.NextID(), req.Form.Route, req.Form.Deceased.Death
	if err := w.place(f, req.Home); err != nil {
		return err
	}
	if err := party.May(w.act, w.actor, party.Object{Case: w.actor.Case, Home: f.Home, Town: f.Town}); err != nil {
		return err
	}
	m, err := claim.MoveOf(f.Route, claim.None, w.act)
	if err != nil {
		return err
	}
	if err := m.DoneBy(w.actor.OfficeKind); err != nil {
		return err
	}
	if err := w.noInterest(f.form); err != nil {
		return err
	}
	slip, err := w.newSlip()
	if err != nil {
		return err
	}
	var token [16]byte
	if _, err := rand.Read(token[:]); err != nil {
		return err
	}
	hash := sha256.Sum256(token[:])
	f.Slip, f.LinkToken = string(slip), hex.EncodeToString(hash[:])
	*out = Drafted{Claim: f.ID, Slip: slip.String(), Link: base64.RawURLEncoding.EncodeToString(token[:])}
	if err := w.putForm(f); err != nil {
		return err
	}
	_, err = w.move(f, "")
	kept := *out
	kept.Link = "" // the token is told once and kept only as its hash
	w.reply(kept)
	return errors.Join(err, w.PutSearch(f.ID, []store.Key{{Kind: "slip", Value: f.Slip}}))
}

// place says where the claim belongs: its home, its office, its town.
func (w *work) place(f *file, home int64) error {
	f.Office, f.Home = w.actor.Office, w.actor.Home
	f.Town = f.form.Deceased.HouseholdArea
	switch f.Route {
	case claim.Unclaimed:
		f.Town, f.Home = w.actor.Area, home
	case claim.Reimbursement:
		f.Home = 0
		if w.actor.OfficeKind == party.Town {
			f.Town = w.actor.Area
		}
	case claim.Waiver:
		if f.Home == 0 {
			f.Home = home
		}
	}
	if f.Route == claim.Reimbursement {
		return nil
	}
	if f.Home == 0 {
		return noHome.With().At("home")
	}
	_, err := w.HomeByID(f.Home)
	return err
}

func (w *work) newSlip() (claim.Slip, error) {
	for {
		var b [8]byte
		if _, err := rand.Read(b[:]); err != nil {
			return "", err
		}
		slip := claim.SlipFrom(b)
		taken, err := w.SlipTaken(string(slip))
		if err != nil || !taken {
			return slip, err
		}
	}
}

func (w *work) redraft(req DraftClaim, out *Drafted) error {
	f, err := w.open(req.Claim)
	if err != nil {
		return err
	}
	f.form = req.Form
	f.form.Route = f.Route
	f.Death = f.form.Deceased.Death
	if err := w.putForm(f); err != nil {
		return err
	}
	*out = Drafted{Claim: f.ID, Slip: claim.Slip(f.Slip).String()}
	_, err = w.move(f, "")
	w.reply(out)
	return err
}

// putForm seals the lodgement as the claim's next version of personal values,
// and keeps by which slip and phone its family opens it.
func (w *work) putForm(f *file) error {
	v, err := personal(f.form)
	if err != nil {
		return err
	}
	old := f.private
	f.PrivateN++
	if f.private, err = w.PutPrivate(f.ID, f.PrivateN, v, &old); err != nil {
		return err
	}
	h := f.form.Handler
	if h == nil || lastFour(h.Phone) == "" {
		return nil
	}
	return w.PutSearch(f.ID, []store.Key{{Kind: "access", Value: f.Slip + ":" + lastFour(h.Phone)}}) // how the family comes back (OpenCase)
}

// reply keeps the answer under the act's key.
func (w *work) reply(v any) {
	b, err := json.Marshal(v)
	if err == nil {
		w.Answer(string(b))
	}
}

// answer gives the fresh answer, or the one that was given before under the key.
func answer[T any](a store.Answer, fresh T, err error) (T, error) {
	if err != nil {
		var none T
		return none, err
	}
	if !a.Repeated {
		return fresh, nil
	}
	var before T
	return before, json.Unmarshal([]byte(a.Body), &before)
}
