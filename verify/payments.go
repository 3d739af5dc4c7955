package verify

import (
	"fmt"
	"strings"
)

// orderFacts is one payment order; a list has one and a few re-issues.
type orderFacts struct {
	key
	orderRow
	book              map[string]int64 // kind of entry → sum
	text              strings.Builder  // its lines, as the audit record has the digest of
	lines, fen        int64
	paid, returned    int64
	standing, waiting int64 // sums of lines not issued again: all, and without an answer
}

type orderRow struct {
	List         int64
	Number, Kind string
	Of           int64
	Lines, Fen   int64
	Offset       int64
	Digest       string
	Payer        int64
	Day          string
	Person       int64
	At           string
}

// paymentRow is a line of an order with what it answers to.
type paymentRow struct {
	key               // county, order
	Seq               int64
	Voucher           string
	Claim, Fen        int64
	Commitment        string
	OfOrder, OfSeq    int64
	Due               int64 // waived sum of the claim's line in the list; -1 when there is none
	Struck            int64
	OldFen, OldClaim  int64 // of the line it issues again; -1 when there is none
	OldOutcome, OldAt string
	OldAccount        string // commitment that it was paid to, and why it came back
	OldReason         string
	Again             int64  // how many lines issue it again
	Payee             string // commitment of the family's account when it was ordered
}

type outcomeRow struct {
	key
	Seq, N           int64
	Outcome          string
	Fen              int64
	ValueDay         string
	Result, ResultOf int64 // ResultOf: the order of the result file, -1 when there is none
	At               string
}

const paymentQuery = `SELECT p.county, p.ord, p.seq, p.voucher, p.claim, p.fen, p.commitment, COALESCE(p.of_ord, 0), COALESCE(p.of_seq, 0),
	COALESCE(l.waived_fen, -1), (SELECT count(*) FROM line_mark m WHERE m.county = l.county AND m.list = l.list AND m.seq = l.seq AND m.mark = 'strike'),
	COALESCE(q.fen, -1), COALESCE(q.claim, -1), COALESCE(y.outcome, ''), COALESCE(y.at, ''), COALESCE(q.commitment, ''),
	COALESCE((SELECT e.reason FROM payment_outcome e WHERE e.county = q.county AND e.ord = q.ord AND e.seq = q.seq AND e.reason <> '' AND e.at <= o.at ORDER BY e.n DESC LIMIT 1), ''),
	(SELECT count(*) FROM payment_line r WHERE r.county = p.county AND r.of_ord = p.ord AND r.of_seq = p.seq),
	COALESCE((SELECT z.commitment FROM payee z WHERE z.county = p.county AND z.claim = p.claim AND z.at <= o.at ORDER BY z.n DESC LIMIT 1), '')
	FROM payment_line p
	LEFT JOIN payment_order o ON o.county = p.county AND o.id = p.ord
	LEFT JOIN list_line l ON p.claim <> 0 AND l.county = p.county AND l.list = o.list AND l.claim = p.claim
	LEFT JOIN payment_line q ON q.county = p.county AND q.ord = p.of_ord AND q.seq = p.of_seq
	LEFT JOIN payment_outcome y ON y.county = q.county AND y.ord = q.ord AND y.seq = q.seq AND y.outcome <> 'detail'
	ORDER BY p.county, p.ord, p.seq`

func scanPayment(p *paymentRow) []any {
	return []any{&p.county, &p.id, &p.Seq, &p.Voucher, &p.Claim, &p.Fen, &p.Commitment, &p.OfOrder, &p.OfSeq, &p.Due, &p.Struck,
		&p.OldFen, &p.OldClaim, &p.OldOutcome, &p.OldAt, &p.OldAccount, &p.OldReason, &p.Again, &p.Payee}
}

