package verify

import "fmt"

type numberRow struct {
	county, office int64
	kind           string
	year, n        int64
	subject        int64 // 0 when voided
}

// checkNumbers wants the numbers of lists, orders and certificates gapless with
// their voids, each on the row that carries it (INV-29).
func (r *run) checkNumbers() {
	var last numberRow
	given := map[key]bool{}
	each(r.src, `SELECT county, office, kind, year, n, max(subject) FROM (
		SELECT county, office, kind, year, n, subject FROM number_issued UNION ALL SELECT county, office, kind, year, n, 0 FROM number_void) x
		GROUP BY county, office, kind, year, n ORDER BY county, office, kind, year, n`,
		func(v *numberRow) []any { return []any{&v.county, &v.office, &v.kind, &v.year, &v.n, &v.subject} }, func(v *numberRow) {
			row := rowKey(v.county, v.office, v.kind, v.year, v.n)
			want := int64(1)
			if v.county == last.county && v.office == last.office && v.kind == last.kind && v.year == last.year {
				want = last.n + 1
			}
			r.want(v.n == want, 29, "number_issued", row, fmt.Sprintf("编号断号，应为 %d", want), fmt.Sprintf("a gap in the numbers: %d is missing", want))
			last = *v
			r.checkCarrier(v, row, given)
		})
	for k, l := range r.lists {
		r.want(given[k], 29, "list", rowKey(k), "清册编号没有登记", "its number was never drawn: "+l.Number)
	}
	for k, o := range r.orders {
		r.want(given[k], 29, "payment_order", rowKey(k), "拨款单编号没有登记", "its number was never drawn: "+o.Number)
	}
}

var numberPrefix = map[string]string{"list": "QC", "sheet": "HD", "order": "ZF"}

// checkCarrier compares a number with the list or order that carries it.
func (r *run) checkCarrier(v *numberRow, row string, given map[key]bool) {
	prefix, ok := numberPrefix[v.kind]
	if !ok || v.subject == 0 {
		return
	}
	k := key{v.county, v.subject}
	text := fmt.Sprintf("%s-%04d-%06d", prefix, v.year, v.n)
	carried := ""
	if l := r.lists[k]; l != nil && v.kind != "order" {
		carried = l.Number
	} else if o := r.orders[k]; o != nil {
		carried = o.Number
	}
	r.want(carried == text && !given[k], 29, "number_issued", row, "编号与单据不符", "the row it was drawn for carries another number")
	given[k] = true
}
