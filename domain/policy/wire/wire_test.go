package wire

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/stories/fuzzlimit"
)

func plan(t testing.TB) *policy.Plan {
	t.Helper()
	fsys := os.DirFS("../../../policies")
	pack, err := policy.Load(fsys, "qujiang")
	if err != nil {
		t.Fatal(err)
	}
	p, err := policy.Compile(pack, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func run(t testing.TB, input string) ([]map[string]any, Counts) {
	t.Helper()
	p := plan(t)
	var out bytes.Buffer
	counts, err := Stream(func(county, home string) (*policy.Plan, error) {
		if county == "nowhere" {
			return nil, missingField.With().At("county")
		}
		return p, nil
	}, strings.NewReader(input), &out)
	if err != nil {
		t.Fatal(err)
	}
	var records []map[string]any
	for _, line := range strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n") {
		var m map[string]any
		d := json.NewDecoder(strings.NewReader(line))
		d.UseNumber()
		if err := d.Decode(&m); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		records = append(records, m)
	}
	return records, counts
}

const good = `{"id":"C1","route":"waiver","disposal":"cremation","household":"440205","death_area":"440205001","death":"2025-08-01","cremation":"2025-08-03","yes":["own_home"],"services":[{"item":"cold","quantity":5,"unit_fen":10000,"charged_fen":50000,"day":"2025-08-03"},{"item":"wreath","quantity":1,"charged_fen":2000}]}`

func TestStreamDecides(t *testing.T) {
	records, counts := run(t, good+"\n"+strings.Replace(good, "440205\"", "440206\"", 1)+"\n")
	if counts != (Counts{Decided: 1, Refused: 1}) {
		t.Fatal(counts)
	}
	want := map[string]string{"id": "C1", "class": "resident", "charged_fen": "52000", "waived_fen": "30000", "family_fen": "22000", "cap_fen": "150000"}
	for k, v := range want {
		if got := toText(records[0][k]); got != v {
			t.Errorf("%s: want %s, got %s", k, v, got)
		}
	}
	if records[1]["refusal"] != "no_class" || toText(records[1]["family_fen"]) != "52000" {
		t.Error(records[1])
	}
}

func toText(v any) string {
	b, _ := json.Marshal(v)
	return strings.Trim(string(b), `"`)
}

// A faulty line gives an error record with its number; the rest goes on, and
// nothing of the line comes back but the words of the schema.
func TestFaultyLines(t *testing.T) {
	cases := []struct{ name, line, code, field string }{
		{"unknown field", strings.Replace(good, `"yes"`, `"deceased_name":"x","yes"`, 1), "wire.unknown_field", "deceased_name"},
		{"unknown personal field", strings.Replace(good, `"yes"`, `"张三":"x","yes"`, 1), "wire.unknown_field", ""},
		{"twice", strings.Replace(good, `"yes"`, `"route":"waiver","yes"`, 1), "wire.json", ""},
		{"twice in a service", strings.Replace(good, `"item":"cold"`, `"item":"cold","item":"cold"`, 1), "wire.json", ""},
		{"text for number", strings.Replace(good, `"quantity":5`, `"quantity":"5"`, 1), "wire.type", "services.0.quantity"},
		{"fraction", strings.Replace(good, `:50000`, `:500.5`, 1), "wire.type", "services.0.charged_fen"},
		{"exponent", strings.Replace(good, `:50000`, `:5e4`, 1), "wire.type", "services.0.charged_fen"},
		{"null", strings.Replace(good, `"2025-08-03","yes"`, `null,"yes"`, 1), "wire.type", ""},
		{"trailing data", good + `{}`, "wire.json", ""},
		{"trailing comma", strings.Replace(good, `["own_home"]`, `["own_home",]`, 1), "wire.json", ""},
		{"not an object", `[1]`, "wire.type", ""},
		{"not JSON", `hello`, "wire.json", ""},
		{"bad route", strings.Replace(good, `"waiver"`, `"free"`, 1), "wire.type", "route"},
		{"bad day", strings.Replace(good, "2025-08-01", "2025-02-30", 1), "wire.type", "death"},
		{"bad area", strings.Replace(good, `"440205"`, `"44020"`, 1), "wire.type", "household"},
		{"bad yes", strings.Replace(good, `"own_home"`, `"own home"`, 1), "wire.type", "yes"},
		{"yes twice", strings.Replace(good, `"own_home"`, `"own_home","own_home"`, 1), "wire.type", "yes"},
		{"no id", strings.Replace(good, `"id":"C1",`, ``, 1), "wire.missing", "id"},
		{"id number as id", strings.Replace(good, `C1`, `449999199001011234`, 1), "wire.type", "id"},
		{"name as id", strings.Replace(good, `C1`, `张三`, 1), "wire.type", "id"},
		{"no services", `{"id":"C1","route":"waiver","disposal":"cremation","death":"2025-08-01"}`, "wire.missing", "services"},
		{"no quantity", strings.Replace(good, `"quantity":5,`, ``, 1), "wire.missing", "services.quantity"},
		{"quantity 0", strings.Replace(good, `"quantity":5`, `"quantity":0`, 1), "facts.service", "services[0].quantity"},
		{"negative charge", strings.Replace(good, `:50000`, `:-1`, 1), "facts.service", "services[0].charged"},
		{"unknown county", strings.Replace(good, `"yes"`, `"county":"nowhere","yes"`, 1), "wire.missing", "county"},
		{"bad UTF-8", strings.Replace(good, `C1`, "C\xff", 1), "wire.json", ""},
	}
	for _, c := range cases {
		records, counts := run(t, good+"\n"+c.line+"\n"+good)
		if len(records) != 3 || counts != (Counts{Decided: 2, Faulty: 1}) {
			t.Errorf("%s: %d records, %+v", c.name, len(records), counts)
			continue
		}
		r := records[1]
		field, _ := r["field"].(string)
		if r["error"] != c.code || field != c.field || toText(r["line"]) != "2" {
			t.Errorf("%s: %v", c.name, r)
		}
		for _, secret := range []string{"张三", "449999199001011234"} {
			if strings.Contains(toText(r), secret) {
				t.Errorf("%s: the record repeats a value", c.name)
			}
		}
	}
}

func TestLongAndEmptyLines(t *testing.T) {
	records, counts := run(t, good+"\n\n  \n"+strings.Repeat("x", 3*MaxLine)+"\n"+good+"\r\n"+strings.Replace(good, `"yes"`, strings.Repeat(" ", 1<<19)+`"yes"`, 1))
	if counts != (Counts{Decided: 3, Faulty: 1}) || records[1]["error"] != "wire.length" || toText(records[1]["line"]) != "4" {
		t.Error(counts, records[1])
	}
}

// What the quick reader accepts, the strict reader accepts with the same
// result.
func same(t *testing.T, line string) (accepted bool) {
	t.Helper()
	var q, s Claim
	if !quick(line+"\n", &q) {
		return false
	}
	if err := strict([]byte(line), &s); err != nil {
		t.Fatalf("quick accepts what strict refuses: %v\n%s", err, line)
	}
	if len(q.Facts.Services) == 0 {
		q.Facts.Services, s.Facts.Services = nil, nil
	}
	if !reflect.DeepEqual(q, s) {
		t.Fatalf("quick and strict differ:\n%+v\n%+v\n%s", q, s, line)
	}
	return true
}

func TestQuickAcceptsPlainLines(t *testing.T) {
	for _, line := range []string{good, strings.ReplaceAll(good, ",", " , "), strings.ReplaceAll(good, ":", " :\t"),
		strings.Replace(good, "2025-08-01", "2024-02-29", 1), strings.Replace(good, "2025-08-01", "2025-12-31", 1),
		strings.Replace(good, `["own_home"]`, `[]`, 1), strings.Replace(good, `"yes"`, `"age":83,"months_insured":12,"ashes":"sea","county":"c449999","home":"h1","yes"`, 1),
		strings.Replace(good, `"yes"`, `"handler":"heir","burial":"2025-09-01","years_worked":1,"ceremony_hours":2,"grave_area":80,"stele_height":90,"stele_width":60,"other_benefit_fen":7,"yes"`, 1)} {
		if !same(t, line) {
			t.Errorf("not read quickly: %s", line)
		}
	}
}

func FuzzQuick(f *testing.F) {
	f.Add(good)
	f.Add(strings.ReplaceAll(good, ":", ": "))
	f.Add(`{"id":"a","route":"unclaimed","disposal":"burial","death":"1970-01-01","services":[]}`)
	f.Fuzz(func(t *testing.T, line string) {
		defer fuzzlimit.Input()()
		same(t, line)
	})
}

// Every way of cutting and changing one byte of a good line.
func TestQuickAgreesOnMutations(t *testing.T) {
	accepted := 0
	for i := range good {
		for _, c := range []byte("\"{}[],:0129-e. \\nax\x00\xff") {
			if same(t, good[:i]+string(c)+good[i+1:]) {
				accepted++
			}
			if same(t, good[:i]+string(c)+good[i:]) {
				accepted++
			}
		}
		same(t, good[:i]+good[i+1:])
	}
	if accepted < 500 {
		t.Errorf("only %d mutations were read", accepted)
	}
}

func TestNoPlan(t *testing.T) {
	var out bytes.Buffer
	_, err := Stream(func(string, string) (*policy.Plan, error) { return nil, problem.List{missingField.With().At("home")} }, strings.NewReader(good), &out)
	if err != nil || !strings.Contains(out.String(), `"field":"home"`) {
		t.Error(err, out.String())
	}
}

func BenchmarkStream(b *testing.B) {
	p := plan(b)
	input := strings.Repeat(good+"\n", 1000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Stream(func(string, string) (*policy.Plan, error) { return p, nil }, strings.NewReader(input), &bytes.Buffer{}); err != nil {
			b.Fatal(err)
		}
	}
}
