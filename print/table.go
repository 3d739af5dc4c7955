package print

import "strconv"

// column is one column of a table.
type column struct {
	head  string
	width float64
	align align
	field string // name of the value, for problems: lines[3].name
	small bool   // may be set as small as minSmall
	half  bool   // holds two values, one above the other
	whole bool   // never broken: made as small as one line needs
}

// cell is one value in a row. A cell with half set shows text above and below.
type cell struct {
	text, below string
	span        int // columns covered; 0 is one
	align       *align
	tick        tick // a box before the text
}

// tick is a box to be ticked, drawn, since fonts lack the character.
type tick int8

const (
	noBox tick = iota
	open
	ticked
)

// row is one row of a table, as wide as all columns together.
type row struct {
	cells  []cell
	at     int // index of the value in its list, for problems
	struck bool
	bare   bool    // no lines between this row's cells
	fill   float64 // grey behind it; 0 is none
	least  float64 // least height; 0 takes the table's

	height float64
	blocks []block
	below  []block
}

// table is a list with a head repeated on each page.
type table struct {
	name    string // of the list, for problems
	columns []column
	pt      float64
	min     float64 // least font size; 0 is minSize
	least   float64 // least height of a row
	air     float64 // room left in the height of a cell
	pad     float64
	head    []block
	headH   float64
}

const (
	minSize  = 5.5
	minSmall = 4.5
)

func (t *table) width() (w float64) {
	for _, c := range t.columns {
		w += c.width
	}
	return w
}

// scale stretches all columns so that the table is w wide.
func (t *table) scale(w float64) {
	f := w / t.width()
	for i := range t.columns {
		t.columns[i].width *= f
	}
}

func (t *table) layHead(d *doc) {
	t.head = make([]block, len(t.columns))
	for i, c := range t.columns {
		t.head[i] = d.fit(c.head, c.width-2*t.pad, t.pt, minSize, 3.1*lineHeight(t.pt), t.name+".columns."+c.field)
		t.headH = max(t.headH, t.head[i].height()+2.4)
	}
}

func (t *table) field(r *row, col int) string {
	if r.at < 0 {
		return t.name + "." + t.columns[col].field
	}
	return t.name + "[" + strconv.Itoa(r.at) + "]." + t.columns[col].field
}

// lay breaks the cells of a row into lines and finds its height.
func (t *table) lay(d *doc, r *row) {
	r.height = r.least
	if r.least == 0 {
		r.height = t.least
	}
	room := r.height - t.air
	r.blocks = make([]block, len(r.cells))
	col := 0
	for i, c := range r.cells {
		span := max(c.span, 1)
		w := t.spanWidth(col, span) - 2*t.pad
		field := t.field(r, col)
		if t.columns[col].half && span == 1 {
			if r.below == nil {
				r.below = make([]block, len(r.cells))
			}
			r.blocks[i] = d.whole(c.text, w, t.pt, field)
			r.below[i] = d.whole(c.below, w, t.pt, field)
		} else if t.columns[col].whole && span == 1 {
			r.blocks[i] = d.whole(c.text, w, t.pt, field)
		} else {
			r.blocks[i] = d.fit(c.text, w, t.pt, t.smallest(col), room, field)
		}
		r.height = max(r.height, r.blocks[i].height()+t.air)
		col += span
	}
}

func (t *table) smallest(col int) float64 {
	if t.columns[col].small {
		return minSmall
	}
	if t.min > 0 {
		return t.min
	}
	return minSize
}

func (t *table) spanWidth(col, span int) (w float64) {
	for _, c := range t.columns[col : col+span] {
		w += c.width
	}
	return w
}

// drawn is a table on a page: where it begins and where each line between
// columns began.
type drawn struct {
	*table
	d        *doc
	x, y     float64
	top      float64
	uprights []float64 // by column boundary; < 0: none open
}

// open starts the table on the page and draws its head.
func (t *table) open(d *doc, x, y float64) *drawn {
	if t.head == nil {
		t.layHead(d)
	}
	w := &drawn{table: t, d: d, x: x, y: y, top: y, uprights: make([]float64, len(t.columns))}
	d.fill(x, y, t.width(), t.headH, 0.93)
	cx := x
	for i, c := range t.columns {
		d.block(cx+t.pad, y, c.width-2*t.pad, t.headH, t.head[i], centre, "")
		cx += c.width
		w.uprights[i] = y
	}
	w.y += t.headH
	d.line(x, w.y, x+t.width(), w.y, thin)
	return w
}

// add draws a laid row.
func (w *drawn) add(r *row) {
	d := w.d
	if r.fill > 0 {
		d.fill(w.x, w.y, w.width(), r.height, r.fill)
		d.line(w.x, w.y, w.x+w.width(), w.y, thin)
	}
	if r.struck {
		d.ink(0.45)
	}
	col, x := 0, w.x
	for i, c := range r.cells {
		span := max(c.span, 1)
		cw := w.spanWidth(col, span)
		w.cell(r, i, col, span, x, cw)
		w.bound(col, span, r.bare)
		col, x = col+span, x+cw
	}
	if r.struck {
		d.ink(0)
	}
	w.y += r.height
	d.line(w.x, w.y, w.x+w.width(), w.y, thin)
}

func (w *drawn) cell(r *row, i, col, span int, x, cw float64) {
	a := w.columns[col].align
	if c := r.cells[i]; c.align != nil {
		a = *c.align
	} else if span > 1 {
		a = left
	}
	field := w.field(r, col)
	x, cw = x+w.pad, cw-2*w.pad
	if r.below != nil && w.columns[col].half && span == 1 {
		half := r.height / 2
		w.d.block(x, w.y+0.15, cw, half, r.blocks[i], a, field)
		w.d.block(x, w.y+half-0.15, cw, half, r.below[i], a, field)
		w.d.line(x-w.pad, w.y+half, x+cw+w.pad, w.y+half, hair)
		return
	}
	if box := r.cells[i].tick; box != noBox {
		b := r.blocks[i]
		side := b.pt * pointMM
		tx := x + (cw-w.d.width(b.lines[0], b.pt, field)-1.3*side)/2
		w.d.tick(tx, w.y+r.height/2+0.37*side, b.pt, box == ticked)
		w.d.block(tx+1.3*side, w.y, cw, r.height, b, left, field)
		return
	}
	w.d.block(x, w.y, cw, r.height, r.blocks[i], a, field)
}

// bound keeps the line at the right of a cell open and closes the lines that
// the cell crosses.
func (w *drawn) bound(col, span int, bare bool) {
	last := col + span - 1
	for b := col; b < last || b == last && bare && last < len(w.columns)-1; b++ {
		w.shut(b)
	}
	if w.uprights[last] < 0 && !bare {
		w.uprights[last] = w.y
	}
}

func (w *drawn) shut(b int) {
	if from := w.uprights[b]; from >= 0 && from < w.y {
		x := w.x + w.spanWidth(0, b+1)
		w.d.line(x, from, x, w.y, thin)
	}
	w.uprights[b] = -1
}

// close draws the lines still open and the frame, and gives the lower edge.
func (w *drawn) close() float64 {
	for b := range len(w.columns) - 1 {
		w.shut(b)
	}
	w.d.frame(w.x, w.top, w.width(), w.y-w.top, bold)
	return w.y
}
