package demo

import (
	"context"
	"fmt"
	"sort"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/office"
)

// Options of a month that runs by itself.
type Options struct {
	Month    date.Month
	Seed     uint64
	Claims   int
	Clock    *Clock
	Prices   *policy.PriceList
	Progress func(done, total int) // may be nil
}

// Result is what a month came to; sums in fen. Listed = waived − struck;
// listed + reimbursed = paid + returned + due.
type Result struct {
	Claims     int          `json:"claims"`
	Refused    int          `json:"refused"`
	Waived     money.Amount `json:"waived_fen"` // waivers and unclaimed bodies
	Family     money.Amount `json:"family_fen"` // what their families pay
	Struck     money.Amount `json:"struck_fen"`
	Listed     money.Amount `json:"listed_fen"`
	Reimbursed money.Amount `json:"reimbursed_fen"`
	Paid       money.Amount `json:"paid_fen"`
	Returned   money.Amount `json:"returned_fen"` // by the bank, not issued again
	Due        money.Amount `json:"due_fen"`      // ordered, the bank has not said yet
	Verify     string       `json:"verify"`
}

// month is a month under way.
type month struct {
	*World
	Options
	ctx    context.Context
	cal    *date.Calendar
	clock  settlement.Clock
	cases  []Case
	ids    map[int]int64 // case number → claim
	done   int
	result Result
}

var monthBroken = problem.Define("demo.month", problem.Internal,
	"样本月的账不平：%[1]s", "the books of the sample month do not agree: %[1]s", "请报告", "please report it")

// Month runs one whole month: every case through its acts, the list from home to
// bureau to finance, the determination sheet, orders, the bank's answers,
// corrected accounts and re-issue; each act by the person who may do it.
func Month(ctx context.Context, w *World, o Options) (Result, error) {
	cal, err := date.NewCalendar(date.PublicHolidays())
	if err != nil {
		return Result{}, err
	}
	m := &month{World: w, Options: o, ctx: ctx, cal: cal, ids: map[int]int64{}, result: Result{Claims: o.Claims}}
	if m.clock, err = settlement.Deadlines(cal, settlement.MustPeriod(o.Month.String())); err != nil {
		return Result{}, err
	}
	err = step(m.intake, m.determine, m.settleHome, m.settleFamilies, m.agree)
	return m.result, err
}

// intake runs every case, oldest day first.
func (m *month) intake() error {
	g := NewGenerator(m.World, m.Prices, m.Seed, m.Month.String())
	for range m.Claims {
		m.cases = append(m.cases, g.Next(m.Month))
	}
	sort.SliceStable(m.cases, func(i, j int) bool { return m.cases[i].Day < m.cases[j].Day })
	for i := range m.cases {
		c := &m.cases[i]
		m.Clock.Set(c.Day)
		id, err := m.Run(m.ctx, c)
		if err != nil {
			return fmt.Errorf("case %d (%s): %w", c.N, c.Form.Route, err)
		}
		m.ids[c.N] = id
		m.step()
		if c.Refused {
			m.result.Refused++
		}
	}
	return nil
}

func (m *month) step() {
	m.done++
	if m.Progress != nil {
		m.Progress(m.done, m.Claims+1)
	}
}

