package family

import (
	"strconv"
	"strings"

	"songbai/domain/date"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// answers is what somebody answered so far, as it stands in the form.
type answers struct {
	where string // home, elsewhere
	town  string // area code, "none" for none of the county
	yes   []string
	asked []string // facts and numbers that were asked already
	nums  []office.NumberRow
	bad   []ui.FieldError // numbers that cannot be read
}

func answersOf(v *site.Visit) answers {
	a := answers{where: v.Form.Get("where"), town: v.Form.Get("town"), yes: v.Form.Values["yes"], asked: v.Form.Values["asked"]}
	for _, name := range a.asked {
		text := v.Form.Get("n." + name)
		if text == "" {
			continue
		}
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil || n < 0 || n > 2000 {
			a.bad = append(a.bad, ui.FieldError{Field: "n." + name, Text: v.Lang.T("请填写整数，例如 72", "Give a whole number, such as 72")})
			continue
		}
		a.nums = append(a.nums, office.NumberRow{Name: name, N: int32(n)})
	}
	return a
}

func (a answers) of(c place) office.Asked {
	q := office.Asked{County: c.Code, Elsewhere: a.where == "elsewhere", Yes: a.yes, Numbers: a.nums}
	if a.town != "none" {
		q.Town = a.town
	}
	return q
}

// towns lists the towns to choose from, and "none of them".
func towns(v *site.Visit, c place) ([]ui.Choice, error) {
	b, err := v.O.Directory(v.R.Context(), c.Code)
	if err != nil {
		return nil, err
	}
	return townChoices(v.Lang, b.Towns), nil
}

func townChoices(l ui.Lang, rows []office.OfficeRow) (out []ui.Choice) {
	out = append(out, ui.Choice{Value: "", Label: l.T("请选择", "Choose")})
	for _, t := range rows {
		out = append(out, ui.Choice{Value: t.Area, Label: strings.TrimSuffix(t.Name, "民政办")})
	}
	return append(out, ui.Choice{Value: "none", Label: l.T("不在本县（市、区），或没有户籍", "Not in this county, or not registered")})
}

func askPage(v *site.Visit) error {
	return withPlace(v, func(c place) error {
		list, err := towns(v, c)
		if err != nil {
			return err
		}
		p := v.Page("查一查能不能免费", "What is free")
		p.Back = "/" + c.query()
		return v.Show(p, askView(p, c, list, answers{}))
	})
}

// asked shows what is free, or the few questions that are still open. Nothing of
// it is kept.
func asked(v *site.Visit) error {
	return withPlace(v, func(c place) error {
		a := answersOf(v)
		p := v.Page("查一查能不能免费", "What is free")
		p.Back, p.Path = "/ask"+c.query(), "/ask"
		if a.where == "" || a.town == "" {
			list, err := towns(v, c)
			if err != nil {
				return err
			}
			if a.where == "" {
				p.Errors = append(p.Errors, ui.FieldError{Field: "where", Text: v.Lang.T("请选择在哪里火化", "Choose where the cremation is")})
			}
			if a.town == "" {
				p.Errors = append(p.Errors, ui.FieldError{Field: "town", Text: v.Lang.T("请选择户籍所在镇（街）", "Choose the town of registration")})
			}
			return v.Mend(p, askView(p, c, list, a))
		}
		told, err := v.O.Eligible(v.R.Context(), a.of(c))
		if err != nil {
			return err
		}
		open, numbers := stillOpen(told.Open, a.asked), stillOpen(told.OpenNumbers, a.asked)
		if len(a.bad) > 0 { // asked again with what is wrong
			p.Errors = a.bad
			return v.Mend(p, moreView(p, c, a, nil, stillOpen(told.OpenNumbers, nil)))
		}
		if len(open) > 0 || len(numbers) > 0 {
			return v.Show(p, moreView(p, c, a, open, numbers))
		}
		return v.Show(p, toldView(p, c, a, told))
	})
}

// stillOpen lists the facts that were not asked yet.
func stillOpen(open []office.FactRow, asked []string) (out []office.FactRow) {
	seen := map[string]bool{}
	for _, n := range asked {
		seen[n] = true
	}
	for _, f := range open {
		if !seen[f.Name] {
			out = append(out, f)
		}
	}
	return out
}

func factChoices(l ui.Lang, open []office.FactRow) (out []ui.Choice) {
	for _, f := range open {
		out = append(out, ui.Choice{Value: f.Name, Label: l.T(f.Zh, f.En)})
	}
	return out
}

func boardPage(v *site.Visit) error {
	return withPlace(v, func(c place) error {
		b, err := v.O.Board(v.R.Context(), c.Code)
		if err != nil {
			return err
		}
		p := v.Page("收费标准与免除项目", "Prices and what is waived")
		p.Back = "/" + c.query()
		return v.Show(p, boardView(p, c, b, v.O.Today()))
	})
}

// most says how much of an item is free.
func most(l ui.Lang, n int64, zh, en string) string {
	if n == 0 {
		return l.T("不限", "no limit")
	}
	return idText(n) + l.T(" "+zh, " "+en)
}

// price says what an item costs.
func price(l ui.Lang, it office.FreeItem) string {
	switch {
	case it.From:
		return l.T("按里程，", "by distance, from ") + ui.Yuan(it.Price) + l.T(" 元起", " yuan")
	case it.Price > 0:
		return ui.Yuan(it.Price) + l.T(" 元/"+it.Unit, " yuan/"+it.UnitEn)
	}
	return l.T("按实际", "at cost")
}

// boardPrice says what a home charges.
func boardPrice(l ui.Lang, x office.BoardPrice) string {
	if d := x.Distance; d != nil {
		s := ui.Yuan(d.PerKm) + l.T(" 元/公里", " yuan/km")
		if d.Round {
			s += l.T("（往返里程）", " (both ways)")
		}
		if d.Minimum > 0 {
			s += l.T("，最低 ", ", at least ") + ui.Yuan(d.Minimum) + l.T(" 元", " yuan")
		}
		return s
	}
	if len(x.Zones) > 0 {
		return l.T("按里程分段，", "by zones, from ") + ui.Yuan(x.Zones[0].Price) + l.T(" 元起", " yuan")
	}
	return ui.Yuan(x.Price) + l.T(" 元/"+x.Unit, " yuan/"+x.UnitEn)
}

// paper says a paper to bring in one line.
func paper(l ui.Lang, r office.PaperRow) string {
	s := l.T(r.Zh, r.En)
	if r.Original {
		s += l.T("：原件", ": original")
	}
	if r.Copies > 0 {
		s += l.T("，复印件 "+idText(r.Copies)+" 份", ", "+idText(r.Copies)+" copies")
	}
	return s
}

// running says whether a notice may be read today.
func running(n office.NoticeRow, today date.Day) bool { return n.From <= today && today <= n.To }
