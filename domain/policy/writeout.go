package policy

import (
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"songbai/domain/date"
)

// writeOut writes a pack's short forms out in full before it is read: what the
// policy takes from the words known here, from the row before or from the law
// text stands in the canonical bytes as if its author had written it. A value
// that the text does not state brings its assumption with it. It changes
// nothing in a pack that is written in full.
func writeOut(r *reader, root *yaml.Node, law string) {
	if root == nil || root.Kind != yaml.MappingNode {
		return
	}
	w := &writer{r: r, root: root, law: law, source: "notice"}
	w.head()
	w.rules()
	w.items()
	w.money()
	w.procedure()
	w.places()
	w.assume()
}

// writer holds what short forms refer to.
type writer struct {
	r       *reader
	root    *yaml.Node
	law     string
	from    string   // first effective day
	source  string   // id of the first source
	assumed []string // ids of assumptions that short forms bring
	settled []string // keys of the settlement that the text does not state, when it states others
}

// list gives the elements of a list under a key, turning single texts into
// mappings with that text under id.
func (w *writer) list(n *yaml.Node, key, id string) []*yaml.Node {
	v := value(n, key)
	if v == nil || v.Kind != yaml.SequenceNode {
		return nil
	}
	for i, c := range v.Content {
		if c.Kind == yaml.ScalarNode && id != "" {
			v.Content[i] = mappingAt(c, id, c.Value)
		}
	}
	return v.Content
}

// rows writes out a list of dated rows under a key: a single value becomes one
// row; the first row for everybody, and each for some, begins with the policy;
// clause and source are the owner's.
func (w *writer) rows(owner *yaml.Node, key, field, clause string) {
	v := value(owner, key)
	if v == nil {
		return
	}
	if v.Kind == yaml.ScalarNode {
		row, single := mappingAt(v), copyOf(v)
		if field == "weights" {
			single = listAt(v)
			for _, part := range strings.Split(v.Value, ":") {
				single.Content = append(single.Content, scalarAt(v, part))
			}
		}
		put(row, field, single)
		*v = *listAt(v, row)
	}
	if v.Kind != yaml.SequenceNode {
		return
	}
	general := false // a row for everybody was seen
	for _, row := range v.Content {
		some := value(row, "when") != nil || value(row, "classes") != nil
		w.row(row, clause, some || !general)
		general = general || !some
	}
}

// row writes out one dated row.
func (w *writer) row(row *yaml.Node, clause string, first bool) {
	if row.Kind != yaml.MappingNode {
		return
	}
	if first {
		putText(row, "from", w.from)
	}
	putText(row, "clause", clause)
	putText(row, "source", w.source)
}

// head writes out what stands at the beginning of a pack.
func (w *writer) head() {
	putText(w.root, "language", "1")
	putText(w.root, "vocabulary", "1")
	if s := w.list(w.root, "sources", ""); len(s) > 0 {
		putText(s[0], "id", "notice")
		w.source = textAt(s[0], "id")
	}
	if e := value(w.root, "effective"); e != nil {
		putText(e, "source", w.source)
		w.from = textAt(e, "from")
		if _, err := date.ParseDay(w.from); err != nil {
			w.from = "2000-01-01" // the day of the policy is told to be wrong once, where it stands
		}
	}
	if value(w.root, "clauses") == nil {
		if c := w.numbered(); len(c.Content) > 0 {
			put(w.root, "clauses", c)
		}
	}
	if value(w.root, "days") == nil {
		put(w.root, "days", mappingAt(w.root, "rules", "death", "prices", "service"))
		w.assumed = append(w.assumed, "rules_day")
	}
}

var (
	chapterLine = regexp.MustCompile(`^([一二三四五六七八九十]+)、\s*(.*)$`)
	partLine    = regexp.MustCompile(`^[（(]([一二三四五六七八九十]+)[)）]\s*(.*)$`)
)

// numbered lists the clauses of a law text that numbers its lines: 一、 … and
// （一） … below it.
func (w *writer) numbered() *yaml.Node {
	out := listAt(w.root)
	chapter := ""
	for _, line := range strings.Split(w.law, "\n") {
		line = strings.TrimSpace(line)
		id := ""
		if m := chapterLine.FindStringSubmatch(line); m != nil {
			chapter = m[1]
			id = chapter
		} else if m := partLine.FindStringSubmatch(line); m != nil && chapter != "" {
			id = chapter + "(" + m[1] + ")"
		}
		if id != "" {
			out.Content = append(out.Content, mappingAt(w.root, "id", id, "text", line))
		}
	}
	return out
}