const outcomeQuery = `SELECT x.county, x.ord, x.seq, x.n, x.outcome, x.fen, x.value_day, x.result, COALESCE(b.ord, -1), x.at
	FROM payment_outcome x LEFT JOIN bank_result b ON b.county = x.county AND b.id = x.result ORDER BY x.county, x.ord, x.seq, x.n`

// learnOrders reads the orders; the ledger and the payments refer to them.
func (r *run) learnOrders() {
	each(r.src, `SELECT county, id, list, number, kind, COALESCE(reissue_of, 0), lines, fen, offset_fen, digest, payer, day, person, at FROM payment_order ORDER BY county, id`,
		func(o *orderFacts) []any {
			return []any{&o.county, &o.id, &o.List, &o.Number, &o.Kind, &o.Of, &o.Lines, &o.Fen, &o.Offset, &o.Digest, &o.Payer, &o.Day, &o.Person, &o.At}
		}, func(o *orderFacts) {
			x := orderFacts{key: o.key, orderRow: o.orderRow, book: map[string]int64{}}
			r.orders[o.key] = &x
			if l := r.lists[key{o.county, o.List}]; l != nil {
				l.orders++
			}
		})
}

func (r *run) orderOf(k key) *orderFacts { return r.orders[k] }

func bookOrder(o *orderFacts, kind string, _ part, fen int64) { o.book[kind] += fen }

// checkPayments goes over every payment line with what the bank said of it.
func (r *run) checkPayments() {
	outcomes := group[outcomeRow]{stream: open(r.src, outcomeQuery, func(x *outcomeRow) []any {
		return []any{&x.county, &x.id, &x.Seq, &x.N, &x.Outcome, &x.Fen, &x.ValueDay, &x.Result, &x.ResultOf, &x.At}
	})}
	each(r.src, paymentQuery, scanPayment, func(p *paymentRow) {
		var told []outcomeRow
		for x := outcomes.peek(); x != nil; x = outcomes.peek() {
			if p.key.less(x.key) || p.key == x.key && x.Seq > p.Seq {
				break
			}
			if x.key == p.key && x.Seq == p.Seq {
				told = append(told, *x)
			} else {
				r.bad(23, "payment_outcome", rowKey(x.key, x.Seq, x.N), "银行结果对应的拨款行不存在", "the bank's word is on a line that was never sent")
			}
			outcomes.next()
		}
		o := r.orders[p.key]
		if !r.want(o != nil, 11, "payment_line", rowKey(p.key, p.Seq), "所属的拨款单不存在", "it hangs on an order that does not exist") {
			return
		}
		r.checkPayment(o, p)
		r.checkOutcome(o, p, told)
	})
	for x := outcomes.peek(); x != nil; x = outcomes.peek() {
		r.bad(23, "payment_outcome", rowKey(x.key, x.Seq, x.N), "银行结果对应的拨款行不存在", "the bank's word is on a line that was never sent")
		outcomes.next()
	}
	for _, o := range r.orders {
		r.checkOrder(o)
	}
	for _, l := range r.lists {
		r.checkChain(l)
	}
	r.paidTwice()
}

