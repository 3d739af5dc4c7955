package lists

import (
	"net/url"

	"songbai/domain/date"
	"songbai/domain/ledger"
	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/door/web/claimpage"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

func sampleList() office.ListView {
	period, _ := settlement.ParsePeriod("2026-01")
	return office.ListView{List: 2, Kind: settlement.Local, Number: "QC-2026-000001", UnitName: "样本县殡仪馆", Period: period, Round: 2, State: settlement.Reviewing, StateZh: "审核中", Lines: 3, Waived: 130000,
		Submitted: office.Seal{At: "2026-02-02T02:00:00.000000Z", Digest: "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b", Position: 40},
		Tally:     settlement.Tally{Unchecked: 1, Queried: 1, Passed: 1}, Doubted: 1, Turn: &office.TurnView{Party: settlement.ByBureau, Zh: "民政局", Await: settlement.Seal, Does: "盖章", Due: date.MustDay("2026-02-05"), Left: 3}}
}

func sampleLine(seq int, state settlement.LineState) office.ReviewLine {
	return office.ReviewLine{LineView: office.LineView{Seq: seq, Claim: 449999000000001, Slip: "1234 5678 9012", Name: "样*", Route: "waiver", Charged: 182000, Waived: 130000, Family: 52000, Line: state, LineZh: state.Zh()}, Clean: true}
}

// samples are the pages with sample values; every number and name is invented.
func samples() []site.Sample {
	page := func(name, title, at, role string) site.Sample {
		return site.Sample{Name: name, Page: site.SampleStaff(title, at, role, "清册", "待办", "申请")}
	}
	bureau := func(name string) site.Sample {
		return page(name, "清册 QC-2026-000001", "样本县民政局", "民政局审核")
	}
	all, none := bureau("lists"), bureau("lists-empty")
	all.Body, none.Body = allView(all.Page, []office.ListView{sampleList()}), allView(none.Page, nil)

	look := sampleLine(2, settlement.Queried)
	look.Clean, look.Findings, look.Signs = false, 1, []office.Saying{{Code: "again", Zh: "曾被剔除或重新办结", En: "struck before"}}
	x := listPage{ListView: sampleList(), Full: true, Lines: office.LinePage{Lines: []office.ReviewLine{sampleLine(1, settlement.Unchecked), look, sampleLine(3, settlement.Passed)}, Next: 3}}
	x.Towns = []ui.Choice{{Value: "449999101", Label: "样本镇"}}
	x.Lines.Lines[0].Notes = []office.Saying{{Code: "price", Zh: office.AbovePrice.Zh(), En: office.AbovePrice.En()}}
	x.Acts = []string{string(party.CheckLine), string(party.SendBack)}
	review := bureau("list-review")
	x.Classes = []ui.Choice{{Value: "", Label: review.Page.T("全部", "all")}, {Value: "resident", Label: review.Page.T("具有本市户籍的城乡居民", "residents by registration")}}
	review.Body = oneView(review.Page, &x)
	y := x
	y.Acts, y.Tally = []string{string(party.SealList), string(party.SendBack)}, settlement.Tally{Queried: 1, Passed: 2}
	y.Waived, y.Out = 390000, 130000
	toSeal, wrong := bureau("list-seal"), bureau("list-seal-wrong")
	toSeal.Body = oneView(toSeal.Page, &y)
	wrong.Page.Errors = []ui.FieldError{{Field: "password", Text: wrong.Page.T("密码不正确，没有办理。请重新输入您自己的登录密码", "The password is not right. Write your own again")}}
	wrong.Body = oneView(wrong.Page, &y)
	sum := bureau("list-filter-wrong")
	f := x
	f.Keep = url.Values{"least": {"abc"}}
	sum.Page.Errors = []ui.FieldError{{Field: "least", Text: sum.Page.T("“abc”不是金额，没有按它筛选。请写成 1300 或 1300.50", "“abc” is no sum; the lines were not filtered by it. Write it as 1300 or 1300.50")}}
	sum.Body = oneView(sum.Page, &f)
	empty := bureau("list-no-line")
	z := x
	z.Lines, z.Found, z.Acts = office.LinePage{}, true, nil
	empty.Body = oneView(empty.Page, &z)

	return append([]site.Sample{all, none, review, toSeal, wrong, sum, empty}, moreSamples(page, bureau)...)
}

func moreSamples(page func(name, title, at, role string) site.Sample, bureau func(string) site.Sample) []site.Sample {
	l := linePage{LineAt: office.LineAt{Line: sampleLine(2, settlement.Unchecked), Prev: 1, Next: 3}, List: sampleList(), Sheet: claimpage.SampleSheet(), Pictures: claimpage.SamplePictures()}
	l.Pictures.Page = 0
	l.Line.Acts = []string{string(party.CheckLine), string(party.QueryLine), string(party.StrikeLine)}
	line, asked := bureau("list-line"), bureau("list-line-queried")
	line.Body = lineView(line.Page, &l)
	q := l
	q.Line = sampleLine(2, settlement.Queried)
	q.Line.Acts = []string{string(party.AnswerQuery)}
	q.Line.Marks = []office.MarkView{{Mark: settlement.MarkPass, At: "2026-02-02T02:00:00.000000Z", Name: "样乙一", Open: []string{"identity", "papers"}}, {Name: "样乙一", Mark: settlement.MarkQuery, Note: "样本：请核对接运里程", At: "2026-02-03T02:00:00.000000Z"}}
	asked.Body = lineView(asked.Page, &q)
	open, beside := bureau("list-line-papers"), l
	beside.Pictures = claimpage.SamplePictures()
	open.Body = lineView(open.Page, &beside)

	sealed := sampleList()
	sealed.State, sealed.StateZh = settlement.Sealed, "已盖章"
	sealed.Sealed = &office.SealedView{Lines: 2, Waived: 130000, Opinion: "经审核，同意按清册所列金额结算。"}
	part := office.ExaminePart{BudgetView: office.BudgetView{Fund: "county_budget", Level: "county", Year: 2026, Appropriated: 100000, Paid: 20000, Alarm: ledger.Near, FundZh: "县级财政预算", LevelZh: "县级"}, This: 130000, Free: 80000, After: -50000, Short: true}
	fin := func(name string) site.Sample { return page(name, "经费", "样本县财政局", "财政审定") }
	today := date.MustDay("2026-02-06")
	examine, approve, order, nothing := fin("list-examine"), fin("list-approve"), fin("list-order"), fin("list-money-empty")
	m := office.ExamineView{ListView: sealed, Parts: []office.ExaminePart{part}, Struck: 1}
	m.Acts, m.Limit = []string{string(party.ExamineList)}, 100000
	m.Steps = sampleSteps(0)
	examine.Body = moneyView(examine.Page, &m, today)
	n := m
	n.Acts, n.Examined, n.By = []string{string(party.ApproveList), string(party.SendBack)}, "2026-02-05T02:00:00.000000Z", "样丙一"
	n.Steps = sampleSteps(1)
	approve.Body = moneyView(approve.Page, &n, today)
	o := n
	o.State, o.StateZh, o.Approved, o.Beyond, o.Second, o.Limit = settlement.Approved, "已审定", "2026-02-06T02:00:00.000000Z", true, true, 100000
	o.Acts, o.Steps = []string{string(party.Order)}, sampleSteps(3)
	o.Due = []office.RecoveryRow{{ID: 7, Number: "ZH-2026-000001", Fen: 5000}}
	order.Body = moneyView(order.Page, &o, today)
	p := office.ExamineView{ListView: sampleList()}
	nothing.Body = moneyView(nothing.Page, &p, today)
	return []site.Sample{line, asked, open, examine, approve, order, nothing}
}

// sampleSteps are the steps through finance with some of them done.
func sampleSteps(done int) (out []office.StepView) {
	for i, a := range []party.Act{party.ExamineList, party.ApproveList, party.CountersignList, party.Order} {
		who := office.PersonAt{Name: []string{"样丙一", "样丁一", "样丁二", "样戊一"}[i], Office: "样本县财政局"}
		s := office.StepView{Act: a, Zh: a.Zh(), En: a.En(), Turn: i == done, May: []office.PersonAt{who}}
		if i < done {
			s.At, s.By, s.May = "2026-02-05T02:00:00.000000Z", &who, nil
		}
		out = append(out, s)
	}
	return out
}