// rules writes out refusals and classes.
func (w *writer) rules() {
	for _, n := range w.list(w.root, "refusals", "code") {
		s, ok := refusalWords[textAt(n, "code")]
		if !ok && value(n, "when") == nil {
			w.unknown(n, "code", sortedKeys(refusalWords), "when", "zh", "en", "cure_zh", "cure_en")
			continue
		}
		if ok {
			putText(n, "when", s.when)
			w.refusal(n, s)
		}
	}
	classes := w.list(w.root, "classes", "id")
	for _, n := range classes {
		if s, ok := classWords[textAt(n, "id")]; ok {
			putWords(n, s.zh, s.en)
			putText(n, "when", s.when)
		}
	}
	if value(w.root, "no_class") == nil && len(classes) > 0 {
		put(w.root, "no_class", mappingAt(w.root, "code", "no_class", "clause", textAt(classes[0], "clause")))
	}
	if n := value(w.root, "no_class"); n != nil {
		w.refusal(n, refusalWords["no_class"])
	}
}

func (w *writer) refusal(n *yaml.Node, s standardRefusal) {
	putWords(n, s.zh, s.en)
	if value(n, "cure_zh") == nil && value(n, "cure_en") == nil {
		putText(n, "cure_zh", s.cureZh)
		putText(n, "cure_en", s.cureEn)
	}
}

// items writes out items, groups and what is said of other services.
func (w *writer) items() {
	for _, n := range w.list(w.root, "items", "") {
		clause := textAt(n, "clause")
		if s, ok := itemWords[textAt(n, "code")]; ok {
			putWords(n, s.zh, s.en)
			putText(n, "unit", s.unit)
		} else if value(n, "zh") == nil && value(n, "en") == nil {
			w.unknown(n, "code", sortedKeys(itemWords), "zh", "en", "unit")
		}
		w.rows(n, "limits", "most", clause)
		w.rows(n, "caps", "amount", clause)
		w.rows(n, "family_part", "amount", clause)
		w.rows(n, "credits", "amount", clause)
		w.rows(n, "tariffs", "price", clause)
		if t := value(n, "tariffs"); t != nil && t.Kind == yaml.SequenceNode {
			putText(n, "price", "fixed")
			seen := map[string]bool{}
			for _, row := range t.Content {
				grade := textAt(row, "grade")
				putText(row, "per", textAt(n, "unit"))
				if !seen[grade] {
					putText(row, "from", w.from)
				}
				seen[grade] = true
			}
		}
	}
	for _, n := range w.list(w.root, "groups", "") {
		w.rows(n, "caps", "amount", textAt(n, "clause"))
	}
	if u := value(w.root, "unlisted"); u != nil && u.Kind == yaml.ScalarNode {
		*u = *mappingAt(u, "clause", u.Value)
	}
	putWords(value(w.root, "unlisted"), "不在免费项目内，由家属承担", "not a listed item; the family pays")
}

// money writes out caps, awards and funds.
func (w *writer) money() {
	caps := w.list(w.root, "caps", "")
	for _, n := range caps {
		putWords(n, "合计限额", "total cap")
		w.rows(n, "values", "amount", textAt(n, "clause"))
		for _, l := range w.list(n, "less", "") {
			w.rows(l, "values", "amount", textAt(n, "clause"))
		}
	}
	if value(w.root, "cap_order") == nil {
		putText(w.root, "cap_order", "items")
		if len(caps) > 0 {
			w.assumed = append(w.assumed, "cap_order")
		}
	}
	for _, n := range w.list(w.root, "awards", "") {
		putText(n, "payee", "family")
		w.rows(n, "values", "amount", textAt(n, "clause"))
	}
	if value(w.root, "funds") == nil {
		put(w.root, "funds", listAt(w.root, mappingAt(w.root, "id", "county_budget", "clause", textAt(value(w.root, "effective"), "clause"))))
		w.assumed = append(w.assumed, "fund")
	}
	for _, n := range w.list(w.root, "funds", "id") {
		clause := textAt(n, "clause")
		if s, ok := fundWords[textAt(n, "id")]; ok {
			putWords(n, s.zh, s.en)
			if value(n, "levels") == nil && s.level != "" {
				put(n, "levels", listAt(n, scalarAt(n, s.level)))
			}
		}
		w.rows(n, "shares", "weights", clause)
		for _, x := range w.list(n, "fixed", "") {
			w.rows(x, "values", "amount", clause)
		}
	}
}

