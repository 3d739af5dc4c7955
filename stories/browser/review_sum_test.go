package browser

import (
	"fmt"
	"testing"

	"songbai/domain/claim"
	"songbai/store/storetest"
)

// TestBrowserASumIsReviewed plays a family that finds the waiver too small, and the
// reviewer who answers within the term; on a phone, and without scripts.
func TestBrowserASumIsReviewed(t *testing.T) {
	p := newPlace(t, storetest.Engines[0], "2026-02-02")
	p.clock.Set("2026-02-28")
	for _, d := range []device{phone, plainDesktop} {
		id, slip, tail := int64(0), "", ""
		for id == 0 {
			c := p.drawn(claim.Waiver)
			n, s := p.ran(t, &c)
			v, err := p.world.Office.ClaimView(t.Context(), p.world.As("reviewer1"), n)
			if err != nil {
				t.Fatal(err)
			}
			if v.Family > 0 {
				id, slip, tail = n, s, c.Form.Handler.Phone
			}
		}
		x := p.opened(t, d, slip, tail)
		x.unfold()
		x.sees("觉得免除或报销的金额少了", "15 个工作日内答复")
		x.fill("words", "骨灰盒应当全免")
		x.press("申请复核金额")
		x.sees("已申请复核", "申请复核金额，最迟")

		r := p.as(t, desktop, "reviewer1")
		r.goTo("/voices")
		r.sees("骨灰盒应当全免", "金额已确定，家属认为少了")
		r.goTo(fmt.Sprintf("/claims/%d", id))
		r.sees("家属认为金额少了", "骨灰盒应当全免", "重新办理")
		r.press("维持金额，告知家属")
		r.sees("有内容需要修改")
		r.fill("clause", "二(末)")
		r.fill("cure", "已达到最高限额")
		r.press("维持金额，告知家属")
		r.sees("已完成：复核维持")
		x.goTo("/case")
		x.sees("维持原来的金额", "已达到最高限额")
		x.seesNot("申请复核金额")
	}
}
