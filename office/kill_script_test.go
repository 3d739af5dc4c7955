package office_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/payment"
	"songbai/domain/settlement"
	"songbai/office"
	"songbai/store"
)

// killTask is what a child process of the kill tests is told to do: the month
// end of a prepared data folder, until it is killed or to the end.
type killTask struct {
	Dir     string
	KillAt  int64 // the commit boundary at which it kills itself, 0: never
	Callers map[string]office.Caller
}

const killEnv = "SONGBAI_OFFICE_TEST_TASK"

// This test binary is also the child.
func init() {
	text := os.Getenv(killEnv)
	if text == "" {
		return
	}
	var k killTask
	err := json.Unmarshal([]byte(text), &k)
	if err == nil {
		err = k.work()
	}
	if err != nil {
		fmt.Println("fault", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// still is a clock that stands where it was set: an act repeated by another
// process happens at the same instant.
type still struct{ at atomic.Int64 }

func (c *still) now() date.Instant { return date.Instant(c.at.Load()) }

// work tells each point as it passes it and each answer as it gets it.
func (k *killTask) work() error {
	m := &monthEnd{callers: k.Callers}
	m.begin()
	s, err := store.Open(context.Background(), k.Dir, m.clock.now)
	if err != nil {
		return err
	}
	var points int64
	store.Failpoint = func(name string) {
		points++
		fmt.Println("point", name, m.doing)
		if points == k.KillAt {
			p, _ := os.FindProcess(os.Getpid())
			_ = p.Kill()
			select {}
		}
	}
	m.o = office.New(s)
	if err := m.run(); err != nil {
		return fmt.Errorf("%s: %w", m.doing, err)
	}
	return s.Close()
}

// monthEnd is the script: every act has its own instant and its own key.
type monthEnd struct {
	o       *office.Office
	clock   still
	callers map[string]office.Caller
	n       int
	doing   string
}

// begin sets the clock to the morning of the one day of the script: it begins
// again less than a minute before where it was killed.
func (m *monthEnd) begin() {
	m.clock.at.Store(int64(date.MustDay("2026-04-07").BeijingMidnight()) + 9*int64(time.Hour/time.Microsecond))
}

// as gives the caller of the next act.
func (m *monthEnd) as(login, doing string) office.Caller {
	m.n++
	m.doing = strings.ReplaceAll(doing, " ", "_")
	m.clock.at.Add(1_000_000)
	return m.callers[login].With(fmt.Sprintf("month-end-%d", m.n))
}

// told prints what an act answered; digests that carry fresh salts are left to
// the rows.
func told[T any](v T, err error) (T, error) {
	if err != nil {
		return v, err
	}
	b, err := json.Marshal(v)
	var all map[string]any
	if err == nil {
		err = json.Unmarshal(b, &all)
	}
	delete(all, "digest")
	b, _ = json.Marshal(all)
	fmt.Println("told", string(b))
	return v, err
}

func (m *monthEnd) run() error {
	ctx := context.Background()
	l, err := m.review(ctx)
	if err != nil {
		return err
	}
	sheet, err := told(m.o.OpenSheet(ctx, m.as("reviewer1", "open sheet"), office.OpenSheet{Day: date.MustDay("2026-03-31")}))
	if err != nil {
		return err
	}
	var orders []office.OrderMade
	for _, list := range []int64{l.List, sheet.List} {
		o, err := m.toOrder(ctx, list)
		if err != nil {
			return err
		}
		orders = append(orders, o)
	}
	if err := m.bank(ctx, orders[0].Order, nil); err != nil {
		return err
	}
	return m.families(ctx, orders[1].Order)
}

// review submits the home's list and marks its lines in every way.
func (m *monthEnd) review(ctx context.Context) (office.ListMoved, error) {
	l, err := told(m.o.SubmitList(ctx, m.as("manager1", "submit list"), office.SubmitList{Period: settlement.MustPeriod("2026-03")}))
	if err != nil {
		return l, err
	}
	line := func(seq int) office.LineRef { return office.LineRef{List: l.List, Seq: seq} }
	for _, act := range []func() (office.ListMoved, error){
		func() (office.ListMoved, error) {
			return m.o.QueryLine(ctx, m.as("reviewer1", "query line"), office.QueryLine{LineRef: line(1), Note: "样本：请核对里程"})
		},
		func() (office.ListMoved, error) {
			return m.o.AnswerQuery(ctx, m.as("manager1", "answer query"), office.AnswerQuery{LineRef: line(1), Note: "样本：已核对"})
		},
		func() (office.ListMoved, error) { return m.o.CheckLine(ctx, m.as("reviewer1", "check line"), line(1)) },
		func() (office.ListMoved, error) {
			return m.o.StrikeLine(ctx, m.as("reviewer1", "strike line"), office.StrikeLine{LineRef: line(2), Reason: settlement.PaperMissing, Note: "样本：材料不清晰"})
		},
		func() (office.ListMoved, error) {
			return m.o.QueryLine(ctx, m.as("reviewer1", "query line that stays open"), office.QueryLine{LineRef: line(3), Note: "样本：请核对天数"})
		},
		func() (office.ListMoved, error) {
			return m.o.CheckLines(ctx, m.as("reviewer1", "check lines"), office.ListRef{List: l.List})
		},
	} {
		if _, err := told(act()); err != nil {
			return l, err
		}
	}
	return l, nil
}

// toOrder takes a reviewed list to its payment order.
func (m *monthEnd) toOrder(ctx context.Context, list int64) (office.OrderMade, error) {
	for _, act := range []func() (office.ListMoved, error){
		func() (office.ListMoved, error) {
			return m.o.SealList(ctx, m.as("sealer1", "seal list"), office.SealList{List: list, Opinion: "经审核，同意结算。"})
		},
		func() (office.ListMoved, error) {
			return m.o.ExamineList(ctx, m.as("examiner1", "examine list"), office.ListRef{List: list})
		},
		func() (office.ListMoved, error) {
			return m.o.ApproveList(ctx, m.as("approver1", "approve list"), office.ApproveList{List: list})
		},
	} {
		if _, err := told(act()); err != nil {
			return office.OrderMade{}, err
		}
	}
	return told(m.o.OrderPayment(ctx, m.as("payer1", "order payment"), office.OrderPayment{List: list}))
}

// bank makes an order's file and imports the bank's answer: every line paid but
// those named by their place.
func (m *monthEnd) bank(ctx context.Context, order int64, other map[int]string) error {
	f, err := told(m.o.MakeFile(ctx, m.as("payer1", "make file"), office.MakeFile{Order: order, Profile: "csv-utf8"}))
	if err != nil {
		return err
	}
	fmt.Printf("told file of %d bytes, %x\n", len(f.Bytes), f.Bytes)
	return m.result(ctx, order, other)
}

func (m *monthEnd) result(ctx context.Context, order int64, other map[int]string) error {
	v, err := m.o.OrderView(ctx, m.callers["payer1"], order)
	if err != nil {
		return err
	}
	var b strings.Builder
	var sum money.Amount
	b.WriteString("凭证号,金额,结果,银行流水号,入账日期,退回代码,退回说明\r\n")
	for i, l := range v.Lines {
		said := "成功,S" + l.Voucher[8:] + ",2026-04-07,,"
		if x, ok := other[i]; ok {
			said = x
		}
		sum += l.Fen
		fmt.Fprintf(&b, "%s,%s,%s\r\n", l.Voucher, l.Fen, said)
	}
	fmt.Fprintf(&b, "合计,%d,%s\r\n", len(v.Lines), sum)
	_, err = told(m.o.ImportResult(ctx, m.as("payer1", "import result"), office.ImportResult{Order: order, Profile: "csv-utf8", Data: []byte(b.String())}))
	return err
}

// families has the bank return one payment, work on another, answer the same
// twice and more later; the returned one is corrected and issued again.
func (m *monthEnd) families(ctx context.Context, order int64) error {
	said := map[int]string{0: "退回,,,AC01,账号有误", 1: "处理中,,,,"}
	if err := m.bank(ctx, order, said); err != nil {
		return err
	}
	if err := m.result(ctx, order, said); err != nil {
		return err
	}
	delete(said, 1)
	if err := m.result(ctx, order, said); err != nil {
		return err
	}
	v, err := m.o.OrderView(ctx, m.callers["payer1"], order)
	if err != nil {
		return err
	}
	p, err := told(m.o.ProposeAccount(ctx, m.as("reviewer1", "propose account"), office.CorrectAccount{Claim: v.Lines[0].Claim, Document: "更正单",
		Account: payment.Account{Holder: "样申领", Number: "6217000000000000009", Bank: "样本银行"}}))
	if err != nil {
		return err
	}
	if _, err := told(m.o.DecideAccount(ctx, m.as("chief1", "decide account"), office.DecideAccount{Proposal: p.ID})); err != nil {
		return err
	}
	again, err := told(m.o.Reissue(ctx, m.as("payer1", "reissue"), office.Reissue{Order: order}))
	if err != nil {
		return err
	}
	return m.bank(ctx, again.Order, nil)
}
