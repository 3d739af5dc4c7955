package desk

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/problem"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// serviceRow is one line of the form of services, as typed.
type serviceRow struct {
	Code     string // item, or the words of another service
	Fixed    bool   // the line of an item of the policy
	Grade    string
	Quantity string
	Metres   string
	Charged  string
	Day      string
	Note     string // words of a foreign invoice
}

// servicesView is the form with its bill.
type servicesView struct {
	Case    office.CaseView
	View    office.ServicesView
	Foreign bool // an invoice of another home is mapped
	Rows    []serviceRow
	asked   []int  // which row each service of the request stands in
	Reason  string // why the lines come to less than the invoices
	Bill    *office.Bill
}

// spareRows is how many free lines the form ends with.
const spareRows = 3

func services(v *site.Visit) error {
	p, f, err := servicesPage(v)
	if err != nil {
		return err
	}
	f.Rows = f.rowsOf(f.View.Services)
	for i := range f.Rows {
		if f.Rows[i].Day == "" {
			f.Rows[i].Day = v.O.Today().String()
		}
	}
	if len(f.View.Services) > 0 {
		b, err := v.O.WouldBe(v.R.Context(), v.Caller, office.RecordServices{Claim: f.Case.Claim, Services: f.View.Services})
		if err != nil {
			return err
		}
		f.Bill = &b
	}
	return v.Show(p, servicesBody(p, f))
}

func servicesPage(v *site.Visit) (ui.Page, servicesView, error) {
	p, c, err := under(v, "登记服务项目", "Record services")
	if err != nil {
		return p, servicesView{}, err
	}
	f := servicesView{Case: c, Foreign: c.Route == string(claim.Reimbursement)}
	f.View, err = v.O.Services(v.R.Context(), v.Caller, c.Claim)
	if f.View.Invoices != nil {
		f.Reason = f.View.Invoices.Reason
	}
	if f.Foreign {
		p.Title = p.T("登记外地发票", "Map the invoice")
	}
	return p, f, err
}

// rowsOf lays recorded services into the lines of the form: the items of the
// policy in their order, then what is left, then free lines. An invoice has a
// line for each remembered line of that home.
func (f *servicesView) rowsOf(rs []office.RecordedService) (out []serviceRow) {
	used := make([]bool, len(rs))
	if f.Foreign {
		for _, r := range rs {
			out = append(out, typedRow(r))
		}
		for _, s := range f.View.Suggestions {
			if !hasNote(out, s.Line) {
				out = append(out, serviceRow{Code: s.Item, Grade: s.Grade, Note: s.Line})
			}
		}
	} else {
		for _, it := range f.View.Items {
			row := serviceRow{Code: it.Code, Fixed: true}
			for i, r := range rs {
				if r.Item == it.Code && !used[i] {
					row, used[i] = typedRow(r), true
					row.Fixed = true
					break
				}
			}
			out = append(out, row)
		}
		for i, r := range rs {
			if !used[i] {
				out = append(out, typedRow(r))
			}
		}
	}
	for range spareRows {
		out = append(out, serviceRow{})
	}
	return out
}

func hasNote(rows []serviceRow, note string) bool {
	for _, r := range rows {
		if r.Note == note {
			return true
		}
	}
	return false
}

func typedRow(r office.RecordedService) serviceRow {
	row := serviceRow{Code: r.Item, Grade: r.Grade, Quantity: fmt.Sprint(r.Quantity), Charged: r.Charged.String(), Day: r.Day.String(), Note: r.Note}
	if r.Metres > 0 {
		row.Metres = kilometres(r.Metres)
	}
	return row
}

func kilometres(m int64) string {
	if m%1000 == 0 {
		return fmt.Sprint(m / 1000)
	}
	return strings.TrimRight(fmt.Sprintf("%d.%03d", m/1000, m%1000), "0")
}

var (
	badKm = problem.Define("desk.km", problem.Invalid, "里程写法不对", "this is no distance", "请写单程公里数，如 12 或 12.5", "write the kilometres one way, such as 12 or 12.5")
	noSum = problem.Define("desk.no_sum", problem.Invalid, "这一项没有写收费金额", "the sum of this service is missing", "请填写金额；价目表有单价的可以留空", "fill it in; it may be left empty where the price list has a price")
)

// metresOf reads kilometres with up to three decimals.
func metresOf(text, field string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	whole, part, _ := strings.Cut(text, ".")
	if len(part) > 3 || len(whole) > 5 || len(whole) == 0 {
		return 0, badKm.With().At(field)
	}
	var m int64
	for _, r := range whole + part + strings.Repeat("0", 3-len(part)) {
		if r < '0' || r > '9' {
			return 0, badKm.With().At(field)
		}
		m = m*10 + int64(r-'0')
	}
	return m, nil
}

// readRows reads the form; lines without a quantity are left out.
func (f *servicesView) readRows(form *site.Form, today date.Day) (out []office.RecordedService, faults problem.List) {
	f.Rows = nil
	for i := 0; form.Has(at(i, "quantity")); i++ {
		row := serviceRow{
			Code: form.Get(at(i, "item")), Fixed: form.Has(at(i, "fixed")), Grade: form.Get(at(i, "grade")), Quantity: form.Get(at(i, "quantity")),
			Metres: form.Get(at(i, "km")), Charged: form.Get(at(i, "charged")), Day: form.Get(at(i, "day")), Note: form.Get(at(i, "note")),
		}
		if code, grade, both := strings.Cut(row.Code, gradeSign); both {
			row.Code, row.Grade = code, grade
		}
		if other := form.Get(at(i, "other")); row.Code == "" {
			row.Code = other
		}
		f.Rows = append(f.Rows, row)
		if row.Quantity == "" && (row.Charged == "" || row.Charged == "0.00") || row.Code == "" && row.Note == "" {
			continue
		}
		r, err := f.readRow(form, i, row, today)
		if p := problem.Of(err); p != nil {
			faults = append(faults, p)
			continue
		}
		out, f.asked = append(out, r), append(f.asked, i)
	}
	return out, faults
}

