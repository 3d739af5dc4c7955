package claim

import (
	"fmt"
	"slices"
	"strings"

	"songbai/domain/party"
)

// Table prints the move table and the states as Markdown for docs/claim.md,
// where a test holds them equal to the data.
func Table() string {
	var b strings.Builder
	b.WriteString("### States\n\n| state | 状态 | routes | live | kept |\n|---|---|---|---|---|\n")
	for _, s := range stateRows {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", s.state, s.zh, letters(routesThrough(s.state)), yes(s.live), keptWhere(s.stored))
	}
	b.WriteString("\n### Moves\n\nW waiver, U unclaimed, R reimbursement. A move to `(as before)` goes back to where the claim was returned from.\n" +
		"Moves that stay in their state change facts there.\n")
	for _, from := range append([]State{None}, States()...) {
		name := string(from)
		if from == None {
			name = "(nothing)"
		}
		rows := moveRows(from)
		if rows == "" {
			continue
		}
		fmt.Fprintf(&b, "\nFrom `%s`:\n\n| route | act | by | to | clause |\n|---|---|---|---|---|\n%s", name, rows)
	}
	return b.String()
}

// moveRows prints the moves from a state, in the order of the acts; moves of
// several routes that are otherwise equal stand in one row.
func moveRows(from State) string {
	var b strings.Builder
	for _, act := range party.Acts() {
		var done []Route
		for _, m := range table {
			if m.From != from || m.Act != act || slices.Contains(done, m.Routes[0]) {
				continue
			}
			routes := []Route{}
			for _, n := range table {
				if n.From == from && n.Act == act && n.To == m.To && n.Clause == m.Clause && slices.Equal(n.By, m.By) {
					routes = append(routes, n.Routes...)
				}
			}
			done = append(done, routes...)
			fmt.Fprintf(&b, "| %s | `%s` %s | %s | %s | %s |\n", letters(routes), act, act.Zh(), kinds(m.By), arrow(m), m.Clause)
		}
	}
	return b.String()
}

// arrow names where a move leads.
func arrow(m Move) string {
	switch m.To {
	case m.From:
		return "stays"
	case asBefore:
		return "(as before)"
	}
	return "`" + string(m.To) + "`"
}

// routesThrough lists the routes that pass a state.
func routesThrough(s State) (out []Route) {
	for _, m := range table {
		if m.To == s || m.From == s {
			out = append(out, m.Routes...)
		}
	}
	return out
}

// letters writes routes as W U R.
func letters(rs []Route) string {
	var out []string
	for _, r := range all {
		if slices.Contains(rs, r) {
			out = append(out, strings.ToUpper(string(r[:1])))
		}
	}
	return strings.Join(out, " ")
}

// kinds joins kinds of office.
func kinds(ks []party.OfficeKind) string {
	out := make([]string, len(ks))
	for i, k := range ks {
		out[i] = string(k)
	}
	return strings.Join(out, ", ")
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func keptWhere(stored bool) string {
	if stored {
		return "claim row"
	}
	return "line"
}
