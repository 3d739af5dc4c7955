package policy

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"songbai/domain/problem"
)

var unknownWord = problem.Define("pack.unknown_word", problem.Invalid,
	"“%[1]s”不是常用代码，也没有写全内容", "%[1]q is not a known id, and its content is not written",
	"请改成常用代码（%[2]s），或写明：%[3]s", "use a known id (%[2]s), or write: %[3]s")

// unknown tells of a short form that nothing is known of. What it lacks is
// filled, so that one mistake is told once.
func (w *writer) unknown(n *yaml.Node, key string, known []string, needed ...string) {
	if n.Kind != yaml.MappingNode {
		return
	}
	id := textAt(n, key)
	if near := nearest(id, known); near != "" {
		known = []string{near}
	}
	at := w.r.pos(n)
	if v := value(n, key); v != nil {
		at = w.r.pos(v)
	}
	var lacks []string
	for _, k := range needed {
		if value(n, k) != nil {
			continue
		}
		lacks = append(lacks, k)
		putText(n, k, map[string]string{"when": "own_home", "unit": "body", "kind": "other", "clause": textAt(value(w.root, "effective"), "clause")}[k])
		putText(n, k, "?")
	}
	w.r.add(at, unknownWord.With(id, strings.Join(known, ", "), strings.Join(lacks, ", ")))
}

// nearest gives the one of the words that is a slip of the pen away, "" when none
// or several are.
func nearest(word string, words []string) string {
	found := ""
	for _, w := range words {
		if slip(word, w) {
			if found != "" {
				return ""
			}
			found = w
		}
	}
	return found
}

// slip reports whether two words differ by at most two letters that were added,
// left out or changed.
func slip(a, b string) bool {
	if d := len(a) - len(b); d > 2 || d < -2 {
		return false
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := before
			if a[i] != b[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)] <= 1 || row[len(b)] == 2 && len(b) > 5
}
