package peers

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"songbai/bench/work"
)

const regoPolicy = `
package bench

started := [e | some e in data.editions; e.from <= input.death]

edition := started[count(started) - 1]

resident if input.category == "resident"

refused := "E04" if {
	count(started) == 0
} else := "E01" if {
	not input.cremated
} else := "E03" if {
	not resident
	input.place != "local"
} else := "E02" if {
	resident
	not input.hukou
} else := "E02" if {
	not resident
	not input.cert
} else := ""

bills := [x | some l in input.lines; x := l.price * l.qty]

billed := sum(bills)

allow(l) := min([l.price, edition.price[l.item]]) * min([l.qty, edition.most[l.item]]) if {
	edition.price[l.item]
} else := 0

allowed := [x | some l in input.lines; x := allow(l)]

before := sum(allowed)

waived := min([before, edition.cap])

whole := sum(edition.ratio)

rest := [x | some r in edition.ratio; x := (waived * r) % whole]

over := sum(rest) / whole

ahead(i) := count([j | some j in [0, 1, 2]; larger(j, i)])

larger(j, i) if rest[j] > rest[i]

larger(j, i) if {
	rest[j] == rest[i]
	j < i
}

extra(i) := 1 if {
	ahead(i) < over
} else := 0

part(i) := (((waived * edition.ratio[i]) - rest[i]) / whole) + extra(i)

payer := "wubao" if {
	input.wubao
} else := "dibao" if {
	input.dibao
} else := "vet" if {
	input.veteran
} else := "city"

src := [0, waived, 0, 0, 0, 0] if {
	payer == "wubao"
} else := [0, 0, part(0), part(1), part(2), 0] if {
	payer == "dibao"
} else := [0, 0, 0, 0, 0, waived] if {
	payer == "vet"
} else := [waived, 0, 0, 0, 0, 0]

cut(l) := "QP" if {
	l.qty > edition.most[l.item]
	l.price > edition.price[l.item]
} else := "Q" if {
	l.qty > edition.most[l.item]
} else := "P" if {
	l.price > edition.price[l.item]
} else := "F"

line_text(l) := concat(":", [edition.code[l.item], cut(l)]) if {
	edition.code[l.item]
} else := "3.6:X"

ceiling := "2.cap:C" if {
	before > edition.cap
} else := "2.cap:U"

class_text := {"resident": "1.1", "infant": "1.2", "soldier": "1.3"}

answer := {"ok": false, "reason": refused, "allowed": [0 | some _ in bills], "billed": billed, "waived": 0, "copay": billed,
	"src": [0, 0, 0, 0, 0, 0], "trace": [refused]} if {
	refused != ""
} else := {"ok": true, "reason": "", "allowed": bills, "billed": billed, "waived": billed, "copay": 0, "src": [billed, 0, 0, 0, 0, 0],
	"trace": array.concat([edition.name, "1.4"], array.concat(["3.5:A" | some _ in bills], ["3.5:N", "3.5:city"]))} if {
	input.category == "unclaimed"
} else := {"ok": true, "reason": "", "allowed": allowed, "billed": billed, "waived": waived, "copay": billed - waived, "src": src,
	"trace": array.concat([edition.name, class_text[input.category]],
		array.concat([x | some l in input.lines; x := line_text(l)], [ceiling, concat(":", ["4", payer])]))}
`

// OPA prepares the query once over the editions as data; inputs are parsed
// beforehand.
func OPA(claims []work.Claim) ([]Engine, error) {
	ctx := context.Background()
	var editions []any
	for i := range work.Editions {
		editions = append(editions, opaEdition(&work.Editions[i]))
	}
	store := inmem.NewFromObjectWithOpts(map[string]any{"editions": editions}, inmem.OptReturnASTValuesOnRead(true))
	query, err := rego.New(rego.Query("data.bench.answer"), rego.Module("bench.rego", regoPolicy), rego.Store(store)).PrepareForEval(ctx)
	if err != nil {
		return nil, err
	}
	inputs := make([]ast.Value, len(claims))
	for i := range claims {
		if inputs[i], err = ast.InterfaceToValue(opaInput(&claims[i])); err != nil {
			return nil, err
		}
	}
	decide := func(i int, d *work.Decision) error {
		rs, err := query.Eval(ctx, rego.EvalParsedInput(inputs[i]))
		if err != nil || len(rs) != 1 {
			return fmt.Errorf("opa: %d results, %w", len(rs), err)
		}
		m := rs[0].Expressions[0].Value.(map[string]any)
		result(claims[i].ID, func(k string) any { return m[k] }, d)
		return nil
	}
	return []Engine{{"OPA, prepared, parsed input", true, decide}}, nil
}

func jsonNumber(n int64) json.Number { return json.Number(strconv.FormatInt(n, 10)) }

func opaEdition(e *work.Edition) map[string]any {
	price, most, code := map[string]any{}, map[string]any{}, map[string]any{}
	for k := range work.Free {
		price[work.Items[k]], most[work.Items[k]], code[work.Items[k]] = jsonNumber(e.Price[k]), jsonNumber(e.Most[k]), fmt.Sprintf("2.%d", k+1)
	}
	return map[string]any{"name": e.Name, "from": e.From, "cap": jsonNumber(e.Cap), "price": price, "most": most, "code": code,
		"ratio": []any{jsonNumber(e.Ratio[0]), jsonNumber(e.Ratio[1]), jsonNumber(e.Ratio[2])}}
}

func opaInput(c *work.Claim) map[string]any {
	lines := make([]any, len(c.Lines))
	for i, l := range c.Lines {
		lines[i] = map[string]any{"item": l.Item, "price": jsonNumber(l.Price), "qty": jsonNumber(l.Qty)}
	}
	return map[string]any{"death": c.Death, "category": c.Category, "hukou": c.Hukou, "cert": c.Cert, "cremated": c.Cremated, "place": c.Place,
		"wubao": c.Wubao, "dibao": c.Dibao, "veteran": c.Veteran, "lines": lines}
}
