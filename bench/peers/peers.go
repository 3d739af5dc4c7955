// Package peers holds the engines that decide the bench's claims: the product,
// and those an integrator might take instead. Each is given what it likes best:
// decoded and converted inputs, typed where it knows types, compiled once, the
// edition's numbers written in where that is its fastest form.
//
// Always true: an engine is timed only after its answers equalled the
// reference, trace and all.
package peers

import "songbai/bench/work"

// Engine decides claim i of the set it was built over into d.
type Engine struct {
	Name    string
	Checked bool // its answers must equal the reference
	Decide  func(i int, d *work.Decision) error
}

// result takes over an answer given as a map, as CEL, expr and OPA give it.
func result(id string, get func(key string) any, d *work.Decision) {
	*d = work.Decision{ID: id, OK: get("ok").(bool), Reason: get("reason").(string),
		Billed: whole(get("billed")), Waived: whole(get("waived")), Copay: whole(get("copay"))}
	for _, x := range get("allowed").([]any) {
		d.Allowed = append(d.Allowed, whole(x))
	}
	for i, x := range get("src").([]any) {
		d.Src[i] = whole(x)
	}
	for _, x := range get("trace").([]any) {
		d.Trace = append(d.Trace, x.(string))
	}
}

// noEdition answers for days before the first edition, where the host does not
// ask the engine.
func noEdition(c *work.Claim, d *work.Decision) {
	*d = work.Decision{ID: c.ID, Reason: "E04", Allowed: make([]int64, len(c.Lines)), Trace: []string{"E04"}}
	for _, l := range c.Lines {
		d.Billed += l.Price * l.Qty
	}
	d.Copay = d.Billed
}
