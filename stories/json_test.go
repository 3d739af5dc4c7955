package stories

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// decode reads JSON keeping numbers as they are written.
func decode(text string, v any) error {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	return d.Decode(v)
}

// at finds the value of a path; a missing member is an error.
func at(v any, path string) (any, error) {
	if path == "." || path == "" {
		return v, nil
	}
	head, rest, _ := strings.Cut(path, ".")
	var pick string
	if i := strings.IndexByte(head, '['); i >= 0 && strings.HasSuffix(head, "]") {
		head, pick = head[:i], head[i+1:len(head)-1]
	}
	if head != "" {
		var err error
		if v, err = member(v, head); err != nil {
			return nil, err
		}
	}
	if pick != "" {
		var err error
		if v, err = picked(v, pick); err != nil {
			return nil, err
		}
	}
	return at(v, rest)
}

// member takes a member of an object, an element of an array, or its length.
func member(v any, name string) (any, error) {
	switch v := v.(type) {
	case map[string]any:
		if got, ok := v[name]; ok {
			return got, nil
		}
	case []any:
		if name == "len" {
			return json.Number(strconv.Itoa(len(v))), nil
		}
		if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(v) {
			return v[i], nil
		}
	}
	return nil, fmt.Errorf("there is no %s", name)
}

// picked takes the first element whose member has a value.
func picked(v any, pick string) (any, error) {
	name, want, _ := strings.Cut(pick, "=")
	all, ok := v.([]any)
	if !ok {
		return nil, fmt.Errorf("[%s] is asked of what is no array", pick)
	}
	i := slices.IndexFunc(all, func(e any) bool {
		got, err := member(e, name)
		return err == nil && shown(got) == want
	})
	if i < 0 {
		return nil, fmt.Errorf("there is no [%s]", pick)
	}
	return all[i], nil
}

// shown writes a value as scripts write it: a string bare, the rest as JSON.
func shown(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v)
	return strings.TrimSpace(b.String())
}

// value reads a file of the script and finds a path in it.
func value(ts *testscript.TestScript, file, path string) (string, error) {
	var v any
	if err := decode(ts.ReadFile(file), &v); err != nil {
		return "", fmt.Errorf("%s is no JSON: %v", file, err)
	}
	got, err := at(v, path)
	return shown(got), err
}

func wantJSON(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("json FILE PATH VALUE")
	}
	got, err := value(ts, args[0], args[1])
	if err != nil {
		if neg {
			return
		}
		ts.Fatalf("%s %s: %v", args[0], args[1], err)
	}
	if (got == args[2]) == neg {
		ts.Fatalf("%s %s is %s", args[0], args[1], got)
	}
}

func keep(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("keep NAME FILE PATH")
	}
	got, err := value(ts, args[1], args[2])
	if err != nil {
		ts.Fatalf("%s %s: %v", args[1], args[2], err)
	}
	ts.Setenv(args[0], got)
}

// vary writes a JSON file again with some values replaced.
func vary(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("vary FROM TO PATH=CHANGE…")
	}
	var v any
	ts.Check(decode(ts.ReadFile(args[0]), &v))
	for _, arg := range args[2:] {
		path, set, err := change(arg)
		ts.Check(err)
		if v, err = put(v, path, set); err != nil {
			ts.Fatalf("%s: %v", arg, err)
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(shown(v)+"\n"), 0o600))
}

// put sets the value of a path; nil takes the member or element away.
func put(v any, path []string, set any) (any, error) {
	if len(path) == 0 {
		return set, nil
	}
	last := len(path) == 1 && set == nil
	switch v := v.(type) {
	case map[string]any:
		if last {
			delete(v, path[0])
			return v, nil
		}
		below, ok := v[path[0]]
		if !ok && len(path) > 1 {
			below = map[string]any{}
		}
		below, err := put(below, path[1:], set)
		v[path[0]] = below
		return v, err
	case []any:
		i, err := strconv.Atoi(path[0])
		if err != nil || i < 0 || i > len(v) {
			return v, fmt.Errorf("there is no element %s", path[0])
		}
		if i == len(v) {
			v = append(v, map[string]any{})
		}
		if last {
			return slices.Delete(v, i, i+1), nil
		}
		v[i], err = put(v[i], path[1:], set)
		return v, err
	}
	return v, fmt.Errorf("%s is asked of a plain value", path[0])
}

// change reads PATH=TEXT, PATH:=JSON, or PATH= which takes away.
func change(arg string) (path []string, set any, err error) {
	name, text, ok := strings.Cut(arg, "=")
	if !ok {
		return nil, nil, fmt.Errorf("%s: want PATH=TEXT or PATH:=JSON", arg)
	}
	if as, isJSON := strings.CutSuffix(name, ":"); isJSON {
		err = decode(text, &set)
		return strings.Split(as, "."), set, err
	}
	if text != "" {
		set = text
	}
	return strings.Split(name, "."), set, nil
}

func TestPathsOfJSON(t *testing.T) {
	var v any
	if err := decode(`{"a":[{"n":"x","fen":9007199254740993},{"n":"y","b":true}]}`, &v); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"a.0.fen": "9007199254740993", "a.len": "2", "a[n=y].b": "true", "a.1.n": "y", "a.1": `{"b":true,"n":"y"}`} {
		if got, err := at(v, path); err != nil || shown(got) != want {
			t.Errorf("%s: %s %v, want %s", path, shown(got), err, want)
		}
	}
	for _, path := range []string{"b", "a.2", "a[n=z]", "a.0.fen.x"} {
		if got, err := at(v, path); err == nil {
			t.Errorf("%s: found %s", path, shown(got))
		}
	}
}
