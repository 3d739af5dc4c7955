package outreach

import (
	"songbai/domain/date"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

func samples() []site.Sample {
	const at = "2026-03-05T01:30:00.000000Z"
	page := func(zh string) ui.Page {
		return site.SampleStaff(zh, "样本县民政局", "民政局负责人", zh, "首页", "申请")
	}
	open := office.ComplaintView{ID: 7, Number: "4821-0375-9916", Name: "样本县殡仪馆", KindZh: "服务态度", KindEn: "how people were treated", Words: "等了两小时没有人接待", Contact: "139 0000 5678", At: at, State: "open", StateZh: "正在核实", StateEn: "looked into", Mine: true}
	done := open
	done.ID, done.Mine, done.State, done.StateZh, done.StateEn, done.Answer, done.AnswerAt = 6, false, "answered", "已答复", "answered", "已核实，当日窗口人手不足，已向家属致歉并加派人员", at
	h := heard{answers: true, complaints: []office.ComplaintView{open, done}, offices: map[int64]string{1: "样本县殡仪馆"},
		reviews: []office.ReviewAsked{{ClaimView: office.ClaimView{Claim: 2, Slip: "5510-2231-0047", Deceased: "样*"}, Words: "证明已经补开", At: at, Due: date.MustDay("2026-03-04"), Left: -1, Clause: "三(首)", Cure: "请提供死亡证明", Mine: true}, {ClaimView: office.ClaimView{Claim: 1, Slip: "4821-0375-9916", Deceased: "样**"}, Words: "户口已经迁回本地", At: at, Due: date.MustDay("2026-03-26"), Left: 9, Clause: "一(首)", Cure: "请核对户籍；如属所列人员，请提供证明"}},
		ratings: office.RatingsView{Counts: []office.StarCount{{Office: 1, Stars: 5, Count: 41}, {Office: 1, Stars: 2, Count: 1}}, Last: []office.RatingRow{{StepZh: "窗口受理", StepEn: "the counter", Stars: 5, Zh: "非常满意", En: "very satisfied", Words: "很耐心", At: at, Name: "样本县殡仪馆"}}}}
	wrong := page("群众反映")
	wrong.Errors = []ui.FieldError{{Field: wordsOf(7), Text: wrong.T("没有写答复。请写明核实情况和处理结果", "The answer is empty. Write what was found and done")}}
	rows := []office.PublicityRow{{ID: 3, KindZh: "发放宣传单", KindEn: "leaflets given out", Day: date.MustDay("2026-03-04"), TownName: "青松镇", Place: "镇政府门口", Count: 200}, {ID: 2, KindZh: "会议宣讲", KindEn: "told at a meeting", Day: date.MustDay("2026-02-11"), Town: "449999", TownName: "全县（市）", Place: "村干部例会", Count: 60, Cancelled: true}}
	towns := []ui.Choice{{Value: "", Label: wrong.T("全县（市）", "the whole county")}, {Value: "449999101", Label: "青松镇"}}
	n := posted{notices: []office.NoticeRow{{ID: 9, Number: "GS-449999-2026-0003", From: date.MustDay("2026-03-02"), To: date.MustDay("2026-03-08"), Lines: 36, Waived: 4380000}},
		lists: []ui.Choice{{Value: "2", Label: "样本殡清〔2026〕1号 · 2026-02", Group: "样本县殡仪馆"}}, from: "2026-03-05", to: "2026-03-11"}
	return []site.Sample{
		{Name: "voices", Page: page("群众反映"), Body: voicesView(page("群众反映"), h, 0, "")},
		{Name: "voices-wrong", Page: wrong, Body: voicesView(wrong, h, 7, "")},
		{Name: "voices-empty", Page: page("群众反映"), Body: voicesView(page("群众反映"), heard{answers: true}, 0, "")},
		{Name: "publicity", Page: page("宣传记录"), Body: publicityView(page("宣传记录"), 2026, rows, towns, act{day: "2026-03-05"})},
		{Name: "publicity-empty", Page: page("宣传记录"), Body: publicityView(page("宣传记录"), 2026, nil, nil, act{day: "2026-03-05"})},
		{Name: "notices", Page: page("公示"), Body: noticesView(page("公示"), n)},
		{Name: "notices-empty", Page: page("公示"), Body: noticesView(page("公示"), posted{})},
	}
}
