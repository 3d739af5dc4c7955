package site

import (
	"bytes"
	"io"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// keepTyped writes a page whose form has something to mend with what was filled
// in standing in that form again. It is the one place where this happens: no
// field of any page has to remember what was sent. Passwords, files and hidden
// fields stay as the page has them.
func keepTyped(w io.Writer, page []byte, address *url.URL, sent url.Values) error {
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return err
	}
	if form := formSent(doc, address, sent); form != nil {
		fill(form, sent)
		for n := form.Parent; n != nil; n = n.Parent {
			if n.DataAtom == atom.Details {
				set(n, "open", true)
			}
		}
	}
	return html.Render(w, doc)
}

// formSent finds the form of a page that was sent: the one of its address that
// agrees in most hidden fields and choices, as a page may hold a form a line.
func formSent(doc *html.Node, address *url.URL, sent url.Values) (form *html.Node) {
	most := -1
	for n := range doc.Descendants() {
		if n.DataAtom != atom.Form || !strings.EqualFold(attr(n, "method"), "post") {
			continue
		}
		action, err := url.Parse(attr(n, "action"))
		if err != nil || action.Path != address.Path {
			continue
		}
		if agrees := agreement(n, sent); agrees > most {
			form, most = n, agrees
		}
	}
	return form
}

// agreement counts the hidden fields and buttons of a form that stand as sent, and
// the choices that offer what was sent.
func agreement(form *html.Node, sent url.Values) (n int) {
	for c := range form.Descendants() {
		name := attr(c, "name")
		if name == "" || !sent.Has(name) {
			continue
		}
		switch {
		case c.DataAtom == atom.Input && attr(c, "type") == "hidden", c.DataAtom == atom.Button:
			if slices.Contains(sent[name], attr(c, "value")) {
				n++
			}
		case c.DataAtom == atom.Select:
			if offers(c, sent[name]) {
				n++
			}
		}
	}
	return n
}

func offers(list *html.Node, values []string) bool {
	for o := range list.Descendants() {
		if o.DataAtom == atom.Option && slices.Contains(values, valueOf(o)) {
			return true
		}
	}
	return false
}

// fill puts what was sent into the fields of a form; of several fields with one
// name each takes the next value.
func fill(form *html.Node, sent url.Values) {
	next := map[string]int{}
	for n := range form.Descendants() {
		name := attr(n, "name")
		if name == "" {
			continue
		}
		switch n.DataAtom {
		case atom.Input:
			switch attr(n, "type") {
			case "hidden", "password", "file", "submit", "button":
			case "checkbox", "radio":
				set(n, "checked", slices.Contains(sent[name], valueOf(n)))
			default:
				if i := next[name]; i < len(sent[name]) {
					setValue(n, sent[name][i])
					next[name]++
				}
			}
		case atom.Textarea:
			if i := next[name]; i < len(sent[name]) {
				setText(n, sent[name][i])
				next[name]++
			}
		case atom.Select:
			if offers(n, sent[name]) {
				for o := range n.Descendants() {
					if o.DataAtom == atom.Option {
						set(o, "selected", slices.Contains(sent[name], valueOf(o)))
					}
				}
			}
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// valueOf is what a box or an option sends: its value, or what it would send
// without one.
func valueOf(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key == "value" {
			return a.Val
		}
	}
	if n.DataAtom == atom.Option && n.FirstChild != nil {
		return strings.TrimSpace(n.FirstChild.Data)
	}
	return "on"
}

func set(n *html.Node, key string, on bool) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
	if on {
		n.Attr = append(n.Attr, html.Attribute{Key: key})
	}
}

func setValue(n *html.Node, value string) {
	set(n, "value", false)
	n.Attr = append(n.Attr, html.Attribute{Key: "value", Val: value})
}

// setText replaces the text of a box.
func setText(n *html.Node, text string) {
	for n.FirstChild != nil {
		n.RemoveChild(n.FirstChild)
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	n.AppendChild(&html.Node{Type: html.TextNode, Data: text})
}
