package office_test

import (
	"context"
	"testing"

	"songbai/domain/date"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

// TestRulesAreReadInWords opens the policy and the prices in force, before and later,
// and what is proposed; a home reads its own prices; the keeper reads rules and what
// waits, and no claim.
func TestRulesAreReadInWords(t *testing.T) {
	eachVerified(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o, keeper := context.Background(), w.Office, w.As("keeper1")
		id := completed(t, w, clock, g, 1)[0]
		for _, r := range must[[]office.RuleRow](t)(o.Rules(ctx, keeper)) {
			switch r.Kind {
			case "policy":
				x := must[office.RuleText](t)(o.RuleText(ctx, w.As("desk1"), office.RuleRef{Policy: r.Value}))
				if x.Policy == nil || len(x.Policy.Clauses) < 10 || len(x.Policy.Sections) < 5 || len(x.Policy.Days) == 0 || x.Policy.Days[0].From != r.From || len(x.Policy.Local) == 0 || x.Policy.Title.Zh == "" {
					t.Fatalf("%+v", x.Policy)
				}
			case "price_list":
				for _, login := range []string{"keeper1", "desk1", "auditor1"} {
					x := must[office.RuleText](t)(o.RuleText(ctx, w.As(login), office.RuleRef{Prices: r.ID}))
					if x.Prices == nil || len(x.Prices.Rows) < 5 || x.Prices.Home == "" || x.Prices.Rows[0].Item.Zh == x.Prices.Rows[0].Item.En || x.Prices.Rows[0].Price == "" {
						t.Fatalf("%s: %+v", login, x.Prices)
					}
				}
				refused(t, "party.out_of_reach", drop(o.RuleText(ctx, w.As(demo.TownClerk(1)), office.RuleRef{Prices: r.ID})))
			}
		}
		p := must[office.Added](t)(o.Propose(ctx, keeper, office.Rule{Kind: "policy", Pack: samplePackBytes(t), From: date.MustDay("2026-07-01"), Document: "样本文件"}))
		if x := must[office.RuleText](t)(o.RuleText(ctx, w.As("chief1"), office.RuleRef{Proposal: p.ID})); x.Policy == nil {
			t.Fatal("a proposed policy cannot be read")
		}
		v := must[office.Added](t)(o.Propose(ctx, keeper, office.Rule{Kind: "local_value", Name: "cap", Value: "1400.00", From: date.MustDay("2026-07-01"), Document: "样本文件"}))
		refused(t, "office.rule_text", drop(o.RuleText(ctx, keeper, office.RuleRef{Proposal: v.ID})))
		refused(t, "party.not_allowed", drop(o.ClaimSheet(ctx, keeper, id)))
		refused(t, "party.not_allowed", drop(o.ClaimView(ctx, keeper, id)))
		refused(t, "party.not_allowed", drop(o.Lists(ctx, keeper, office.ListFilter{})))
		must[office.Inbox](t)(o.Inbox(ctx, keeper))
		refused(t, "party.not_allowed", drop(o.RuleText(ctx, w.As("sys_admin"), office.RuleRef{Proposal: p.ID})))
	})
}
