// Package claimpage owns the one page that every office has of a claim: the shape
// of the paper form, how each fen came about, the papers, what was checked, and
// what the bureau does with a single claim.
//
// It never shows a personal value in clear but in the pictures of papers, whose
// opening is an act of its own. Always true: what can be pressed is what the
// reader's role may do where the claim stands; the office checks it again.
package claimpage

import (
	"encoding/base64"
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
			{Method: "POST", Path: "/claims/{id}/look", Who: site.Staff, Acts: []party.Act{party.Unmask}, Do: look},
			{Method: "POST", Path: "/claims/{id}/file", Who: site.Staff, Acts: []party.Act{party.Unmask}, Do: file},
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

func page(v *site.Visit, id int64) (ui.Page, office.ClaimSheet, error) {
	s, err := v.O.ClaimSheet(v.R.Context(), v.Caller, id)
	if err != nil {
		return ui.Page{}, s, err
	}
	p := v.Page("申请 "+s.Slip, "Claim "+s.Slip)
	p.Back = "/claims"
	return p, s, nil
}

func show(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	p, s, err := page(v, id)
	if err != nil {
		return err
	}
	return v.Show(p, pageView(p, &s, v.May(party.Unmask)))
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
	p, s, fail := page(v, id)
	if fail != nil {
		return fail
	}
	return v.Again(err, p, pageView(p, &s, v.May(party.Unmask)))
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
		_, err := v.O.Return(v.R.Context(), v.Acting(), office.ReturnClaim{Claim: id, Thing: claim.ThingKind(v.Form.Get("thing")), Name: v.Form.Get("name"), Reason: v.Form.Get("reason")})
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

// shown is one picture of a paper as a page shows it.
type shown struct {
	Name, Source, Hash string
	Picture            bool
}

// mostShown is how many pictures stand on one page.
const mostShown = 8

// look shows the claim's form and the pictures of its papers side by side. Each
// picture is opened by an act that stays in the audit chain.
func look(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	p, s, err := page(v, id)
	if err != nil {
		return err
	}
	p.Back = address(id)
	var out []shown
	for _, x := range files(&s) {
		if len(out) == mostShown {
			break
		}
		e, err := v.O.Evidence(v.R.Context(), v.Caller, office.ReadEvidence{Claim: id, Hash: x.Hash})
		if err != nil {
			return err
		}
		if e.Media == "image/jpeg" || e.Media == "image/png" {
			x.Picture, x.Source = true, "data:"+e.Media+";base64,"+base64.StdEncoding.EncodeToString(e.Bytes)
		}
		out = append(out, x)
	}
	return v.Show(p, lookView(p, &s, out))
}

// files lists the pictures of a claim's papers, each once.
func files(s *office.ClaimSheet) (out []shown) {
	have := map[string]bool{}
	add := func(seen []office.SeenPaper) {
		for _, x := range seen {
			if x.File != "" && !have[x.File] {
				have[x.File] = true
				out = append(out, shown{Name: x.Zh, Hash: x.File})
			}
		}
	}
	for _, l := range s.Papers.Lines {
		add(l.Seen)
	}
	add(s.Papers.Other)
	return out
}

// file gives out one picture or PDF of a paper.
func file(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	e, err := v.O.Evidence(v.R.Context(), v.Caller, office.ReadEvidence{Claim: id, Hash: v.Form.Get("hash")})
	if err != nil {
		return err
	}
	ext := map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}[e.Media]
	return v.Send(e.Media, e.Hash[:12]+ext, true, e.Bytes)
}

// history turns a claim's moves into a timeline, newest first.
func history(p ui.Page, moves []office.MoveView) []ui.Step {
	out := make([]ui.Step, 0, len(moves))
	for i := len(moves) - 1; i >= 0; i-- {
		m := moves[i]
		role := party.Role(m.Role)
		out = append(out, ui.Step{Title: p.T(m.ActZh, party.Act(m.Act).En()), By: p.T(role.Zh(), role.En()), At: ui.Clock(m.At), Text: m.Reason})
	}
	return out
}

// returnable lists what a claim can be returned for: the papers of its checklist.
func returnable(p ui.Page, s *office.ClaimSheet) (out []ui.Choice) {
	for _, l := range s.Papers.Lines {
		if len(l.Kinds) > 0 {
			out = append(out, ui.Choice{Value: l.Kinds[0], Label: p.T(l.Zh, l.En)})
		}
	}
	return out
}

// bureauMay tells whether the bureau's page offers an act that other offices also
// have: those do it at their own desks.
func bureauMay(p ui.Page, s *office.ClaimSheet, a party.Act) bool {
	return can(s, a) && s.Bureau
}

// others splits the row ids of the claims that a finding was compared with.
func others(ids string) []string { return strings.Fields(ids) }
