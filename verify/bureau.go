package verify

import (
	"strconv"
	"strings"
)

// bookCell is one cell of the book.
type bookCell struct {
	county  int64
	account string
	part
	payee int64
	month string
}

// checkBook wants every cell of the book to be what the postings come to
// (INV-06).
func (r *run) checkBook() {
	type row struct {
		bookCell
		fen int64
	}
	each(r.src, `SELECT county, account, fund, level, year, payee, month, fen FROM book ORDER BY county, account, fund, level, year, payee, month`, func(v *row) []any {
		return []any{&v.county, &v.account, &v.Fund, &v.Level, &v.Year, &v.payee, &v.month, &v.fen}
	}, func(v *row) {
		fen, there := r.books.cells[v.bookCell]
		r.want(there && fen == v.fen, 6, "book", v.text(), "账页金额不等于分录合计", "the cell is not the sum of its postings")
		delete(r.books.cells, v.bookCell)
	})
	for c := range r.books.cells {
		r.want(false, 6, "book", c.text(), "账页缺少分录已有的金额", "the cell of these postings is gone")
	}
}

func (c bookCell) text() string {
	return rowKey(c.county, c.account, c.Fund, c.Level, c.Year, c.payee, c.month)
}

// checkTicks wants an act behind every tick, by the person who ticked; the
// machine's stand beside a person's (INV-16).
func (r *run) checkTicks() {
	type tickRow struct {
		key
		n                         int64
		kind                      string
		person                    int64
		at                        string
		privateN, decision, claim int64
	}
	each(r.src, `SELECT t.county, t.claim, t.n, t.kind, t.person, t.at, t.private_n, t.decision, COALESCE(d.claim, 0) FROM tick t
		LEFT JOIN decision d ON d.county = t.county AND d.id = t.decision ORDER BY t.county, t.claim, t.n`, func(v *tickRow) []any {
		return []any{&v.county, &v.id, &v.n, &v.kind, &v.person, &v.at, &v.privateN, &v.decision, &v.claim}
	}, func(v *tickRow) {
		a := r.chain.acts[stamp{v.county, v.at}]
		row := rowKey(v.key, v.n)
		machine := v.kind == "sums"
		r.want(a.act == "tick_claim" && a.subject == v.id && (a.person == v.person || machine && v.person == 0), 16, "tick", row, "没有勾选它的审计记录", "no act of that instant and person ticked it")
		r.want(machine == (v.person == 0) && (machine || v.kind == "identity" || v.kind == "papers"), 16, "tick", row, "核对项不对", "it is no item that such a one ticks")
		r.want(v.decision == 0 || v.claim == v.id, 25, "tick", row, "所引决定不属于该申请", "the decision it names is of another claim")
	})
}

// checkLevels wants a second approver behind every order of a list beyond the
// county's limit, as the limit was known when the order was made (INV-12, INV-14).
func (r *run) checkLevels() {
	type limitRow struct {
		key
		value, from, to, at string
	}
	var limits []limitRow
	each(r.src, `SELECT county, id, value, valid_from, COALESCE(valid_to, '9999-12-31'), recorded_at FROM local_value WHERE name = 'approval_limit' ORDER BY county, id`,
		func(v *limitRow) []any { return []any{&v.county, &v.id, &v.value, &v.from, &v.to, &v.at} }, func(v *limitRow) { limits = append(limits, *v) })
	for _, o := range r.orders {
		l := r.lists[key{o.county, o.List}]
		if o.Kind != "first" || l == nil {
			continue
		}
		limit := int64(-1)
		approved, _ := beijing(l.Approved)
		for _, v := range limits {
			if v.county == l.county && v.at <= o.At && v.from <= approved.String() && approved.String() <= v.to {
				limit = fenOf(v.value)
			}
		}
		if limit < 0 || l.SealedFen <= limit {
			continue
		}
		first, second := r.chain.on[l.key]["approve_list"], r.chain.on[l.key]["countersign_list"]
		r.want(second.pos > first.pos && second.at < o.At, 12, "list", rowKey(l.key), "超过限额的清册没有第二人审定", "a list beyond the limit was ordered without a second approver")
		r.want(second.person != first.person, 14, "list", rowKey(l.key), "两次审定是同一人", "both approvals are by one person")
	}
}

// fenOf reads "1300.00"; -1 when it is no amount.
func fenOf(yuan string) int64 {
	whole, part, _ := strings.Cut(yuan, ".")
	fen, err := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
	if err != nil || len(part) > 2 {
		return -1
	}
	return fen
}
