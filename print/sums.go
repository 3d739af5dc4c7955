package print

import (
	"fmt"

	"songbai/domain/money"
	"songbai/domain/problem"
)

var (
	notAdding = problem.Define("print.sum", problem.Conflict,
		"文书上的金额前后不符：%[1]s，不能打印", "the amounts on the paper do not agree: %[2]s; it is not printed",
		"请核对该处各项金额与合计", "check the amounts and the total there")
	badColumns = problem.Define("print.items", problem.Invalid,
		"服务项目数不对：应为 %d 项，实为 %d 项", "wrong number of service items: %d wanted, %d given",
		"每行的项目须与表头一致，表头最多 8 项", "each line needs the items of the head, which holds 8 at most")
)

// MaxItems is how many service items a list has room for.
const MaxItems = 8

func unequal(field, zh, en string) *problem.Problem { return notAdding.With(zh, en).At(field) }

// balanced checks Charged = Waived + FamilyPays.
func (s Sums) balanced(field string) *problem.Problem {
	if t, err := money.Sum(s.Waived, s.FamilyPays); err != nil || t != s.Charged {
		return unequal(field, "收费不等于免除加自付", "charged is not waived plus what the family pays")
	}
	return nil
}

func (s *Sums) add(o Sums) {
	s.Charged += o.Charged
	s.Waived += o.Waived
	s.FamilyPays += o.FamilyPays
}

// check adds up every line, column and total of the list.
func (v *SettlementList) check() error {
	var faults problem.List
	note := func(p *problem.Problem) {
		if p != nil {
			faults = append(faults, p)
		}
	}
	if n := len(v.Items); n < 1 || n > MaxItems {
		note(badColumns.With(MaxItems, n).At("items"))
	}
	var total Sums
	for i := range v.Lines {
		l := &v.Lines[i]
		note(v.checkLine(l, fmt.Sprintf("lines[%d]", i)))
		if l.Struck == "" {
			total.add(l.Sums)
		}
	}
	if total != v.Total {
		note(unequal("total", "总计不等于各行之和", "the total is not the sum of the lines"))
	}
	note(v.Total.balanced("total"))
	note(checkFunds(v.Funds, v.Total.Waived))
	return faults.Err()
}

func (v *SettlementList) checkLine(l *SettlementLine, field string) *problem.Problem {
	if len(l.Items) != len(v.Items) {
		return badColumns.With(len(v.Items), len(l.Items)).At(field + ".items")
	}
	var charged, waived money.Amount
	for _, it := range l.Items {
		charged += it.Charged
		waived += it.Waived
	}
	if charged != l.Charged {
		return unequal(field+".charged", "收费合计不等于各项收费之和", "the charged total is not the sum of the items")
	}
	if waived != l.Waived {
		return unequal(field+".waived", "免除合计不等于各项免除之和", "the waived total is not the sum of the items")
	}
	return l.balanced(field)
}

func checkFunds(funds []FundSum, waived money.Amount) *problem.Problem {
	var t money.Amount
	for _, f := range funds {
		t += f.Fen
	}
	if len(funds) > 0 && t != waived {
		return unequal("funds", "各资金渠道之和不等于免除合计", "the funds do not add up to the waived total")
	}
	return nil
}
