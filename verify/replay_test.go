package verify_test

import (
	"strings"
	"testing"

	"songbai/domain/policy"
	"songbai/verify"
)

// replayer decides again with the product's own engine, as the main program
// does for songbai verify --decisions.
func replayer() func(verify.Basis, []byte) (verify.Decision, error) {
	plans := map[string]*policy.Plan{}
	return func(b verify.Basis, text []byte) (verify.Decision, error) {
		plan, ok := plans[b.Hash]
		if !ok {
			pack, err := policy.Parse(b.Pack)
			if err != nil {
				return verify.Decision{}, err
			}
			local, err := policy.ParseLocal(b.Local)
			if err != nil {
				return verify.Decision{}, err
			}
			prices, err := policy.ParsePrices(b.Prices)
			if err != nil {
				return verify.Decision{}, err
			}
			if plan, err = policy.Compile(pack, local, prices); err != nil {
				return verify.Decision{}, err
			}
			plans[b.Hash] = plan
		}
		var f policy.Facts
		if err := f.Decode(text); err != nil {
			return verify.Decision{}, err
		}
		var d policy.Decision
		if err := plan.Decide(&f, &d); err != nil {
			return verify.Decision{}, err
		}
		return asStored(&d, &f), nil
	}
}

// asStored writes a decision as its rows hold it.
func asStored(d *policy.Decision, f *policy.Facts) verify.Decision {
	out := verify.Decision{OK: d.OK, Capped: d.Cap != nil, CapFen: int64(d.Ceiling), ChargedFen: int64(d.Charged), PreCapFen: int64(d.PreCap),
		WaivedFen: int64(d.Waived), FamilyFen: int64(d.Family), Trace: strings.Join(d.Trace, ";")}
	if d.Refusal != nil {
		out.Refusal, out.Clause = d.Refusal.Code, d.Refusal.Clause
	}
	if d.Class != nil {
		out.Class, out.Clause = d.Class.ID, d.Class.Clause
	}
	for i, l := range d.Lines {
		s := f.Services[i]
		out.Lines = append(out.Lines, verify.DecisionLine{Item: l.Item, Quantity: s.Quantity, UnitFen: int64(s.Unit), ChargedFen: int64(l.Charged), Measure: l.Quantity,
			AllowedFen: int64(l.Allowed), WaivedFen: int64(l.Waived), FamilyFen: int64(l.Family), Reason: strings.Join(l.Reason.Names(), ","), Clause: d.LineClause(i)})
	}
	for _, s := range d.Shares {
		out.Shares = append(out.Shares, verify.DecisionShare{Fund: string(s.Fund), Level: string(s.Level), Fen: int64(s.Fen)})
	}
	return out
}

func TestReplayingEveryDecisionGivesWhatIsStored(t *testing.T) {
	dir := folder(t)
	if rep := check(t, verify.Options{Dir: dir, Replay: replayer()}); !rep.OK() {
		t.Fatalf("%+v", rep.Findings[:min(5, len(rep.Findings))])
	}
	const one = `(SELECT decision FROM claim WHERE id = ` + waiver + `)`
	for _, q := range []string{
		`UPDATE decision SET trace = trace || ';' WHERE id = ` + one,
		`UPDATE decision_line SET reason = 'quantity' WHERE seq = 1 AND decision = ` + one,
		`UPDATE decision_share SET fund = 'entitled' WHERE decision = ` + one,
		`UPDATE decision SET facts = replace(facts, '"household":', '"death_area":"441881","household":') WHERE id = ` + one,
	} {
		edited := folder(t)
		row := ask(t, edited, `SELECT '441881/' || decision FROM claim WHERE id = `+waiver)
		edit(t, edited, q)
		found := false
		for _, f := range check(t, verify.Options{Dir: edited, Replay: replayer()}).Findings {
			found = found || f.Inv == "INV-26" && f.Table == "decision" && f.Row == row
		}
		if !found {
			t.Errorf("%s: not found by replay", q)
		}
	}
}
