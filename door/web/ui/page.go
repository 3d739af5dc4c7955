// Package ui owns what every page is made of: the two frames (family, office),
// form fields, tables, tags and timelines, as components that take values.
//
// It never asks the office, reads a request or decides. Always true: a component
// renders from its arguments alone, so that every page can be looked at without a
// database; text stands in Chinese and English side by side; nothing is loaded
// from elsewhere and no style or script stands inline.
package ui

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/a-h/templ"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/problem"
)

// Lang is a language of the pages.
type Lang string

// The two languages; Chinese is the first.
const (
	Zh Lang = "zh"
	En Lang = "en"
)

// T chooses between a Chinese and an English text.
func (l Lang) T(zh, en string) string {
	if l == En {
		return en
	}
	return zh
}

// Tag is the language tag of the html element.
func (l Lang) Tag() string { return l.T("zh-Hans-CN", "en") }

// Page is what a frame needs besides its content.
type Page struct {
	Lang
	Title  string // in the page's language
	Family bool   // the family's frame; else the offices'
	Large  bool   // large type
	CSRF   string // masked token of this answer
	Key    string // idempotency key of the forms of this answer
	Path   string // own path, for the switches of language and size
	Back   string // where the back link leads, "" for none
	Demo   bool
	Ver    string
	Me     *Me
	Nav    []NavItem // the offices' main menu
	Side   []NavItem // the menu at the side, if any
	Done   string    // what was just done, "" for nothing
	Errors []FieldError
}

// Me is the person at an office's page.
type Me struct {
	Name   string // own name
	Office string
	Role   string
	Others []Choice // other roles that the person may change to
}

// Choice is one of several things to choose from.
type Choice struct {
	Value string
	Label string
	Hint  string
	Group string // the heading it stands under in a list that opens
}

// grouped gives the choices by their headings, in the order these first come.
func grouped(all []Choice) (out [][]Choice) {
	at := map[string]int{}
	for _, c := range all {
		i, known := at[c.Group]
		if !known {
			i, at[c.Group] = len(out), len(out)
			out = append(out, nil)
		}
		out[i] = append(out[i], c)
	}
	return out
}

// NavItem is an entry of a menu; Count 0 shows no number.
type NavItem struct {
	Href  string
	Label string
	Count int
	Here  bool
}

// FieldError is one thing to mend, linked to its field ("" for the whole form).
type FieldError struct {
	Field string
	Text  string
}

// ErrorsOf turns a problem into what the page says of it.
func ErrorsOf(l Lang, p *problem.Problem) []FieldError {
	if p == nil {
		return nil
	}
	return []FieldError{{Field: p.Field, Text: whose(l, p.Field) + Say(l, p)}}
}

// whose names the person that a field belongs to where a form asks the same of
// several people.
func whose(l Lang, field string) string {
	switch {
	case strings.HasPrefix(field, "handler."):
		return l.T("经办人：", "Handler: ")
	case field == "account.holder":
		return l.T("户名：", "Holder: ")
	case field == "deceased.name", strings.HasPrefix(field, "deceased.documents"):
		return l.T("逝者：", "Deceased: ")
	}
	return ""
}

// Blame gives the page with everything that an error finds wrong, each at its
// field.
func (p Page) Blame(err error) Page {
	var list problem.List
	if !errors.As(err, &list) {
		if q := problem.Of(err); q != nil {
			list = problem.List{q}
		}
	}
	p.Errors = append([]FieldError(nil), p.Errors...)
	for _, q := range list {
		p.Errors = append(p.Errors, ErrorsOf(p.Lang, q)...)
	}
	return p
}

// Say gives a problem's sentence, clause and cure in a language, without the
// field's code.
func Say(l Lang, p *problem.Problem) string {
	text, cure, stop := p.Zh, p.CureZh, "。"
	if l == En {
		text, cure, stop = p.En, p.CureEn, ". "
	}
	if p.Clause != "" {
		text += l.T("（"+p.Clause+"）", " ("+p.Clause+")")
	}
	return text + stop + cure
}

// ErrorOf gives what is wrong with a field, "" for nothing.
func (p Page) ErrorOf(field string) string {
	for _, e := range p.Errors {
		if e.Field == field {
			return e.Text
		}
	}
	return ""
}

// Yuan prints an amount with thousands separated, without the unit.
func Yuan(a money.Amount) string { return a.Grouped() }

// Clock prints an instant of the store in Beijing time, to the minute; anything
// else as it is.
func Clock(s string) string {
	at, err := date.ParseInstant(s)
	if err != nil {
		return s
	}
	t := at.Beijing()
	if len(t) >= 16 {
		return t[:16]
	}
	return t
}

// short is the width of a field for a few characters.
func width(chars int) string {
	switch {
	case chars == 0:
		return ""
	case chars <= 4:
		return "govuk-input--width-4"
	case chars <= 10:
		return "govuk-input--width-10"
	case chars <= 20:
		return "govuk-input--width-20"
	}
	return ""
}

// described lists the ids that describe a field.
func described(id, hint, err string) string {
	s := ""
	if hint != "" {
		s = id + "-hint"
	}
	if err != "" {
		if s != "" {
			s += " "
		}
		s += id + "-error"
	}
	return s
}

// Body is the content of a page.
type Body = templ.Component

// Render writes a page: its frame around its content.
func Render(ctx context.Context, w io.Writer, p Page, body Body) error {
	return Frame(p).Render(templ.WithChildren(ctx, body), w)
}
