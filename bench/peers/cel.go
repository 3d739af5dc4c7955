package peers

import (
	"fmt"
	"reflect"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
	"cel.dev/cel-go/ext"

	"songbai/bench/work"
)

// celPolicy is one edition as one expression; #…# are written in as literals.
const celPolicy = `
cel.bind(refused,
  !c.Cremated ? "E01"
  : c.Category != "resident" && c.Place != "local" ? "E03"
  : (c.Category == "resident" ? !c.Hukou : !c.Cert) ? "E02" : "",
cel.bind(bills, c.Lines.map(l, l.Price * l.Qty),
cel.bind(billed, total(bills),
refused != ""
? {"ok": false, "reason": refused, "allowed": bills.map(b, 0), "billed": billed, "waived": 0, "copay": billed,
   "src": [0, 0, 0, 0, 0, 0], "trace": [refused]}
: c.Category == "unclaimed"
? {"ok": true, "reason": "", "allowed": bills, "billed": billed, "waived": billed, "copay": 0,
   "src": [billed, 0, 0, 0, 0, 0], "trace": [#name#, "1.4"] + bills.map(b, "3.5:A") + ["3.5:N", "3.5:city"]}
: cel.bind(allowed, c.Lines.map(l, l.Item in #price# ? math.least(l.Price, #price#[l.Item]) * math.least(l.Qty, #most#[l.Item]) : 0),
  cel.bind(before, total(allowed),
  cel.bind(w, math.least(before, #cap#),
  {"ok": true, "reason": "", "allowed": allowed, "billed": billed, "waived": w, "copay": billed - w,
   "src": c.Wubao ? [0, w, 0, 0, 0, 0]
     : c.Dibao ? cel.bind(rest, #ratio#.map(r, w * r % #whole#),
         cel.bind(over, total(rest) / #whole#,
         [0, 0] + [0, 1, 2].map(i, w * #ratio#[i] / #whole# +
           ([0, 1, 2].filter(j, rest[j] > rest[i] || rest[j] == rest[i] && j < i).size() < over ? 1 : 0)) + [0]))
     : c.Veteran ? [0, 0, 0, 0, 0, w] : [w, 0, 0, 0, 0, 0],
   "trace": [#name#, c.Category == "resident" ? "1.1" : c.Category == "infant" ? "1.2" : "1.3"]
     + c.Lines.map(l, l.Item in #price#
         ? #code#[l.Item] + (l.Qty > #most#[l.Item] ? (l.Price > #price#[l.Item] ? ":QP" : ":Q") : (l.Price > #price#[l.Item] ? ":P" : ":F"))
         : "3.6:X")
     + [before > #cap# ? "2.cap:C" : "2.cap:U", c.Wubao ? "4:wubao" : c.Dibao ? "4:dibao" : c.Veteran ? "4:vet" : "4:city"]})))
)))`

// written puts the numbers of an edition into a policy text.
func written(text string, e *work.Edition, pair func(key, value string) string) string {
	table := func(value func(k int) string) string {
		var parts []string
		for k := range work.Free {
			parts = append(parts, pair(work.Items[k], value(k)))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	whole := e.Ratio[0] + e.Ratio[1] + e.Ratio[2]
	return strings.NewReplacer(
		"#name#", fmt.Sprintf("%q", e.Name), "#cap#", fmt.Sprint(e.Cap), "#whole#", fmt.Sprint(whole),
		"#ratio#", fmt.Sprintf("[%d, %d, %d]", e.Ratio[0], e.Ratio[1], e.Ratio[2]),
		"#price#", table(func(k int) string { return fmt.Sprint(e.Price[k]) }),
		"#most#", table(func(k int) string { return fmt.Sprint(e.Most[k]) }),
		"#code#", table(func(k int) string { return fmt.Sprintf("\"2.%d\"", k+1) }),
	).Replace(text)
}

func celTotal(v ref.Val) ref.Val {
	var sum int64
	for it := v.(traits.Lister).Iterator(); it.HasNext() == types.True; {
		sum += int64(it.Next().(types.Int))
	}
	return types.Int(sum)
}

// CEL compiles the policy once for each edition over the typed claim.
func CEL(claims []work.Claim) ([]Engine, error) {
	env, err := cel.NewEnv(ext.NativeTypes(reflect.TypeFor[work.Claim](), reflect.TypeFor[work.Line]()), ext.Bindings(), ext.Math(),
		cel.Variable("c", cel.ObjectType("work.Claim")),
		cel.Function("total", cel.Overload("total_list", []*cel.Type{cel.ListType(cel.IntType)}, cel.IntType, cel.UnaryBinding(celTotal))))
	if err != nil {
		return nil, err
	}
	var programs []cel.Program
	for i := range work.Editions {
		text := written(celPolicy, &work.Editions[i], func(k, v string) string { return fmt.Sprintf("%q: %s", k, v) })
		checked, issues := env.Compile(text)
		if issues.Err() != nil {
			return nil, issues.Err()
		}
		p, err := env.Program(checked, cel.EvalOptions(cel.OptOptimize))
		if err != nil {
			return nil, err
		}
		programs = append(programs, p)
	}
	decide := func(i int, d *work.Decision) error {
		c := &claims[i]
		e := work.EditionOf(c.Death)
		if e < 0 {
			noEdition(c, d)
			return nil
		}
		out, _, err := programs[e].Eval(oneClaim{c})
		if err != nil {
			return err
		}
		celResult(c.ID, out.(traits.Mapper), d)
		return nil
	}
	return []Engine{{"cel-go, typed, edition written in", true, decide}}, nil
}

// oneClaim is an activation without a map.
type oneClaim struct{ c *work.Claim }

func (o oneClaim) ResolveName(name string) (any, bool) { return o.c, name == "c" }
func (o oneClaim) Parent() cel.Activation              { return nil }

func celResult(id string, m traits.Mapper, d *work.Decision) {
	get := func(key string) ref.Val { v, _ := m.Find(types.String(key)); return v }
	*d = work.Decision{ID: id, OK: bool(get("ok").(types.Bool)), Reason: string(get("reason").(types.String)),
		Billed: int64(get("billed").(types.Int)), Waived: int64(get("waived").(types.Int)), Copay: int64(get("copay").(types.Int))}
	each := func(key string, take func(i int, v ref.Val)) {
		l := get(key).(traits.Lister)
		for i := range int(l.Size().(types.Int)) {
			take(i, l.Get(types.Int(i)))
		}
	}
	each("allowed", func(_ int, v ref.Val) { d.Allowed = append(d.Allowed, int64(v.(types.Int))) })
	each("src", func(i int, v ref.Val) { d.Src[i] = int64(v.(types.Int)) })
	each("trace", func(_ int, v ref.Val) { d.Trace = append(d.Trace, string(v.(types.String))) })
}
