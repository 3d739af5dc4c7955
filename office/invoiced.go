package office

import (
	"strings"

	"songbai/domain/claim"
	"songbai/domain/money"
	"songbai/domain/problem"
	"songbai/store"
)

var (
	overInvoice = problem.Define("claim.over_invoice", problem.Invalid,
		"登记的各项合计 %[1]s 元，超过发票合计 %[2]s 元", "the lines come to %[1]s yuan, more than the invoices' %[2]s",
		"请按发票逐项核对；发票金额填错的，先更正申请", "go through the lines by the invoice; if its sum was entered wrong, correct the application first")
	underInvoice = problem.Define("claim.under_invoice", problem.Invalid,
		"登记的各项合计 %[1]s 元，少于发票合计 %[2]s 元，没有说明原因", "the lines come to %[1]s yuan, less than the invoices' %[2]s, and no reason is given",
		"请补登漏掉的项目，或者写明差额的原因", "enter the lines left out, or say why they differ")
	otherInvoice = problem.Define("claim.other_invoice", problem.Conflict,
		"发票合计在登记项目之后改过", "the invoices' total was changed after the lines were recorded",
		"请按现在的发票重新登记项目", "record the lines again by the invoices as they are now")
)

// invoiceTotal adds up the invoices of a family's form.
func invoiceTotal(f *file) (money.Amount, error) {
	sums := make([]money.Amount, len(f.form.Invoices))
	for i, x := range f.form.Invoices {
		sums[i] = x.Fen
	}
	return money.Sum(sums...)
}

// againstInvoice holds recorded lines to the invoices of the form: never more,
// less only with a reason. It stores nothing.
func againstInvoice(f *file, ss []store.Service, reason string) (x store.Invoiced, err error) {
	if x.Invoices, err = invoiceTotal(f); err != nil {
		return x, err
	}
	sums := make([]money.Amount, len(ss))
	for i, s := range ss {
		sums[i] = s.Charged
	}
	if x.Charged, err = money.Sum(sums...); err != nil {
		return x, err
	}
	switch reason = strings.TrimSpace(reason); {
	case x.Charged > x.Invoices:
		return x, overInvoice.With(x.Charged, x.Invoices).Under("三(七)").At("services")
	case x.Charged == x.Invoices:
		return x, nil
	case reason == "":
		return x, underInvoice.With(x.Charged, x.Invoices).Under("三(七)").At("difference")
	}
	x.Reason = reason
	return x, plainReason(reason)
}

// putInvoiced keeps the invoices' total beside the services just recorded.
func (w *work) putInvoiced(f *file, ss []store.Service, reason string) error {
	if f.Route != claim.Reimbursement {
		return nil
	}
	x, err := againstInvoice(f, ss, reason)
	if err != nil {
		return err
	}
	x.N = f.ServicesN
	return w.PutInvoiced(f.ID, x, w.Position()+1)
}

// byInvoice refuses to go on where the form's invoices are no longer those that
// the lines were recorded against.
func (w *work) byInvoice(f *file) error {
	x, err := w.Invoiced(f.ID, f.ServicesN)
	if err != nil {
		return err
	}
	now, err := invoiceTotal(f)
	if err == nil && now != x.Invoices {
		return otherInvoice.With().Under("三(七)").At("services")
	}
	return err
}

// InvoicesSum is the total of a form's invoices beside the lines recorded.
type InvoicesSum struct {
	Total   money.Amount `json:"total_fen"`
	Charged money.Amount `json:"charged_fen"`
	Reason  string       `json:"reason,omitempty"` // why the lines come to less
}

// invoicesSum reads it for a reimbursement; nil for other claims.
func invoicesSum(s *store.Scope, f *file) (*InvoicesSum, error) {
	if f.Route != claim.Reimbursement {
		return nil, nil
	}
	total, err := invoiceTotal(f)
	if err != nil || f.ServicesN == 0 {
		return &InvoicesSum{Total: total}, err
	}
	x, err := s.Invoiced(f.ID, f.ServicesN)
	return &InvoicesSum{total, x.Charged, x.Reason}, err
}
