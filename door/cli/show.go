package cli

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"golang.org/x/text/width"

	"songbai/domain/date"
	"songbai/domain/money"
)

// show writes an answer: JSON with --json, else lines and tables for people.
// Nothing in an answer is personal in clear: the office masks it.
func (x *call) show(v any) error {
	if x.JSON {
		rv := reflect.ValueOf(v)
		if rv.Kind() == reflect.Slice && rv.IsNil() {
			v = []struct{}{}
		}
		e := json.NewEncoder(x.out)
		e.SetEscapeHTML(false)
		return e.Encode(v)
	}
	var b strings.Builder
	p := &page{b: &b, lang: x.Lang}
	rv := reflect.ValueOf(v)
	if rv.Kind() == reflect.Slice {
		p.table(rv, "")
	} else {
		p.record(rv, "")
	}
	_, err := fmt.Fprint(x.out, b.String())
	return err
}

// page writes values for people.
type page struct {
	b    *strings.Builder
	lang string
}

// column is a field of a struct as it is shown.
type column struct {
	index []int
	name  string // of JSON
	omit  bool   // a zero is not shown
	label string
}

// bare reports whether the value is a zero that is not shown.
func (c column) bare(f reflect.Value) bool {
	return f.IsZero() && f.Kind() != reflect.Bool && (c.omit || !isAmount(f))
}

// columns lists the fields of a struct, embedded ones in their place. Of a code
// and its Chinese name, one is shown.
func (p *page) columns(t reflect.Type) (out []column) {
	names := map[string]bool{}
	for _, f := range reflect.VisibleFields(t) {
		names[jsonName(f)] = true
	}
	for _, f := range reflect.VisibleFields(t) {
		name := jsonName(f)
		if name == "" || f.Anonymous || !f.IsExported() {
			continue
		}
		if base, isZh := strings.CutSuffix(name, "_zh"); isZh && p.lang == "en" && names[base] {
			continue
		}
		if p.lang != "en" && names[name+"_zh"] || names["zh"] && names["en"] && name == p.other() {
			continue
		}
		_, flags, _ := strings.Cut(f.Tag.Get("json"), ",")
		out = append(out, column{f.Index, name, flags == "omitempty", label(strings.TrimSuffix(name, "_zh"), p.lang)})
	}
	return out
}

// none says that a table is empty.
func (p *page) none() string {
	if p.lang == "en" {
		return "(none)"
	}
	return "（没有）"
}

// other is the language that is not written.
func (p *page) other() string {
	if p.lang == "en" {
		return "zh"
	}
	return "en"
}

// jsonName gives the name a field has in JSON; one without a tag has its own.
func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	switch name {
	case "-":
		return ""
	case "":
		return strings.ToLower(f.Name)
	}
	return name
}

// record writes a struct: a line for each value that is there, then its tables.
func (p *page) record(v reflect.Value, indent string) {
	v = deref(v)
	if !v.IsValid() {
		return
	}
	if v.Kind() != reflect.Struct || isText(v) {
		fmt.Fprintf(p.b, "%s%s\n", indent, text(v))
		return
	}
	cols := p.columns(v.Type())
	wide := 0
	for _, c := range cols {
		wide = max(wide, cells(c.label))
	}
	var later []column
	for _, c := range cols {
		f, err := v.FieldByIndexErr(c.index)
		if f = deref(f); err != nil || !f.IsValid() {
			continue
		}
		if !isText(f) {
			later = append(later, c)
			continue
		}
		if s := text(f); s != "" && !c.bare(f) {
			fmt.Fprintf(p.b, "%s%s  %s\n", indent, pad(c.label, wide), s)
		}
	}
	for _, c := range later {
		p.part(c, deref(v.FieldByIndex(c.index)), indent)
	}
}

