package verify

import (
	"fmt"
	"strconv"
	"strings"
)

// actAt is one act in the audit chain.
type actAt struct {
	pos, person int64
	act, kind   string
	subject     int64
	at, digest  string
}

// stamp is the instant of one act of a county; no two acts share one.
type stamp struct {
	county int64
	at     string
}

// chainFacts is what later passes ask of the chain: the acts that are not about
// one claim, by instant, and the last act of each name on a list or order.
type chainFacts struct {
	acts map[stamp]actAt
	on   map[key]map[string]actAt
}

// noteAct keeps an act for later passes. Acts on one claim are not kept: their
// moves say the same.
func (r *run) noteAct(a *auditRow) {
	if a.kind == "claim" && movingActs[a.act] || forgotten[a.kind] {
		return
	}
	x := actAt{a.pos, a.person, a.act, a.kind, a.subject, a.at, a.digest}
	r.chain.acts[stamp{a.county, a.at}] = x
	if a.kind == "list" || a.kind == "order" {
		k := key{a.county, a.subject}
		if r.chain.on[k] == nil {
			r.chain.on[k] = map[string]actAt{}
		}
		r.chain.on[k][a.act] = x
	}
}

var stepPart = map[string]string{"submit_list": "preparer", "seal_list": "sealer", "examine_list": "approver", "approve_list": "approver", "countersign_list": "approver", "order": "payer", "reissue": "payer"}

// checkListActs wants the steps of every list in the chain, in their order, by
// the people seated, on the digests that stand (INV-12, INV-14, INV-15).
func (r *run) checkListActs() {
	first := map[key]actAt{} // list → its first order
	for k, o := range r.orders {
		name := map[string]string{"first": "order", "reissue": "reissue"}[o.Kind]
		a, ok := r.chain.on[k][name]
		row := rowKey(k)
		r.want(ok && a.at == o.At && a.person == o.Person, 12, "payment_order", row, "审计链中没有这张拨款单", "the chain has no act that made the order")
		r.want(a.digest == o.digest(), 15, "payment_order", row, "拨款单内容与审计链中的摘要不符", "the order is not what the chain has the digest of")
		if o.Kind == "first" {
			first[key{o.county, o.List}] = a
		}
	}
	for k, l := range r.lists {
		acts := r.chain.on[k]
		begin := "submit_list"
		if l.Kind != "local" {
			begin = "open_list"
		}
		steps := []actAt{named(acts, begin)}
		if l.SealedAt != "" {
			steps = append(steps, named(acts, "seal_list"))
		}
		if l.Approved != "" {
			steps = append(steps, named(acts, "examine_list"), named(acts, "approve_list"))
		}
		if l.orders > 0 {
			a := first[k]
			a.act = "order"
			steps = append(steps, a)
		}
		r.checkSteps(l, rowKey(k), steps)
	}
}

func named(acts map[string]actAt, name string) actAt {
	a := acts[name]
	a.act = name
	return a
}

func (r *run) checkSteps(l *listFacts, row string, steps []actAt) {
	pos := int64(0)
	at := map[string]string{"submit_list": l.SubmittedAt, "open_list": l.SubmittedAt, "seal_list": l.SealedAt, "approve_list": l.Approved}
	digest := map[string]string{"submit_list": l.SubmittedDigest, "open_list": l.SubmittedDigest, "seal_list": l.SealedDigest}
	for _, a := range steps {
		if !r.want(a.pos > pos, 12, "list", row, "审计链中缺少“"+a.act+"”或先后不对", "the chain has no "+a.act+" in its place") {
			continue
		}
		pos = a.pos
		if part := stepPart[a.act]; part != "" {
			r.want(l.people[part][a.person], 14, "list", row, "“"+a.act+"”的办理人不是登记的环节人员", a.act+" was done by a person without that part")
		}
		if want, ok := at[a.act]; ok {
			r.want(a.at == want, 12, "list", row, "“"+a.act+"”的时间与审计链不符", "the time of "+a.act+" is not that of the chain")
		}
		if want, ok := digest[a.act]; ok {
			r.want(a.digest == want, 15, "list", row, "“"+a.act+"”的摘要与审计链不符", "the digest of "+a.act+" is not that of the chain")
		}
	}
}

// digest makes the canonical text of an order again.
func (o *orderFacts) digest() string {
	var b strings.Builder
	fmt.Fprintf(&b, "songbai-order-1\ncounty\t%s\nlist\t%d\nnumber\t%s\nkind\t%s\nof\t%d\nsealed\t%s\nday\t%s\nfen\t%d\noffset\t%d\n",
		countyCode(o.county), o.List, o.Number, o.Kind, o.Of, o.Digest, o.Day, o.Fen, o.Offset)
	b.WriteString(o.text.String())
	b.WriteString("end\n")
	return sum([]byte(b.String()))
}

