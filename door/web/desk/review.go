package desk

import (
	"songbai/door/web/site"
	"songbai/office"
)

func review(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	if _, err := v.O.Review(v.R.Context(), v.Acting(), office.ClaimRef{Claim: id}, v.Form.Get("reason")); err != nil {
		return again(v, err)
	}
	return v.Done(path(id), "review")
}

// uphold leaves the refusal as it was.
func uphold(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	req := office.RefuseClaim{Claim: id, Code: v.Form.Get("code"), Clause: v.Form.Get("clause"), Cure: v.Form.Get("cure")}
	if _, err := v.O.Uphold(v.R.Context(), v.Acting(), req); err != nil {
		return again(v, err)
	}
	return v.Done(path(id), "uphold")
}

// take puts the case into the caller's hands, or takes it over.
func take(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	if err := v.O.TakeHold(v.R.Context(), v.Acting(), office.TakeHold{Claim: id, Reason: v.Form.Get("reason")}); err != nil {
		return again(v, err)
	}
	return v.Done(path(id), "hold_taken")
}
