package verify

// checkNotes wants each mark on a message to be what its act wrote, and a message
// to be sent exactly when one says so; and an office's phone to be that of the last
// act that changed it (INV-16).
func (r *run) checkNotes() {
	type mark struct {
		key
		n                                     int64
		outcome, at, sent, act, actAt, digest string
		person, actPerson, actSubject         int64
	}
	each(r.src, `SELECT m.county, m.note, m.n, m.outcome, m.person, m.at, COALESCE(o.sent_at, ''), COALESCE(a.act, ''), COALESCE(a.at, ''), COALESCE(a.digest, ''), COALESCE(a.person, 0), COALESCE(a.subject, 0)
		FROM outbox_mark m LEFT JOIN outbox o ON o.county = m.county AND o.id = m.note LEFT JOIN audit a ON a.county = m.county AND a.pos = m.audit_pos ORDER BY m.county, m.note, m.n`,
		func(m *mark) []any {
			return []any{&m.county, &m.id, &m.n, &m.outcome, &m.person, &m.at, &m.sent, &m.act, &m.actAt, &m.digest, &m.actPerson, &m.actSubject}
		}, func(m *mark) {
			row := rowKey(m.key, m.n)
			r.want(m.act == "mark_note" && m.actAt == m.at && m.actPerson == m.person && m.actSubject == m.id && m.digest == sum([]byte("songbai-note 1\n"+m.outcome)), 16, "outbox_mark", row, "没有写入它的操作", "no act wrote the row")
			r.want((m.outcome == "sent") == (m.sent == m.at), 16, "outbox", rowKey(m.key), "是否通知到与标记不符", "whether it was sent is not what its mark says")
		})
	type phone struct {
		key
		phone, digest string
	}
	each(r.src, `SELECT o.county, o.id, o.phone, a.digest FROM office o JOIN audit a ON a.county = o.county
		AND a.pos = (SELECT max(x.pos) FROM audit x WHERE x.county = o.county AND x.act = 'set_phone' AND x.subject = o.id) ORDER BY o.county, o.id`,
		func(p *phone) []any { return []any{&p.county, &p.id, &p.phone, &p.digest} }, func(p *phone) {
			r.want(sum([]byte("songbai-phone 1\n"+p.phone)) == p.digest, 16, "office", rowKey(p.key), "公开电话不是更改记录所写的", "its phone is not what the act that changed it has the digest of")
		})
}
