package policy

import (
	"reflect"
	"slices"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"songbai/domain/date"
	"songbai/domain/problem"
)

var (
	needNumber = problem.Define("facts.number", problem.Invalid,
		"要先知道“%[1]s”才能决定", "the %[2]q must be known to decide", "请补充这一项", "state it")
	conditionFailed = problem.Define("policy.condition", problem.Internal,
		"政策条件“%[1]s”算不出来", "the condition %[1]q cannot be evaluated", "请政策管理员改正政策包", "the keeper of the policy must correct the pack")
)

// asking evaluates conditions for one claim on one day. It is the slow path:
// answers are remembered by the plan.
type asking struct {
	pack  *Pack
	f     *Facts
	day   date.Day
	class *Class // once it is known
	err   error
}

// holds asks one condition. After a fault it answers no and keeps the fault.
func (a *asking) holds(c *Condition) bool {
	if len(c.Classes) > 0 && (a.class == nil || !slices.Contains(c.Classes, a.class.ID)) {
		return false
	}
	if c.program == nil {
		return true
	}
	for i, w := range numberWords {
		if c.reads.numbers&(1<<i) != 0 && !a.f.number(i).Known {
			a.fail(needNumber.With(w.zh, w.en).At(w.name))
			return false
		}
	}
	out, _, err := c.program.Eval(a)
	if err != nil {
		a.fail(conditionFailed.With(c.Text).Because(err))
		return false
	}
	return out == types.True
}

func (a *asking) fail(err error) {
	if a.err == nil {
		a.err = err
	}
}

// ResolveName gives CEL the value of a fact.
func (a *asking) ResolveName(name string) (any, bool) {
	if bit, ok := Yes(name); ok {
		return types.Bool(a.f.Yes.Has(bit)), true
	}
	if i := choiceIndex(name); i >= 0 {
		return types.String(nameOf(choices[i].values, a.f.choice(i))), true
	}
	if i := indexOf(placeWords, name); i >= 0 {
		return placeView{a, i}, true
	}
	if i := indexOf(numberWords, name); i >= 0 {
		return types.Int(a.f.number(i).N), true
	}
	return nil, false
}

// Parent ends the chain of activations.
func (a *asking) Parent() cel.Activation { return nil }

// placeView is a place fact as CEL sees it; only within() can read it.
type placeView struct {
	a     *asking
	place int
}

func (v placeView) within(name string) bool {
	return inPlace(v.a.pack.placeRanges(name, v.a.day), v.a.f.place(v.place))
}

func inPlace(ranges []areaRange, area Area) bool {
	for _, r := range ranges {
		if r.lo <= area && area < r.hi {
			return true
		}
	}
	return false
}

// placeRanges gives the codes of a place on a day.
func (p *Pack) placeRanges(name string, day date.Day) []areaRange {
	for i := range p.Areas {
		if p.Areas[i].ID != name {
			continue
		}
		for _, v := range p.Areas[i].Values {
			if v.Holds(day) {
				out := make([]areaRange, len(v.Codes))
				for j, c := range v.Codes {
					out[j] = rangeOf(c)
				}
				return out
			}
		}
	}
	return nil
}

// ConvertToNative, ConvertToType, Equal, Type and Value make placeView a CEL
// value; no operator of the language reaches them.
func (v placeView) ConvertToNative(reflect.Type) (any, error) { return nil, badCondition.With("", "") }

// ConvertToType is never reached.
func (v placeView) ConvertToType(ref.Type) ref.Val { return types.NewErr("place") }

// Equal is never reached.
func (v placeView) Equal(ref.Val) ref.Val { return types.NewErr("place") }

// Type gives the opaque type of places.
func (v placeView) Type() ref.Type { return placeType }

// Value gives the view itself.
func (v placeView) Value() any { return v }
