package policy

import (
	"slices"
	"strconv"
	"strings"

	"songbai/domain/fund"
)

func (r *packReader) funds(o *object) {
	r.each(o, "funds", true, func(x *object) {
		f := Fund{ID: fund.Fund(x.id("id")), Words: x.words(), Clause: r.clause(x, "clause", true), When: r.when(x)}
		levels := x.texts("levels", true)
		for _, l := range levels {
			f.Levels = append(f.Levels, fund.Level(l))
			r.cite("level", l, x.at())
		}
		if f.Local = x.optText("local"); f.Local != "" {
			r.cite("shares", f.Local, x.at())
		}
		f.Money = x.word("money", "budget", "budget", "lottery", "insurance", "donation")
		r.each(x, "fixed", false, func(y *object) {
			n := y.need("level")
			l, _ := y.scalar("level", n)
			if !slices.Contains(levels, l) {
				r.add(r.pos(n), badReference.With(l, "levels", strings.Join(levels, ", ")))
			}
			f.Fixed = append(f.Fixed, FixedShare{fund.Level(l), r.values(y, "values", string(f.ID)+" fixed")})
		})
		f.Values = r.weights(x, string(f.ID), len(levels))
		if len(levels) > 1 && len(f.Fixed) == 0 && (f.Local == "") == (len(f.Values) == 0) {
			r.add(x.at(), badValue.With("levels", "几级分担时，local 与 shares 二选一", "one of local, shares when several levels pay"))
		}
		r.p.Funds = append(r.p.Funds, f)
	})
}

func (r *packReader) weights(x *object, name string, n int) []Weights {
	var rows []*datedAt
	var out []Weights
	for _, node := range x.items("shares", false) {
		v := r.object(node)
		d := v.span()
		w := Weights{Cite: r.source(v)}
		sum := int64(0)
		for _, s := range v.texts("weights", true) {
			k, err := strconv.ParseUint(s, 10, 31)
			if err != nil {
				r.add(d.at, badValue.With("weights", "非负整数", "whole numbers of at least zero"))
			}
			w.Weights = append(w.Weights, int64(k))
			sum += int64(k)
		}
		if len(w.Weights) != n || sum == 0 {
			r.add(d.at, badValue.With("weights", "每级一个，至少一个大于 0", "one for each level, one of them above 0"))
		}
		v.done()
		rows, out = append(rows, &d), append(out, w)
	}
	r.timeline(name, rows, r.p.Effective)
	for i, d := range rows {
		out[i].Span = d.Span
	}
	return out
}
