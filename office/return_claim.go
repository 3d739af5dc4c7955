package office

import (
	"context"

	"songbai/domain/claim"
	"songbai/domain/party"
	"songbai/domain/problem"
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

var completedForm = problem.Define("claim.resume_form", problem.Conflict,
	"已办结的申请不能在补正时改写表单", "the form of a completed claim is not rewritten by mending it",
	"请先恢复，再用“更正身份”改正并由丧属重新签名", "resume it first, then correct the identity and let the family sign again")

// Resume takes a returned claim back to where it was.
func (o *Office) Resume(ctx context.Context, c Caller, req ResumeClaim) (Moved, error) {
	return o.onClaim(ctx, c, party.Resume, req.Claim, req, "", func(w *work, f *file) error {
		if req.Form == nil {
			return nil
		}
		if f.ResumeState == claim.Completed {
			return completedForm.With().At("form")
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
