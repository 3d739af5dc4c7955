package policy

import (
	"slices"
	"strings"
	"sync"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"songbai/domain/problem"
)

// Condition is a CEL expression over the vocabulary, a list of classes, or both;
// the zero value always holds.
type Condition struct {
	Text    string
	Classes []string // ids: holds for these classes only; empty for all
	program cel.Program
	reads   reads
	at      position
}

// reads is what a condition looks at, so that answers can be remembered.
type reads struct {
	yes     Set
	choices uint8
	numbers uint16
	places  []placeTest
}

// placeTest is one within(place, "name").
type placeTest struct {
	place int // index in placeWords
	name  string
}

func (r *reads) add(o reads) {
	r.yes |= o.yes
	r.choices |= o.choices
	r.numbers |= o.numbers
	for _, t := range o.places {
		if !slices.Contains(r.places, t) {
			r.places = append(r.places, t)
		}
	}
}

var badCondition = problem.Define("pack.condition", problem.Invalid, "条件写错了：%[1]s", "the condition is wrong: %[2]s",
	"请对照 docs/policy-language.md 中的事实表改正", "correct it with the table of facts in docs/policy-language.md")

var placeType = cel.OpaqueType("place")

// environment is built once: it has the facts of the vocabulary, within(), and
// CEL's own operators; no macros, so every condition ends.
var environment = sync.OnceValue(func() *cel.Env {
	opts := []cel.EnvOption{
		cel.ClearMacros(),
		cel.Function("within", cel.Overload("within_place", []*cel.Type{placeType, cel.StringType}, cel.BoolType,
			cel.BinaryBinding(func(p, name ref.Val) ref.Val {
				return types.Bool(p.(placeView).within(string(name.(types.String))))
			}))),
		cel.ParserExpressionSizeLimit(4000),
	}
	for _, w := range yesWords {
		opts = append(opts, cel.Variable(w.name, cel.BoolType))
	}
	for _, c := range choices {
		opts = append(opts, cel.Variable(c.name, cel.StringType))
	}
	for _, w := range placeWords {
		opts = append(opts, cel.Variable(w.name, placeType))
	}
	for _, w := range numberWords {
		opts = append(opts, cel.Variable(w.name, cel.IntType))
	}
	env, err := cel.NewEnv(opts...)
	if err != nil {
		panic("policy: vocabulary: " + err.Error()) // a fault of this file, caught by every test
	}
	return env
})

// always reports whether the condition holds for every claim.
func (c *Condition) always() bool { return c.Text == "" && len(c.Classes) == 0 }

// name tells conditions apart.
func (c *Condition) name() string { return c.Text + "|" + strings.Join(c.Classes, ",") }

// when reads an optional "when" and an optional "classes".
func (r *packReader) when(o *object) Condition {
	c := o.condition()
	if n := o.opt("classes"); n != nil {
		c.Classes = o.texts("classes", true)
		for _, id := range c.Classes {
			r.cite("class", id, r.pos(n))
		}
	}
	return c
}

// condition reads an optional "when".
func (o *object) condition() Condition { return o.conditionOf("when") }

func (o *object) conditionOf(key string) Condition {
	n := o.opt(key)
	text, ok := o.scalar(key, n)
	if !ok {
		return Condition{}
	}
	at := o.r.pos(n)
	if n.Style != 0 {
		at.col++ // the opening quote
	}
	c, faults := compileCondition(text, at)
	o.r.faults = append(o.r.faults, faults...)
	return c
}

func compileCondition(text string, at position) (Condition, []fault) {
	env := environment()
	checked, issues := env.Compile(text)
	if issues.Err() != nil {
		var out []fault
		for _, e := range issues.Errors() {
			p := at
			if e.Location.Line() == 1 {
				p.col += e.Location.Column()
			} else {
				p.line, p.col = p.line+e.Location.Line()-1, e.Location.Column()+1
			}
			out = append(out, fault{p, badCondition.With(celMessage(e.Message), celPlain(e.Message)).At(p.String())})
			if strings.HasPrefix(e.Message, "Syntax error") {
				break // what follows comes of the first
			}
		}
		return Condition{Text: text}, out
	}
	bad := func(zh, en string) (Condition, []fault) {
		return Condition{Text: text}, []fault{{at, badCondition.With(zh, en).At(at.String())}}
	}
	if checked.OutputType() != cel.BoolType {
		return bad("结果须是“是”或“否”", "the result must be true or false")
	}
	c := Condition{Text: text, at: at}
	if zh, en := c.inspect(checked.NativeRep().Expr()); zh != "" {
		return bad(zh, en)
	}
	program, err := env.Program(checked, cel.CostLimit(10_000))
	if err != nil {
		return bad(err.Error(), err.Error())
	}
	c.program = program
	return c, nil
}

