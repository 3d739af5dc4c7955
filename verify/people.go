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
	r.checkGrants()
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

// checkGrants wants every role given, and every stand-in named, to be what its act
// has the digest of (INV-14). The first three of a county stand in one act.
func (r *run) checkGrants() {
	type grant struct {
		county, id, person, office, by, of int64
		role, from, to, at, table          string
	}
	var at stamp
	var text, rows, table string
	end := func() {
		if a, ok := r.chain.acts[at]; text != "" && ok && a.digest != "" {
			r.want(sum([]byte(text)) == a.digest, 14, table, rows, "不是授权记录所写的内容", "it is not what the act that gave it has the digest of")
		}
		text = ""
	}
	for _, q := range []string{
		`SELECT 'role_grant', county, id, person, office, role, CAST(0 AS BIGINT), valid_from, '', granted_by, valid_from FROM role_grant ORDER BY county, valid_from, id`,
		`SELECT 'delegation', county, id, person, office, role, stands_for, valid_from, valid_to, granted_by, recorded_at FROM delegation ORDER BY county, id`,
	} {
		each(r.src, q, func(g *grant) []any {
			return []any{&g.table, &g.county, &g.id, &g.person, &g.office, &g.role, &g.of, &g.from, &g.to, &g.by, &g.at}
		}, func(g *grant) {
			if (stamp{g.county, g.at}) != at || g.table != table {
				end()
				at, table = stamp{g.county, g.at}, g.table
			}
			rows = rowKey(g.county, g.id)
			text += "songbai-grant 1\nid=" + rowKey(g.id) + "\nperson=" + rowKey(g.person) + "\noffice=" + rowKey(g.office) + "\nrole=" + g.role + "\nfor=" + rowKey(g.of) + "\nfrom=" + g.from + "\nto=" + g.to + "\n"
		})
		end()
	}
}
