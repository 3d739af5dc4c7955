package verify

import "strings"

// fixed are the tables whose rows are never changed or removed, with the column
// that may be set once; the database itself must refuse anything else.
var fixed = map[string]string{
	"audit": "", "request": "", "password": "", "relation": "", "home_account": "", "policy_version": "", "policy_term": "", "local_value": "", "price_list": "", "basis": "",
	"claim_private": "", "claim_move": "", "claim_person": "", "paper": "", "evidence": "", "service": "", "decision": "", "decision_line": "", "decision_share": "", "signature": "",
	"settle": "", "list_line": "released_at", "line_mark": "", "list_person": "", "seal_use": "", "entry": "", "posting": "", "budget": "", "overrun": "",
	"payment_order": "", "payment_line": "", "bank_result": "", "payment_outcome": "", "payee": "", "recovery": "", "recovery_use": "", "official": "",
	"number_issued": "", "number_void": "", "anchor": "", "guard": "released_at",
	// 0003 desk
	"hold": "", "awaited": "", "certificate": "", "invoice_item": "",
	// 0002 family
	"upload": "", "applied": "", "review_request": "", "rating": "", "complaint": "", "complaint_answer": "", "publicity": "", "notice": "",
	// 0004 bureau
	"tick": "",
	// 0007 sums
	"invoiced": "",
	// 0006 policy
	"policy_check": "",
	// 0005 numbers
	"delegation": "ended_at", "password_reset": "used_at", "setting": "", "job_run": "", "outbox_mark": "",
}

// unique are the indexes that refuse a second one, with the invariant they keep.
var unique = map[string]int{
	"guard_live": 1, "list_line_live": 21, "payment_order_first": 11, "payment_line_reissue": 24, "payment_outcome_final": 23, "entry_reversed_once": 7,
}

// guarded wants the guards of the append-only tables in place: whoever edits a
// row must drop one first (INV-16).
func (r *run) guarded() {
	type object struct{ name, text string }
	found := map[string]string{}
	q := `SELECT name, COALESCE(sql, '') FROM sqlite_master WHERE type IN ('trigger', 'index') ORDER BY name`
	if r.src.pg {
		q = `SELECT name, text FROM (SELECT t.tgname::text AS name, pg_get_functiondef(t.tgfoid) AS text FROM pg_trigger t WHERE NOT t.tgisinternal AND t.tgenabled <> 'D'
			UNION ALL SELECT i.indexname::text, i.indexdef FROM pg_indexes i WHERE i.schemaname = current_schema()) x ORDER BY name`
	}
	each(r.src, q, func(o *object) []any { return []any{&o.name, &o.text} }, func(o *object) { found[o.name] = o.text })
	for table, once := range fixed {
		names := []string{table + "_fixed"}
		if !r.src.pg {
			names = append(names, table+"_keep")
			if once != "" {
				names = append(names, table+"_once_"+once)
			}
		}
		for _, n := range names {
			r.want(strings.Contains(found[n], "RAISE"), 16, table, n, "只追加保护不在或被改动", "the guard that keeps its rows is gone or changed")
		}
	}
	for name, i := range unique {
		r.want(strings.Contains(strings.ToUpper(found[name]), "UNIQUE"), i, "index", name, "唯一索引不在", "the unique index is gone")
	}
}

// holdRow is one hold on a key.
type holdRow struct {
	kind, token     string
	county, claim   int64
	taken, released string
}

// checkGuards goes over the holds on every key in the order of time: no two
// claims hold one key at once, over all counties (INV-01, INV-19).
func (r *run) checkGuards() {
	var last holdRow
	each(r.src, `SELECT kind, token, county, claim, taken_at, COALESCE(released_at, '') FROM guard ORDER BY kind, token, taken_at, county, claim`,
		func(h *holdRow) []any { return []any{&h.kind, &h.token, &h.county, &h.claim, &h.taken, &h.released} }, func(h *holdRow) {
			i := 19
			if h.kind == "identity" {
				i = 1
			}
			free := h.kind != last.kind || h.token != last.token || last.released != "" && last.released <= h.taken
			if h.kind == "identity" {
				r.want(free, i, "guard", rowKey(h.kind, h.county, h.claim), "同一逝者有两份在办或已享受的申请，另一份为 "+rowKey(last.county, last.claim), "two live claims for one deceased, the other is "+rowKey(last.county, last.claim))
			} else {
				r.want(free, i, "guard", rowKey(h.kind, h.county, h.claim), "同一凭证支持两份申请，另一份为 "+rowKey(last.county, last.claim), "one paper supports two claims, the other is "+rowKey(last.county, last.claim))
			}
			last = *h
		})
	type shared struct {
		hash string
		n    int64
	}
	each(r.src, `SELECT hash, count(*) FROM evidence GROUP BY hash HAVING count(*) > 1 ORDER BY hash`, func(s *shared) []any { return []any{&s.hash, &s.n} },
		func(s *shared) {
			r.bad(19, "evidence", s.hash, "同一影像支持多份申请", "one picture supports several claims")
		})
	r.did(19)
}
