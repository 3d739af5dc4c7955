package office

import (
	"context"

	"songbai/domain/claim"
	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/domain/problem"
)

var otherTown = problem.Define("claim.other_town", problem.Forbidden,
	"不属于本镇(街)办理", "this is another town's to take",
	"异地火化由户籍所在镇(街)办理，无人认领遗体由发生地镇(街)办理；请到该镇(街)，或核对区划代码", "the town of household registration takes a cremation elsewhere, the town where it was found an unclaimed body; go there, or check the area code")

// ClaimRef names the claim an act is about.
type ClaimRef struct {
	Claim int64 `json:"claim"`
}

// Moved is the answer of an act on one claim.
type Moved struct {
	Claim   int64  `json:"claim"`
	State   string `json:"state"`
	StateZh string `json:"state_zh"`
	Digest  string `json:"digest"` // of what was seen
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
		if err := w.ownTown(read); err != nil {
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

// ownTown wants an out-of-area claim at the town of household registration
// (三(七)) and an unclaimed body at the town where it was found (三(五)). Who is
// registered in no town of the county is left to the policy.
func (w *work) ownTown(l claim.Lodgement) error {
	area, clause, field := "", "", ""
	switch {
	case l.Route == claim.Reimbursement:
		area, clause, field = l.Deceased.HouseholdArea, "三(七)", "deceased.household_area"
	case l.Found != nil:
		area, clause, field = l.Found.Town, "三(五)", "found.town"
	}
	own := w.actor.Area
	if len(area) < len(own) || len(own) < 9 || area[:6] != own[:6] || ident.Within(area, own) {
		return nil
	}
	return otherTown.With().Under(clause).At(field)
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
		out = Moved{id, string(x.now.State), x.now.State.Zh(), digest}
		w.reply(out)
		return err
	})
	return answer(a, out, err)
}
