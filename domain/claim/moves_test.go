package claim

import (
	"slices"
	"strings"
	"testing"

	"songbai/domain/party"
	"songbai/domain/problem"

	"pgregory.net/rapid"
)

// everyState is None and all states.
func everyState() []State { return append([]State{None}, States()...) }

func TestTableIsWellMade(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range Moves() {
		if len(m.By) == 0 || len(m.Routes) == 0 {
			t.Errorf("%v names nobody or no route", m)
		}
		for _, r := range m.Routes {
			k := string(r) + "/" + string(m.From) + "/" + string(m.Act)
			if seen[k] {
				t.Errorf("%s stands twice", k)
			}
			seen[k] = true
		}
		for _, s := range []State{m.From, m.To} {
			if _, ok := findState(s); !ok && s != None && s != asBefore {
				t.Errorf("unknown state %q", s)
			}
		}
		if m.To == None {
			t.Errorf("%v leads nowhere", m)
		}
		for _, k := range m.By {
			if !slices.ContainsFunc(party.RolesFor(m.Act), func(r party.Role) bool { return party.KindOf(r) == k }) {
				t.Errorf("%s from %s by %s: no role there may do it", m.Act, m.From, k)
			}
		}
	}
}

// TestTableIsComplete asks every (route, state, act): it moves, or is refused
// with a problem that names exactly the acts that are possible.
func TestTableIsComplete(t *testing.T) {
	for _, route := range Routes() {
		for _, from := range everyState() {
			can := ActsFrom(route, from)
			for _, act := range party.Acts() {
				m, err := MoveOf(route, from, act)
				if (err == nil) != slices.Contains(can, act) {
					t.Fatalf("%s %s %s: %v", route, from, act, err)
				}
				if err == nil {
					if m.From != from || m.Act != act || !slices.Contains(m.Routes, route) {
						t.Fatalf("%s %s %s gives %v", route, from, act, m)
					}
					continue
				}
				p := problem.Of(err)
				if p == nil || p.Code != "claim.move" || p.Kind != problem.Conflict {
					t.Fatalf("%s %s %s: %v", route, from, act, err)
				}
				for _, a := range can {
					if !strings.Contains(p.CureEn, string(a)) || !strings.Contains(p.CureZh, a.Zh()) {
						t.Fatalf("%s %s %s does not name %s: %s", route, from, act, a, p.CureEn)
					}
				}
			}
		}
	}
}

func TestUnknownRouteStateAct(t *testing.T) {
	for _, c := range []struct {
		route Route
		from  State
		act   party.Act
		code  string
	}{
		{"walk", Draft, party.Lodge, "claim.route"},
		{Waiver, "asleep", party.Lodge, "claim.unknown_state"},
		{Waiver, asBefore, party.Lodge, "claim.unknown_state"},
		{Waiver, Draft, "fly", "claim.move"},
		{Waiver, Withdrawn, party.Lodge, "claim.move"},
		{Waiver, Returned, party.Resume, "claim.returned_from"},
	} {
		if _, err := Next(c.route, c.from, c.act); problem.CodeOf(err) != c.code {
			t.Errorf("%v: %v", c, err)
		}
	}
}

// reach walks every position of a route.
func reach(route Route) map[Position]bool {
	seen := map[Position]bool{}
	queue := []Position{{Route: route}}
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		if seen[p] {
			continue
		}
		seen[p] = true
		for _, a := range ActsFrom(route, p.State) {
			if next, err := p.After(a); err == nil {
				queue = append(queue, next)
			}
		}
	}
	return seen
}

func TestEveryStateIsReached(t *testing.T) {
	want := map[Route][]State{
		Waiver: {Draft, Lodged, Accepted, Signed, Completed, Listed, Checked, Queried, Sealed, Approved,
			Ordered, Paid, BankReturned, Returned, Withdrawn, Refused, Reversed},
		Unclaimed: {Draft, Lodged, Accepted, Completed, Listed, Checked, Queried, Sealed, Approved,
			Ordered, Paid, BankReturned, Returned, Withdrawn, Refused, Reversed},
		Reimbursement: {Draft, Lodged, Accepted, Forwarded, Determined, Sealed, Approved,
			Ordered, Paid, BankReturned, Returned, Withdrawn, Refused, Reversed},
	}
	for _, route := range Routes() {
		got := map[State]bool{}
		for p := range reach(route) {
			got[p.State] = true
			if (p.State == Returned) != (p.Back != None) {
				t.Errorf("%v keeps a wrong state to come back to", p)
			}
		}
		for _, s := range States() {
			if got[s] != slices.Contains(want[route], s) {
				t.Errorf("%s: %s reached is %v", route, s, got[s])
			}
		}
	}
}

