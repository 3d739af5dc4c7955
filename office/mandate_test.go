package office_test

import (
	"context"
	"testing"

	"songbai/domain/claim"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

// Who acts by the family's mandate alone shows a letter of authority; a child of
// the deceased does not.
func TestAnEntrustedHandlerShowsALetterOfAuthority(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		ctx, o := context.Background(), w.Office
		clock.Set("2026-02-26")
		for _, x := range []struct {
			relation claim.Relation
			asked    bool
		}{{"child", false}, {"entrusted", true}} {
			c := resident(g, "2026-02")
			h := *c.Form.Handler
			h.Relation = x.relation
			c.Form.Handler = &h
			id := lodged(t, w, &c)
			see(t, w, id, "death_certificate", "handler_id", "deceased_id")
			v, err := o.Checklist(ctx, w.As("desk1"), id)
			ok(t, err)
			asked := false
			for _, l := range v.Lines {
				asked = asked || l.Kinds[0] == string(claim.MandatePaper)
			}
			if asked != x.asked {
				t.Errorf("%s: asked %v", x.relation, asked)
			}
			_, err = o.Accept(ctx, w.As("desk1"), office.ClaimRef{Claim: id})
			if !x.asked {
				ok(t, err)
				continue
			}
			wants(t, err, "claim.papers")
			see(t, w, id, string(claim.MandatePaper))
			_, err = o.Accept(ctx, w.As("desk1"), office.ClaimRef{Claim: id})
			ok(t, err)
		}
		sound(t, w)
	})
}