// part writes a struct or a table under its label.
func (p *page) part(c column, f reflect.Value, indent string) {
	switch f.Kind() {
	case reflect.Slice:
		if f.Len() == 0 {
			return
		}
		if isText(deref(f.Index(0))) {
			var all []string
			for i := range f.Len() {
				all = append(all, text(f.Index(i)))
			}
			fmt.Fprintf(p.b, "%s%s  %s\n", indent, c.label, strings.Join(all, ", "))
			return
		}
		fmt.Fprintf(p.b, "%s%s\n", indent, c.label)
		p.table(f, indent+"  ")
	case reflect.Struct:
		if f.IsZero() {
			return
		}
		fmt.Fprintf(p.b, "%s%s\n", indent, c.label)
		p.record(f, indent+"  ")
	}
}

// table writes a slice of structs; columns that are empty throughout are left
// out, and so is what does not fit into a cell.
func (p *page) table(v reflect.Value, indent string) {
	if v.Len() == 0 {
		fmt.Fprintf(p.b, "%s%s\n", indent, p.none())
		return
	}
	first := deref(v.Index(0))
	if isText(first) {
		for i := range v.Len() {
			fmt.Fprintf(p.b, "%s%s\n", indent, text(v.Index(i)))
		}
		return
	}
	var rows [][]string
	var heads []string
	for _, c := range p.columns(first.Type()) {
		cellsOf := make([]string, v.Len())
		full := false
		for i := range v.Len() {
			f, err := deref(v.Index(i)).FieldByIndexErr(c.index)
			if f = deref(f); err != nil || !f.IsValid() || !isText(f) || f.IsZero() && (c.omit || !isAmount(f)) {
				continue
			}
			cellsOf[i], full = text(f), true
		}
		if full {
			heads = append(heads, c.label)
			rows = append(rows, cellsOf)
		}
	}
	p.lines(heads, rows, v.Len(), indent)
}

// lines aligns columns; Chinese characters take two cells.
func (p *page) lines(heads []string, byColumn [][]string, n int, indent string) {
	wide := make([]int, len(heads))
	for i, h := range heads {
		wide[i] = cells(h)
		for _, s := range byColumn[i] {
			wide[i] = max(wide[i], cells(s))
		}
	}
	line := func(cell func(i int) string) {
		var b strings.Builder
		for i := range heads {
			b.WriteString(pad(cell(i), wide[i]) + "  ")
		}
		p.b.WriteString(indent + strings.TrimRight(b.String(), " ") + "\n")
	}
	line(func(i int) string { return heads[i] })
	for r := range n {
		line(func(i int) string { return byColumn[i][r] })
	}
}

func deref(v reflect.Value) reflect.Value {
	for v.IsValid() && (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) {
		v = v.Elem()
	}
	return v
}

func isAmount(v reflect.Value) bool { return v.Type() == reflect.TypeFor[money.Amount]() }

// isText reports whether a value is written in one cell.
func isText(v reflect.Value) bool {
	if !v.IsValid() {
		return true
	}
	if _, ok := v.Interface().(fmt.Stringer); ok {
		return true
	}
	return v.Kind() != reflect.Struct && v.Kind() != reflect.Slice && v.Kind() != reflect.Map
}

// text writes a value: sums with two decimals, days and periods as they print.
func text(v reflect.Value) string {
	v = deref(v)
	if !v.IsValid() {
		return ""
	}
	if v.Kind() == reflect.Bool {
		return map[bool]string{true: "✓", false: ""}[v.Bool()]
	}
	if s, ok := v.Interface().(fmt.Stringer); ok {
		return s.String()
	}
	s := fmt.Sprint(v.Interface())
	if at, err := date.ParseInstant(s); err == nil { // people read Beijing time
		return at.Beijing()
	}
	return s
}

// cells counts the cells of a terminal that a text takes.
func cells(s string) (n int) {
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth, width.EastAsianAmbiguous:
			n += 2
		default:
			n++
		}
	}
	return n
}

func pad(s string, to int) string { return s + strings.Repeat(" ", max(0, to-cells(s))) }
