package party

import (
	"fmt"
	"strings"
)

// groupNames titles the sections of the page.
var groupNames = []struct {
	group Group
	title string
}{
	{ClaimActs, "Acts on a claim"},
	{ListActs, "Acts on lists, orders and payments"},
	{PolicyActs, "Acts on policy and prices"},
	{BudgetActs, "Acts on budgets"},
	{PeopleActs, "Acts on people and offices"},
	{SettingActs, "Settings and the calendar"},
	{ReadActs, "Reading"},
}

// reachOrder is the order of reaches in a row.
var reachOrder = []Reach{OwnCase, OwnHome, OwnTown, WholeCounty}

// Page prints docs/parties.md from the table: the roles, then who may do which
// act where. A test holds the file equal to it.
func Page() string {
	var b strings.Builder
	b.WriteString(`# Who may do what

Made from domain/party by ` + "`go test ./domain/party -run Page -write`" + `; do not edit by hand.
What is not in these tables is refused. Roles act in their own kind of office only. Nobody acts on their own or a
declared relative's case. The reach says over which matters a role may do the act: the claim of the slip in hand, the
own home, the own town, or the whole county.

## Roles

| role | 角色 | office |
|---|---|---|
`)
	for _, r := range roleRows {
		fmt.Fprintf(&b, "| `%s` | %s | %s %s |\n", r.role, r.zh, r.kind, r.kind.Zh())
	}
	b.WriteString(`
Administrators and auditors hold one role only; nobody holds roles in two kinds of office.

## The five parts of a list

One person has one part in a list, its order and its re-issues; a part may have several people.

| part | 环节 | filled by doing |
|---|---|---|
`)
	for _, p := range partNames {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", p.part, p.zh, partActs(p.part))
	}
	for _, g := range groupNames {
		fmt.Fprintf(&b, "\n## %s\n\n| act | 操作 | who, where | second person |\n|---|---|---|---|\n", g.title)
		for _, a := range actRows {
			if a.group == g.group {
				fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", a.act, a.zh, whoWhere(a.act), notWho(a.first))
			}
		}
	}
	return b.String()
}

// partActs names the acts that fill a part.
func partActs(p Part) string {
	var out []string
	for _, a := range actRows {
		if a.part == p {
			out = append(out, "`"+string(a.act)+"`")
		}
	}
	return strings.Join(out, ", ")
}

// whoWhere names the roles of an act, by reach.
func whoWhere(a Act) string {
	var out []string
	for _, reach := range reachOrder {
		var rs []string
		for _, r := range RolesFor(a) {
			if got, _ := ReachOf(a, r); got == reach {
				rs = append(rs, string(r))
			}
		}
		if len(rs) > 0 {
			out = append(out, reach.En()+": "+strings.Join(rs, ", "))
		}
	}
	return strings.Join(out, "; ")
}

// notWho says whom the act excludes.
func notWho(first Act) string {
	if first == "" {
		return ""
	}
	return "not who did `" + string(first) + "`"
}
