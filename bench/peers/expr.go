package peers

import (
	"fmt"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"

	"songbai/bench/work"
)

// exprPolicy is one edition as one program; #…# are written in as literals.
const exprPolicy = `
let price = #price#; let most = #most#; let code = #code#; let ratio = #ratio#;
let refused = !c.Cremated ? "E01"
  : c.Category != "resident" && c.Place != "local" ? "E03"
  : (c.Category == "resident" ? !c.Hukou : !c.Cert) ? "E02" : "";
let bills = map(c.Lines, .Price * .Qty);
let billed = sum(bills);
if refused != "" {
  {ok: false, reason: refused, allowed: map(bills, 0), billed: billed, waived: 0, copay: billed, src: [0, 0, 0, 0, 0, 0], trace: [refused]}
} else if c.Category == "unclaimed" {
  {ok: true, reason: "", allowed: bills, billed: billed, waived: billed, copay: 0, src: [billed, 0, 0, 0, 0, 0],
   trace: concat([#name#, "1.4"], map(bills, "3.5:A"), ["3.5:N", "3.5:city"])}
} else {
  let allowed = map(c.Lines, .Item in price ? min(.Price, price[.Item]) * min(.Qty, most[.Item]) : 0);
  let before = sum(allowed);
  let w = min(before, #cap#);
  {ok: true, reason: "", allowed: allowed, billed: billed, waived: w, copay: billed - w,
   src: c.Wubao ? [0, w, 0, 0, 0, 0]
     : c.Dibao ? (
        let rest = map(ratio, w * # % #whole#);
        let over = int(sum(rest) / #whole#);
        let addA = (rest[1] > rest[0] ? 1 : 0) + (rest[2] > rest[0] ? 1 : 0) < over ? 1 : 0;
        let addB = (rest[0] >= rest[1] ? 1 : 0) + (rest[2] > rest[1] ? 1 : 0) < over ? 1 : 0;
        let p = int(floor(w * ratio[0] / #whole#)) + addA;
        let q = int(floor(w * ratio[1] / #whole#)) + addB;
        [0, 0, p, q, w - p - q, 0])
     : c.Veteran ? [0, 0, 0, 0, 0, w] : [w, 0, 0, 0, 0, 0],
   trace: concat([#name#, c.Category == "resident" ? "1.1" : c.Category == "infant" ? "1.2" : "1.3"],
     map(c.Lines, .Item in price
       ? code[.Item] + (.Qty > most[.Item] ? (.Price > price[.Item] ? ":QP" : ":Q") : (.Price > price[.Item] ? ":P" : ":F")) : "3.6:X"),
     [before > #cap# ? "2.cap:C" : "2.cap:U", c.Wubao ? "4:wubao" : c.Dibao ? "4:dibao" : c.Veteran ? "4:vet" : "4:city"])}
}`

type exprEnv struct {
	C *work.Claim `expr:"c"`
}

// Expr compiles the policy once for each edition over the typed claim.
func Expr(claims []work.Claim) ([]Engine, error) {
	var programs []*vm.Program
	for i := range work.Editions {
		text := written(exprPolicy, &work.Editions[i], func(k, v string) string { return k + ": " + v })
		p, err := expr.Compile(text, expr.Env(exprEnv{}))
		if err != nil {
			return nil, fmt.Errorf("expr: %w", err)
		}
		programs = append(programs, p)
	}
	var machine vm.VM
	decide := func(i int, d *work.Decision) error {
		c := &claims[i]
		e := work.EditionOf(c.Death)
		if e < 0 {
			noEdition(c, d)
			return nil
		}
		out, err := machine.Run(programs[e], exprEnv{c})
		if err != nil {
			return err
		}
		m := out.(map[string]any)
		result(c.ID, func(k string) any { return m[k] }, d)
		return nil
	}
	return []Engine{{"expr, typed, edition written in", true, decide}}, nil
}
