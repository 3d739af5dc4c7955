// Package claimpage owns the one page that every office has of a claim: the shape
// of the paper form, how each fen came about, the papers, what was checked, and
// what the bureau does with a single claim.
//
// It never shows a personal value in clear but in the pictures of papers, whose
// opening is an act of its own. Always true: what can be pressed is what the
// reader's role may do where the claim stands; the office checks it again.
package claimpage

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/party"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// Module brings the page of a claim and the bureau's acts on it.
func Module() site.Module {
	return site.Module{
		Routes: []site.Route{
			{Method: "GET", Path: "/claims/{id}", Who: site.Staff, Acts: []party.Act{party.View}, Do: show},
			{Method: "POST", Path: "/claims/{id}/papers", Who: site.Staff, Acts: []party.Act{party.Unmask}, Do: openPapers},
			{Method: "GET", Path: "/claims/{id}/papers/{hash}", Who: site.Staff, Acts: []party.Act{party.Unmask}, Do: file},
			{Method: "POST", Path: "/claims/{id}/stay-out", Who: site.Staff, Acts: []party.Act{party.DeclareRelation}, Do: stayOut},
			{Method: "POST", Path: "/bureau/claims/{id}/tick", Who: site.Staff, Acts: []party.Act{party.TickClaim}, Do: tick},
			{Method: "POST", Path: "/bureau/claims/{id}/determine", Who: site.Staff, Acts: []party.Act{party.Determine}, Do: determine},
			{Method: "POST", Path: "/bureau/claims/{id}/return", Who: site.Staff, Acts: []party.Act{party.Return}, Do: giveBack},
			{Method: "POST", Path: "/bureau/claims/{id}/refuse", Who: site.Staff, Acts: []party.Act{party.Refuse}, Do: refuse},
			{Method: "POST", Path: "/bureau/claims/{id}/review", Who: site.Staff, Acts: []party.Act{party.Review}, Do: review},
			{Method: "POST", Path: "/bureau/claims/{id}/uphold", Who: site.Staff, Acts: []party.Act{party.Uphold}, Do: uphold},
			{Method: "POST", Path: "/bureau/claims/{id}/reverse", Who: site.Staff, Acts: []party.Act{party.Reverse}, Do: reverse},
			{Method: "POST", Path: "/bureau/claims/{id}/finding", Who: site.Staff, Acts: []party.Act{party.ClearFinding}, Do: finding},
		},
		Done: map[string][2]string{
			"stays_out": {"已申报回避：此人的案件不再由您办理", "Declared: you take no act on this person's cases"},
			"ticked":    {"已勾选，记在您的名下", "Ticked, under your name"},
			"cleared":   {"疑点已排除", "The finding is cleared"},
			"confirmed": {"疑点已确认属实", "The finding is confirmed"},
		},
		Samples: samples,
	}
}

// can tells whether an act is among those of the reader now.
func can(s *office.ClaimSheet, a party.Act) bool { return slices.Contains(s.Acts, string(a)) }

// address gives the page of a claim.
func address(id int64) string { return "/claims/" + strconv.FormatInt(id, 10) }

// bureauAct is where an act of the bureau on a claim is sent.
func bureauAct(s *office.ClaimSheet, act string) string {
	return fmt.Sprintf("/bureau/claims/%d/%s", s.Claim, act)
}

// claimOf is everything that the page of one claim shows.
type claimOf struct {
	office.ClaimSheet
	Pictures Viewer
	Full     bool // the reader may see full values
	Declares bool // the reader may declare a relation
}

func page(v *site.Visit, id int64) (p ui.Page, x claimOf, err error) {
	if x.ClaimSheet, err = v.O.ClaimSheet(v.R.Context(), v.Caller, id); err != nil {
		return p, x, err
	}
	x.Full, x.Declares = v.May(party.Unmask), v.May(party.DeclareRelation) && !x.Out
	if x.Pictures, err = View(v, &x.ClaimSheet, address(id)); err != nil {
		return p, x, err
	}
	p = v.Page("申请 "+x.Slip, "Claim "+x.Slip)
	p.Back = "/claims"
	return p, x, nil
}

