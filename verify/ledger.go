package verify

import "strconv"

// books is what the ledger comes to: balances by account and part, small
// whatever the number of entries.
type books struct {
	balance map[string]amounts      // county/account → balances
	budget  map[int64]amounts       // county → appropriated by budget rows
	paid    map[int64]amounts       // county → paid out
	overrun map[int64]map[part]bool // county → parts with an act that allowed an overrun
	trial   map[int64]amounts       // county → sum over all accounts, by fund and level
	cells   map[bookCell]int64      // sums by payee and month
}

type entryRow struct {
	key
	Kind, Day                       string
	Claim, List, Order, Line, Payee int64
	ReversalOf, Of                  int64
	At                              string
	OKind                           string // kind of the entry reversed
	OList, OOrder                   int64
}

type postingRow struct {
	key
	Seq     int64
	Account string
	part
	Fen int64
}

// sides names the accounts each kind of entry debits and credits; a kind with
// two pairs names both.
var sides = map[string][2]string{
	"appropriated":             {"1001", "3001"},
	"waiver_promised":          {"9001", "9002"},
	"promise_released":         {"9002", "9001"},
	"waiver_completed":         {"5001 9002", "2001 9001"},
	"reimbursement_determined": {"5001", "2001"},
	"list_submitted":           {"2001", "2002"},
	"line_struck":              {"2002", "2001"},
	"list_voided":              {"2002", "2001"},
	"list_approved":            {"2002", "2003"},
	"recovery_offset":          {"2003", "1201"},
	"ordered":                  {"2003", "2004"},
	"paid":                     {"2004", "1001"},
	"returned_by_bank":         {"2004", "2003"},
	"obligation_cancelled":     {"2003", "5001"},
	"recovery_due":             {"1201", "5001"},
	"recovered":                {"1001", "1201"},
}

const entryQuery = `SELECT e.county, e.id, e.kind, e.day, e.claim, e.list, e.ord, e.line, e.payee, COALESCE(e.reversal_of, 0), COALESCE(e.of, 0), e.at,
	COALESCE(o.kind, ''), COALESCE(o.list, 0), COALESCE(o.ord, 0)
	FROM entry e LEFT JOIN entry o ON o.county = e.county AND o.id = e.reversal_of ORDER BY e.county, e.id`

func scanEntry(e *entryRow) []any {
	return []any{&e.county, &e.id, &e.Kind, &e.Day, &e.Claim, &e.List, &e.Order, &e.Line, &e.Payee, &e.ReversalOf, &e.Of, &e.At, &e.OKind, &e.OList, &e.OOrder}
}

// checkLedger goes over every entry with its postings.
func (r *run) checkLedger() {
	b := &r.books
	b.balance, b.budget, b.paid, b.overrun, b.trial = map[string]amounts{}, map[int64]amounts{}, map[int64]amounts{}, map[int64]map[part]bool{}, map[int64]amounts{}
	b.cells = map[bookCell]int64{}
	entries := open(r.src, entryQuery, scanEntry)
	postings := group[postingRow]{stream: open(r.src, `SELECT county, entry, seq, account, fund, level, year, fen FROM posting ORDER BY county, entry, seq`, func(p *postingRow) []any {
		return []any{&p.county, &p.id, &p.Seq, &p.Account, &p.Fund, &p.Level, &p.Year, &p.Fen}
	}), key: func(p *postingRow) key { return p.key }, orphan: func(p *postingRow) {
		r.bad(6, "posting", rowKey(p.key, p.Seq), "所属的分录不存在", "it hangs on an entry that does not exist")
	}}
	last := map[int64]string{}
	for e := entries.peek(); e != nil && r.src.err == nil; e = entries.peek() {
		ps := postings.take(e.key)
		r.checkEntry(e, ps)
		r.want(e.At >= last[e.county], 35, "entry", rowKey(e.key), "分录倒插在已有分录之前", "the entry is set in before earlier ones")
		last[e.county] = e.At
		r.bookEntry(e, ps)
		r.rep.Entries++
		r.step()
		entries.next()
	}
	postings.rest()
	for county, t := range b.trial {
		for p, fen := range t {
			r.want(fen == 0, 6, "posting", rowKey(county, p.Fund, p.Level), "试算不平，差额 "+yuanText(fen), "the trial balance is off by "+yuanText(fen))
		}
		r.did(6)
	}
	r.checkReversals()
	r.checkPaidLines()
	r.checkBook()
	r.checkBudgets()
}

