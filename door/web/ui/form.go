package ui

import "strings"

// Field is one field of a form.
type Field struct {
	Name  string
	Label string
	Hint  string
	Value string
	Chars int    // how wide: 4, 10, 20; 0 for the whole width
	Type  string // text when empty; password, tel, email, number
	Mode  string // inputmode: numeric, decimal, tel
	Auto  string // autocomplete; off when empty, for personal values stay out of the browser
	Rows  int    // lines of a text area
	Big   bool   // the label is the question of the page
	Must  bool   // required, told to assistive technology
}

// ID is the id of a field's first input.
func ID(name string) string {
	return strings.NewReplacer(".", "-", "[", "-", "]", "").Replace(name)
}

func (f Field) auto() string {
	if f.Auto == "" {
		return "off"
	}
	return f.Auto
}

func (f Field) kind() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

func (f Field) rows() int {
	if f.Rows == 0 {
		return 3
	}
	return f.Rows
}

// langOf gives the language of a switch's own label.
func langOf(value string) string {
	switch value {
	case "en":
		return "en"
	case "zh":
		return "zh-Hans-CN"
	}
	return ""
}

// DayParts splits a day written YYYY-MM-DD into the three fields of a date.
func DayParts(v string) (year, month, day string) {
	p := strings.SplitN(v, "-", 3)
	for len(p) < 3 {
		p = append(p, "")
	}
	return p[0], strings.TrimLeft(p[1], "0"), strings.TrimLeft(p[2], "0")
}
