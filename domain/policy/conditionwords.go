package policy

import (
	"fmt"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
)

// Words says a condition as people read it; "所有人" when it always holds.
// Place sets are named by their ids, classes by their words.
func (c *Condition) Words(p *Pack) Words {
	if c.always() {
		return Words{"所有人", "everybody"}
	}
	var out Words
	if len(c.Classes) > 0 {
		var zh, en []string
		for _, id := range c.Classes {
			if k := p.Class(id); k != nil {
				zh, en = append(zh, k.Zh), append(en, k.En)
			}
		}
		out = Words{strings.Join(zh, "、"), strings.Join(en, ", ")}
	}
	if c.Text == "" {
		return out
	}
	said := Words{c.Text, c.Text}
	if checked, issues := environment().Compile(c.Text); issues.Err() == nil {
		said = sayExpr(checked.NativeRep().Expr(), 0)
	}
	if out.Zh == "" {
		return said
	}
	return Words{out.Zh + "，且" + said.Zh, out.En + ", and " + said.En}
}

// levels of binding, for brackets.
const (
	bindAny = iota
	bindOr
	bindAnd
	bindNot
)

func sayExpr(e ast.Expr, bind int) Words {
	switch e.Kind() {
	case ast.LiteralKind:
		text := fmt.Sprint(e.AsLiteral().Value())
		return Words{text, text}
	case ast.IdentKind:
		return sayName(e.AsIdent())
	case ast.CallKind:
		return sayCall(e.AsCall(), bind)
	}
	return Words{"?", "?"}
}

func sayName(name string) Words {
	for _, ws := range [][]word{yesWords, numberWords, placeWords} {
		if i := indexOf(ws, name); i >= 0 {
			return Words{ws[i].zh, ws[i].en}
		}
	}
	if i := choiceIndex(name); i >= 0 {
		return Words{choices[i].zh, choices[i].en}
	}
	return Words{name, name}
}

// bound puts brackets round words that bind more loosely than their place.
func bound(w Words, own, place int) Words {
	if own < place {
		return Words{"（" + w.Zh + "）", "(" + w.En + ")"}
	}
	return w
}

var comparisons = map[string][2]string{
	operators.Less: {"小于 ", " below "}, operators.LessEquals: {"不超过 ", " at most "},
	operators.Greater: {"超过 ", " above "}, operators.GreaterEquals: {"不少于 ", " at least "},
	operators.Equals: {"为 ", " is "}, operators.NotEquals: {"不为 ", " is not "},
	operators.Add: {" + ", " + "}, operators.Subtract: {" − ", " − "}, operators.Multiply: {" × ", " × "},
	operators.Divide: {" ÷ ", " ÷ "}, operators.Modulo: {" 除以后的余数 ", " modulo "},
}

func sayCall(c ast.CallExpr, bind int) Words {
	args := c.Args()
	two := func(zh, en string, own int) Words {
		a, b := sayExpr(args[0], own), sayExpr(args[1], own)
		return bound(Words{a.Zh + zh + b.Zh, a.En + en + b.En}, own, bind)
	}
	switch fn := c.FunctionName(); {
	case fn == operators.LogicalAnd:
		return two("，且", " and ", bindAnd)
	case fn == operators.LogicalOr:
		return two("，或", " or ", bindOr)
	case fn == operators.LogicalNot:
		return sayNot(args[0])
	case fn == operators.Conditional && len(args) == 3:
		a, b, d := sayExpr(args[0], bindNot), sayExpr(args[1], bindNot), sayExpr(args[2], bindNot)
		return bound(Words{"如" + a.Zh + "则须" + b.Zh + "，否则须" + d.Zh, "if " + a.En + " then " + b.En + " else " + d.En}, bindAny, bind)
	case fn == "within" && len(args) == 2:
		a, name := sayExpr(args[0], bindNot), fmt.Sprint(args[1].AsLiteral().Value())
		return Words{a.Zh + "在“" + name + "”", a.En + " in “" + name + "”"}
	case len(args) == 2 && args[0].Kind() == ast.IdentKind && choiceIndex(args[0].AsIdent()) >= 0:
		return sayChoice(choiceIndex(args[0].AsIdent()), fn, args[1])
	case len(args) == 2:
		if w, ok := comparisons[fn]; ok {
			a, b := sayExpr(args[0], bindNot), sayExpr(args[1], bindNot)
			return Words{a.Zh + w[0] + b.Zh, a.En + w[1] + b.En}
		}
	}
	return Words{c.FunctionName(), c.FunctionName()}
}

func sayNot(e ast.Expr) Words {
	if e.Kind() == ast.CallKind && e.AsCall().FunctionName() == "within" {
		w := sayExpr(e, bindNot)
		return Words{strings.Replace(w.Zh, "在“", "不在“", 1), strings.Replace(w.En, " in “", " not in “", 1)}
	}
	w := sayExpr(e, bindNot)
	return Words{"不符合：" + w.Zh, "not: " + w.En}
}

func sayChoice(i int, fn string, right ast.Expr) Words {
	label := choices[i]
	value := func(e ast.Expr) Words {
		s, _ := e.AsLiteral().(types.String)
		if k := indexOf(label.values, string(s)); k >= 0 {
			return Words{label.values[k].zh, label.values[k].en}
		}
		return Words{string(s), string(s)}
	}
	switch fn {
	case operators.Equals, operators.NotEquals:
		w, v := comparisons[fn], value(right)
		return Words{label.zh + w[0] + v.Zh, label.en + w[1] + v.En}
	}
	var zh, en []string
	for _, e := range right.AsList().Elements() {
		v := value(e)
		zh, en = append(zh, v.Zh), append(en, v.En)
	}
	return Words{label.zh + "为 " + strings.Join(zh, "、"), label.en + " is one of " + strings.Join(en, ", ")}
}