func show(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	p, x, err := page(v, id)
	if err != nil {
		return err
	}
	return v.Show(p, pageView(p, &x))
}

// act runs one act on the claim of the address; a fault comes back on its page.
func act(v *site.Visit, done func(id int64) (code string, err error)) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	code, err := done(id)
	if err == nil {
		return v.Done(address(id), code)
	}
	p, x, fail := page(v, id)
	if fail != nil {
		return fail
	}
	return v.Again(err, p, pageView(p, &x))
}

// tick sets a tick and goes back to where it was set.
func tick(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	if err := v.O.TickClaim(v.R.Context(), v.Acting(), office.TickClaim{Claim: id, Kind: v.Form.Get("kind")}); err != nil {
		return act(v, func(int64) (string, error) { return "", err })
	}
	if back := v.Form.Get("back"); back != "" && site.Local(back) {
		return v.Done(back, "ticked")
	}
	return v.Done(address(id), "ticked")
}

func determine(v *site.Visit) error {
	return act(v, func(id int64) (string, error) {
		_, err := v.O.Determine(v.R.Context(), v.Acting(), office.DetermineClaim{Claim: id, Digest: v.Form.Get("digest")})
		return string(party.Determine), err
	})
}

func giveBack(v *site.Visit) error {
	return act(v, func(id int64) (string, error) {
		kind, name, _ := strings.Cut(v.Form.Get("thing"), ":")
		_, err := v.O.Return(v.R.Context(), v.Acting(), office.ReturnClaim{Claim: id, Thing: claim.ThingKind(kind), Name: name, Reason: v.Form.Get("reason")})
		return string(party.Return), err
	})
}

func refuse(v *site.Visit) error {
	return act(v, func(id int64) (string, error) {
		_, err := v.O.Refuse(v.R.Context(), v.Acting(), office.RefuseClaim{Claim: id, Code: v.Form.Get("code"), Clause: v.Form.Get("clause"), Cure: v.Form.Get("cure")})
		return string(party.Refuse), err
	})
}

func review(v *site.Visit) error {
	return act(v, func(id int64) (string, error) {
		_, err := v.O.Review(v.R.Context(), v.Acting(), office.ClaimRef{Claim: id}, v.Form.Get("reason"))
		return string(party.Review), err
	})
}

func uphold(v *site.Visit) error {
	return act(v, func(id int64) (string, error) {
		_, err := v.O.Uphold(v.R.Context(), v.Acting(), office.RefuseClaim{Claim: id, Code: v.Form.Get("code"), Clause: v.Form.Get("clause"), Cure: v.Form.Get("cure")})
		return string(party.Uphold), err
	})
}

func reverse(v *site.Visit) error {
	return act(v, func(id int64) (string, error) {
		if err := v.Confirm(); err != nil {
			return "", err
		}
		_, err := v.O.Reverse(v.R.Context(), v.Acting(), office.ReverseClaim{Claim: id, Reason: v.Form.Get("reason")})
		return string(party.Reverse), err
	})
}

// stayOut declares that the reader stays out of the case.
func stayOut(v *site.Visit) error {
	return act(v, func(id int64) (string, error) {
		return "stays_out", v.O.Recuse(v.R.Context(), v.Acting(), office.Recuse{Claim: id, Whose: v.Form.Get("whose"), Kind: v.Form.Get("relation")})
	})
}

func finding(v *site.Visit) error {
	return act(v, func(id int64) (string, error) {
		n, err := v.Form.Int("finding")
		if err != nil {
			return "", err
		}
		outcome := v.Form.Get("outcome")
		return outcome, v.O.ClearFinding(v.R.Context(), v.Acting(), office.ClearFinding{Finding: n, Outcome: outcome, Reason: v.Form.Get("reason")})
	})
}

// bureauMay tells whether the bureau's page offers an act that other offices also
// have: those do it at their own desks.
func bureauMay(p ui.Page, s *office.ClaimSheet, a party.Act) bool {
	return can(s, a) && s.Bureau
}

// others splits the row ids of the claims that a finding was compared with.
func others(ids string) []string { return strings.Fields(ids) }
