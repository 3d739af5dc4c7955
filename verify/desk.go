package verify

import "fmt"

// certificateRow is a step in a home's ledger of cremation certificates, with the
// audit record it cites.
type certificateRow struct {
	key                   // county, claim
	Home                  int64
	Series                string
	Number, Width, N      int64
	Step, Day, Reason, At string
	Person, Pos           int64
	act, actAt, digest    string
	actPerson, actSubject int64
}

// text writes the number as it is printed.
func (c *certificateRow) text() string {
	if c.Width == 0 {
		return c.Series
	}
	return c.Series + fmt.Sprintf("%0*d", int(c.Width), c.Number)
}

const certificateQuery = `SELECT x.county, x.claim, x.home, x.series, x.number, x.width, x.n, x.step, x.day, x.reason, x.at, x.person, x.audit_pos,
	COALESCE(a.act, ''), COALESCE(a.at, ''), COALESCE(a.digest, ''), COALESCE(a.person, 0), COALESCE(a.subject, 0)
	FROM certificate x LEFT JOIN audit a ON a.county = x.county AND a.pos = x.audit_pos`

func scanCertificate(c *certificateRow) []any {
	return []any{&c.Home, &c.Series, &c.Number, &c.Width, &c.N, &c.Step, &c.Day, &c.Reason, &c.At, &c.Person, &c.Pos, &c.act, &c.actAt, &c.digest, &c.actPerson, &c.actSubject}
}

// checkDesk goes over what desks write beside the claim's moves: holds, promised
// papers, certificates, remembered invoice lines (INV-16).
func (r *run) checkDesk() {
	r.checkCertificates()
	r.checkHolds()
	r.checkAwaited()
	r.checkInvoiceItems()
}

// checkCertificates follows each number through its steps, and each step to the
// act that made it.
func (r *run) checkCertificates() {
	var last certificateRow
	voided := map[stamp]string{} // the number that a reissue put out of force
	var reissued []certificateRow
	each(r.src, certificateQuery+` ORDER BY x.county, x.home, x.series, x.number, x.n`, func(c *certificateRow) []any {
		return append([]any{&c.county, &c.id}, scanCertificate(c)...)
	}, func(c *certificateRow) {
		row := rowKey(c.county, c.text(), c.N)
		same := c.county == last.county && c.Home == last.Home && c.Series == last.Series && c.Number == last.Number
		r.want(same && c.N == last.N+1 || !same && c.N == 1, 16, "certificate", row, "火化证步骤序号不连续", "the numbers of its steps have a gap")
		r.want(!same || c.Width == last.Width && (c.Step != "void" || c.Day == last.Day), 16, "certificate", row, "同一火化证前后不一致", "its steps do not agree")
		r.want(c.act != "" && c.actAt == c.At && c.actPerson == c.Person, 16, "certificate", row, "没有写入它的操作", "no act wrote the row")
		switch {
		case c.act == "complete":
			r.want(c.actSubject == c.id && (c.Step == "issue" && c.Reason == "" || c.Step == "void" && c.Reason == "replaced"), 16, "certificate", row, "不是办结时写入的内容", "it is not what a completion writes")
		case c.act == "void_certificate":
			r.want(c.Step == "void" && c.actSubject == c.Home && c.digest == ledgerDigest(c, c.text(), ""), 16, "certificate", row, "作废内容与审计记录不符", "the audit record has the digest of something else")
		case c.act == "reissue_certificate" && c.Step == "void":
			voided[stamp{c.county, c.At}] = c.text()
		default:
			r.want(c.act == "reissue_certificate" && c.Step == "reissue", 16, "certificate", row, "没有写入它的操作", "no act wrote the row")
			reissued = append(reissued, *c)
		}
		last = *c
	})
	for i := range reissued {
		c := &reissued[i]
		r.want(c.actSubject == c.id && c.digest == ledgerDigest(c, voided[stamp{c.county, c.At}], c.text()), 16, "certificate", rowKey(c.county, c.text(), c.N), "补发内容与审计记录不符", "the audit record has the digest of something else")
	}
	type astray struct {
		county int64
		row    string
	}
	each(r.src, `SELECT x.county, x.series || CAST(x.number AS TEXT) FROM certificate x JOIN claim c ON c.county = x.county AND c.id = x.claim WHERE c.home <> x.home ORDER BY x.county, x.series, x.number, x.n`,
		func(v *astray) []any { return []any{&v.county, &v.row} }, func(v *astray) {
			r.bad(16, "certificate", rowKey(v.county, v.row), "火化证不是该馆开具", "another home's certificate stands on the claim")
		})
}

func ledgerDigest(c *certificateRow, old, fresh string) string {
	return sum([]byte(fmt.Sprintf("songbai-certificate 1\ncounty=%d\nsubject=%d\nold=%s\nnew=%s\nday=%s\nreason=%s\n", c.county, c.actSubject, old, fresh, c.Day, c.Reason)))
}

