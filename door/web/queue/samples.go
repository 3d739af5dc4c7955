package queue

import (
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/door/web/site"
	"songbai/office"
)

func samples() []site.Sample {
	p := site.SampleStaff("待核对材料并受理", "样本县殡仪馆", "殡仪馆业务员", "待办", "查找", "申请", "清册")
	qs := []office.QueueCount{
		{ID: "lodged", Zh: "待核对材料并受理", En: "papers to see, then accept", Count: 3, Ours: true},
		{ID: "signed", Zh: "待火化办结", En: "to complete after the cremation", Count: 12, Ours: true},
		{ID: "returned", Zh: "待补正", En: "returned for one thing"},
		{ID: "awaited", Zh: "后补材料已逾期", En: "promised papers past their day", Count: 1, Ours: true},
	}
	p.Side = side(p, qs, "lodged")
	since := date.MustDay("2026-03-02")
	rows := []office.QueueRow{
		{Claim: 1, Slip: "1234-5678-9012", RouteZh: "本馆火化免除", Route: "waiver", State: "lodged", StateZh: "已申请", Deceased: "样*一", Since: since, Days: 9},
		{Claim: 2, Slip: "2345-6789-0123", RouteZh: "本馆火化免除", Route: "waiver", State: "lodged", StateZh: "已申请", Deceased: "样*二", Since: since, Days: 2, Hold: &office.HoldView{Name: "样甲二"}},
		{Claim: 3, Slip: "3456-7890-1234", RouteZh: "无人认领遗体", Route: "unclaimed", State: "lodged", StateZh: "已申请", Since: since, Hold: &office.HoldView{Mine: true}},
	}
	full := queueView{Queue: qs[0], Rows: rows, New: true, Base: "/desk/", Next: "/queue/lodged?after=3"}
	empty := queueView{Queue: office.QueueCount{ID: mineQueue, Zh: "我手上的", En: "In my hands"}}
	mine := site.SampleStaff("我手上的", "样本县殡仪馆", "殡仪馆业务员", "待办", "查找", "申请", "清册")
	mine.Side = side(mine, qs, mineQueue)
	asked := site.SampleStaff("家属申请复核", "样本县殡仪馆", "殡仪馆负责人", "待办", "查找", "申请", "清册")
	waits := office.QueueCount{ID: office.ReviewQueue, Zh: "家属申请复核", En: "reviews asked for by families", Count: 2, Ours: true}
	asked.Side = side(asked, append(qs, waits), office.ReviewQueue)
	reviewed := queueView{Queue: waits, Base: "/desk/", Reviews: []office.ReviewAsked{
		{ClaimView: office.ClaimView{Claim: 4, Slip: "5510-2231-0047", Deceased: "样*"}, Words: "证明已经补开", Due: since, Left: -7, Mine: true},
		{ClaimView: office.ClaimView{Claim: 5, Slip: "4821-0375-9916", Deceased: "样**"}, Words: "户口已经迁回本地", Due: since + 15, Left: 4}}}
	back := site.SampleStaff("银行退回，待更正账户", "样本县青松镇民政办", "镇（街）经办", "待办", "查找", "申请")
	money := office.QueueCount{ID: office.ReturnedQueue, Zh: "银行退回，待更正账户", En: "sent back by the bank: correct the account", Count: 3, Ours: true}
	back.Side = side(back, []office.QueueCount{money}, office.ReturnedQueue)
	sent := func(id int64, slip string) office.ReturnedPayment {
		return office.ReturnedPayment{Suggested: office.Suggested{Claim: id, Holder: "样*", Account: "6200****0013", Fen: 130000, Code: "AC01"}, Slip: slip, Deceased: "样*一"}
	}
	wants, waits2, ready := sent(6, "1234-5678-9012"), sent(7, "2345-6789-0123"), sent(8, "3456-7890-1234")
	waits2.Waits, waits2.Proposal, waits2.Mine = true, 9, true
	ready.Ready, ready.Now = true, "6200****0021"
	returned := queueView{Queue: money, Base: "/desk/", Returned: []office.ReturnedPayment{wants, waits2, ready}, May: map[party.Act]bool{party.CorrectAccountPropose: true}}
	find := site.SampleStaff("查找申请", "样本县殡仪馆", "殡仪馆业务员", "查找", "待办", "申请", "清册")
	found := []office.ClaimView{{Claim: 1, Slip: "1234-5678-9012", Route: "waiver", State: "signed", StateZh: "已签名", Deceased: "样*一", Document: "449999********0012", Death: "2026-03-01"},
		{Claim: 2, Slip: "2345-6789-0123", Route: "reimbursement", State: "paid", StateZh: "已支付", Deceased: "样*一", Death: "2026-02-01"}}
	return []site.Sample{
		{Name: "queue", Page: p, Body: pageOf(p, full)},
		{Name: "queue-empty", Page: mine, Body: pageOf(mine, empty)},
		{Name: "queue-reviews", Page: asked, Body: pageOf(asked, reviewed)},
		{Name: "queue-bank-returned", Page: back, Body: pageOf(back, returned)},
		{Name: "look", Page: find, Body: lookView(find, "/desk/", "", nil, false)},
		{Name: "look-found", Page: find, Body: lookView(find, "/desk/", "样本一", found, true)},
		{Name: "look-nothing", Page: find, Body: lookView(find, "/desk/", "样本二", nil, true)},
	}
}
