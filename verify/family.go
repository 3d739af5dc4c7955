package verify

import (
	"fmt"
	"strings"
)

// told are the rows of families and of the public, each written by an act of
// its own at that instant.
var told = []struct{ table, query string }{
	{"review_request", `SELECT county, CAST(claim AS TEXT), at, CAST(0 AS BIGINT) FROM review_request`},
	{"rating", `SELECT county, CAST(claim AS TEXT), at, CAST(0 AS BIGINT) FROM rating`},
	{"complaint", `SELECT county, CAST(id AS TEXT), at, CAST(0 AS BIGINT) FROM complaint`},
	{"complaint_answer", `SELECT county, CAST(complaint AS TEXT), at, person FROM complaint_answer`},
	{"publicity", `SELECT county, CAST(id AS TEXT), at, person FROM publicity`},
	{"notice", `SELECT county, CAST(id AS TEXT), at, person FROM notice`},
}

// forgotten are kinds of acts that no later pass asks after: they are many.
var forgotten = map[string]bool{"family_session": true, "evidence": true}

// checkFamilies checks what families sent, signed, said and asked for: behind
// each row stands the act that wrote it; a signature is under the form that was
// there; a refusal reviewed on wish was refused (INV-15, INV-16, INV-28).
func (r *run) checkFamilies() {
	type sent struct {
		key
		hash, file string
		named      int64
	}
	each(r.src, `SELECT u.county, u.claim, u.hash, u.file_hash, (SELECT count(*) FROM claim_move m JOIN paper p ON p.county = m.county AND p.claim = m.claim AND p.at = m.at
		WHERE m.county = u.county AND m.claim = u.claim AND m.at = u.at AND p.file_hash = u.file_hash) FROM upload u ORDER BY u.county, u.claim, u.hash`,
		func(v *sent) []any { return []any{&v.county, &v.id, &v.hash, &v.file, &v.named} }, func(v *sent) {
			r.want(isHash(v.hash) && v.named == 1, 28, "upload", rowKey(v.key, v.hash), "上传记录没有对应的材料", "no paper of that moment holds the file")
		})
	r.checkApplied()
	each(r.src, `SELECT w.county, w.claim, CAST(w.move AS TEXT), CASE WHEN w.due > substr(w.at, 1, 10) THEN 'later' ELSE '' END, (SELECT count(*) FROM claim_move m WHERE m.county = w.county AND m.claim = w.claim AND m.seq = w.move AND m.act IN ('refuse', 'determine', 'complete'))
		FROM review_request w ORDER BY w.county, w.claim, w.move`, func(v *sent) []any { return []any{&v.county, &v.id, &v.hash, &v.file, &v.named} }, func(v *sent) {
		r.want(v.named == 1, 13, "review_request", rowKey(v.key, v.hash), "申请复核的环节不是不予受理，也没有确定金额", "the move to be reviewed neither refused nor fixed a sum")
		r.want(v.file == "later", 20, "review_request", rowKey(v.key, v.hash), "复核答复的期限不晚于申请日", "the day by which it is answered is not after the day it was asked for")
	})
	each(r.src, `SELECT m.county, m.claim, CAST(m.seq AS TEXT), '', (SELECT count(*) FROM review_request w WHERE w.county = m.county AND w.claim = m.claim AND w.at < m.at
		AND w.move = (SELECT max(x.seq) FROM claim_move x WHERE x.county = m.county AND x.claim = m.claim AND x.seq < m.seq AND x.act IN ('refuse', 'determine', 'complete', 'uphold')))
		FROM claim_move m WHERE m.act = 'uphold' ORDER BY m.county, m.claim, m.seq`, func(v *sent) []any { return []any{&v.county, &v.id, &v.hash, &v.file, &v.named} }, func(v *sent) {
		r.want(v.named == 1, 13, "claim_move", rowKey(v.key, v.hash), "没有人申请复核，却有复核结论", "a review was answered that nobody asked for")
	})
	each(r.src, `SELECT n.county, n.id, n.sha256, '', (SELECT count(*) FROM official o WHERE o.county = n.county AND o.subject = n.id AND o.kind = 'notice_pdf' AND o.sha256 = n.sha256) FROM notice n ORDER BY n.county, n.id`,
		func(v *sent) []any { return []any{&v.county, &v.id, &v.hash, &v.file, &v.named} }, func(v *sent) {
			r.want(v.named == 1, 28, "notice", rowKey(v.key), "公示没有对应的文书", "no official paper of it is kept")
		})
	if r.keys != nil {
		r.openFamilies()
	}
}

// checkApplied makes the text of each family's signature again.
func (r *run) checkApplied() {
	type appliedRow struct {
		key
		n, private               int64
		digest, at, route, com   string
		written, moved, evidence int64
	}
	each(r.src, `SELECT a.county, a.claim, a.n, a.private_n, a.digest, a.at, c.route, p.commitments, CASE WHEN p.at < a.at THEN 1 ELSE 0 END,
		(SELECT count(*) FROM claim_move m WHERE m.county = a.county AND m.claim = a.claim AND m.at = a.at AND m.act = 'attach_paper'),
		(SELECT count(*) FROM paper q WHERE q.county = a.county AND q.claim = a.claim AND q.at = a.at AND q.file_hash = a.file_hash)
		FROM applied a JOIN claim c ON c.county = a.county AND c.id = a.claim JOIN claim_private p ON p.county = a.county AND p.claim = a.claim AND p.n = a.private_n ORDER BY a.county, a.claim, a.n`,
		func(v *appliedRow) []any {
			return []any{&v.county, &v.id, &v.n, &v.private, &v.digest, &v.at, &v.route, &v.com, &v.written, &v.moved, &v.evidence}
		}, func(v *appliedRow) {
			row := rowKey(v.key, v.n)
			text := fmt.Sprintf("songbai-application 1\ncounty=%d\nclaim=%d\nroute=%s\nprivate=%d\ncommitments=%s\n", v.county, v.id, v.route, v.private, sum([]byte(v.com)))
			r.want(sum([]byte(text)) == v.digest, 15, "applied", row, "签名内容的摘要不符", "the digest of what was signed does not hold")
			r.want(v.written == 1 && v.moved == 1 && v.evidence == 1, 16, "applied", row, "没有写入它的环节或签名影像", "no move wrote it, or the drawn signature is missing")
		})
}

// openFamilies opens the words of families (INV-17).
func (r *run) openFamilies() {
	words := func(table, query string) {
		type wordRow struct {
			key
			part, commit string
			blob         []byte
		}
		each(r.src, query, func(v *wordRow) []any { return []any{&v.county, &v.id, &v.part, &v.blob, &v.commit} }, func(v *wordRow) {
			r.openNote(table, strings.TrimSuffix("words/"+v.part, "/"), rowKey(v.key, v.part), v.county, v.id, v.blob, v.commit)
		})
	}
	words("review_request", `SELECT county, claim, CAST(move AS TEXT), words, commitment FROM review_request ORDER BY county, claim, move`)
	words("rating", `SELECT county, claim, step, words, commitment FROM rating ORDER BY county, claim, step`)
	words("complaint", `SELECT county, id, '', words, commitment FROM complaint ORDER BY county, id`)
	words("complaint_answer", `SELECT county, complaint, '', words, commitment FROM complaint_answer ORDER BY county, complaint`)
}
