package print

// entry is a label and a value in a form.
type entry struct {
	label, value string
	field        string
	share        float64 // part of the row's width
	align        align
}

// form is a grid of labels and values growing down the page.
type form struct {
	d        *doc
	x, y, w  float64
	top      float64
	pt       float64
	least    float64 // least height of a row
	labelled float64 // width of a label
}

func (d *doc) form(y, pt, least, labelled float64) *form {
	return &form{d: d, x: d.sheet.left, y: y, top: y, w: d.sheet.width(), pt: pt, least: least, labelled: labelled}
}

// row draws entries side by side; their shares should add to 1.
func (f *form) row(entries ...entry) {
	const pad = 1.5
	h := f.least
	blocks := make([]block, len(entries))
	labels := make([]block, len(entries))
	for i, e := range entries {
		blocks[i] = f.d.fit(e.value, e.share*f.w-f.labelled-2*pad, f.pt, f.pt-2, f.least-1, e.field)
		labels[i] = f.d.fit(e.label, f.labelled-2, f.pt, f.pt-2, f.least-1, e.field)
		h = max(h, blocks[i].height()+1.6, labels[i].height()+1.6)
	}
	if h > f.d.sheet.floor()-f.d.sheet.top {
		f.d.overfull(entries[0].field)
	}
	f.need(h)
	x := f.x
	for i, e := range entries {
		w := e.share * f.w
		f.d.fill(x, f.y, f.labelled, h, 0.95)
		f.d.frame(x, f.y, f.labelled, h, thin)
		f.d.frame(x+f.labelled, f.y, w-f.labelled, h, thin)
		f.d.block(x+1, f.y, f.labelled-2, h, labels[i], centre, e.field)
		f.d.block(x+f.labelled+pad, f.y, w-f.labelled-2*pad, h, blocks[i], e.align, e.field)
		x += w
	}
	f.y += h
}

// band draws a heading across the form.
func (f *form) band(title string) {
	h := f.least * 0.82
	f.need(h + f.least)
	f.d.fill(f.x, f.y, f.w, h, 0.9)
	f.d.frame(f.x, f.y, f.w, h, thin)
	f.d.block(f.x+2, f.y, f.w-4, h, block{[]string{title}, f.pt}, left, "")
	f.y += h
}

// end draws the outer frame.
func (f *form) end() float64 {
	f.d.frame(f.x, f.top, f.w, f.y-f.top, bold)
	return f.y
}

// need starts a new page when h no longer fits this one.
func (f *form) need(h float64) {
	if f.y+h <= f.d.sheet.floor() {
		return
	}
	if f.y > f.top {
		f.end()
	}
	f.d.page()
	f.y = f.d.sheet.top
	f.top = f.y
}

// table draws a table inside the form, with its head again on each new page.
// The last two rows stay on one page with what follows, tail high.
func (f *form) table(t *table, rows []*row, tail float64) {
	t.scale(f.w)
	t.layHead(f.d)
	f.need(t.headH + 2*f.least)
	w := t.open(f.d, f.x, f.y)
	for _, r := range rows {
		t.lay(f.d, r)
		if t.headH+r.height > f.d.sheet.floor()-f.d.sheet.top {
			f.d.overfull(t.field(r, 0))
		}
	}
	for i, r := range rows {
		h := r.height
		if i == len(rows)-2 {
			h += rows[i+1].height + tail
		}
		if w.y+h > f.d.sheet.floor() && i > 0 {
			f.y = w.close()
			f.need(f.d.sheet.h)
			w = t.open(f.d, f.x, f.y)
		}
		w.add(r)
	}
	f.y = w.close()
}

// boxes draws frames for opinions as part of the form.
func (f *form) boxes(h float64, field string, boxes []Box) {
	if len(boxes) == 0 {
		return
	}
	f.need(h)
	f.d.boxes(f.x, f.y, f.w, h, f.pt, field, boxes)
	f.y += h
}

// note writes a text over the whole width, in at least h.
func (f *form) note(s string, h float64, field string) {
	b := f.d.fit(s, f.w-6, f.pt, f.pt-1.5, h-3, field)
	h = max(h, b.height()+3)
	if h > f.d.sheet.floor()-f.d.sheet.top {
		f.d.overfull(field)
	}
	f.need(h)
	f.d.frame(f.x, f.y, f.w, h, thin)
	f.d.block(f.x+3, f.y+1.5, f.w-6, b.height(), b, left, field)
	f.y += h
}