// checkPayment holds one payment line against its obligation (INV-11), payee
// (INV-22) and, for a re-issue, the returned line (INV-24).
func (r *run) checkPayment(o *orderFacts, p *paymentRow) {
	row := rowKey(p.key, p.Seq)
	l := r.lists[key{o.county, o.List}]
	o.lines++
	o.fen += p.Fen
	fmt.Fprintf(&o.text, "line\t%d\t%s\t%d\t%d\t%s\n", p.Seq, p.Voucher, p.Claim, p.Fen, p.Commitment)
	r.want(p.Seq == o.lines, 5, "payment_line", row, "行号不连续", "the numbers of the lines have a gap")
	r.want(p.Fen > 0, 7, "payment_line", row, "金额不大于零", "the sum is not above zero")
	var year, n int
	_, err := fmt.Sscanf(o.Number, "ZF-%4d-%d", &year, &n)
	r.want(err == nil && p.Voucher == fmt.Sprintf("ZF%s%04d%06d%05d", countyCode(o.county), year, n, p.Seq), 29, "payment_line", row, "凭证号与拨款单号不符", "the voucher is not of this order and line")
	if l == nil {
		return
	}
	if l.Kind == "local" {
		r.want(p.Claim == 0, 11, "payment_line", row, "殡仪馆拨款行不应指向个人申请", "a home's line names a claim")
		until := l.Approved
		if o.Kind == "reissue" {
			until = o.At
		}
		r.want(p.Commitment == r.homeAccount(l, until), 22, "payment_line", row, "收款账户不是审定时登记的殡仪馆账户", "it is not paid to the home's registered account at approval")
	} else {
		r.want(p.Due == p.Fen && p.Struck == 0, 11, "payment_line", row, "没有对应的已审定义务或金额不符", "no approved obligation of this sum stands behind it")
		r.want(p.Commitment != "" && p.Commitment == p.Payee, 22, "payment_line", row, "收款账户不是该申请核定的账户", "it is not paid to the account of the claim's payee")
	}
	r.checkReissue(o, p, row)
}

// passing are the codes of ISO 20022 that say that a bank could not pay just then;
// after any other, an account is corrected or confirmed before it is paid again.
var passing = map[string]bool{"AB03": true, "AB05": true, "AB06": true, "AB07": true, "AB08": true, "AB09": true, "AB10": true, "AM04": true, "ED05": true, "TM01": true}

func (r *run) checkReissue(o *orderFacts, p *paymentRow, row string) {
	r.want(p.Again <= 1, 24, "payment_line", row, "同一退回行重新支付了两次", "one returned line was issued again twice")
	if o.Kind != "reissue" {
		r.want(p.OfOrder == 0 && p.OfSeq == 0, 24, "payment_line", row, "首次拨款行不应重拨其他行", "a line of a first order issues another again")
		return
	}
	r.want(p.OldFen == p.Fen && p.OldClaim == p.Claim, 24, "payment_line", row, "与被重拨的行金额或申请不符", "it is not the sum or claim of the line it issues again")
	r.want(p.OldOutcome == "returned" && p.OldAt < o.At, 24, "payment_line", row, "被重拨的行没有被银行退回", "the line it issues again was not returned by the bank before")
	r.want(p.Commitment != p.OldAccount || passing[p.OldReason], 24, "payment_line", row, "退回原因不是临时性的，账户却没有更正或确认", "it came back for a lasting reason and the account was neither corrected nor confirmed")
	old := r.orders[key{o.county, p.OfOrder}]
	r.want(old != nil && old.List == o.List && p.OfOrder < o.id, 24, "payment_line", row, "被重拨的行不属于同一清册", "the line it issues again is of another list")
}

// homeAccount gives the commitment of the account registered for the home of a
// list at an instant.
func (r *run) homeAccount(l *listFacts, until string) (commitment string) {
	for _, a := range r.world.accounts {
		if a.county == l.county && a.Home == l.Unit && a.Recorded <= until {
			commitment = a.Commitment
		}
	}
	return commitment
}