// determine fixes the amounts of the month's out-of-area claims on its last day.
func (m *month) determine() error {
	m.Clock.Set(m.Month.Last())
	for i := range m.cases {
		if c := &m.cases[i]; c.Form.Route == claim.Reimbursement {
			id := m.ids[c.N]
			err := m.cleared(m.ctx, id, func() error {
				return m.Determine(m.ctx, "reviewer2", id)
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// settleHome takes the home's list from submission to money.
func (m *month) settleHome() error {
	if err := m.sumWaivers(); err != nil {
		return err
	}
	m.Clock.Set(m.clock.Submit)
	l, err := m.Office.SubmitList(m.ctx, m.As("manager1"), office.SubmitList{Period: m.clock.Period})
	if err != nil {
		return err
	}
	m.Clock.Set(m.clock.Seal)
	if err := m.review(l); err != nil {
		return err
	}
	s, err := m.Office.SealList(m.ctx, m.As("sealer1"), office.SealList{List: l.List, Opinion: "经审核，同意按清册所列金额结算。"})
	if err != nil {
		return err
	}
	m.result.Struck, m.result.Listed = l.Waived-s.Waived, s.Waived
	return m.pay(l.List, false)
}

// sumWaivers adds up what the decisions of the home's claims say.
func (m *month) sumWaivers() error {
	for i := range m.cases {
		c := &m.cases[i]
		if c.Refused || c.Form.Route == claim.Reimbursement {
			continue
		}
		v, err := m.Office.ClaimView(m.ctx, m.As("auditor1"), m.ids[c.N])
		if err != nil {
			return err
		}
		m.result.Waived += v.Waived
		m.result.Family += v.Family
	}
	return nil
}

// review strikes what shall be struck, asks one question that is answered and
// one that is not, and passes the rest at once.
func (m *month) review(l office.ListMoved) error {
	reviewer := m.As("reviewer1")
	for i := range m.cases {
		c := &m.cases[i]
		if c.Refused || !c.Struck || c.Form.Route == claim.Reimbursement {
			continue
		}
		v, err := m.Office.ClaimView(m.ctx, m.As("auditor1"), m.ids[c.N])
		if err != nil {
			return err
		}
		ref := office.LineRef{List: l.List, Seq: int(v.Seq)}
		if err := drop(m.Office.StrikeLine(m.ctx, reviewer, office.StrikeLine{LineRef: ref, Reason: settlement.PaperMissing, Note: "样本：材料不清晰"})); err != nil {
			return err
		}
	}
	if l.Lines > 40 {
		if err := m.questions(l.List); err != nil {
			return err
		}
	}
	return drop(m.Office.CheckLines(m.ctx, reviewer, office.ListRef{List: l.List}))
}

// questions asks about the first two lines that are not struck.
func (m *month) questions(list int64) error {
	reviewer := m.As("reviewer1")
	asked := 0
	for seq := 1; asked < 2; seq++ {
		ref := office.LineRef{List: list, Seq: seq}
		err := drop(m.Office.QueryLine(m.ctx, reviewer, office.QueryLine{LineRef: ref, Note: "样本：请核对接运里程"}))
		if problem.CodeOf(err) == "settlement.mark" {
			continue // struck
		}
		if err != nil {
			return err
		}
		asked++
		if asked == 2 {
			break // stays open: struck at sealing
		}
		err = step(
			func() error {
				return drop(m.Office.AnswerQuery(m.ctx, m.As("manager1"), office.AnswerQuery{LineRef: ref, Note: "样本：里程已核对无误"}))
			},
			func() error { return drop(m.Office.CheckLine(m.ctx, reviewer, ref)) })
		if err != nil {
			return err
		}
	}
	return nil
}

// settleFamilies takes the determination sheet from the bureau to money.
func (m *month) settleFamilies() error {
	s, err := m.Office.OpenSheet(m.ctx, m.As("reviewer1"), office.OpenSheet{Day: m.Month.Last()})
	if problem.CodeOf(err) == "list.empty" {
		return nil
	}
	if err != nil {
		return err
	}
	if err := drop(m.Office.SealList(m.ctx, m.As("sealer1"), office.SealList{List: s.List, Opinion: "经审核，同意核定金额。"})); err != nil {
		return err
	}
	m.result.Reimbursed = s.Waived
	return m.pay(s.List, true)
}

// agree holds the result against the ledger.
func (m *month) agree() error {
	r := m.result
	if r.Listed != r.Waived-r.Struck || r.Listed+r.Reimbursed != r.Paid+r.Returned+r.Due {
		return monthBroken.With(fmt.Sprintf("%+v", r))
	}
	books, err := m.Office.Balances(m.ctx, m.As("auditor1"))
	if err != nil {
		return err
	}
	sum := map[ledger.Account]money.Amount{}
	for _, b := range books {
		sum[b.Account] += b.Fen
	}
	if -sum[ledger.InTransit] != r.Due || -sum[ledger.Approved] != r.Returned || -sum[ledger.Completed] != r.Struck {
		return monthBroken.With(fmt.Sprintf("%v", sum))
	}
	m.step()
	return nil
}
