package verify

import "encoding/json"

// invoicedRow is the total of a family's invoices beside a version of its
// services, with the audit record it cites.
type invoicedRow struct {
	key
	N, Invoices, Charged, Person int64
	Reason, At, act, actAt       string
	actPerson, actSubject        int64
}

const invoicedQuery = `SELECT x.county, x.claim, x.n, x.invoiced_fen, x.charged_fen, x.person, x.reason, x.at, COALESCE(a.act, ''), COALESCE(a.at, ''), COALESCE(a.person, 0), COALESCE(a.subject, 0)
	FROM invoiced x LEFT JOIN audit a ON a.county = x.county AND a.pos = x.audit_pos ORDER BY x.county, x.claim, x.n`

func scanInvoiced(v *invoicedRow) []any {
	return []any{&v.N, &v.Invoices, &v.Charged, &v.Person, &v.Reason, &v.At, &v.act, &v.actAt, &v.actPerson, &v.actSubject}
}

// checkInvoiced holds each version of a reimbursement's lines to the invoices:
// never more, less only with a reason, added up here from the lines (INV-09).
func (r *run) checkInvoiced(f *caseFile) {
	sums := map[int64]int64{}
	for i := range f.services {
		sums[f.services[i].N] += f.services[i].Charged
	}
	for i := range f.invoiced {
		x := &f.invoiced[i]
		row := rowKey(f.key, x.N)
		r.want(x.act == "record_services" && x.actAt == x.At && x.actPerson == x.Person && x.actSubject == f.id, 16, "invoiced", row, "没有写入它的操作", "no act wrote the row")
		r.want(x.Charged == sums[x.N] && x.Charged <= x.Invoices, 9, "invoiced", row, "各项合计不符，或超过发票合计", "the lines do not add up to it, or to more than the invoices")
		r.want((x.Charged == x.Invoices) == (x.Reason == ""), 9, "invoiced", row, "与发票合计的差额没有原因", "they differ from the invoices without a reason")
	}
	r.want(f.Route == "reimbursement" && int64(len(f.invoiced)) == f.ServicesN || f.Route != "reimbursement" && len(f.invoiced) == 0,
		9, "invoiced", rowKey(f.key), "登记的项目没有对照发票", "its lines do not stand beside its invoices")
}

// checkInvoices compares the invoices of the form with the total that the lines
// of a determined claim were recorded against; only with keys (INV-09).
func (r *run) checkInvoices(f *caseFile, whole string) {
	var form struct {
		Invoices []struct {
			Fen int64 `json:"fen"`
		} `json:"invoices"`
	}
	if f.Route != "reimbursement" || f.State != "determined" || json.Unmarshal([]byte(whole), &form) != nil || len(f.invoiced) == 0 {
		return
	}
	total := int64(0)
	for _, x := range form.Invoices {
		total += x.Fen
	}
	last := &f.invoiced[len(f.invoiced)-1]
	r.want(total == last.Invoices, 9, "invoiced", rowKey(f.key, last.N), "不是申请表里的发票合计", "it is not the total of the form's invoices")
}
