package office

import (
	"context"

	"songbai/domain/claim"
	"songbai/domain/party"
	"songbai/domain/problem"
)

var notTwo = problem.Define("claim.two_people", problem.Conflict,
	"无人认领遗体须先由殡仪馆另一人核验公安机关材料", "an unclaimed body must first be seen by a second person of the home",
	"请由另一位同事办理“无人认领遗体核验”后再受理", "let another person see the police papers before it is accepted")

// Accept takes a lodged claim in: the person is of a class of 一, every paper of
// the checklist was seen (三(一)-(五), (七)); an unclaimed body was seen by a
// second person, and its basis binds here.
func (o *Office) Accept(ctx context.Context, c Caller, req ClaimRef) (Moved, error) {
	return o.onClaim(ctx, c, party.Accept, req.Claim, req, "", func(w *work, f *file) error {
		v, err := w.decide(f, nil, 0)
		if err != nil {
			return err
		}
		if !v.d.OK {
			return refusalOf(v.d.Refusal)
		}
		if err := w.overrideSeen(f); err != nil {
			return err
		}
		f.Class = v.d.Class.ID
		seen, err := seenPapers(&w.Tx.Scope, f.ID)
		if err != nil {
			return err
		}
		wanted, err := w.later(f, f.needed(v.d.Papers))
		if err != nil {
			return err
		}
		if err := claim.PapersSeen(wanted, seen); err != nil {
			return err
		}
		if f.Route != claim.Unclaimed {
			return nil
		}
		if err := w.second(f); err != nil {
			return err
		}
		return w.keep(f, v)
	})
}

// overrideSeen wants a second person where a number was taken although its check
// digit is wrong: who lodged it does not accept it.
func (w *work) overrideSeen(f *file) error {
	if f.form.Deceased.Override == "" {
		return nil
	}
	moves, err := w.Moves(f.ID)
	if err != nil {
		return err
	}
	for _, m := range moves {
		if m.Act == string(party.Lodge) || m.Act == string(party.CorrectIdentity) || m.Act == string(party.Resume) {
			if err := party.Other(party.Accept, m.Person, w.actor.Person); err != nil {
				return err
			}
		}
	}
	return nil
}

// second wants a witness of the home other than the one who accepts.
func (w *work) second(f *file) error {
	people, err := w.ClaimPeople(f.ID)
	if err != nil {
		return err
	}
	witness := false
	for _, part := range people {
		witness = witness || part == "witness"
	}
	if !witness {
		return notTwo.With().Under("三(五)")
	}
	return w.PutPart(f.ID, w.actor.Person, "accepter")
}

// SeeUnclaimed keeps that a second person of the home saw the police papers and
// the body's number (三(五)).
func (o *Office) SeeUnclaimed(ctx context.Context, c Caller, req ClaimRef) (Moved, error) {
	return o.onClaim(ctx, c, party.SeeUnclaimed, req.Claim, req, "", func(w *work, f *file) error {
		return w.PutPart(f.ID, w.actor.Person, "witness")
	})
}
