package office

import (
	"context"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/store"
)

// WouldBe tells what a list of services would come to under the policy that
// binds the claim, and stores nothing: the live bill at the desk.
func (o *Office) WouldBe(ctx context.Context, c Caller, req RecordServices) (b Bill, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		f, err := readFile(s, req.Claim)
		if err != nil {
			return err
		}
		if err := party.May(party.View, a, objectOf(&f.Claim)); err != nil {
			return err
		}
		ss, err := servicesOf(s, f, req.Services)
		if err != nil {
			return err
		}
		basis, err := bound(s, f)
		if err != nil {
			return err
		}
		v, err := o.judge(s, f, ss, basis)
		if err != nil {
			return err
		}
		b = billOf(f, v)
		return nil
	})
	return b, err
}

// ServicesView is the services of a claim with what can be recorded.
type ServicesView struct {
	Claim       int64             `json:"claim"`
	Services    []RecordedService `json:"services"`
	Items       []ServiceItem     `json:"items"`
	Invoice     string            `json:"invoice_home,omitempty"` // reimbursement: the home whose invoice is mapped
	Suggestions []Suggestion      `json:"suggestions,omitempty"`
	Invoices    *InvoicesSum      `json:"invoices,omitempty"`
}

// ServiceItem is an item of the policy with what the home charges for it today.
type ServiceItem struct {
	Code   string        `json:"code"`
	Zh     string        `json:"zh"`
	En     string        `json:"en"`
	Unit   string        `json:"unit"`
	Clause string        `json:"clause"`
	Grades []ServiceRate `json:"grades"`
}

// ServiceRate is one grade of an item.
type ServiceRate struct {
	Grade    string       `json:"grade"`
	Label    string       `json:"label"`
	Standard bool         `json:"standard"`
	Price    money.Amount `json:"price_fen"`
	Distance bool         `json:"distance,omitempty"` // priced by the way driven
}

// Suggestion is what a line of that home's invoices was mapped to before.
type Suggestion struct {
	Line  string `json:"line"`
	Item  string `json:"item"`
	Grade string `json:"grade,omitempty"`
}

// Services reads the recorded services of a claim, the items of its policy with
// prices, and for a cremation elsewhere how that home's lines were mapped before.
func (o *Office) Services(ctx context.Context, c Caller, id int64) (v ServicesView, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		f, err := readFile(s, id)
		if err != nil {
			return err
		}
		if err := party.May(party.View, a, objectOf(&f.Claim)); err != nil {
			return err
		}
		v.Claim = id
		rows, err := s.Services(id, f.ServicesN)
		if err != nil {
			return err
		}
		for _, r := range rows {
			v.Services = append(v.Services, RecordedService{Item: r.Item, Grade: r.Grade, Quantity: r.Quantity, Metres: r.Metres, Unit: r.Unit, Charged: r.Charged, Day: r.Day, Note: r.Note})
		}
		d, err := o.judge(s, f, nil, 0)
		if err != nil {
			return err
		}
		v.Items = itemsOf(d.plan, int32(s.Today()))
		if v.Invoices, err = invoicesSum(s, f); err != nil {
			return err
		}
		if f.Route != claim.Reimbursement || f.form.Cremation == nil {
			return nil
		}
		v.Invoice = f.form.Cremation.Home
		items, err := s.InvoiceItems(v.Invoice)
		for _, x := range items {
			v.Suggestions = append(v.Suggestions, Suggestion{x.Line, x.Item, x.Grade})
		}
		return err
	})
	return v, err
}

// itemsOf lists the items of a plan with the prices of a day.
func itemsOf(p *policy.Plan, day int32) (out []ServiceItem) {
	for _, it := range p.Pack().Items {
		x := ServiceItem{Code: it.Code, Zh: it.Zh, En: it.En, Unit: it.Unit, Clause: it.Clause}
		for _, t := range p.Prices().Tariffs {
			if t.Item == it.Code && t.From <= day && day <= t.To {
				x.Grades = append(x.Grades, ServiceRate{t.Grade, t.Label, t.Standard || t.Grade == "", t.Price, t.Distance != nil || len(t.Zones) > 0})
			}
		}
		out = append(out, x)
	}
	return out
}

// rememberItems keeps how the lines of another home's invoice were mapped, once
// a clerk has said so; next time it is suggested.
func (w *work) rememberItems(f *file, rs []RecordedService) error {
	if f.Route != claim.Reimbursement || f.form.Cremation == nil {
		return nil
	}
	home := f.form.Cremation.Home
	known, err := w.InvoiceItems(home)
	if err != nil {
		return err
	}
	last := map[string]store.InvoiceItem{}
	for _, k := range known {
		last[k.Line] = k
	}
	for _, r := range rs {
		line := strings.TrimSpace(r.Note)
		old := last[line]
		if line == "" || old.Item == r.Item && old.Grade == r.Grade {
			continue
		}
		x := store.InvoiceItem{HomeName: home, Line: line, N: old.N + 1, Item: r.Item, Grade: r.Grade}
		last[line] = x
		if err := w.PutInvoiceItem(x, w.Position()+1); err != nil {
			return err
		}
	}
	return nil
}
