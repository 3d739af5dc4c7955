package verify

// checkPeople wants two people behind every value that one enters and another
// approves, and nobody on their own or a relative's case (INV-14).
func (r *run) checkPeople() {
	type pair struct {
		key
		n, a, b int64
	}
	for _, q := range []struct{ table, text string }{
		{"home_account", `SELECT county, id, 0, entered_by, approved_by FROM home_account ORDER BY county, id`},
		{"policy_term", `SELECT county, id, 0, entered_by, approved_by FROM policy_term ORDER BY county, id`},
		{"local_value", `SELECT county, id, 0, entered_by, approved_by FROM local_value ORDER BY county, id`},
		{"price_list", `SELECT county, id, 0, entered_by, approved_by FROM price_list ORDER BY county, id`},
		{"payee", `SELECT county, claim, n, entered_by, approved_by FROM payee ORDER BY county, claim, n`},
		{"proposal", `SELECT county, id, 0, proposed_by, COALESCE(decided_by, 0) FROM proposal ORDER BY county, id`},
	} {
		each(r.src, q.text, func(p *pair) []any { return []any{&p.county, &p.id, &p.n, &p.a, &p.b} }, func(p *pair) {
			row := rowKey(p.key)
			if p.n > 0 {
				row = rowKey(p.key, p.n)
			}
			r.want(p.a != p.b, 14, q.table, row, "录入和核准是同一人", "one person entered and approved it")
		})
	}
	type own struct {
		key
		seq int64
	}
	for _, q := range []string{
		`SELECT m.county, m.claim, m.seq FROM head h JOIN person p ON 1 = 1 JOIN interest i ON i.county = h.county AND i.token = p.id_token
			JOIN claim_move m ON m.county = i.county AND m.claim = i.claim AND m.person = p.id ORDER BY m.county, m.claim, m.seq`,
		`SELECT m.county, m.claim, m.seq FROM head h JOIN relation p ON 1 = 1 JOIN interest i ON i.county = h.county AND i.token = p.id_token
			JOIN claim_move m ON m.county = i.county AND m.claim = i.claim AND m.person = p.person AND m.at > p.declared_at ORDER BY m.county, m.claim, m.seq`,
	} {
		each(r.src, q, func(o *own) []any { return []any{&o.county, &o.id, &o.seq} }, func(o *own) {
			r.bad(14, "claim_move", rowKey(o.key, o.seq), "办理人与本案有利害关系", "the person acted on their own or a relative's case")
		})
	}
	r.did(14)
}
