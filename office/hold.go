package office

import (
	"context"
	"fmt"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// TakeHold asks to take a claim in hand. Reason is wanted where a colleague holds
// it now.
type TakeHold struct {
	Claim  int64  `json:"claim"`
	Reason string `json:"reason,omitempty"`
}

// HoldView says who works on a claim.
type HoldView struct {
	Person int64        `json:"person"`
	Name   string       `json:"name"` // of the member of staff
	Office string       `json:"office"`
	Since  date.Instant `json:"since"`
	Last   date.Instant `json:"last"` // last act on the claim
	Mine   bool         `json:"mine"`
	Blocks bool         `json:"blocks"` // it stands in the way of the reader's acts
}

var (
	held = problem.Define("claim.held", problem.Conflict,
		"%[1]s自 %[2]s 起正在办理此件", "%[1]s has had this claim in hand since %[2]s",
		"请等待，或写明理由后接手", "wait, or take it over with a reason")
	notYours = problem.Define("claim.not_held", problem.Conflict,
		"此件不在您手上", "this claim is not in your hands", "请刷新后再看", "reload the page")
	takeReason = problem.Define("claim.take_reason", problem.Invalid,
		"接手同事正在办理的事项须写明理由", "taking over what a colleague has in hand needs a reason",
		"请写一句理由，如“同事下班”", "write a few words, such as: colleague is off duty")
)

// free refuses an act on a claim that a colleague of the same office has in hand.
func (w *work) free(f *file) error {
	if w.actor.Person == 0 {
		return nil
	}
	row, err := w.HoldOf(f.ID)
	if err != nil || !row.Hold().Blocks(w.actor.Person, w.actor.Office, w.Now) {
		return err
	}
	p, err := w.PersonByID(row.Person)
	if err != nil {
		return err
	}
	return held.With(p.Login, row.Hold().Since.Beijing())
}

// TakeHold takes a claim in hand: from nobody, from a stale hold, or over from a
// colleague with a reason. It tells who holds it now.
func (o *Office) TakeHold(ctx context.Context, c Caller, req TakeHold) error {
	_, err := o.do(ctx, c, party.TakeHold, req, req.Reason, func(w *work) error {
		f, err := w.reach(req.Claim)
		if err != nil {
			return err
		}
		row, err := w.HoldOf(f.ID)
		if err != nil {
			return err
		}
		step := claim.HoldTake
		if h := row.Hold(); h.Stands(w.Now) && h.Person != w.actor.Person {
			if req.Reason == "" {
				return takeReason.With().At("reason")
			}
			step = claim.HoldOver
		}
		return w.putHold(f, row.N+1, step)
	})
	return err
}

// ReleaseHold lets go of a claim that the caller has in hand.
func (o *Office) ReleaseHold(ctx context.Context, c Caller, req ClaimRef) error {
	_, err := o.do(ctx, c, party.ReleaseHold, req, "", func(w *work) error {
		f, err := w.reach(req.Claim)
		if err != nil {
			return err
		}
		row, err := w.HoldOf(f.ID)
		if err != nil {
			return err
		}
		if h := row.Hold(); !h.Stands(w.Now) || h.Person != w.actor.Person {
			return notYours.With()
		}
		return w.putHold(f, row.N+1, claim.HoldRelease)
	})
	return err
}

// reach reads a claim for an act that moves nothing: it lies within the actor's
// reach and is nobody's own case.
func (w *work) reach(id int64) (*file, error) {
	f, err := readFile(&w.Tx.Scope, id)
	if err != nil {
		return nil, err
	}
	if err := party.May(w.act, w.actor, objectOf(&f.Claim)); err != nil {
		return nil, err
	}
	return f, w.noInterest(f.form)
}

func (w *work) putHold(f *file, n int64, step claim.HoldStep) error {
	w.Record("claim", f.ID, sha(fmt.Sprintf("songbai-hold 1\ncounty=%d\nclaim=%d\nn=%d\nstep=%s\nperson=%d\n", w.County, f.ID, n, step, w.actor.Person)))
	return w.PutHold(f.ID, n, step)
}

// holdView tells who has a claim in hand, nil for nobody.
func holdView(s *store.Scope, id int64, a party.Actor) (*HoldView, error) {
	row, err := s.HoldOf(id)
	if err != nil || !row.Hold().Stands(s.Now) {
		return nil, err
	}
	p, err := s.PersonByID(row.Person)
	if err != nil {
		return nil, err
	}
	of, err := s.OfficeByID(row.Office)
	h := row.Hold()
	return &HoldView{Person: row.Person, Name: p.Name, Office: of.Name, Since: h.Since, Last: max(h.Last, h.Since), Mine: row.Person == a.Person, Blocks: h.Blocks(a.Person, a.Office, s.Now)}, err
}