func (f *servicesView) readRow(form *site.Form, i int, row serviceRow, today date.Day) (r office.RecordedService, err error) {
	r = office.RecordedService{Item: row.Code, Grade: row.Grade, Quantity: 1, Day: today, Note: row.Note}
	if it := f.item(row.Code); it != nil && r.Grade == "" && len(it.Grades) == 1 {
		r.Grade = it.Grades[0].Grade
	}
	if r.Item == "" { // a line of an invoice that is no item of the policy
		r.Item = row.Note
	}
	if row.Quantity != "" {
		if r.Quantity, err = form.Int(at(i, "quantity")); err != nil {
			return r, err
		}
	}
	if r.Metres, err = metresOf(row.Metres, at(i, "km")); err != nil {
		return r, err
	}
	if row.Day != "" {
		d, err := form.Day(at(i, "day"))
		if err != nil {
			return r, err
		}
		r.Day = *d
	}
	if r.Charged, err = form.Amount(at(i, "charged")); err != nil {
		return r, err
	}
	if row.Charged == "" {
		price := f.price(row)
		if price == 0 {
			return r, noSum.With().At(at(i, "charged"))
		}
		if r.Charged, err = price.Times(r.Quantity); err != nil {
			return r, err
		}
	}
	if r.Quantity > 0 && r.Charged%money.Amount(r.Quantity) == 0 {
		r.Unit = r.Charged / money.Amount(r.Quantity)
	}
	return r, nil
}

// price is what the home's list says for the line, 0 for none or by distance.
func (f *servicesView) price(row serviceRow) money.Amount {
	for _, it := range f.View.Items {
		for _, g := range it.Grades {
			if it.Code == row.Code && (g.Grade == row.Grade || row.Grade == "" && len(it.Grades) == 1) && !g.Distance && !f.Foreign {
				return g.Price
			}
		}
	}
	return 0
}

// gradeSign stands between an item and its grade where one field chooses both.
const gradeSign = "|"

// itemChoice is an item in one of its grades, as a line chooses it.
type itemChoice struct {
	Value, Label string
	Here         bool
}

// choices are the items in their grades for a line that may name any of them.
func (f *servicesView) choices(p ui.Page, r serviceRow) (out []itemChoice) {
	for _, it := range f.View.Items {
		name := p.T(it.Zh, it.En)
		if len(it.Grades) < 2 {
			out = append(out, itemChoice{it.Code, name, r.Code == it.Code})
			continue
		}
		for _, g := range it.Grades {
			words, value := g.Label, it.Code
			if g.Grade != "" {
				value += gradeSign + g.Grade
			}
			if !f.Foreign { // the prices of another home are on its invoice
				words = rate(p, g)
			}
			out = append(out, itemChoice{value, name + " · " + words, r.Code == it.Code && r.Grade == g.Grade})
		}
	}
	return out
}

// onRows says faults of the request at the rows of the form, which has empty
// lines between.
func (f *servicesView) onRows(err error) error {
	var all problem.List
	if p := problem.Of(err); p != nil && !errors.As(err, &all) {
		all = problem.List{p}
	}
	if len(all) == 0 {
		return err
	}
	out := make(problem.List, len(all))
	for i, p := range all {
		q := *p
		var n int
		var name string
		if k, _ := fmt.Sscanf(p.Field, "services[%d].%s", &n, &name); k == 2 && n < len(f.asked) {
			row := f.asked[n]
			if name == "metres" {
				name = "km"
			}
			q.Field = at(row, name)
			q.Zh = strings.Replace(p.Zh, fmt.Sprintf("第 %d 项", n+1), fmt.Sprintf("第 %d 项", row+1), 1)
			q.En = strings.Replace(p.En, fmt.Sprintf("service %d", n+1), fmt.Sprintf("service %d", row+1), 1)
		}
		out[i] = &q
	}
	return out
}

// at is the name of a field of a line.
func at(i int, field string) string { return fmt.Sprintf("services[%d].%s", i, field) }

// record keeps the services, or only reckons what they would come to.
func record(v *site.Visit) error {
	p, f, err := servicesPage(v)
	if err != nil {
		return err
	}
	rs, faults := f.readRows(v.Form, v.O.Today())
	f.Reason = v.Form.Get("difference")
	req := office.RecordServices{Claim: f.Case.Claim, Services: rs, Difference: f.Reason}
	try := v.Form.Get("do") == "try"
	err = faults.Err()
	if err == nil && !try {
		if _, err = v.O.Record(v.R.Context(), v.Acting(), req); err == nil {
			return v.Done(path(f.Case.Claim), "recorded")
		}
	}
	if err == nil {
		var b office.Bill
		if b, err = v.O.WouldBe(v.R.Context(), v.Caller, req); err == nil {
			f.Bill = &b
			return v.Show(p, servicesBody(p, f))
		}
	}
	if !try {
		p.Key = rand.Text()
	}
	return v.AgainWith(f.onRows(err), p, func(p ui.Page) ui.Body { return servicesBody(p, f) })
}
