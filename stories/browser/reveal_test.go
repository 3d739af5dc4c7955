package browser

import (
	"context"
	"fmt"
	"testing"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/store/storetest"
)

// TestBrowserSeeingFullValues plays a clerk who must call the family back: masked
// first, in full with a reason and the password, masked again.
func TestBrowserSeeingFullValues(t *testing.T) {
	p := newPlace(t, storetest.Engines[0], "2026-02-02")
	month, _ := date.ParseMonth("2026-01")
	c := p.gen.Next(month)
	for c.Form.Route != claim.Waiver || c.Refused {
		c = p.gen.Next(month)
	}
	id, err := p.world.Run(context.Background(), &c)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []device{phone, plainDesktop} {
		x := p.open(t, d)
		x.signIn("desk1")
		x.goTo(fmt.Sprintf("/claims/%d", id))
		x.seesNot(c.Form.Handler.Phone, c.Form.Deceased.Name)
		x.goTo(fmt.Sprintf("/claims/%d/reveal", id))
		x.fill("password", "songbai-demo-2026")
		x.press("查看 5 分钟")
		x.sees("没有选择查看完整信息的原因")
		x.choose("reason", "contact")
		x.fill("password", "wrong")
		x.press("查看 5 分钟")
		x.sees("密码不正确")
		x.fill("password", "songbai-demo-2026")
		x.press("查看 5 分钟")
		x.sees(c.Form.Handler.Phone, c.Form.Deceased.Name, "5 分钟后自动返回")
		x.press("返回")
		x.seesNot(c.Form.Handler.Phone)
	}
}