// checkPaidLines wants what the bank paid or returned to stand on the claim of its
// payment line (INV-25).
func (r *run) checkPaidLines() {
	type row struct{ key }
	each(r.src, `SELECT e.county, e.id FROM entry e WHERE e.kind IN ('paid', 'returned_by_bank') AND NOT EXISTS (
		SELECT 1 FROM payment_line p WHERE p.county = e.county AND p.ord = e.ord AND p.seq = e.line AND p.claim = e.claim) ORDER BY e.county, e.id`,
		func(v *row) []any { return []any{&v.county, &v.id} }, func(v *row) {
			r.bad(25, "entry", rowKey(v.key), "支付分录与拨款行不是同一申请", "it is not on the claim of its payment line")
		})
}

// checkEntry checks one entry by itself (INV-06, 07, 35).
func (r *run) checkEntry(e *entryRow, ps []postingRow) {
	row := rowKey(e.key)
	left := amounts{}
	debit, credit := sides[e.Kind][0], sides[e.Kind][1]
	turned := e.Kind == "reversed"
	if turned {
		credit, debit = sides[e.OKind][0], sides[e.OKind][1]
	}
	r.want(len(ps) >= 2, 6, "entry", row, "分录没有记账行", "the entry has no postings")
	r.want(debit != "", 6, "entry", row, "没有这一种分录", "there is no such kind of entry")
	for i := range ps {
		p := &ps[i]
		year := p.Year
		if e.Kind == "recovery_offset" {
			year = 0 // what is set off may be of another budget year
		}
		left.add(part{p.Fund, p.Level, year}, p.Fen)
		side := debit
		if p.Fen < 0 {
			side = credit
		}
		at := rowKey(e.key, p.Seq)
		r.want(p.Seq == int64(i+1) && p.Fund != "" && p.Level != "" && p.Year >= 1000, 6, "posting", at, "记账行不完整", "the posting is malformed")
		r.want(p.Fen != 0 && len(p.Account) == 4 && hasWord(side, p.Account), 7, "posting", at, "方向或科目不对，金额 "+yuanText(p.Fen), "wrong sign or account, "+yuanText(p.Fen))
	}
	r.want(len(left) == 0, 6, "entry", row, "借贷不平", "debit and credit differ")
	r.want(turned == (e.ReversalOf != 0), 7, "entry", row, "冲销分录没有原分录，或非冲销分录有", "a reversal without an original, or the reverse")
	r.checkRefs(e, row)
	day, ok := beijing(e.At)
	r.want(ok && day.String() == e.Day, 35, "entry", row, "记账日期不是入账当天", "it is dated on another day than it was made")
}

func hasWord(words, w string) bool {
	for i := 0; i+4 <= len(words); i += 5 {
		if words[i:i+4] == w {
			return true
		}
	}
	return false
}

