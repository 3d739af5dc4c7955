package replay

import "songbai/domain/money"

// finish turns what a worker counted by pairing and by place into rows by name.
func (w *worker) finish() {
	done := map[*pages]bool{}
	for _, p := range w.pages {
		if done[p] {
			continue
		}
		done[p] = true
		for _, x := range p.pairs {
			w.t.paired(x)
		}
	}
	for m, x := range w.inMonth {
		w.t.months[m].add(x.both())
	}
	for i, x := range w.atSite {
		w.t.sites[i].add(x.both())
	}
	w.rows()
	for i := range w.t.items.rows {
		row := &w.t.items.rows[i]
		row.before.add(w.items[0][i])
		row.before.add(w.items[1][i])
		row.before.less(w.less[i])
		row.after.add(w.items[0][i])
		row.after.add(w.items[2][i])
		row.after.less(w.less[i])
	}
	w.t.items.rows[w.other] = both{}
}

func (p *place) both() both {
	return both{Side{p.claims, money.Amount(p.fen[0])}, Side{p.claims, money.Amount(p.fen[1])}}
}

func (s *Side) add(o Side)  { s.Claims, s.Fen = s.Claims+o.Claims, s.Fen+o.Fen }
func (s *Side) less(o Side) { s.Claims, s.Fen = s.Claims-o.Claims, s.Fen-o.Fen }

// paired adds what was counted of a pairing.
func (t *tally) paired(x *pairing) {
	if x.n == 0 {
		return
	}
	for k, n := range []*ruling{x.before, x.after} {
		after := k == 1
		if !n.granted {
			t.refused.rows[n.row].side(after).Claims += x.n
			continue
		}
		s := Side{x.n, money.Amount(x.fen[k])}
		t.total.side(after).add(s)
		t.classes.rows[n.row].side(after).add(s)
		*t.cut.side(after) += money.Amount(x.pre[k] - x.fen[k])
		for i, level := range n.levels {
			part := Side{x.n, x.parts[k][i] + x.parts[2][min(i, len(x.parts[2])-1)]}
			if len(n.levels) == 1 {
				part.Fen = s.Fen
			}
			t.funds.rows[level].side(after).add(part)
		}
	}
	t.crossed(x.n, x.before.granted, x.after.granted)
}
