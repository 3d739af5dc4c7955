package office

import (
	"context"
	"fmt"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// RecordedService is one service as it happened, or one line of a foreign
// invoice mapped to a local item.
type RecordedService struct {
	Item     string       `json:"item"`
	Grade    string       `json:"grade,omitempty"`
	Quantity int64        `json:"quantity"`
	Metres   int64        `json:"metres,omitempty"` // one way, for a pick-up by distance
	Unit     money.Amount `json:"unit_fen,omitempty"`
	Charged  money.Amount `json:"charged_fen"`
	Day      date.Day     `json:"day"`
	Note     string       `json:"note,omitempty"` // words of the foreign invoice line
}

// RecordServices asks to replace the services of a claim by this whole list.
type RecordServices struct {
	Claim    int64             `json:"claim"`
	Services []RecordedService `json:"services"`
	// Difference says why the lines come to less than the invoices.
	Difference string `json:"difference,omitempty"`
}

// Bill is what the services come to under the policy in force.
type Bill struct {
	Claim   int64        `json:"claim"`
	OK      bool         `json:"ok"`
	Refusal string       `json:"refusal,omitempty"`
	Charged money.Amount `json:"charged_fen"`
	Waived  money.Amount `json:"waived_fen"`
	Family  money.Amount `json:"family_fen"`
	Lines   []BillLine   `json:"lines"`
	Invoice money.Amount `json:"invoice_fen,omitempty"` // of a reimbursement: what its invoices come to
	State   string       `json:"state"`
	StateZh string       `json:"state_zh"`
}

// BillLine is one line of the live bill: charged, waived, family pays, reason.
type BillLine struct {
	Item    string       `json:"item"`
	Charged money.Amount `json:"charged_fen"`
	Waived  money.Amount `json:"waived_fen"`
	Family  money.Amount `json:"family_fen"`
	Reason  string       `json:"reason,omitempty"`
	Clause  string       `json:"clause"`
}

var badServiceDay = problem.Define("claim.service_day", problem.Invalid,
	"第 %[1]d 项服务的日期早于死亡日期或晚于今天", "service %[1]d is dated before the death or after today",
	"请核对该项服务的日期", "check the day of the service")

// Record keeps the services as a new version and gives the live bill.
func (o *Office) Record(ctx context.Context, c Caller, req RecordServices) (Bill, error) {
	var out Bill
	extra := fmt.Sprintf("lines=%d", len(req.Services))
	a, err := o.do(ctx, c, party.RecordServices, req, "", func(w *work) error {
		f, err := w.open(req.Claim)
		if err != nil {
			return err
		}
		if err := w.putServices(f, req); err != nil {
			return err
		}
		v, err := w.price(f)
		if err != nil {
			return err
		}
		if _, err := w.move(f, "", extra); err != nil {
			return err
		}
		out = billOf(f, v)
		w.reply(out)
		return nil
	})
	return answer(a, out, err)
}

func (w *work) putServices(f *file, req RecordServices) error {
	ss, err := servicesOf(&w.Tx.Scope, f, req.Services)
	if err != nil {
		return err
	}
	if err := w.rememberItems(f, req.Services); err != nil {
		return err
	}
	f.ServicesN++
	if err := w.PutServices(f.ID, f.ServicesN, ss); err != nil {
		return err
	}
	return w.putInvoiced(f, ss, req.Difference)
}

// servicesOf checks the days of services and writes them as they are stored.
func servicesOf(s *store.Scope, f *file, rs []RecordedService) (ss []store.Service, err error) {
	for i, r := range rs {
		if f.Death != nil && r.Day < *f.Death || r.Day > s.Today() {
			return nil, badServiceDay.With(i + 1).At(fmt.Sprintf("services[%d].day", i))
		}
		ss = append(ss, store.Service{Item: r.Item, Grade: r.Grade, Quantity: r.Quantity, Metres: r.Metres, Unit: r.Unit, Charged: r.Charged, Day: r.Day, Note: r.Note})
	}
	return ss, nil
}

// price decides the claim with its recorded services, under the basis that
// binds it, without storing anything.
func (w *work) price(f *file) (*verdict, error) {
	ss, err := w.Services(f.ID, f.ServicesN)
	if err != nil {
		return nil, err
	}
	basis, err := bound(&w.Tx.Scope, f)
	if err != nil {
		return nil, err
	}
	return w.decide(f, ss, basis)
}

// bound gives the basis that binds the claim: that of the signed decision, or
// of an unclaimed body's acceptance; 0 when none binds yet (a reimbursement's
// binds when its amount is fixed).
func bound(s *store.Scope, f *file) (int64, error) {
	id := f.SignedDecision
	if f.Route == claim.Unclaimed {
		id = f.Decision
	}
	if id == 0 {
		return 0, nil
	}
	d, err := s.DecisionByID(id)
	return d.Basis, err
}

func billOf(f *file, v *verdict) Bill {
	d := &v.d
	b := Bill{Claim: f.ID, OK: d.OK, Charged: d.Charged, Waived: d.Waived, Family: d.Family, State: string(f.now.State), StateZh: f.now.State.Zh()}
	if d.Refusal != nil {
		b.Refusal = d.Refusal.Code
	}
	for _, x := range f.form.Invoices {
		b.Invoice += x.Fen
	}
	for _, l := range rowOf(f.ID, v).Lines {
		b.Lines = append(b.Lines, BillLine{Item: l.Item, Charged: l.Charged, Waived: l.Waived, Family: l.Family, Reason: l.Reason, Clause: l.Clause})
	}
	return b
}