// bookEntry adds an entry to the balances, its list and its order.
func (r *run) bookEntry(e *entryRow, ps []postingRow) {
	b := &r.books
	if b.trial[e.county] == nil {
		b.trial[e.county], b.paid[e.county], b.budget[e.county], b.overrun[e.county] = amounts{}, amounts{}, amounts{}, map[part]bool{}
	}
	kind, list, order, sign := e.Kind, e.List, e.Order, int64(1)
	if e.Kind == "reversed" {
		kind, list, order, sign = e.OKind, e.OList, e.OOrder, -1
	}
	l, o := r.lists[key{e.county, list}], r.orderOf(key{e.county, order})
	r.want(list == 0 || l != nil, 25, "entry", rowKey(e.key), "所引清册不存在", "it names a list that does not exist")
	for i := range ps {
		p := &ps[i]
		at := strconv.FormatInt(e.county, 10) + "/" + p.Account
		if b.balance[at] == nil {
			b.balance[at] = amounts{}
		}
		b.balance[at].add(p.part, p.Fen)
		b.cells[bookCell{e.county, p.Account, p.part, e.Payee, e.Day[:min(7, len(e.Day))]}] += p.Fen
		b.trial[e.county].add(part{p.Fund, p.Level, 0}, p.Fen)
		if e.Kind == "paid" && p.Account == "1001" {
			b.paid[e.county].add(p.part, -p.Fen)
		}
		if p.Fen*sign > 0 {
			book(l, kind, p.part, p.Fen)
			if o != nil {
				bookOrder(o, kind, p.part, p.Fen)
			}
		}
	}
}

// book adds a sum to a list; a reversal comes with a negative fen.
func book(l *listFacts, kind string, p part, fen int64) {
	if l == nil {
		return
	}
	if l.book[kind] == nil {
		l.book[kind] = amounts{}
	}
	l.book[kind].add(p, fen)
}

// checkReversals wants each reversal to mirror its one original (INV-07).
func (r *run) checkReversals() {
	type pair struct {
		key
		of      int64
		kind    string
		n       int64
		differs int64
	}
	each(r.src, `SELECT r.county, r.id, r.reversal_of, COALESCE(o.kind, ''),
		(SELECT count(*) FROM entry x WHERE x.county = r.county AND x.reversal_of = r.reversal_of),
		(SELECT count(*) FROM posting a WHERE a.county = r.county AND a.entry = r.id AND NOT EXISTS (SELECT 1 FROM posting c WHERE c.county = a.county AND c.entry = r.reversal_of
			AND c.seq = a.seq AND c.account = a.account AND c.fund = a.fund AND c.level = a.level AND c.year = a.year AND c.fen = -a.fen)) +
		ABS((SELECT count(*) FROM posting a WHERE a.county = r.county AND a.entry = r.id) - (SELECT count(*) FROM posting a WHERE a.county = r.county AND a.entry = r.reversal_of))
		FROM entry r LEFT JOIN entry o ON o.county = r.county AND o.id = r.reversal_of WHERE r.reversal_of IS NOT NULL ORDER BY r.county, r.id`,
		func(p *pair) []any { return []any{&p.county, &p.id, &p.of, &p.kind, &p.n, &p.differs} }, func(p *pair) {
			row := rowKey(p.key)
			r.want(p.kind != "" && p.of < p.id, 7, "entry", row, "所冲销的分录不存在", "the entry it reverses does not exist")
			r.want(p.n == 1, 7, "entry", row, "同一分录被冲销两次", "one entry is reversed twice")
			r.want(p.differs == 0, 7, "entry", row, "冲销与原分录不对应", "it does not mirror its original")
			switch p.kind {
			case "reversed", "paid", "returned_by_bank", "ordered", "recovered":
				r.bad(7, "entry", row, "这种分录不能冲销", "an entry of this kind is never reversed")
			}
		})
}

