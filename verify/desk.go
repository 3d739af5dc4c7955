package verify

// behind are the rows that cite the audit record of the act that wrote them.
var behind = []struct{ table, query string }{
	{"hold", `SELECT x.county, CAST(x.claim AS TEXT) || '/' || CAST(x.n AS TEXT), COALESCE(a.act, ''), CASE WHEN a.at = x.at AND a.person = x.person AND a.subject = x.claim THEN 1 ELSE 0 END
		FROM hold x LEFT JOIN audit a ON a.county = x.county AND a.pos = x.audit_pos ORDER BY x.county, x.claim, x.n`},
	{"awaited", `SELECT x.county, CAST(x.claim AS TEXT) || '/' || x.paper || '/' || CAST(x.n AS TEXT), COALESCE(a.act, ''), CASE WHEN a.at = x.at AND a.person = x.person AND a.subject = x.claim THEN 1 ELSE 0 END
		FROM awaited x LEFT JOIN audit a ON a.county = x.county AND a.pos = x.audit_pos ORDER BY x.county, x.claim, x.paper, x.n`},
	{"certificate", `SELECT x.county, x.series || CAST(x.number AS TEXT) || '/' || CAST(x.n AS TEXT), COALESCE(a.act, ''), CASE WHEN a.at = x.at AND a.person = x.person THEN 1 ELSE 0 END
		FROM certificate x LEFT JOIN audit a ON a.county = x.county AND a.pos = x.audit_pos ORDER BY x.county, x.home, x.series, x.number, x.n`},
	{"invoice_item", `SELECT x.county, x.home_name || '/' || CAST(x.n AS TEXT), COALESCE(a.act, ''), CASE WHEN a.at = x.at AND a.person = x.person THEN 1 ELSE 0 END
		FROM invoice_item x LEFT JOIN audit a ON a.county = x.county AND a.pos = x.audit_pos ORDER BY x.county, x.home_name, x.line, x.n`},
}

// writes names the acts that write each table.
var writes = map[string]map[string]bool{
	"hold": {"take_hold": true, "release_hold": true}, "awaited": {"await_paper": true},
	"certificate": {"complete": true, "reissue_certificate": true, "void_certificate": true}, "invoice_item": {"record_services": true},
}

// checkDesk wants an act behind every row that desks write beside the claim's
// moves (INV-16), and no money for a claim whose promised paper never came
// (INV-12).
func (r *run) checkDesk() {
	type row struct {
		county int64
		row    string
		act    string
		same   int64
	}
	for _, b := range behind {
		each(r.src, b.query, func(v *row) []any { return []any{&v.county, &v.row, &v.act, &v.same} }, func(v *row) {
			r.want(v.same == 1 && writes[b.table][v.act], 16, b.table, rowKey(v.county, v.row), "没有写入它的操作", "no act wrote the row")
		})
	}
	type owed struct {
		key
		paper string
		came  int64
	}
	each(r.src, `SELECT x.county, x.claim, x.paper, CASE WHEN EXISTS (SELECT 1 FROM paper p WHERE p.county = x.county AND p.claim = x.claim AND p.kind = x.paper AND p.at > x.at
		AND p.at < COALESCE((SELECT max(m.at) FROM claim_move m WHERE m.county = x.county AND m.claim = x.claim AND m.act IN ('complete', 'determine')), '')) THEN 1 ELSE 0 END
		FROM awaited x JOIN claim c ON c.county = x.county AND c.id = x.claim WHERE c.state IN ('completed', 'determined', 'reversed') ORDER BY x.county, x.claim, x.paper, x.n`,
		func(v *owed) []any { return []any{&v.county, &v.id, &v.paper, &v.came} }, func(v *owed) {
			r.want(v.came == 1, 12, "awaited", rowKey(v.key, v.paper), "后补材料没有交来就办结或核定", "it was completed or determined before a promised paper came")
		})
}
