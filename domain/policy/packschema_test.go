package policy_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"songbai/domain/policy"
)

// packSchema is the schema that editors complete by.
func packSchema(t *testing.T) map[string]any {
	t.Helper()
	text, err := os.ReadFile("../../docs/schema/pack.json")
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// fits checks a YAML tree against the part of JSON Schema that ours uses.
func fits(root, s map[string]any, n *yaml.Node, at string) []string {
	if ref, ok := s["$ref"].(string); ok {
		return fits(root, root["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any), n, at)
	}
	if one, ok := s["oneOf"].([]any); ok {
		var all []string
		for _, o := range one {
			bad := fits(root, o.(map[string]any), n, at)
			if len(bad) == 0 {
				return nil
			}
			all = append(all, bad...)
		}
		return all
	}
	switch s["type"] {
	case "object":
		if n.Kind != yaml.MappingNode {
			return []string{at + ": not a mapping"}
		}
		return fitsObject(root, s, n, at)
	case "array":
		if n.Kind != yaml.SequenceNode {
			return []string{at + ": not a list"}
		}
		var bad []string
		for _, c := range n.Content {
			bad = append(bad, fits(root, s["items"].(map[string]any), c, at+"[]")...)
		}
		return bad
	}
	return fitsScalar(s, n, at)
}

func fitsObject(root, s map[string]any, n *yaml.Node, at string) (bad []string) {
	props, _ := s["properties"].(map[string]any)
	more, free := s["additionalProperties"].(map[string]any)
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i].Value
		seen[key] = true
		p, ok := props[key].(map[string]any)
		if !ok && free {
			p, ok = more, true
		}
		if !ok {
			bad = append(bad, at+": no key "+key)
			continue
		}
		bad = append(bad, fits(root, p, n.Content[i+1], at+"."+key)...)
	}
	needed, _ := s["required"].([]any)
	for _, k := range needed {
		if !seen[k.(string)] {
			bad = append(bad, at+": lacks "+k.(string))
		}
	}
	return bad
}

func fitsScalar(s map[string]any, n *yaml.Node, at string) []string {
	if n.Kind != yaml.ScalarNode {
		return []string{at + ": not a value"}
	}
	if values, ok := s["enum"].([]any); ok {
		for _, v := range values {
			if b, _ := json.Marshal(v); strings.Trim(string(b), `"`) == n.Value {
				return nil
			}
		}
		return []string{at + ": " + n.Value + " is none of the values"}
	}
	if p, ok := s["pattern"].(string); ok && !regexp.MustCompile(p).MatchString(n.Value) {
		return []string{at + ": " + n.Value + " is not of the form"}
	}
	if s["type"] == "integer" && !regexp.MustCompile(`^[0-9]+$`).MatchString(n.Value) {
		return []string{at + ": " + n.Value + " is no number"}
	}
	return nil
}

// Every shipped pack fits the schema.
func TestPacksFitTheSchema(t *testing.T) {
	s := packSchema(t)
	dirs, err := fs.ReadDir(os.DirFS(packs), ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range dirs {
		if !d.IsDir() {
			continue
		}
		var doc yaml.Node
		if err := yaml.Unmarshal([]byte(file(t, d.Name()+"/pack.yaml")), &doc); err != nil {
			t.Fatal(err)
		}
		for _, bad := range fits(s, s, doc.Content[0], d.Name()) {
			t.Error(bad)
		}
	}
}

// The keys of each section of the schema are those that the reader allows.
func TestSchemaNamesTheKeys(t *testing.T) {
	s := packSchema(t)
	files := tutorial(t)
	full := files["pack.yaml"] + `
groups: [{id: g, zh: 甲, en: a, clause: 二, items: [cold], take: one}]
caps: [{id: total, clause: 三, values: "1.00", less: [{item: cold, values: "1.00"}]}]
offset: {zh: 甲, en: a, clause: 三}
awards: [{id: sea, zh: 甲, en: a, clause: 三, values: "1.00"}]
funds: [{id: shared, clause: 三, levels: [province, county], fixed: [{level: province, values: "1.00"}]}]
handlers: [{kind: heir, clause: 三}]
delivery: [{id: d, zh: 甲, en: a, clause: 三, mode: deduct, receives: home, pays: home}]
local: [{name: cap, zh: 甲, en: a, clause: 三, type: amount, set_by: 甲, where: 乙, document: 丙}]
settlement: {clause: 三}
`
	props := s["properties"].(map[string]any)
	for section, p := range props {
		keys := keysOf(p.(map[string]any))
		if keys == nil || section == "clauses" || section == "areas" || section == "days" || section == "no_class" {
			continue
		}
		marker := regexp.MustCompile(`(?m)^` + section + `:(\s*\[?\s*\{|\n\s+- \{)`)
		if section == "refusals" || section == "unlisted" || section == "assumptions" {
			continue // short forms stand in the tutorial
		}
		text := marker.ReplaceAllString(full, section+":${1}qqqqqq: 1, ")
		if text == full {
			t.Errorf("%s is not in the text", section)
			continue
		}
		_, err := policy.Load(fstest.MapFS{"p/pack.yaml": {Data: []byte(text)}, "p/law.md": {Data: []byte(files["law.md"])}}, "p")
		found := false
		for _, f := range problems(err) {
			if f.Code == "pack.unknown_key" && strings.Contains(f.Zh, "qqqqqq") {
				found = true
				allowed := strings.Split(strings.TrimPrefix(f.CureEn, "allowed here: "), ", ")
				slices.Sort(allowed)
				if !slices.Equal(allowed, keys) {
					t.Errorf("%s: schema %v, reader %v", section, keys, allowed)
				}
			}
		}
		if !found {
			t.Errorf("%s: %v", section, err)
		}
	}
}

// keysOf gives the keys of a section, or of the elements of its list.
func keysOf(s map[string]any) []string {
	if items, ok := s["items"].(map[string]any); ok {
		s = items
	}
	props, ok := s["properties"].(map[string]any)
	if !ok {
		return nil
	}
	var out []string
	for k := range props {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
