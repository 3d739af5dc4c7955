package verify

import (
	"encoding/json"
	"strconv"
)

// ruleRow is a value that was in force.
type ruleRow struct {
	key
	name, value, document string
	from                  string
}

// checkRules wants what a basis cites to have been put in force by rows of the
// county: its pack by a term, its price list and each local value by theirs
// (INV-26).
func (r *run) checkRules() {
	terms, prices, values := map[string]bool{}, map[string]bool{}, map[string]bool{}
	type hashRow struct {
		county int64
		hash   string
	}
	scan := func(v *hashRow) []any { return []any{&v.county, &v.hash} }
	each(r.src, `SELECT county, hash FROM policy_term ORDER BY county, id`, scan, func(v *hashRow) { terms[rowKey(v.county, v.hash)] = true })
	each(r.src, `SELECT county, hash FROM price_list ORDER BY county, id`, scan, func(v *hashRow) { prices[rowKey(v.county, v.hash)] = true })
	each(r.src, `SELECT county, id, name, value, document, valid_from FROM local_value ORDER BY county, id`,
		func(v *ruleRow) []any { return []any{&v.county, &v.id, &v.name, &v.value, &v.document, &v.from} },
		func(v *ruleRow) { values[rowKey(v.county, v.name, v.value, v.document, dayNumber(v.from, -1))] = true })
	for k, b := range r.world.bases {
		row := rowKey(k)
		r.want(terms[rowKey(k.county, b.PackHash)], 26, "basis", row, "所引政策版本没有在本县生效", "the pack it cites was never put in force in the county")
		r.want(prices[rowKey(k.county, sum(b.Prices))], 26, "basis", row, "所引价目表没有核准", "the price list it cites was never approved")
		var local []struct {
			Name, Value, Document string
			From                  dayValue
		}
		r.want(json.Unmarshal(b.Local, &local) == nil, 26, "basis", row, "本地参数读不出来", "its local values cannot be read")
		for _, v := range local {
			r.want(values[rowKey(k.county, v.Name, v.Value, v.Document, int64(v.From))], 26, "basis", row, "所引本地参数“"+v.Name+"”没有核准", "the local value "+v.Name+" it cites was never approved")
		}
	}
	r.checkHeads()
}

// checkHeads wants every id below the counter of its county (INV-29) and the
// last stamp not before the last act (INV-16).
func (r *run) checkHeads() {
	type maxRow struct{ county, id, next int64 }
	for _, t := range []string{"claim", "decision", "list", "entry", "payment_order", "official"} {
		each(r.src, `SELECT t.county, max(t.id), max(h.next_id) FROM `+t+` t JOIN head h ON h.county = t.county GROUP BY t.county ORDER BY t.county`,
			func(v *maxRow) []any { return []any{&v.county, &v.id, &v.next} }, func(v *maxRow) {
				r.want(v.id < v.county*1_000_000_000_000+v.next, 29, "head", strconv.FormatInt(v.county, 10), "编号计数器落后于已用编号", "the counter of ids is behind the ids in use")
			})
	}
	last := ""
	r.src.one(`SELECT COALESCE(max(at), '') FROM audit`, nil, &last)
	r.want(r.world.lastStamp >= last, 16, "head", "0", "最后时间戳早于最后一条审计记录", "the last stamp is before the last audit record")
}