// checkBudgets compares budget rows with the ledger and payments with budgets
// (INV-10).
func (r *run) checkBudgets() {
	b := &r.books
	type budgetRow struct {
		key
		part
		fen, entry, booked int64
	}
	each(r.src, `SELECT b.county, b.id, b.fund, b.level, b.year, b.fen, b.entry,
		CAST(COALESCE((SELECT sum(p.fen) FROM posting p WHERE p.county = b.county AND p.entry = b.entry AND p.account = '1001' AND p.fund = b.fund AND p.level = b.level AND p.year = b.year), 0) AS BIGINT)
		FROM budget b ORDER BY b.county, b.id`, func(v *budgetRow) []any {
		return []any{&v.county, &v.id, &v.Fund, &v.Level, &v.Year, &v.fen, &v.entry, &v.booked}
	}, func(v *budgetRow) {
		if b.budget[v.county] == nil {
			b.budget[v.county] = amounts{}
		}
		b.budget[v.county].add(v.part, v.fen)
		r.want(v.booked == v.fen, 10, "budget", rowKey(v.key), "预算行与账上额度不符", "the budget row is not what was booked")
	})
	type overrunRow struct {
		key
		part
		document string
	}
	each(r.src, `SELECT county, id, fund, level, year, document FROM overrun ORDER BY county, id`, func(v *overrunRow) []any {
		return []any{&v.county, &v.id, &v.Fund, &v.Level, &v.Year, &v.document}
	}, func(v *overrunRow) {
		r.want(v.document != "", 10, "overrun", rowKey(v.key), "超支没有批准文件", "an overrun without the act that allowed it")
		if b.overrun[v.county] == nil {
			b.overrun[v.county] = map[part]bool{}
		}
		b.overrun[v.county][v.part] = true
	})
	for county, paid := range b.paid {
		for p, fen := range paid {
			r.want(fen <= b.budget[county][p] || b.overrun[county][p], 10, "budget", rowKey(county, p.Fund, p.Level, p.Year),
				"已支付超过预算且没有批准文件", "paid beyond the budget without an act that allowed it")
		}
	}
	r.checkListBooks()
}

// checkListBooks compares the entries of every list with its lines (INV-04).
func (r *run) checkListBooks() {
	for k, l := range r.lists {
		row := rowKey(k)
		eq := func(kind string, want amounts, zh, en string) {
			got := l.book[kind]
			r.want(got.equal(want), 4, "list", row, zh, en)
		}
		eq("list_submitted", l.submitted, "账上的送审额不等于清册各行", "the ledger's submitted sum is not that of the lines")
		eq("line_struck", l.struck, "账上的剔除额不等于剔除各行", "the ledger's struck sum is not that of the lines struck")
		approved, voided := amounts{}, amounts{}
		switch l.State {
		case "approved", "ordered", "paid", "returned":
			approved = l.sealed
		case "void":
			voided = l.sealed
		}
		eq("list_approved", approved, "账上的审定额不等于盖章各行", "the ledger's approved sum is not that of the sealed lines")
		eq("list_voided", voided, "账上的退回额不等于作废各行", "the ledger's voided sum is not that of the lines")
	}
}

// needs says what an entry of a kind must be about: c a claim, l a list, o an
// order.
var needs = map[string]string{
	"waiver_promised": "c", "promise_released": "c", "waiver_completed": "c", "reimbursement_determined": "c", "list_submitted": "l", "line_struck": "l", "list_voided": "l",
	"list_approved": "l", "recovery_offset": "clo", "ordered": "lo", "paid": "lo", "returned_by_bank": "lo", "obligation_cancelled": "cl", "recovery_due": "cl", "recovered": "c",
}

// checkRefs wants an entry to name what it is about, and its payee to be the
// home of its list (INV-25).
func (r *run) checkRefs(e *entryRow, row string) {
	for _, n := range needs[e.Kind] {
		id := map[rune]int64{'c': e.Claim, 'l': e.List, 'o': e.Order}[n]
		r.want(id != 0, 25, "entry", row, "没有写明所依据的单据", "it does not name what it is about")
	}
	l, o := r.lists[key{e.county, e.List}], r.orders[key{e.county, e.Order}]
	r.want(e.Order == 0 || o != nil && (e.List == 0 || o.List == e.List), 25, "entry", row, "所引拨款单不存在或不属于该清册", "the order it names does not exist or is of another list")
	if l != nil {
		home := int64(0)
		if l.Kind == "local" {
			home = l.Unit
		}
		r.want(e.Payee == home || e.Payee == 0, 25, "entry", row, "收款单位不是清册的殡仪馆", "its payee is not the home of its list")
	}
	r.want((e.Kind == "recovery_due") == (e.Of != 0), 25, "entry", row, "追回分录没有指明所支付的分录", "a recovery without the entry that paid it")
}