// inspect notes what an expression reads and refuses what would read facts in
// a way that cannot be remembered or checked: a choice compared with a word
// that is not one of its values, a place outside within().
func (c *Condition) inspect(e ast.Expr) (zh, en string) {
	switch e.Kind() {
	case ast.LiteralKind:
		return "", ""
	case ast.IdentKind:
		return c.readIdent(e.AsIdent())
	case ast.CallKind:
		return c.inspectCall(e.AsCall())
	case ast.ListKind:
		return c.inspectAll(e.AsList().Elements())
	}
	return "只允许比较、within()、&&、||、! 和整数运算", "only comparisons, within(), &&, ||, ! and whole-number arithmetic are allowed"
}

func (c *Condition) inspectAll(es []ast.Expr) (zh, en string) {
	for _, e := range es {
		if zh, en = c.inspect(e); zh != "" {
			return zh, en
		}
	}
	return "", ""
}

func (c *Condition) readIdent(name string) (zh, en string) {
	if bit, ok := Yes(name); ok {
		c.reads.yes |= bit
		return "", ""
	}
	if i := indexOf(numberWords, name); i >= 0 {
		c.reads.numbers |= 1 << i
		return "", ""
	}
	if choiceIndex(name) >= 0 {
		return "“" + name + "”只能与它的值比较", name + " may only be compared with its values"
	}
	return "“" + name + "”只能用在 within() 里", name + " may only be used in within()"
}

func choiceIndex(name string) int {
	return slices.IndexFunc(choices, func(c choice) bool { return c.name == name })
}

func (c *Condition) inspectCall(call ast.CallExpr) (zh, en string) {
	args := call.Args()
	if call.FunctionName() == "within" && len(args) == 2 {
		if args[0].Kind() != ast.IdentKind || args[1].Kind() != ast.LiteralKind {
			return "within() 须写成 within(户籍等地点, \"地区名\")", "write within(place, \"name of a place set\")"
		}
		t := placeTest{indexOf(placeWords, args[0].AsIdent()), string(args[1].AsLiteral().(types.String))}
		c.reads.add(reads{places: []placeTest{t}})
		return "", ""
	}
	if len(args) == 2 && args[0].Kind() == ast.IdentKind {
		if i := choiceIndex(args[0].AsIdent()); i >= 0 {
			return c.inspectChoice(i, call.FunctionName(), args[1])
		}
	}
	if call.IsMemberFunction() {
		return "不允许调用“" + call.FunctionName() + "”", call.FunctionName() + " may not be called"
	}
	return c.inspectAll(args)
}

func (c *Condition) inspectChoice(i int, op string, right ast.Expr) (zh, en string) {
	var values []ast.Expr
	switch {
	case (op == operators.Equals || op == operators.NotEquals) && right.Kind() == ast.LiteralKind:
		values = []ast.Expr{right}
	case op == operators.In && right.Kind() == ast.ListKind:
		values = right.AsList().Elements()
	default:
		return "“" + choices[i].name + "”只能用 ==、!= 或 in 与写明的值比较", choices[i].name + " takes only ==, != or in with values written out"
	}
	var allowed []string
	for _, w := range choices[i].values {
		if w.name != "" {
			allowed = append(allowed, w.name)
		}
	}
	for _, v := range values {
		s, ok := types.String(""), v.Kind() == ast.LiteralKind
		if ok {
			s, ok = v.AsLiteral().(types.String)
		}
		if !ok || !slices.Contains(allowed, string(s)) {
			list := strings.Join(allowed, ", ")
			return "“" + choices[i].name + "”没有值“" + string(s) + "”，允许：" + list, choices[i].name + " has no value " + string(s) + "; allowed: " + list
		}
	}
	c.reads.choices |= 1 << i
	return "", ""
}