// TestOnlyWithdrawnEnds: a refused claim can be reviewed, a reversed one
// recovered, every other one goes on.
func TestOnlyWithdrawnEnds(t *testing.T) {
	for _, route := range Routes() {
		for p := range reach(route) {
			acts := ActsFrom(route, p.State)
			if (len(acts) == 0) != (p.State == Withdrawn) {
				t.Errorf("%v can take %v", p, acts)
			}
		}
	}
}

// TestPaidNeedsEveryStep removes one needed act at a time: without it no claim
// of the route is ever paid (INV-12, INV-13).
func TestPaidNeedsEveryStep(t *testing.T) {
	needed := map[Route][]party.Act{
		Waiver: {party.Draft, party.Lodge, party.Accept, party.Sign, party.Complete, party.SubmitList,
			party.CheckLine, party.SealList, party.ApproveList, party.Order, party.ImportResult},
		Unclaimed: {party.Draft, party.Lodge, party.Accept, party.Complete, party.SubmitList,
			party.CheckLine, party.SealList, party.ApproveList, party.Order, party.ImportResult},
		Reimbursement: {party.Draft, party.Lodge, party.Accept, party.Forward, party.Determine,
			party.SealList, party.ApproveList, party.Order, party.ImportResult},
	}
	for route, acts := range needed {
		for _, without := range append(acts, "") {
			paid := reachesPaid(route, without)
			if paid != (without == "") {
				t.Errorf("%s without %q: paid is %v", route, without, paid)
			}
		}
	}
}

// reachesPaid reports whether a claim can be paid when the act never happens.
func reachesPaid(route Route, without party.Act) bool {
	seen, queue := map[Position]bool{}, []Position{{Route: route}}
	for len(queue) > 0 {
		p := queue[0]
		queue = queue[1:]
		if p.State == Paid {
			return true
		}
		for _, a := range ActsFrom(route, p.State) {
			if next, err := p.After(a); err == nil && a != without && !seen[next] {
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	return false
}

// TestRandomActsNeverLeaveTheTable does any acts by any party in any order: the
// position only ever changes by a row of the table.
func TestRandomActsNeverLeaveTheTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Position{Route: rapid.SampledFrom(Routes()).Draw(t, "route")}
		for range 60 {
			acts := party.Acts()
			if can := ActsFrom(p.Route, p.State); len(can) > 0 && rapid.IntRange(0, 3).Draw(t, "wild") > 0 {
				acts = can
			}
			act := rapid.SampledFrom(acts).Draw(t, "act")
			role := rapid.SampledFrom(party.Roles()).Draw(t, "role")
			next, err := p.Done(act, party.Actor{Role: role, OfficeKind: party.KindOf(role)})
			if err != nil {
				if next != p || problem.Of(err) == nil {
					t.Fatalf("a refused %s moved %v to %v", act, p, next)
				}
				continue
			}
			m, err := MoveOf(p.Route, p.State, act)
			if err != nil || !slices.Contains(m.By, party.KindOf(role)) {
				t.Fatalf("%s by %s is not in the table: %v", act, role, err)
			}
			if next.State != m.To && !(m.To == asBefore && next.State == p.Back) {
				t.Fatalf("%v by %s came to %v", p, act, next)
			}
			p = next
		}
	})
}

