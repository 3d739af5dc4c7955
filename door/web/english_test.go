package web_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"songbai/door/web"
	"songbai/door/web/ui"
)

// spoken are the attributes that are read out or shown; the rest, such as the
// value of a field, is what somebody entered.
var spoken = map[string]bool{"aria-label": true, "title": true, "alt": true, "placeholder": true, "data-label": true, "label": true, "content": true}

// later are the pages that still hold Chinese in English: those of a family, of a
// claim and its case, and of money. A room that is mended leaves the list.
var later = []string{"family-", "case-"}

// TestNoChineseIsLeftInEnglish reads every sample page in English: what stays
// Chinese there (names, words of documents, what people entered) says so by its
// language, so that it is read out as Chinese; everything else is English.
func TestNoChineseIsLeftInEnglish(t *testing.T) {
	for _, s := range web.New(nil, web.Options{}).SamplesIn(ui.En) {
		root, err := html.Parse(strings.NewReader(render(t, s)))
		if err != nil {
			t.Fatal(err)
		}
		left := chinese(root, "", nil)
		if slices.ContainsFunc(later, func(room string) bool { return strings.HasPrefix(s.Name, room) }) {
			continue
		}
		for _, run := range left {
			t.Errorf("%s: %q", s.Name, run)
		}
	}
}

// chinese lists the Chinese texts under a node that do not say that they are.
func chinese(n *html.Node, lang string, out []string) []string {
	if n.Type == html.ElementNode {
		if n.Data == "script" || n.Data == "style" {
			return out
		}
		for _, a := range n.Attr {
			if a.Key == "lang" {
				lang = a.Val
			}
		}
		for _, a := range n.Attr {
			if spoken[a.Key] && !strings.HasPrefix(lang, "zh") && hasHan(a.Val) {
				out = append(out, n.Data+" "+a.Key+": "+a.Val)
			}
		}
	}
	if n.Type == html.TextNode && !strings.HasPrefix(lang, "zh") && hasHan(n.Data) {
		out = append(out, strings.TrimSpace(n.Data))
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = chinese(c, lang, out)
	}
	return out
}

// names are what keeps its Chinese form in any language and needs no sign for it:
// names of persons, places, offices and papers (all invented ones begin with 样),
// and clauses of the plan.
var names = regexp.MustCompile(`样[\p{Han}*]*(〔\d{4}〕\d+号)?|(青松|白石|青石|松柏)镇|[一二三四五六]\((首|末|[一二三四五六七八九十]+)\)|^[一二三四五六附]$`)

func hasHan(s string) bool {
	s = names.ReplaceAllString(strings.TrimSpace(s), "")
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.Is(unicode.Han, r) || strings.ContainsRune("，。；：（）、", r)
	})
}

// TestTheCurrentEntryIsSaid: an entry of a menu that is open says so by a value; the
// attribute alone stands for the opposite.
func TestTheCurrentEntryIsSaid(t *testing.T) {
	bare := regexp.MustCompile(`aria-current(=""|[\s>])`)
	for _, s := range web.New(nil, web.Options{}).Samples() {
		if found := bare.FindString(render(t, s)); found != "" {
			t.Errorf("%s has a bare %s", s.Name, found)
		}
	}
}
