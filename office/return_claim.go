package office

import (
	"context"

	"songbai/domain/claim"
	"songbai/domain/party"
)

// ReturnClaim asks for one named thing: a field of the form or a paper.
type ReturnClaim struct {
	Claim  int64           `json:"claim"`
	Thing  claim.ThingKind `json:"thing"` // field, paper
	Name   string          `json:"name"`  // path of the field, or paper id
	Reason string          `json:"reason"`
}

// Return sends a claim back for one thing; the rest stays done and it comes
// back to the person who asked.
func (o *Office) Return(ctx context.Context, c Caller, req ReturnClaim) (Moved, error) {
	return o.onClaim(ctx, c, party.Return, req.Claim, req, req.Reason, func(w *work, f *file) error {
		ask := claim.Ask{Thing: req.Thing, Name: req.Name, Reason: req.Reason, By: w.actor.Person, Office: w.actor.Office, Back: f.now.State}
		if err := ask.Check(); err != nil {
			return err
		}
		f.ReturnedBy, f.Thing = w.actor.Person, string(req.Thing)+":"+req.Name
		return w.Enqueue("claim_returned", f.ID, `{"thing":"`+string(req.Thing)+`"}`)
	}, "thing="+string(req.Thing)+":"+req.Name)
}

// ResumeClaim brings a returned claim back with the thing mended: new words of
// the form when it was a field.
type ResumeClaim struct {
	Claim int64            `json:"claim"`
	Form  *claim.Lodgement `json:"form,omitempty"`
}

// Resume takes a returned claim back to where it was.
func (o *Office) Resume(ctx context.Context, c Caller, req ResumeClaim) (Moved, error) {
	return o.onClaim(ctx, c, party.Resume, req.Claim, req, "", func(w *work, f *file) error {
		if req.Form == nil {
			return nil
		}
		return w.reread(f, *req.Form)
	})
}

// reread replaces the form by checked words and exchanges the keys it holds.
func (w *work) reread(f *file, form claim.Lodgement) error {
	form.Route = f.Route
	read, faults := form.Read(w.Today())
	if err := faults.Err(); err != nil {
		return err
	}
	f.form, f.Death = read, read.Deceased.Death
	if err := w.putForm(f); err != nil {
		return err
	}
	if claim.Live(f.now.State) {
		keys := guardKeys(read)
		if err := w.TakeGuards(f.ID, keys); err != nil {
			return err
		}
		if err := w.KeepGuards(f.ID, keys); err != nil {
			return err
		}
	}
	return w.PutSearch(f.ID, searchKeys(read))
}

// CorrectIdentity replaces the identity under a live claim: keys are exchanged,
// a signed or completed claim is signed again.
func (o *Office) CorrectIdentity(ctx context.Context, c Caller, req DraftClaim, reason string) (Moved, error) {
	return o.onClaim(ctx, c, party.CorrectIdentity, req.Claim, req, reason, func(w *work, f *file) error {
		if err := w.unbook(f); err != nil {
			return err
		}
		return w.reread(f, req.Form)
	})
}
