package office

import (
	"context"

	"songbai/domain/party"
)

// ClaimRef names the claim an act is about.
type ClaimRef struct {
	Claim int64 `json:"claim"`
}

// Moved is the answer of an act on one claim.
type Moved struct {
	Claim  int64  `json:"claim"`
	State  string `json:"state"`
	Digest string `json:"digest"` // of what was seen
}

// Lodge lodges a draft: the whole form is checked, the deceased's keys are
// taken so that nobody else can claim for the same person or with the same
// papers (三(首), 三(五), 三(七)).
func (o *Office) Lodge(ctx context.Context, c Caller, req ClaimRef) (Moved, error) {
	return o.onClaim(ctx, c, party.Lodge, req.Claim, req, "", func(w *work, f *file) error {
		read, faults := f.form.Read(w.Today())
		if err := faults.Err(); err != nil {
			return err
		}
		if err := w.TakeGuards(f.ID, guardKeys(read)); err != nil { // first: a duplicate is refused before anything is written
			return err
		}
		f.form = read
		f.Death = read.Deceased.Death
		today := w.Today()
		f.LodgedDay = &today
		if read.Cremation != nil {
			f.Cremation = read.Cremation.Day
		}
		if read.Found != nil {
			f.Town = read.Found.Town
			if err := w.PutPart(f.ID, w.actor.Person, "lodger"); err != nil {
				return err
			}
		} else if read.Deceased.HouseholdArea != "" && f.Home != 0 {
			f.Town = read.Deceased.HouseholdArea
		}
		if err := w.putForm(f); err != nil {
			return err
		}
		if err := w.PutSearch(f.ID, searchKeys(read)); err != nil {
			return err
		}
		fs, err := w.look(f)
		if err != nil {
			return err
		}
		return w.raise(fs)
	})
}

// onClaim runs one act on one claim: open, f, move. f changes the claim; move
// writes the row, the history and the audit record.
func (o *Office) onClaim(ctx context.Context, c Caller, act party.Act, id int64, req any, reason string, f func(w *work, f *file) error, extra ...string) (Moved, error) {
	var out Moved
	a, err := o.do(ctx, c, act, req, reason, func(w *work) error {
		x, err := w.open(id)
		if err != nil {
			return err
		}
		if err := f(w, x); err != nil {
			return err
		}
		digest, err := w.move(x, reason, extra...)
		out = Moved{Claim: id, State: string(x.now.State), Digest: digest}
		w.reply(out)
		return err
	})
	return answer(a, out, err)
}
