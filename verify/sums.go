package verify

// sumCell is a row of the kept sums: its key and its figures.
type sumCell struct {
	name string
	fig  [9]int64
}

// sumTables are the kept sums: how each is read, and by which rows it is made again.
var sumTables = []struct{ table, kept string }{
	{"sum_claim", `SELECT county, month || '/' || town || '/' || home || '/' || route || '/' || class, lodged, done, charged_fen, waived_fen, family_fen, capped, dated, lodge_days, done_days FROM sum_claim ORDER BY county, month, town, home, route, class`},
	{"sum_item", `SELECT county, month || '/' || town || '/' || home || '/' || item, claims, charged_fen, waived_fen, family_fen, 0, 0, 0, 0, 0 FROM sum_item ORDER BY county, month, town, home, item`},
	{"sum_fund", `SELECT county, month || '/' || town || '/' || home || '/' || fund || '/' || level, claims, fen, 0, 0, 0, 0, 0, 0, 0 FROM sum_fund ORDER BY county, month, town, home, fund, level`},
	{"sum_paid", `SELECT county, month || '/' || kind || '/' || unit || '/' || outcome, lines, fen, 0, 0, 0, 0, 0, 0, 0 FROM sum_paid ORDER BY county, month, kind, unit, outcome`},
	{"sum_period", `SELECT county, unit || '/' || kind || '/' || period, settles, 0, 0, 0, 0, 0, 0, 0, 0 FROM sum_period ORDER BY county, unit, kind, period`},
	{"sum_series", `SELECT county, home || '/' || series, numbers, first, last, 0, 0, 0, 0, 0, 0 FROM sum_series ORDER BY county, home, series`},
}

// checkKeptSums adds up claims, lines, shares and outcomes again and
// compares each kept sum with them (INV-39).
func (r *run) checkKeptSums() {
	again := map[string]map[string][9]int64{}
	for _, t := range sumTables {
		again[t.table] = map[string][9]int64{}
	}
	r.sumClaims(again["sum_claim"])
	// CROSS JOIN has SQLite begin with the claims and find the lines of each by their key.
	r.sumParts(again["sum_item"], `SELECT c.county, c.completed_day, c.town, c.home, l.item, count(DISTINCT c.id), CAST(sum(l.charged_fen) AS BIGINT), CAST(sum(l.waived_fen) AS BIGINT), CAST(sum(l.family_fen) AS BIGINT)
		FROM claim c CROSS JOIN decision_line l WHERE l.county = c.county AND l.decision = c.decision AND c.lodged_day IS NOT NULL AND c.completed_day IS NOT NULL AND c.state <> 'reversed'
		GROUP BY c.county, c.completed_day, c.town, c.home, l.item ORDER BY c.county, c.completed_day, c.town, c.home, l.item`)
	r.sumParts(again["sum_fund"], `SELECT c.county, c.completed_day, c.town, c.home, s.fund || '/' || s.level, count(DISTINCT c.id), CAST(sum(s.fen) AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT)
		FROM claim c CROSS JOIN decision_share s WHERE s.fen <> 0 AND s.county = c.county AND s.decision = c.decision AND c.lodged_day IS NOT NULL AND c.completed_day IS NOT NULL AND c.state <> 'reversed'
		GROUP BY c.county, c.completed_day, c.town, c.home, s.fund || '/' || s.level ORDER BY c.county, c.completed_day, c.town, c.home, s.fund || '/' || s.level`)
	r.sumRows(again["sum_paid"], `SELECT x.county, substr(l.period, 1, 7) || '/' || l.kind || '/' || l.unit || '/' || x.outcome, count(*), CAST(sum(x.fen) AS BIGINT)
		FROM payment_outcome x, payment_order o, list l WHERE o.county = x.county AND o.id = x.ord AND l.county = o.county AND l.id = o.list AND x.outcome IN ('paid', 'returned')
		GROUP BY x.county, substr(l.period, 1, 7) || '/' || l.kind || '/' || l.unit || '/' || x.outcome ORDER BY 1, 2`)
	r.sumRows(again["sum_period"], `SELECT county, unit || '/' || kind || '/' || period, count(*), CAST(0 AS BIGINT) FROM settle GROUP BY county, unit, kind, period ORDER BY county, unit, kind, period`)
	r.sumSeries(again["sum_series"])
	for _, t := range sumTables {
		r.compareSums(t.table, t.kept, again[t.table])
	}
	r.seriesUsed()
}

// seriesUsed wants a series to say when a number of it was used last for the first time.
func (r *run) seriesUsed() {
	type row struct {
		county         int64
		name, at, last string
	}
	each(r.src, `SELECT s.county, s.home || '/' || s.series, s.at, max(c.at) FROM sum_series s JOIN certificate c ON c.county = s.county AND c.home = s.home AND c.series = s.series AND c.n = 1
		GROUP BY s.county, s.home, s.series, s.at ORDER BY s.county, s.home, s.series`,
		func(v *row) []any { return []any{&v.county, &v.name, &v.at, &v.last} }, func(v *row) {
			r.want(v.at == v.last, 39, "sum_series", rowKey(v.county, v.name), "最近使用的时间与台账不符", "it does not say when a number was used last")
		})
}