func TestReturnComesBackToWhereItWas(t *testing.T) {
	for _, c := range []struct {
		route Route
		from  State
		back  State // after a corrected identity while returned
	}{
		{Waiver, Lodged, Lodged}, {Waiver, Accepted, Accepted}, {Waiver, Signed, Accepted}, {Waiver, Completed, Accepted},
		{Unclaimed, Lodged, Lodged}, {Unclaimed, Completed, Accepted},
		{Reimbursement, Accepted, Accepted}, {Reimbursement, Forwarded, Forwarded},
	} {
		p := Position{Route: c.route, State: c.from}
		returned := after(t, p, party.Return)
		if returned.State != Returned || returned.Back != c.from {
			t.Fatalf("%v returned to %v", p, returned)
		}
		if got := after(t, returned, party.AttachPaper, party.SightPaper, party.Resume); got != p {
			t.Errorf("%v resumed as %v", p, got)
		}
		if got := after(t, returned, party.CorrectIdentity, party.Resume); got.State != c.back {
			t.Errorf("%v resumed after a correction as %v, want %s", p, got, c.back)
		}
	}
	if _, err := (Position{Waiver, Returned, Paid}).After(party.Resume); problem.CodeOf(err) != "claim.returned_from" {
		t.Error("a claim came back to paid")
	}
	if _, err := (Position{Waiver, Determined, None}).After(party.Return); err == nil {
		t.Error("a determined claim was returned")
	}
}

// after does acts that must be possible.
func after(t *testing.T, p Position, acts ...party.Act) Position {
	t.Helper()
	for _, a := range acts {
		next, err := p.After(a)
		if err != nil {
			t.Fatal(err)
		}
		p = next
	}
	return p
}

func TestTheThreeWaysToTheMoney(t *testing.T) {
	home := []party.Act{party.SubmitList, party.CheckLine, party.QueryLine, party.AnswerQuery, party.CheckLine,
		party.SealList, party.ExamineList, party.ApproveList, party.Order, party.MakeFile, party.ImportResult}
	for route, acts := range map[Route][]party.Act{
		Waiver: append([]party.Act{party.Draft, party.Lodge, party.SightPaper, party.Accept, party.RecordServices,
			party.Sign, party.RecordServices, party.Sign, party.Complete}, home...),
		Unclaimed: append([]party.Act{party.Draft, party.Lodge, party.SeeUnclaimed, party.Accept,
			party.RecordServices, party.Complete}, home...),
		Reimbursement: {party.Draft, party.Lodge, party.SightPaper, party.RecordServices, party.Accept, party.Forward,
			party.Determine, party.SealList, party.ExamineList, party.ApproveList, party.Order, party.MakeFile,
			party.ImportReturn, party.CorrectAccountPropose, party.CorrectAccountApprove, party.Reissue, party.ImportResult},
	} {
		if got := after(t, Position{Route: route}, acts...); got.State != Paid {
			t.Errorf("%s ends at %v", route, got)
		}
	}
}

func TestMoveByNamesWhoDoes(t *testing.T) {
	town := party.Actor{Role: party.TownClerk, OfficeKind: party.Town}
	_, err := (Position{Route: Waiver, State: Draft}).Done(party.Lodge, town)
	if p := problem.Of(err); p == nil || p.Code != "claim.move_by" || !strings.Contains(p.CureZh, "殡仪馆") {
		t.Errorf("a town lodged a waiver: %v", err)
	}
	if _, err := (Position{Route: Unclaimed, State: Draft}).Done(party.Lodge, town); err != nil {
		t.Error(err)
	}
}

func TestLiveAndStored(t *testing.T) {
	dead := []State{None, Draft, Withdrawn, Refused, Reversed}
	derived := []State{Listed, Checked, Queried, Sealed, Approved, Ordered, Paid, BankReturned}
	for _, s := range everyState() {
		if Live(s) == slices.Contains(dead, s) {
			t.Errorf("Live(%s) = %v", s, Live(s))
		}
		if s != None && Stored(s) == slices.Contains(derived, s) {
			t.Errorf("Stored(%s) = %v", s, Stored(s))
		}
		for _, r := range Routes() {
			if s != None && !Stored(RowState(r, s)) {
				t.Errorf("RowState(%s, %s) = %s", r, s, RowState(r, s))
			}
		}
		if s != None && (s.Zh() == string(s) || s.FamilyText() == "") {
			t.Errorf("%s has no words", s)
		}
	}
	if RowState(Reimbursement, Sealed) != Determined || RowState(Waiver, Paid) != Completed || RowState(Unclaimed, Lodged) != Lodged {
		t.Error("RowState is wrong")
	}
}
