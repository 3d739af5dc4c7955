package office_test

import (
	"bytes"
	"testing"

	"songbai/domain/claim"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

func TestPapersOfAClaimAreMadeOnceAndGivenOutAgain(t *testing.T) {
	onEach(t, func(t *testing.T, w *demo.World, clock *storetest.Clock, g *demo.Generator) {
		c := nextOf(g, claim.Waiver, "2026-02")
		clock.Set(c.Day.String())
		id, err := w.Run(bg, &c)
		noErr(t, err)
		for kind, head := range map[string]string{"form_pdf": "%PDF-", "form_xlsx": "PK", "slip_pdf": "%PDF-"} {
			first, err := w.Office.ClaimPaper(bg, w.As("desk1"), office.ClaimPaper{Claim: id, Kind: kind})
			noErr(t, err)
			clock.Set("2026-04-01")
			again, err := w.Office.ClaimPaper(bg, w.As("manager1"), office.ClaimPaper{Claim: id, Kind: kind})
			noErr(t, err)
			if !bytes.HasPrefix(first.Bytes, []byte(head)) || !bytes.Equal(first.Bytes, again.Bytes) || first.SHA256 != again.SHA256 {
				t.Errorf("%s: %d bytes, then %d", kind, len(first.Bytes), len(again.Bytes))
			}
		}
		refused(t, "paper.kind", drop(w.Office.ClaimPaper(bg, w.As("desk1"), office.ClaimPaper{Claim: id, Kind: "poem"})))
	})
}