// compareSums wants every kept row to be what was added up, and nothing added up
// to have no row.
func (r *run) compareSums(table, kept string, again map[string][9]int64) {
	type row struct {
		county int64
		sumCell
	}
	each(r.src, kept, func(v *row) []any {
		out := []any{&v.county, &v.name}
		for i := range v.fig {
			out = append(out, &v.fig[i])
		}
		return out
	}, func(v *row) {
		name := rowKey(v.county, v.name)
		fig, there := again[name]
		r.want(there && v.fig == fig, 39, table, name, "合计与逐行相加不符", "it is not the sum of the rows")
		delete(again, name)
	})
	for name := range again {
		r.want(false, 39, table, name, "没有合计", "rows without their sum")
	}
}

// sumClaims adds up claims by month, town, home, route and class.
func (r *run) sumClaims(to map[string][9]int64) {
	type row struct {
		county                                                          int64
		town, route, class, death, lodged, done, state                  string
		home, charged, waived, family, capped, preCap, ceiling, decided int64
	}
	each(r.src, `SELECT c.county, c.town, c.home, c.route, c.class, COALESCE(c.death_day, ''), c.lodged_day, COALESCE(c.completed_day, ''), c.state,
		COALESCE(d.id, 0), COALESCE(d.charged_fen, 0), COALESCE(d.waived_fen, 0), COALESCE(d.family_fen, 0), COALESCE(d.capped, 0), COALESCE(d.pre_cap_fen, 0), COALESCE(d.cap_fen, 0)
		FROM claim c LEFT JOIN decision d ON d.county = c.county AND d.id = c.decision WHERE c.lodged_day IS NOT NULL ORDER BY c.county, c.id`,
		func(v *row) []any {
			return []any{&v.county, &v.town, &v.home, &v.route, &v.class, &v.death, &v.lodged, &v.done, &v.state, &v.decided, &v.charged, &v.waived, &v.family, &v.capped, &v.preCap, &v.ceiling}
		}, func(v *row) {
			at := func(day string) string {
				return rowKey(v.county, day[:min(7, len(day))], v.town, v.home, v.route, v.class)
			}
			x := to[at(v.lodged)]
			x[0]++
			to[at(v.lodged)] = x
			if v.done == "" || v.state == "reversed" || v.decided == 0 {
				return
			}
			x = to[at(v.done)]
			lodged, done := dayNumber(v.lodged, 0), dayNumber(v.done, 0)
			add := [9]int64{0, 1, v.charged, v.waived, v.family, 0, 0, 0, done - lodged}
			if v.capped == 1 && v.preCap >= v.ceiling {
				add[5] = 1
			}
			if v.death != "" {
				add[6], add[7] = 1, lodged-dayNumber(v.death, 0)
			}
			for i := range x {
				x[i] += add[i]
			}
			to[at(v.done)] = x
		})
}

// sumParts adds up what claims have several of, by the month of their day.
func (r *run) sumParts(to map[string][9]int64, q string) {
	type row struct {
		county             int64
		day, town, part    string
		home, n            int64
		first, second, own int64
	}
	each(r.src, q, func(v *row) []any {
		return []any{&v.county, &v.day, &v.town, &v.home, &v.part, &v.n, &v.first, &v.second, &v.own}
	}, func(v *row) {
		name := rowKey(v.county, v.day[:min(7, len(v.day))], v.town, v.home, v.part)
		x := to[name]
		for i, n := range []int64{v.n, v.first, v.second, v.own} {
			x[i] += n
		}
		to[name] = x
	})
}

// sumRows reads sums that the query itself adds up.
func (r *run) sumRows(to map[string][9]int64, q string) {
	type row struct {
		county      int64
		name        string
		first, next int64
	}
	each(r.src, q, func(v *row) []any { return []any{&v.county, &v.name, &v.first, &v.next} },
		func(v *row) { to[rowKey(v.county, v.name)] = [9]int64{v.first, v.next} })
}

// sumSeries counts the certificate numbers of each home's series.
func (r *run) sumSeries(to map[string][9]int64) {
	type row struct {
		county               int64
		name                 string
		numbers, first, last int64
	}
	each(r.src, `SELECT county, home || '/' || series, count(*), min(number), max(number) FROM certificate WHERE n = 1 GROUP BY county, home, series ORDER BY county, home, series`,
		func(v *row) []any { return []any{&v.county, &v.name, &v.numbers, &v.first, &v.last} },
		func(v *row) { to[rowKey(v.county, v.name)] = [9]int64{v.numbers, v.first, v.last} })
}
