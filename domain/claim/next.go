package claim

import (
	"slices"
	"strings"

	"songbai/domain/party"
	"songbai/domain/problem"
)

// The answers of no about moves.
var (
	errRoute = problem.Define("claim.route", problem.Invalid,
		"没有“%s”这种办理途径", "there is no route %q",
		"途径为 waiver、unclaimed 或 reimbursement", "the routes are waiver, unclaimed and reimbursement")
	errState = problem.Define("claim.unknown_state", problem.Invalid,
		"没有“%s”这个状态", "there is no state %q",
		"请从状态表中选择", "choose a state of the table")
	errMove = problem.Define("claim.move", problem.Conflict,
		"状态为“%[1]s”的申请（%[3]s）不能“%[4]s”", "a %[2]s claim in state %[6]s cannot take the act %[5]q",
		"此时可以办理：%[7]s", "possible now: %[8]s")
	errMoveBy = problem.Define("claim.move_by", problem.Forbidden,
		"此环节的“%[1]s”不由%[3]s办理", "the act %[2]q is not done by %[4]s at this step",
		"请由%[5]s办理", "it is done by: %[6]s")
	errBack = problem.Define("claim.returned_from", problem.Internal,
		"待补正的申请没有记下退回前的状态", "a returned claim lost the state it was returned from",
		"请联系系统管理员核验该申请", "ask the administrator to verify the claim")
)

// MoveOf gives the move that the act makes from the state on the route. Without
// one it gives claim.move naming the acts that are possible there, or
// claim.route or claim.unknown_state.
func MoveOf(route Route, from State, act party.Act) (Move, error) {
	if !slices.Contains(all, route) {
		return Move{}, errRoute.With(string(route))
	}
	if _, ok := findState(from); !ok && from != None {
		return Move{}, errState.With(string(from))
	}
	for _, m := range table {
		if m.From == from && m.Act == act && slices.Contains(m.Routes, route) {
			return m, nil
		}
	}
	return Move{}, refuseMove(route, from, act)
}

// refuseMove names what is possible instead.
func refuseMove(route Route, from State, act party.Act) error {
	var zh, en []string
	for _, a := range ActsFrom(route, from) {
		zh, en = append(zh, a.Zh()), append(en, string(a))
	}
	if len(en) == 0 {
		zh, en = []string{"无（已终结）"}, []string{"nothing, it is final"}
	}
	state, code := from.Zh(), string(from)
	if from == None {
		state, code = "未起草", "none"
	}
	return errMove.With(state, string(route), route.Zh(), act.Zh(), string(act), code,
		strings.Join(zh, "、"), strings.Join(en, ", "))
}

// Next gives the state that the act leads to. Out of Returned by resume it
// cannot know; use Position.After, which keeps the state to come back to.
func Next(route Route, from State, act party.Act) (State, error) {
	m, err := MoveOf(route, from, act)
	if err != nil {
		return None, err
	}
	if m.To == asBefore {
		return None, errBack.With()
	}
	return m.To, nil
}

// ActsFrom lists the acts possible from the state on the route, in the order of
// party.Acts.
func ActsFrom(route Route, from State) []party.Act {
	var out []party.Act
	for _, a := range party.Acts() {
		for _, m := range table {
			if m.From == from && m.Act == a && slices.Contains(m.Routes, route) {
				out = append(out, a)
				break
			}
		}
	}
	return out
}

// DoneBy answers whether an office of the kind makes this move; else
// claim.move_by naming who does.
func (m Move) DoneBy(k party.OfficeKind) error {
	if slices.Contains(m.By, k) {
		return nil
	}
	var zh, en []string
	for _, b := range m.By {
		zh, en = append(zh, b.Zh()), append(en, string(b))
	}
	return errMoveBy.With(m.Act.Zh(), string(m.Act), k.Zh(), string(k), strings.Join(zh, "、"), strings.Join(en, ", "))
}

// Position is where a claim stands; Back is the state a returned claim comes
// back to, else None.
type Position struct {
	Route Route
	State State
	Back  State
}

// After gives the position after the act, or the problems of MoveOf. A return
// keeps the state in Back; a resume goes back to it with the rest still done.
func (p Position) After(act party.Act) (Position, error) {
	m, err := MoveOf(p.Route, p.State, act)
	if err != nil {
		return p, err
	}
	to := Position{Route: p.Route, State: m.To}
	switch {
	case m.To == Returned && p.State != Returned:
		to.Back = p.State
	case m.To == Returned:
		to.Back = p.behind(act)
	case m.To == asBefore:
		if !slices.Contains(returnable(p.Route), p.Back) {
			return p, errBack.With()
		}
		to.State = p.Back
	}
	return to, nil
}

// behind gives the state a returned claim comes back to after an act on it while
// it is returned: an act that would have moved it there moves it behind too (a
// corrected identity is signed for again).
func (p Position) behind(act party.Act) State {
	if to, err := Next(p.Route, p.Back, act); err == nil {
		return to
	}
	return p.Back
}

// Done does the act by an actor: the move must exist and the actor's kind of
// office must make it. Whether the role may do the act is party.May.
func (p Position) Done(act party.Act, who party.Actor) (Position, error) {
	m, err := MoveOf(p.Route, p.State, act)
	if err != nil {
		return p, err
	}
	if err := m.DoneBy(who.OfficeKind); err != nil {
		return p, err
	}
	return p.After(act)
}

// returnable lists the states a claim of the route can come back to.
func returnable(route Route) []State {
	var out []State
	for _, m := range table {
		if m.Act == party.Return && slices.Contains(m.Routes, route) {
			out = append(out, m.From)
		}
	}
	return out
}