// checkHolds makes the text of each hold again.
func (r *run) checkHolds() {
	type holdStep struct {
		key
		n                                int64
		step                             string
		person, office                   int64
		role, at                         string
		act, actAt, actRole, digest      string
		actPerson, actOffice, actSubject int64
	}
	var last holdStep
	each(r.src, `SELECT x.county, x.claim, x.n, x.step, x.person, x.office, x.role, x.at, COALESCE(a.act, ''), COALESCE(a.at, ''), COALESCE(a.role, ''), COALESCE(a.digest, ''), COALESCE(a.person, 0), COALESCE(a.office, 0), COALESCE(a.subject, 0)
		FROM hold x LEFT JOIN audit a ON a.county = x.county AND a.pos = x.audit_pos ORDER BY x.county, x.claim, x.n`, func(v *holdStep) []any {
		return []any{&v.county, &v.id, &v.n, &v.step, &v.person, &v.office, &v.role, &v.at, &v.act, &v.actAt, &v.actRole, &v.digest, &v.actPerson, &v.actOffice, &v.actSubject}
	}, func(v *holdStep) {
		row := rowKey(v.key, v.n)
		r.want(v.key == last.key && v.n == last.n+1 || v.key != last.key && v.n == 1, 16, "hold", row, "领办序号不连续", "the numbers of the holds have a gap")
		act := "take_hold"
		if v.step == "release" {
			act = "release_hold"
		}
		text := fmt.Sprintf("songbai-hold 1\ncounty=%d\nclaim=%d\nn=%d\nstep=%s\nperson=%d\n", v.county, v.id, v.n, v.step, v.person)
		r.want(v.act == act && v.actAt == v.at && v.actRole == v.role && v.actPerson == v.person && v.actOffice == v.office && v.actSubject == v.id && v.digest == sum([]byte(text)),
			16, "hold", row, "没有写入它的操作", "no act wrote the row")
		last = *v
	})
}

// checkAwaited makes the text of each promise again, and wants the paper to have
// come before any money (INV-12).
func (r *run) checkAwaited() {
	type promise struct {
		key
		paper             string
		n                 int64
		due, at           string
		person            int64
		act, actAt        string
		digest            string
		actPerson, actSub int64
		paidFor, came     int64
	}
	var last promise
	each(r.src, `SELECT x.county, x.claim, x.paper, x.n, x.due, x.at, x.person, COALESCE(a.act, ''), COALESCE(a.at, ''), COALESCE(a.digest, ''), COALESCE(a.person, 0), COALESCE(a.subject, 0),
		CASE WHEN c.state IN ('completed', 'determined', 'reversed') THEN 1 ELSE 0 END,
		CASE WHEN EXISTS (SELECT 1 FROM paper p WHERE p.county = x.county AND p.claim = x.claim AND p.kind = x.paper AND p.at > x.at
			AND p.at < COALESCE((SELECT max(m.at) FROM claim_move m WHERE m.county = x.county AND m.claim = x.claim AND m.act IN ('complete', 'determine')), '')) THEN 1 ELSE 0 END
		FROM awaited x JOIN claim c ON c.county = x.county AND c.id = x.claim LEFT JOIN audit a ON a.county = x.county AND a.pos = x.audit_pos ORDER BY x.county, x.claim, x.paper, x.n`, func(v *promise) []any {
		return []any{&v.county, &v.id, &v.paper, &v.n, &v.due, &v.at, &v.person, &v.act, &v.actAt, &v.digest, &v.actPerson, &v.actSub, &v.paidFor, &v.came}
	}, func(v *promise) {
		row := rowKey(v.key, v.paper, v.n)
		same := v.key == last.key && v.paper == last.paper
		r.want(same && v.n == last.n+1 || !same && v.n == 1, 16, "awaited", row, "后补序号不连续", "the numbers of the promises have a gap")
		text := fmt.Sprintf("songbai-awaited 1\ncounty=%d\nclaim=%d\npaper=%s\ndue=%s\n", v.county, v.id, v.paper, v.due)
		r.want(v.act == "await_paper" && v.actAt == v.at && v.actPerson == v.person && v.actSub == v.id && v.digest == sum([]byte(text)), 16, "awaited", row, "没有写入它的操作", "no act wrote the row")
		r.want(v.paidFor == 0 || v.came == 1, 12, "awaited", row, "后补材料没有交来就办结或核定", "it was completed or determined before a promised paper came")
		last = *v
	})
}

// checkInvoiceItems wants the service line behind each remembered line.
func (r *run) checkInvoiceItems() {
	type item struct {
		county          int64
		home, line      string
		n               int64
		act             string
		same, confirmed int64
	}
	var last item
	each(r.src, `SELECT x.county, x.home_name, x.line, x.n, COALESCE(a.act, ''), CASE WHEN a.at = x.at AND a.person = x.person THEN 1 ELSE 0 END,
		CASE WHEN EXISTS (SELECT 1 FROM service s WHERE s.county = x.county AND s.claim = a.subject AND s.at = x.at AND trim(s.note) = x.line AND s.item = x.item AND s.grade = x.grade) THEN 1 ELSE 0 END
		FROM invoice_item x LEFT JOIN audit a ON a.county = x.county AND a.pos = x.audit_pos ORDER BY x.county, x.home_name, x.line, x.n`, func(v *item) []any {
		return []any{&v.county, &v.home, &v.line, &v.n, &v.act, &v.same, &v.confirmed}
	}, func(v *item) {
		same := v.county == last.county && v.home == last.home && v.line == last.line
		r.want((same && v.n == last.n+1 || !same && v.n == 1) && v.act == "record_services" && v.same == 1 && v.confirmed == 1, 16, "invoice_item", rowKey(v.county, v.line, v.n),
			"没有登记它的发票分项", "no recorded line of an invoice stands behind it")
		last = *v
	})
}
