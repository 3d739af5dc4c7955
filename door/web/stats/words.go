package stats

import (
	"strconv"

	"songbai/domain/ledger"
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