// checkOutcome checks what the bank said of one line (INV-23) and counts it.
func (r *run) checkOutcome(o *orderFacts, p *paymentRow, told []outcomeRow) {
	final := ""
	l := r.lists[key{o.county, o.List}]
	for i := range told {
		x := &told[i]
		row := rowKey(x.key, x.Seq, x.N)
		r.want(x.N == int64(i+1), 23, "payment_outcome", row, "结果序号不连续", "the numbers of the outcomes have a gap")
		r.want(x.Fen == p.Fen, 23, "payment_outcome", row, "结果金额与拨款行不符", "the sum is not the one sent")
		r.want(x.ResultOf == o.id, 23, "payment_outcome", row, "结果不是来自本拨款单的银行回单", "it does not come from a result file of this order")
		r.want(x.At > o.At, 12, "payment_outcome", row, "结果早于拨款单", "the outcome is before the order")
		switch x.Outcome {
		case "paid", "returned":
			r.want(final == "", 23, "payment_outcome", row, "同一行有两个最终结果", "one line has two final outcomes")
			final = x.Outcome
			d, ok := dayOf(x.ValueDay)
			if final == "paid" && r.want(ok, 23, "payment_outcome", row, "没有到账日期", "paid without a value day") && l != nil {
				l.paidOn = max(l.paidOn, d.String())
			}
		case "detail":
			r.want(final != "", 23, "payment_outcome", row, "没有最终结果却有补充", "a detail without a final outcome")
		default:
			r.want(false, 23, "payment_outcome", row, "结果不是到账或退回", "the outcome is neither paid nor returned")
		}
	}
	switch final {
	case "paid":
		o.paid += p.Fen
	case "returned":
		o.returned += p.Fen
	}
	r.did(23)
	r.did(24)
	if !r.want(p.Again == 0 || final == "returned", 24, "payment_line", rowKey(p.key, p.Seq), "没有退回却被重新支付", "it was issued again without being returned") {
		return
	}
	if p.Again > 0 {
		return
	}
	o.standing += p.Fen
	if final == "" {
		o.waiting += p.Fen
		if sent, ok := beijing(o.At); ok && r.world.calendar.between(sent+1, r.world.today) > 3 {
			r.late(23, "payment_line", rowKey(p.key, p.Seq), "银行超过 3 个工作日没有答复", "the bank has not answered for more than 3 working days")
		}
	}
}

// checkOrder holds an order against its list and its entries (INV-04, 05, 12).
func (r *run) checkOrder(o *orderFacts) {
	row := rowKey(o.key)
	l := r.lists[key{o.county, o.List}]
	if !r.want(l != nil, 11, "payment_order", row, "所引清册不存在", "the list it pays does not exist") {
		return
	}
	r.want(o.Payer != 0 && r.world.treasury[key{o.county, o.Payer}], 22, "payment_order", row, "付款账户不是登记的财政账户", "it is paid from an account that is not the registered treasury's")
	r.want(o.Lines == o.lines, 5, "payment_order", row, "笔数不符", "the number of lines is wrong")
	r.want(o.Fen == o.fen, 27, "payment_order", row, "拨款合计不等于各行之和", "its sum is not that of its lines")
	r.want(o.Digest == l.SealedDigest && o.Digest != "", 5, "payment_order", row, "所引摘要不是盖章清册的摘要", "it cites another digest than the sealed list's")
	r.want(l.Approved != "" && o.At > l.Approved, 12, "payment_order", row, "拨款早于财政审定", "it was ordered before finance approved")
	r.want(l.people["payer"][o.Person], 14, "payment_order", row, "下达人不是本清册的支付人", "it was ordered by a person who is not the list's payer")
	if o.Kind == "first" {
		r.want(o.Fen+o.Offset == l.SealedFen, 4, "payment_order", row, "拨款加抵扣不等于盖章免除额", "order and offset are not the sealed sum")
	} else {
		r.want(o.Of != 0 && o.Offset == 0 && r.orders[key{o.county, o.Of}] != nil, 24, "payment_order", row, "重拨单没有指明原拨款单", "a re-issue without the order it repeats")
	}
	r.want(o.book["ordered"] == o.Fen, 4, "payment_order", row, "账上的拨款额不等于拨款单", "the ledger's ordered sum is not the order's")
	r.want(o.book["paid"] == o.paid, 4, "payment_order", row, "账上的已支付额不等于银行到账", "the ledger's paid sum is not what the bank paid")
	r.want(o.book["returned_by_bank"] == o.returned, 4, "payment_order", row, "账上的退回额不等于银行退回", "the ledger's returned sum is not what the bank returned")
}