// stamped are the rows that an act on no single claim writes: each stands at
// the instant of an act, by that act's person where the row names one.
var stamped = []struct{ table, query string }{
	{"list_person", `SELECT county, CAST(list AS TEXT) || '/' || CAST(person AS TEXT), at, CAST(-1 AS BIGINT) FROM list_person`},
	{"seal_use", `SELECT county, CAST(id AS TEXT), at, person FROM seal_use`},
	{"line_mark", `SELECT county, CAST(list AS TEXT) || '/' || CAST(seq AS TEXT) || '/' || CAST(n AS TEXT), at, person FROM line_mark`},
	{"bank_result", `SELECT county, CAST(id AS TEXT), at, person FROM bank_result`},
	{"payment_outcome", `SELECT county, CAST(ord AS TEXT) || '/' || CAST(seq AS TEXT) || '/' || CAST(n AS TEXT), at, CAST(-1 AS BIGINT) FROM payment_outcome`},
	{"overrun", `SELECT county, CAST(id AS TEXT), at, person FROM overrun`},
	{"budget", `SELECT county, CAST(id AS TEXT), recorded_at, entered_by FROM budget`},
	{"home_account", `SELECT county, CAST(id AS TEXT), recorded_at, approved_by FROM home_account`},
	{"policy_term", `SELECT county, CAST(id AS TEXT), recorded_at, approved_by FROM policy_term`},
	{"local_value", `SELECT county, CAST(id AS TEXT), recorded_at, approved_by FROM local_value`},
	{"price_list", `SELECT county, CAST(id AS TEXT), recorded_at, approved_by FROM price_list`},
	{"proposal", `SELECT county, CAST(id AS TEXT), proposed_at, proposed_by FROM proposal`},
	{"proposal", `SELECT county, CAST(id AS TEXT), decided_at, decided_by FROM proposal WHERE outcome IS NOT NULL`},
	{"role_grant", `SELECT county, CAST(id AS TEXT), valid_from, granted_by FROM role_grant`},
	{"delegation", `SELECT county, CAST(id AS TEXT), recorded_at, granted_by FROM delegation`},
	{"password_reset", `SELECT county, code_hash, at, made_by FROM password_reset`},
	{"setting", `SELECT county, name || '/' || CAST(n AS TEXT), at, person FROM setting`},
	{"job_run", `SELECT county, CAST(id AS TEXT), at, person FROM job_run`},
	{"list", `SELECT county, CAST(id AS TEXT), voided_at, CAST(-1 AS BIGINT) FROM list WHERE voided_at IS NOT NULL`},
	{"office", `SELECT county, CAST(id AS TEXT), created_at, CAST(-1 AS BIGINT) FROM office`},
	{"anchor", `SELECT county, CAST(pos AS TEXT), at, CAST(-1 AS BIGINT) FROM anchor`},
}

// checkPayees wants each version of a family's account entered by who forwarded
// the claim or proposed the change, and approved by who did that act (INV-14).
func (r *run) checkPayees() {
	type payeeRow struct {
		key
		n                  int64
		at                 string
		entered, approved  int64
		mover, first, prop int64
	}
	each(r.src, `SELECT y.county, y.claim, y.n, y.at, y.entered_by, y.approved_by,
		COALESCE((SELECT m.person FROM claim_move m WHERE m.county = y.county AND m.claim = y.claim AND m.at = y.at), -1),
		COALESCE((SELECT m.person FROM claim_move m WHERE m.county = y.county AND m.claim = y.claim AND m.act = 'forward' AND m.at < y.at ORDER BY m.seq DESC LIMIT 1), -1),
		COALESCE((SELECT p.proposed_by FROM proposal p WHERE p.county = y.county AND p.subject = y.claim AND p.decided_at = y.at), -1)
		FROM payee y ORDER BY y.county, y.claim, y.n`, func(v *payeeRow) []any {
		return []any{&v.county, &v.id, &v.n, &v.at, &v.entered, &v.approved, &v.mover, &v.first, &v.prop}
	}, func(v *payeeRow) {
		approver, enterer := v.mover, v.first
		if v.mover == -1 {
			approver, enterer = r.chain.acts[stamp{v.county, v.at}].person, v.prop
		}
		r.want(v.approved == approver && v.entered == enterer, 14, "payee", rowKey(v.key, v.n), "录入人或核准人与审计链不符", "it was not entered or approved by the people it names")
	})
}

// checkStamps wants an act of the chain behind every such row (INV-16): a row
// slipped in, or given another time or person, has none.
func (r *run) checkStamps() {
	r.checkPayees()
	type stampRow struct {
		stamp
		row    string
		person int64
	}
	for _, q := range append(stamped[:len(stamped):len(stamped)], told...) {
		each(r.src, q.query+` ORDER BY 1, 2`, func(v *stampRow) []any { return []any{&v.county, &v.row, &v.at, &v.person} }, func(v *stampRow) {
			a, ok := r.chain.acts[v.stamp]
			row := strconv.FormatInt(v.county, 10) + "/" + v.row
			ok = ok && (q.table != a.kind || v.row == strconv.FormatInt(a.subject, 10)) // budget, proposal, list
			r.want(ok && (v.person == -1 || v.person == a.person), 16, q.table, row, "没有办理它的审计记录", "no act of that instant and person stands behind the row")
		})
	}
}
