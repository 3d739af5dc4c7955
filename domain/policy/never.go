package policy

import "songbai/domain/problem"

var neverAsked = problem.Define("pack.never", problem.Invalid, "“%[1]s”永远轮不到，因为它前面的“%[2]s”没有条件", "%[1]q is never reached: %[2]q stands before it without a condition",
	"请把没有条件的“%[2]s”放到最后，或给它写上条件", "put %[2]q last, or give it a condition")

// never tells of rules that no claim can reach, because the first that holds is
// taken and one before them always holds. It is asked of what people write, not
// of what was published.
func (r *packReader) never() {
	p := r.p
	named := map[string]bool{} // funds of items and awards are reached by name
	for i := range p.Items {
		named[string(p.Items[i].Fund)] = true
	}
	for i := range p.Awards {
		named[string(p.Awards[i].Fund)] = true
	}
	r.after("classes", len(p.Classes), func(i int) (string, bool) {
		c := &p.Classes[i]
		return c.ID, c.When.always() && c.Span == p.Effective
	}, nil)
	r.after("caps", len(p.Caps), func(i int) (string, bool) { return p.Caps[i].ID, p.Caps[i].When.always() }, nil)
	r.after("funds", len(p.Funds), func(i int) (string, bool) { return string(p.Funds[i].ID), p.Funds[i].When.always() }, named)
	r.after("delivery", len(p.Delivery), func(i int) (string, bool) { return p.Delivery[i].ID, p.Delivery[i].When.always() }, nil)
}

func (r *packReader) after(section string, n int, at func(int) (id string, always bool), named map[string]bool) {
	first := ""
	for i := range n {
		id, always := at(i)
		if first != "" && !named[id] {
			r.add(r.placeOf(section, id), neverAsked.With(id, first))
		}
		if first == "" && always {
			first = id
		}
	}
}
