package verify

import "bytes"

// toldRow is what the rows say that a bank's result file said of one line.
type toldRow struct {
	key               // county, result
	Order, Seq, N     int64
	Voucher, ValueDay string
	Outcome           string
}

// resultRow is a result file of a bank as it was kept.
type resultRow struct {
	key
	sha, hash, chain string // of the file: here, of the bytes kept, in the audit chain
	officialID       int64
	blob             []byte
}

// checkResults wants every result file kept under its own hash, the one in the
// chain (INV-23), and with keys wants each day on which money was there to be the
// day of the file (INV-37).
func (r *run) checkResults() {
	blob := "NULL"
	if r.keys != nil {
		blob = "f.sealed"
	} else if r.src.pg {
		blob = "CAST(NULL AS BYTEA)"
	}
	told := group[toldRow]{stream: open(r.src, `SELECT x.county, x.result, x.ord, x.seq, x.n, p.voucher, x.value_day, x.outcome
		FROM payment_outcome x JOIN payment_line p ON p.county = x.county AND p.ord = x.ord AND p.seq = x.seq ORDER BY x.county, x.result, x.ord, x.seq, x.n`,
		func(v *toldRow) []any {
			return []any{&v.county, &v.id, &v.Order, &v.Seq, &v.N, &v.Voucher, &v.ValueDay, &v.Outcome}
		}), key: func(v *toldRow) key { return v.key }, orphan: func(*toldRow) {}} // without a result: found by checkOutcome
	each(r.src, `SELECT b.county, b.id, b.sha256, COALESCE(f.sha256, ''), b.at, COALESCE(f.id, 0), `+blob+` FROM bank_result b
		LEFT JOIN official f ON f.county = b.county AND f.kind = 'bank_result' AND f.subject = b.id AND f.version = 1 ORDER BY b.county, b.id`,
		func(v *resultRow) []any {
			return []any{&v.county, &v.id, &v.sha, &v.hash, &v.chain, &v.officialID, &v.blob}
		}, func(v *resultRow) {
			v.chain = r.chain.acts[stamp{v.county, v.chain}].digest
			r.want(v.sha == v.hash && v.sha == v.chain, 23, "bank_result", rowKey(v.key), "回单文件的摘要不符或文件不在", "the file is not there or does not have this hash")
			lines := told.take(v.key)
			if r.keys == nil || v.officialID == 0 {
				return
			}
			b, how := r.keys.unseal("official", "sealed", v.county, v.officialID, v.blob)
			for i := 0; how == clear && i < len(lines); i++ {
				x := &lines[i]
				r.want(x.Outcome != "paid" || toldOn(b, x.Voucher, x.ValueDay), 37, "payment_outcome", rowKey(v.county, x.Order, x.Seq, x.N), "到账日与银行回单不符", "the value day is not the one in the bank's file")
			}
		})
}

// toldOn reports whether a result file says of a voucher, in its line (CSV) or
// its block (pain.002, Beijing time), that the money was there on a day.
func toldOn(file []byte, voucher, day string) bool {
	i := bytes.Index(file, []byte(voucher))
	if i < 0 || day == "" {
		return false
	}
	if bytes.HasPrefix(bytes.TrimPrefix(file, []byte("\ufeff")), []byte("<")) {
		from := bytes.LastIndex(file[:i], []byte("TxInfAndSts>"))
		block, _, _ := bytes.Cut(file[i:], []byte("TxInfAndSts>"))
		_, when, ok := bytes.Cut(file[max(from, 0):i+len(block)], []byte("AccptncDtTm>"))
		return ok && bytes.HasPrefix(bytes.TrimSpace(when), []byte(day))
	}
	from := bytes.LastIndexByte(file[:i], '\n') + 1
	line, _, _ := bytes.Cut(file[from:], []byte("\n"))
	for _, cell := range bytes.Split(line, []byte(",")) {
		if string(bytes.Trim(cell, "\" \t\r")) == day {
			return true
		}
	}
	return false
}
