package stats

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/settlement"
	"songbai/door/web/ui"
	"songbai/office"
)

// benefitHref gives the claims of a row of the 惠民 table.
func benefitHref(f office.StatFilter, x office.BenefitRow) string {
	return with(f, func(q *office.FigureQuery) {
		q.Class, q.Town = x.Key[0], x.Key[1]
		q.Home, _ = strconv.ParseInt(x.Key[2], 10, 64)
	})
}

// next gives the address of the next page, "" at the end.
func next(page office.FigurePage) string {
	if page.Next == "" {
		return ""
	}
	q := page.Query
	q.Before = page.Next
	return opens(q)
}

// expected writes the rest of the year with its range.
func expected(p ui.Page, x office.Outlook) string {
	if x.Way == ledger.TooFew {
		return p.T("数据不足", "too few months")
	}
	return ui.Yuan(x.Rest.Mid) + p.T("（", " (") + ui.Yuan(x.Rest.Low) + " – " + ui.Yuan(x.Rest.High) + p.T("）", ")")
}

func rest(p ui.Page, x office.Outlook) string {
	if x.Way == ledger.TooFew {
		return p.T("数据不足", "too few months")
	}
	return ui.Yuan(x.Left-x.Rest.Mid) + p.T("（", " (") + ui.Yuan(x.Left-x.Rest.High) + " – " + ui.Yuan(x.Left-x.Rest.Low) + p.T("）", ")")
}

// way tells in words how a forecast was made.
func way(p ui.Page, code string) string {
	if code == ledger.Seasonal {
		return p.T("最近十二个月的平均数，乘以该月份往年相对全年平均的比例；区间取自往年各月与这一算法的偏差，去掉最低和最高的一成。",
			"The mean of the last twelve months, by how that month of the year stood to the mean of its years; the range is how past months lay around this, without the lowest and highest tenth.")
	}
	return p.T("最近各整月（最多十二个月）的平均数；不满两年，不计季节。区间取自各月与平均数的偏差，去掉最低和最高的一成。",
		"The mean of the last whole months, at most twelve; less than two years know no season. The range is how months lay around the mean, without the lowest and highest tenth.")
}

// says tells in words what a query counts.
func says(p ui.Page, page office.FigurePage) string {
	q := page.Query
	words := []string{p.T("办结", "completed")}
	if q.Lodged {
		words[0] = p.T("提交", "lodged")
	}
	if q.Step != "" {
		words[0] = p.T(q.Step.Name().Zh, q.Step.Name().En)
	}
	if q.State != "" {
		st := claim.State(q.State)
		words[0] = p.T("在办："+st.Zh(), "open: "+st.En())
	} else {
		words = append(words, between(p, q.StatFilter))
	}
	if q.Oldest != nil {
		words = append(words, p.T("自 ", "lodged from ")+q.Oldest.String())
	}
	if q.Youngest != nil {
		words = append(words, p.T("至 ", "lodged until ")+q.Youngest.String())
	}
	if q.Capped {
		words = append(words, p.T("达到封顶", "reached the cap"))
	}
	if page.Part != nil {
		words = append(words, p.T("只算“"+page.Part.Zh+"”的金额", "sums of “"+page.Part.En+"” alone"))
	}
	return strings.Join(words, " · ")
}

func between(p ui.Page, f office.StatFilter) string {
	if f.From == f.To {
		return p.T(f.From.Zh(), f.From.String())
	}
	return p.T(f.From.Zh()+"至"+f.To.Zh(), f.From.String()+" – "+f.To.String())
}

// total says what all claims of a list come to, on however many pages.
func total(p ui.Page, t *office.FigureTotal) string {
	words := []string{p.T(fmt.Sprintf("共 %d 宗", t.N), fmt.Sprintf("%d claims", t.N))}
	if t.Charged != nil {
		words = append(words, p.T("收费 "+ui.Yuan(*t.Charged)+" 元", "charged "+ui.Yuan(*t.Charged)+" yuan"))
	}
	if t.Waived != nil {
		words = append(words, p.T("免除或报销 "+ui.Yuan(*t.Waived)+" 元", "waived "+ui.Yuan(*t.Waived)+" yuan"))
	}
	if t.Family != nil {
		words = append(words, p.T("家属负担 "+ui.Yuan(*t.Family)+" 元", "families pay "+ui.Yuan(*t.Family)+" yuan"))
	}
	if t.Days != nil {
		words = append(words, mean(p, t.N, *t.Days))
	}
	return strings.Join(words, p.T("，", ", "))
}

