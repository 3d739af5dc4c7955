package party

import (
	"strings"

	"songbai/domain/ident"
	"songbai/domain/problem"
)

// The answers of no.
var (
	errUnknownAct = problem.Define("party.unknown_act", problem.Invalid,
		"没有“%s”这项操作", "there is no act %q",
		"请从功能表中选择操作", "choose an act of the table")
	errUnknownRole = problem.Define("party.unknown_role", problem.Invalid,
		"没有“%s”这个角色", "there is no role %q",
		"请从角色表中选择", "choose a role of the table")
	errRoleOffice = problem.Define("party.role_office", problem.Forbidden,
		"角色“%[1]s”不属于这类机构（%[3]s）", "role %[2]s does not belong to an office of kind %[4]s",
		"请安全管理员在相应机构重新授予角色", "ask the security administrator to grant the role in an office of the right kind")
	errNobody = problem.Define("party.nobody", problem.Forbidden,
		"没有登录的人员不能办理此项操作", "this act needs a person who has signed in",
		"请先登录", "sign in first")
	errNotAllowed = problem.Define("party.not_allowed", problem.Forbidden,
		"您的角色不能“%[1]s”", "your role may not do the act %[2]q",
		"可以办理的角色：%[3]s", "roles that may: %[4]s")
	errReach = problem.Define("party.out_of_reach", problem.Forbidden,
		"此事项不在您的办理范围内（%[1]s）", "this matter is outside your reach (%[2]s)",
		"请由所属殡仪馆、镇(街)民政办或民政局办理", "let the home, town or bureau it belongs to do it")
	errInterest = problem.Define("party.own_case", problem.Forbidden,
		"不能办理本人或已申报关系人的事项", "nobody acts on their own or a declared relative's case",
		"请由其他同事办理", "let a colleague do it")
)

// reachNames names the reaches.
var reachNames = map[Reach][2]string{
	OwnCase:     {"本人查询单所对应的事项", "the claim of the slip in hand"},
	OwnHome:     {"本殡仪馆", "own home"},
	OwnTown:     {"本镇(街)", "own town"},
	WholeCounty: {"全县(市)", "whole county"},
}

// Zh names the reach in Chinese.
func (r Reach) Zh() string { return reachNames[r][0] }

// En names the reach in English.
func (r Reach) En() string { return reachNames[r][1] }

// Allowed answers whether the actor's role may do the act at all. It gives nil
// or a problem: party.unknown_act, party.unknown_role, party.role_office,
// party.nobody, party.not_allowed (naming the roles that may).
func Allowed(act Act, a Actor) error {
	if _, ok := findAct(act); !ok {
		return errUnknownAct.With(string(act))
	}
	if err := Fits(a.Role, a.OfficeKind); err != nil {
		return err
	}
	if kind := a.OfficeKind; (a.Person == 0 || a.Office == 0) && kind != Public && kind != Clock {
		return errNobody.With()
	}
	if _, ok := ReachOf(act, a.Role); !ok {
		zh, en := roleNames(RolesFor(act))
		return errNotAllowed.With(act.Zh(), string(act), zh, en)
	}
	return nil
}

// May answers whether the actor may do the act on the object: Allowed, and the
// object lies within the reach; else party.out_of_reach.
func May(act Act, a Actor, on Object) error {
	if err := Allowed(act, a); err != nil {
		return err
	}
	reach, _ := ReachOf(act, a.Role)
	if !within(act, reach, a, on) {
		return errReach.With(reach.Zh(), reach.En())
	}
	return nil
}

// within reports whether the object lies in the actor's reach. Only a new draft
// of a family, and a complaint about no claim, have none on either side.
func within(act Act, reach Reach, a Actor, on Object) bool {
	switch reach {
	case WholeCounty:
		return true
	case OwnHome:
		return a.Home != 0 && a.Home == on.Home
	case OwnTown:
		return ident.Within(on.Town, a.Area)
	case OwnCase:
		return a.Case == on.Case && (a.Case != 0 || act == Draft || act == Complain)
	}
	return false
}

// NoInterest refuses an act on the actor's own case or a declared relative's.
func NoInterest(own, relative bool) error {
	if own || relative {
		return errInterest.With()
	}
	return nil
}

// roleNames joins the names of roles.
func roleNames(rs []Role) (zh, en string) {
	var z, e []string
	for _, r := range rs {
		z, e = append(z, r.Zh()), append(e, string(r))
	}
	return strings.Join(z, "、"), strings.Join(e, ", ")
}
