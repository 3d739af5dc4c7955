package browser

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"songbai/domain/claim"
	"songbai/domain/settlement"
	"songbai/door/demo"
	"songbai/office"
	"songbai/store/storetest"
)

// orderedSheet takes determined claims to a payment order, without pages.
func (p *place) orderedSheet(t *testing.T, ids []int64, day string) int64 {
	t.Helper()
	ctx, o, w := context.Background(), p.world.Office, p.world
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range ids {
		must(w.Determine(ctx, "reviewer1", id))
	}
	l, err := o.OpenSheet(ctx, w.As("reviewer1"), office.OpenSheet{Day: settlement.MustPeriod(day).First()})
	must(err)
	_, err = o.SealList(ctx, w.As("sealer1"), office.SealList{List: l.List, Opinion: "同意"})
	must(err)
	_, err = o.ExamineList(ctx, w.As("examiner1"), office.ListRef{List: l.List})
	must(err)
	_, err = o.ApproveList(ctx, w.As("approver1"), office.ApproveList{List: l.List})
	must(err)
	made, err := o.OrderPayment(ctx, w.As("payer1"), office.OrderPayment{List: l.List})
	must(err)
	return made.Order
}

// edited writes a changed copy of a file.
func edited(t *testing.T, file, old, fresh string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "result.csv")
	if err := os.WriteFile(out, bytes.Replace(b, []byte(old), []byte(fresh), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestBrowserGoodRowsAndTheNextRound plays a payer whose bank sends a result with a
// faulty row and a line that came back for a passing reason: the good rows are
// taken in, the line is paid again in one press, the mended result closes the rest.
func TestBrowserGoodRowsAndTheNextRound(t *testing.T) {
	for _, screen := range []device{desktop, plainPhone} {
		t.Run(screen.name, func(t *testing.T) {
			p := newPlace(t, storetest.Engines[0], "2026-03-02")
			order := p.orderedSheet(t, p.completed(t, claim.Reimbursement, "2026-03", "2026-03-20", 2), "2026-03-20")
			x := p.as(t, screen, "payer1")
			mended := edited(t, p.bankSays(t, order, "2026-03-25", 1), "AC01,账号有误", "TM01,超过时间")
			faulty := edited(t, mended, "成功", "到账了")

			x.goTo(fmt.Sprintf("/orders/%d", order))
			x.sees("轮到谁", "等银行答复 2 笔")
			x.attach("result", edited(t, mended, "合计,2,", "合计,3,"))
			x.press("先看逐笔结果")
			x.sees("这份回单一行也不能导入", "整份不导入")
			x.seesNot("导入没有问题的")
			x.press("一行都不导入")

			x.attach("result", faulty)
			x.press("先看逐笔结果")
			x.sees("1 行没有问题，1 行有问题", "有问题的行（1 行）", "第 2 行", "新到账 0.00 元")
			x.press("导入没有问题的 1 行")
			x.sees("没有问题的行已导入", "已导入的回单", "导入时留下的 1 行", "等银行答复 1 笔", "退回 1 笔", "超过银行当日受理时间")
			x.attach("result", faulty)
			x.press("先看逐笔结果")
			x.sees("以前导入过")
			x.press("一行都不导入")

			x.goTo("/inbox")
			x.sees("可以重新支付 1 笔")
			x.goTo("/reissue")
			x.sees("可以重新支付", "银行原因，账户不变", "1 张新拨款单")
			x.press("重新支付所选各笔")
			x.sees("有内容需要修改")
			x.fill("password", demo.Password)
			x.press("重新支付所选各笔")
			x.sees("已下达重新支付", "等银行答复 1 笔")
			again := p.lastOrder(t)
			x.takesIn(again, p.bankSays(t, again, "2026-03-27"), "已到账")
			x.takesIn(order, mended, "已到账")
			x.sees("不用再办")
			x.goTo("/reissue")
			x.sees("没有退回的款项")
		})
	}
}