func mean(p ui.Page, n, days int64) string {
	x := office.StepDays{N: n, Days: days}
	return p.T(fmt.Sprintf("合计 %d 天，平均 %s", days, tenths(p, x)), fmt.Sprintf("%d days together, %s on average", days, tenths(p, x)))
}

// listsSay tells in words which lists a figure counts.
func listsSay(p ui.Page, x office.ListsPage) string {
	q := x.Query
	name := q.Step.Name()
	count := p.T(fmt.Sprintf("共 %d 册", x.N), fmt.Sprintf("%d lists", x.N))
	switch q.Kept {
	case "all":
		return between(p, q.StatFilter) + " · " + p.T("拨付期限已过的清册，", "past their payment day, ") + count
	case "yes":
		return between(p, q.StatFilter) + " · " + p.T(stepDone(q.Step).Zh+"按时，", stepDone(q.Step).En+" on time, ") + count
	case "no":
		return between(p, q.StatFilter) + " · " + p.T(stepDone(q.Step).Zh+"逾期或未办，", stepDone(q.Step).En+" late or not at all, ") + count
	}
	return between(p, q.StatFilter) + " · " + p.T(name.Zh+"，", name.En+", ") + count + p.T("，", ", ") + mean(p, x.N, x.Days)
}

// stepDone names the act that ends a step of a list.
func stepDone(s office.Step) office.Name {
	return map[office.Step]office.Name{office.ToSubmission: {Zh: "报送", En: "submitted"}, office.ToSeal: {Zh: "盖章", En: "sealed"},
		office.ToApproval: {Zh: "审定", En: "approved"}, office.ToPayment: {Zh: "到账", En: "paid"}}[s]
}

// opensLists gives the address of the lists that a figure counts.
func opensLists(q office.ListsQuery) string {
	out := values(office.FigureQuery{StatFilter: q.StatFilter, Step: q.Step})
	for name, v := range map[string]string{"kept": q.Kept, "after": q.After} {
		if v != "" {
			out.Set(name, v)
		}
	}
	return "/stats/lists?" + out.Encode()
}

// opensBank gives the address of what the bank said.
func opensBank(q office.BankQuery) string {
	out := values(office.FigureQuery{StatFilter: q.StatFilter})
	out.Set("outcome", q.Outcome)
	if q.After != "" {
		out.Set("after", q.After)
	}
	return "/stats/bank?" + out.Encode()
}

// opensWaiting gives the address of the claims that wait for a list.
func opensWaiting(unit int64, period, after string) string {
	out := url.Values{"unit": {strconv.FormatInt(unit, 10)}, "period": {period}}
	if after != "" {
		out.Set("after", after)
	}
	return "/stats/waiting?" + out.Encode()
}

// opensMoves gives the address of what moved a sum of the budgets.
func opensMoves(x *office.Outlook, s ledger.Stand) string {
	return "/budgets/moves?" + url.Values{"fund": {string(x.Fund)}, "level": {string(x.Level)}, "year": {strconv.Itoa(x.Year)}, "of": {string(s)}}.Encode()
}

func periodWords(p ui.Page, text string) string {
	x, err := settlement.ParsePeriod(text)
	if err != nil {
		return text
	}
	return p.T(x.Zh(), x.String())
}

func moreLists(page office.ListsPage) string {
	if page.Next == "" {
		return ""
	}
	q := page.Query
	q.After = page.Next
	return opensLists(q)
}

func moreBank(page office.BankPage) string {
	if page.Next == "" {
		return ""
	}
	q := page.Query
	q.After = page.Next
	return opensBank(q)
}

func moreWaiting(page office.WaitingPage) string {
	if page.Next == "" {
		return ""
	}
	return opensWaiting(page.Unit, page.Period, page.Next)
}

// budgetRow is a sum of a budget that opens what moved it.
func budgetRow(p ui.Page, x *office.Outlook, may bool, key string, fen money.Amount, s ledger.Stand) ui.Row {
	r := ui.Row{Key: key, Value: ui.Yuan(fen), Late: fen < 0}
	if may {
		r.Href, r.Change = opensMoves(x, s), p.T("变动", "What moved it")
	}
	return r
}
