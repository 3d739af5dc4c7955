package lists

import (
	"strings"

	"github.com/a-h/templ"

	"songbai/door/web/ui"
	"songbai/office"
)

func stepTable(p ui.Page) ui.Table[office.StepView] {
	type row = office.StepView
	return ui.Table[row]{
		Caption: p.T("财政各步骤、经办人和轮到谁", "Steps through finance, by whom, whose turn"),
		Cols: []ui.Col[row]{
			ui.Words(p.T("步骤", "Step"), func(s row) string { return p.T(s.Zh, s.En) }),
			ui.Cell(p.T("办理", "State"), func(s row) templ.Component { return stepState(p, &s) }),
			ui.Words(p.T("经办人或可以办理的人", "By, or who may"), func(s row) string {
				if s.By != nil {
					return peopleWords([]office.PersonAt{*s.By})
				}
				return peopleWords(s.May)
			}),
			ui.Code(p.T("时间", "When"), func(s row) string { return ui.Clock(s.At) }),
		},
	}
}

// turnSentence says whose turn it is.
func turnSentence(p ui.Page, steps []office.StepView) string {
	for _, s := range steps {
		if s.Turn {
			return p.T("轮到"+peopleWords(s.May)+"："+s.Zh+"。", "It is for "+peopleWords(s.May)+" to act: "+s.En+".")
		}
	}
	if n := len(steps); n > 0 && steps[n-1].By != nil {
		return p.T("财政各步已办完，等银行答复。", "Every step is done; the bank answers next.")
	}
	return p.T("还没有轮到财政。", "It is not finance's turn yet.")
}

// peopleWords names people by office, a stand-in with whom they stand in for.
func peopleWords(people []office.PersonAt) string {
	if len(people) == 0 {
		return "—"
	}
	var out []string
	last := ""
	for _, x := range people {
		name := x.Name
		if x.For != "" {
			name += "（代 " + x.For + "）"
		}
		if x.Office != last {
			name, last = strings.TrimSpace(x.Office+" "+name), x.Office
		}
		out = append(out, name)
	}
	return strings.Join(out, "、")
}
