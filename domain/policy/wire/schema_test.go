package wire

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"songbai/domain/policy"
)

func schema(t *testing.T, name string) map[string]any {
	t.Helper()
	text, err := os.ReadFile("../../../docs/schema/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// conforms checks a value against the part of JSON Schema that our schemas use;
// an unknown keyword fails.
func conforms(root, s map[string]any, v any) error {
	if ref, ok := s["$ref"].(string); ok {
		return conforms(root, root["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any), v)
	}
	for k, want := range s {
		if err := keyword(root, s, k, want, v); err != nil {
			return err
		}
	}
	return nil
}

func keyword(root, s map[string]any, k string, want, v any) error {
	bad := fmt.Errorf("%v is not %s %v", v, k, want)
	switch k {
	case "$schema", "$defs", "title", "description":
	case "oneOf":
		n := 0
		var errs []error
		for _, o := range want.([]any) {
			if err := conforms(root, o.(map[string]any), v); err == nil {
				n++
			} else {
				errs = append(errs, err)
			}
		}
		if n != 1 {
			return fmt.Errorf("%d of oneOf: %v", n, errs)
		}
	case "type":
		kinds := map[string]bool{"object": isA[map[string]any](v), "array": isA[[]any](v), "string": isA[string](v), "boolean": isA[bool](v), "integer": isA[json.Number](v) && !strings.ContainsAny(string(v.(json.Number)), ".eE")}
		if !kinds[want.(string)] {
			return bad
		}
	case "enum":
		if !slices.Contains(want.([]any), v) {
			return bad
		}
	case "pattern":
		if x, ok := v.(string); !ok || !regexp.MustCompile(want.(string)).MatchString(x) {
			return bad
		}
	case "minimum", "maximum":
		x, err := v.(json.Number).Float64()
		if err != nil || k == "minimum" && x < want.(float64) || k == "maximum" && x > want.(float64) {
			return bad
		}
	case "maxItems":
		if len(v.([]any)) > int(want.(float64)) {
			return bad
		}
	case "uniqueItems":
		seen := map[any]bool{}
		for _, x := range v.([]any) {
			if seen[x] {
				return bad
			}
			seen[x] = true
		}
	case "items":
		for _, x := range v.([]any) {
			if err := conforms(root, want.(map[string]any), x); err != nil {
				return err
			}
		}
	case "required":
		for _, x := range want.([]any) {
			if _, ok := v.(map[string]any)[x.(string)]; !ok {
				return fmt.Errorf("%v is missing", x)
			}
		}
	case "properties":
		for name, x := range v.(map[string]any) {
			p, ok := want.(map[string]any)[name].(map[string]any)
			if !ok {
				return fmt.Errorf("%s is not in the schema", name)
			}
			if err := conforms(root, p, x); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
	case "additionalProperties":
		if want != false || s["properties"] == nil {
			return bad
		}
	default:
		return fmt.Errorf("the checker does not know %s", k)
	}
	return nil
}

func isA[T any](v any) bool { _, ok := v.(T); return ok }

// names gives the JSON names of a struct's fields.
func names(v any) (out []string) {
	t := reflect.TypeOf(v)
	for i := range t.NumField() {
		out = append(out, t.Field(i).Tag.Get("json"))
	}
	slices.Sort(out)
	return out
}

func keys(m any) (out []string) {
	for k := range m.(map[string]any) {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// The input schema names exactly the fields that the code reads and the values
// that the vocabulary has.
func TestInputSchema(t *testing.T) {
	s := schema(t, "decide-input.json")
	props := s["properties"].(map[string]any)
	if got, want := keys(props), names(written{}); !slices.Equal(got, want) {
		t.Errorf("schema %v, code %v", got, want)
	}
	service := props["services"].(map[string]any)["items"].(map[string]any)
	if got, want := keys(service["properties"]), names(writtenCharge{}); !slices.Equal(got, want) {
		t.Errorf("schema %v, code %v", got, want)
	}
	var yes []string
	for _, f := range policy.VocabularyFacts() {
		switch f.Kind {
		case "yes":
			yes = append(yes, f.Name)
		case "choice":
			got := words(props[f.Name].(map[string]any)["enum"])
			if got[0] == "" {
				got = got[1:]
			}
			if !slices.Equal(got, f.Values) {
				t.Errorf("%s: schema %v, code %v", f.Name, got, f.Values)
			}
		}
	}
	if got := words(props["yes"].(map[string]any)["items"].(map[string]any)["enum"]); !slices.Equal(got, yes) {
		t.Errorf("schema %v, code %v", got, yes)
	}
}

func words(v any) (out []string) {
	for _, x := range v.([]any) {
		out = append(out, x.(string))
	}
	return out
}

// What the schema takes the code takes; what the code refuses for its form the
// schema refuses.
func TestInputSchemaAgrees(t *testing.T) {
	s := schema(t, "decide-input.json")
	full := strings.Replace(good, `"yes"`, `"age":83,"months_resident":1,"months_insured":12,"years_stored":0,"ashes":"","application":"","cremation_area":"","county":"","home":"","yes"`, 1)
	for _, line := range []string{good, full} {
		var c Claim
		if err := conforms(s, s, parse(t, line)); err != nil {
			t.Error(err)
		}
		if err := strict([]byte(line), &c); err != nil {
			t.Error(err)
		}
	}
	for _, change := range [][2]string{{`"waiver"`, `"free"`}, {`"2025-08-01"`, `"2025-8-1"`}, {`"440205"`, `"44020"`}, {`"C1"`, `"张三"`},
		{`"quantity":5,`, ``}, {`:50000`, `:5.5`}, {`"own_home"`, `"own"`}, {`"own_home"`, `"own_home","own_home"`}, {`"yes"`, `"no"`}, {`"item":"cold"`, `"item":""`}} {
		line := strings.Replace(good, change[0], change[1], 1)
		var c Claim
		if conforms(s, s, parse(t, line)) == nil || strict([]byte(line), &c) == nil {
			t.Errorf("%v: schema %v, code %v", change, conforms(s, s, parse(t, line)), strict([]byte(line), &c))
		}
	}
}

func parse(t *testing.T, line string) (v any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(line))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// Every record of a mixed stream conforms to the output schema.
func TestOutputSchema(t *testing.T) {
	s := schema(t, "decide-output.json")
	input := strings.Join([]string{good, strings.Replace(good, "440205\"", "440206\"", 1), "x",
		strings.Replace(good, `"quantity":5`, `"quantity":0`, 1), strings.Replace(good, "440205\"", "440205\"", 1),
		strings.Replace(good, `"wreath"`, `"urn"`, 1)}, "\n")
	records, _ := run(t, input)
	for i, r := range records {
		if err := conforms(s, s, any(r)); err != nil {
			t.Errorf("record %d: %v", i+1, err)
		}
	}
	defs := s["$defs"].(map[string]any)["decision"].(map[string]any)["properties"].(map[string]any)
	enum := words(defs["lines"].(map[string]any)["items"].(map[string]any)["properties"].(map[string]any)["reasons"].(map[string]any)["items"].(map[string]any)["enum"])
	if all := policy.Reason(1<<len(enum) - 1); !slices.Equal(enum, all.Names()) || len(all.Names()) != len((^policy.Reason(0)).Names()) {
		t.Errorf("reasons: schema %v, code %v", enum, (^policy.Reason(0)).Names())
	}
}