// procedure writes out papers and settlement.
func (w *writer) procedure() {
	clause := textAt(value(w.root, "effective"), "clause")
	if value(w.root, "papers") == nil {
		list := listAt(w.root)
		for _, id := range []string{"death_certificate", "deceased_id", "handler_id"} {
			list.Content = append(list.Content, mappingAt(w.root, "id", id, "clause", clause))
		}
		putText(list.Content[1], "when", "!unnamed") // a body without a name has no such card
		put(w.root, "papers", list)
		w.assumed = append(w.assumed, "papers")
	}
	for _, n := range w.list(w.root, "papers", "") {
		if s, ok := paperWords[textAt(n, "id")]; ok {
			putWords(n, s.zh, s.en)
			if value(n, "kind") == nil {
				putText(n, "kind", s.kind)
				putText(n, "original", "true")
			}
		} else if value(n, "zh") == nil && value(n, "en") == nil {
			w.unknown(n, "id", sortedKeys(paperWords), "zh", "en", "kind")
		}
	}
	if value(w.root, "settlement") == nil {
		put(w.root, "settlement", mappingAt(w.root, "clause", clause))
	}
	w.settlement(value(w.root, "settlement"))
	for _, n := range w.list(w.root, "deadlines", "") {
		putWords(n, "申请期限", "time to apply")
	}
}

// places writes out area sets; "county" is the pack's own area when a condition
// names it and nothing defines it.
func (w *writer) places() {
	clause := textAt(value(w.root, "effective"), "clause")
	defined := map[string]bool{}
	if a := value(w.root, "areas"); a != nil && a.Kind == yaml.MappingNode {
		list := listAt(a)
		for i := 0; i+1 < len(a.Content); i += 2 {
			row := mappingAt(a.Content[i])
			row.Content = append(row.Content, scalarAt(a.Content[i], "codes"), a.Content[i+1])
			entry := mappingAt(a.Content[i], "id", a.Content[i].Value)
			put(entry, "values", listAt(a.Content[i], row))
			list.Content = append(list.Content, entry)
		}
		*a = *list
	}
	for _, n := range w.list(w.root, "areas", "") {
		defined[textAt(n, "id")] = true
		w.rows(n, "values", "codes", clause)
	}
	code := textAt(w.root, "area")
	if defined["county"] || !names(w.root, `"county"`) {
		return
	}
	if _, err := ParseArea(code); err != nil || code == "" {
		code = "11" // the area is told to be wrong once, where it stands
	}
	row := mappingAt(w.root)
	put(row, "codes", listAt(w.root, scalarAt(w.root, code)))
	w.row(row, clause, true)
	entry := mappingAt(w.root, "id", "county")
	put(entry, "values", listAt(w.root, row))
	if a := value(w.root, "areas"); a != nil && a.Kind == yaml.SequenceNode {
		a.Content = append(a.Content, entry)
	} else {
		put(w.root, "areas", listAt(w.root, entry))
	}
}

// names reports whether a condition under n holds the text.
func names(n *yaml.Node, text string) bool {
	for i, c := range n.Content {
		isWhen := n.Kind == yaml.MappingNode && i%2 == 1 && strings.HasSuffix(n.Content[i-1].Value, "when")
		if isWhen && strings.Contains(c.Value, text) || names(c, text) {
			return true
		}
	}
	return false
}

// assume writes out assumptions and adds those that short forms brought.
func (w *writer) assume() {
	clause := textAt(value(w.root, "effective"), "clause")
	if value(w.root, "assumptions") == nil {
		put(w.root, "assumptions", listAt(w.root))
	}
	list := value(w.root, "assumptions")
	if list.Kind != yaml.SequenceNode {
		return
	}
	var have []string
	for _, n := range w.list(w.root, "assumptions", "id") {
		have = append(have, textAt(n, "id"))
	}
	for _, id := range w.assumed {
		if !slices.Contains(have, id) {
			have = append(have, id)
			list.Content = append(list.Content, mappingAt(list, "id", id))
		}
	}
	confirm := ""
	if s := w.list(w.root, "sources", ""); len(s) > 0 {
		confirm = textAt(s[0], "issuer")
	}
	if confirm == "" {
		confirm = "?" // the issuer is told to be missing once, where it is
	}
	for _, n := range list.Content {
		s, ok := assumptionWords[textAt(n, "id")]
		putText(n, "confirm", confirm)
		if !ok {
			if value(n, "question_zh") == nil && value(n, "choice_zh") == nil {
				w.unknown(n, "id", sortedKeys(assumptionWords), "clause", "question_zh", "question_en", "choice_zh", "choice_en")
			}
			continue
		}
		putText(n, "clause", clause)
		if textAt(n, "id") == "settlement" && len(w.settled) > 0 {
			s = settledWords(w.settled)
		}
		for i, key := range []string{"question_zh", "question_en", "choice_zh", "choice_en"} {
			putText(n, key, s[i])
		}
	}
}
