package verify

import "fmt"

// cover is how much longer a sealed file is than its clear bytes: 4 bytes of
// ours, then the cipher's key mark, nonce and tag.
const cover = 4 + 5 + 12 + 16

type fileRow struct {
	key           // evidence: county, claim; official: county, id
	hash, kind    string
	size, length  int64
	holder, named int64 // 1 when the claim or subject exists; how many rows name it
	subjectKind   string
	subject       int64
	version       int64
	at            string // official: when it was made
	blob          []byte
}

// checkFiles checks evidence and official bytes: each hangs on something, is
// named, has its length and, with keys, its hash (INV-28).
func (r *run) checkFiles() {
	blob := "NULL"
	if r.keys != nil {
		blob = "f.sealed"
	}
	if r.src.pg && r.keys == nil {
		blob = "CAST(NULL AS BYTEA)"
	}
	each(r.src, `SELECT f.county, f.claim, f.hash, f.kind, f.size, CAST(length(f.sealed) AS BIGINT), (SELECT count(*) FROM claim c WHERE c.county = f.county AND c.id = f.claim),
		(SELECT count(*) FROM paper p WHERE p.county = f.county AND p.claim = f.claim AND p.file_hash = f.hash), `+blob+` FROM evidence f ORDER BY f.county, f.hash`,
		func(f *fileRow) []any {
			return []any{&f.county, &f.id, &f.hash, &f.kind, &f.size, &f.length, &f.holder, &f.named, &f.blob}
		}, func(f *fileRow) {
			row := rowKey(f.county, f.hash)
			r.want(f.holder == 1 && f.named > 0, 28, "evidence", row, "影像没有对应的申请或材料", "a picture that no paper of its claim names")
			r.checkBytes("evidence", f.hash, row, f.id, f)
		})
	versions := map[string]int64{}
	each(r.src, `SELECT f.county, f.id, f.sha256, f.kind, f.size, CAST(length(f.sealed) AS BIGINT), f.subject_kind, f.subject, f.version, f.at, `+blob+` FROM official f ORDER BY f.county, f.kind, f.subject, f.version`,
		func(f *fileRow) []any {
			return []any{&f.county, &f.id, &f.hash, &f.kind, &f.size, &f.length, &f.subjectKind, &f.subject, &f.version, &f.at, &f.blob}
		}, func(f *fileRow) {
			row := rowKey(f.key)
			of := fmt.Sprint(f.county, f.kind, f.subject)
			versions[of]++
			r.want(f.version == versions[of], 28, "official", row, "文书版本不连续", "the versions of the paper have a gap")
			known := true
			switch f.subjectKind {
			case "list":
				known = r.lists[key{f.county, f.subject}] != nil
			case "order":
				known = r.orders[key{f.county, f.subject}] != nil
			}
			r.want(known, 28, "official", row, "文书的单据不存在", "the paper is of something that does not exist")
			r.want(r.chain.acts[stamp{f.county, f.at}].digest == f.hash, 28, "official", row, "文书摘要不是审计链中的摘要", "its hash is not the one in the audit chain")
			r.checkBytes("official", "sealed", row, f.id, f)
		})
	r.did(28)
	r.checkResults()
	if r.keys != nil {
		r.openSealed()
	}
}

func (r *run) checkBytes(table, column, row string, id int64, f *fileRow) {
	r.want(isHash(f.hash), 28, table, row, "文件摘要写法不对", "the file's hash is malformed")
	r.want(f.length == f.size+cover, 28, table, row, fmt.Sprintf("文件长度不符，应为 %d 字节", f.size), fmt.Sprintf("the file is not %d bytes long", f.size))
	if r.keys == nil {
		return
	}
	if b, ok := r.unseal(table, column, row, f.county, id, f.blob); ok {
		r.want(int64(len(b)) == f.size && sum(b) == f.hash, 28, table, row, "文件内容与摘要不符", "the file's bytes do not have its hash")
	}
}