// checkChain follows one list to the bank: sealed = paid + returned + unknown +
// offset over the lines that stand (INV-04), and its state and day (INV-13, 37).
func (r *run) checkChain(l *listFacts) {
	row := rowKey(l.key)
	var standing, waiting, paid, offset, first int64
	for k, o := range r.orders {
		if k.county != l.county || o.List != l.id {
			continue
		}
		standing, waiting, paid, offset = standing+o.standing, waiting+o.waiting, paid+o.paid, offset+o.Offset
		if o.Kind == "first" {
			first++
		}
	}
	ordered := l.State == "ordered" || l.State == "paid" || l.State == "returned"
	r.want(ordered == (first == 1) && first <= 1, 13, "list", row, "拨款状态与拨款单不符", "the state does not agree with the orders there are")
	if ordered {
		r.want(standing+offset == l.SealedFen, 4, "list", row, "盖章额不等于到账、退回、待确认与抵扣之和", "the sealed sum is not paid, returned, unknown and offset together")
		r.want(l.book["recovery_offset"].total() == offset, 4, "list", row, "账上的抵扣额不等于拨款单", "the ledger's offset is not the order's")
		r.want((l.State == "paid") == (paid == standing && waiting == 0), 13, "list", row, "是否付清与银行结果不符", "whether it is paid does not agree with what the bank said")
	}
	last, ok := lastOf(l.Period)
	r.want(ok, 37, "list", row, "结算期写法不对", "the period is malformed")
	if l.Kind != "local" || l.State == "void" || !ok {
		return
	}
	due := r.world.calendar.due(last)
	switch {
	case l.State == "paid" && l.paidOn > due.String():
		r.late(37, "list", row, "到账日 "+l.paidOn+" 晚于应付日 "+due.String(), "paid on "+l.paidOn+", due on "+due.String()+": "+r.whyLate(l, due))
	case l.State != "paid" && r.world.today > due:
		r.late(37, "list", row, "已过应付日 "+due.String()+"，现为“"+l.State+"”", "due on "+due.String()+", it is "+l.State)
	}
}

// whyLate names the step at which the time was lost.
func (r *run) whyLate(l *listFacts, due day) string {
	for _, s := range []struct{ at, word string }{{l.SubmittedAt, "submitted late"}, {l.SealedAt, "sealed late"}, {l.Approved, "approved late"}} {
		if d, ok := beijing(s.at); ok && d > due {
			return s.word
		}
	}
	return "the bank paid late"
}

// paidTwice finds an obligation with two successful payments (INV-11) and a
// family paid twice over all lists (INV-02).
func (r *run) paidTwice() {
	type twice struct {
		county, list, claim, n int64
	}
	each(r.src, `SELECT o.county, o.list, p.claim, count(*) FROM payment_outcome x JOIN payment_line p ON p.county = x.county AND p.ord = x.ord AND p.seq = x.seq
		JOIN payment_order o ON o.county = p.county AND o.id = p.ord WHERE x.outcome = 'paid' GROUP BY o.county, o.list, p.claim HAVING count(*) > 1 ORDER BY o.county, o.list, p.claim`,
		func(t *twice) []any { return []any{&t.county, &t.list, &t.claim, &t.n} }, func(t *twice) {
			r.bad(11, "payment_line", rowKey(t.county, t.list, t.claim), "同一义务支付成功两次", "one obligation was paid twice")
		})
	each(r.src, `SELECT p.county, p.claim, count(*) FROM payment_outcome x JOIN payment_line p ON p.county = x.county AND p.ord = x.ord AND p.seq = x.seq
		WHERE x.outcome = 'paid' AND p.claim <> 0 GROUP BY p.county, p.claim HAVING count(*) > 1 ORDER BY p.county, p.claim`,
		func(t *twice) []any { return []any{&t.county, &t.claim, &t.n} }, func(t *twice) {
			r.bad(2, "payment_line", rowKey(t.county, t.claim), "同一申请支付成功两次", "one claim was paid twice")
		})
	r.did(11)
	r.did(2)
}
