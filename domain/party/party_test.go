package party

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"songbai/domain/date"
	"songbai/domain/problem"

	"pgregory.net/rapid"
)

var write = flag.Bool("write", false, "write docs/parties.md")

// actor makes a person of the role in a right office.
func actor(r Role) Actor {
	a := Actor{Person: 1, Office: 2, OfficeKind: KindOf(r), Role: r, Area: "449999"}
	switch a.OfficeKind {
	case Home:
		a.Home = 7
	case Town:
		a.Area = "449999101"
	case Public:
		a = Actor{OfficeKind: Public, Role: r, Case: 5}
	case Clock:
		a = Actor{OfficeKind: Clock, Role: r}
	}
	return a
}

func TestPageIsTheTable(t *testing.T) {
	const file = "../../docs/parties.md"
	if *write {
		if err := os.WriteFile(file, []byte(Page()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != Page() {
		t.Error("docs/parties.md differs from the table; run go test ./domain/party -run Page -write")
	}
}

func TestEveryActHasARole(t *testing.T) {
	for _, a := range Acts() {
		if len(RolesFor(a)) == 0 {
			t.Errorf("nobody may %s", a)
		}
		if a.Zh() == string(a) || a.En() == "" || GroupOf(a) == "" {
			t.Errorf("%s has no name or group", a)
		}
		if strings.Count(Page(), "\n| `"+string(a)+"` |") != 1 {
			t.Errorf("%s is not printed exactly once", a)
		}
	}
}

func TestTableNamesKnownThingsOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules() {
		if _, ok := findAct(r.Act); !ok {
			t.Errorf("unknown act %q", r.Act)
		}
		for _, role := range r.Roles {
			k := string(r.Act) + "/" + string(role)
			if seen[k] {
				t.Errorf("%s granted twice", k)
			}
			seen[k] = true
			want := map[OfficeKind]Reach{Home: OwnHome, Town: OwnTown, Public: OwnCase}[KindOf(role)]
			if want == "" {
				want = WholeCounty
			}
			if r.Reach != want {
				t.Errorf("%s has reach %s, want %s", k, r.Reach, want)
			}
		}
	}
	acts := Acts()
	slices.Sort(acts)
	if len(slices.Compact(acts)) != len(actRows) {
		t.Error("an act is listed twice")
	}
}

func TestAdminsDoNoBusinessAndTheAuditorOnlyReads(t *testing.T) {
	for _, r := range []Role{SysAdmin, SecurityAdmin, AuditAdmin} {
		for _, a := range ActsFor(r) {
			if Business(a) || a == View || a == Search || a == Unmask || a == Export {
				t.Errorf("%s may %s", r, a)
			}
		}
	}
	for _, a := range ActsFor(Auditor) {
		if !Reads(a) {
			t.Errorf("the auditor may %s", a)
		}
	}
	for _, a := range Acts() { // the three administrators share no act but reading people
		var n int
		for _, r := range RolesFor(a) {
			if KindOf(r) == Admin {
				n++
			}
		}
		if n > 1 && a != ViewPeople {
			t.Errorf("%d administrators may %s", n, a)
		}
	}
}

func TestHomeNeverDecidesOnMoney(t *testing.T) {
	for _, a := range []Act{CheckLine, StrikeLine, SealList, ExamineList, ApproveList, Order, MakeFile,
		ImportResult, Reissue, Determine, ApprovePriceList, CorrectAccountApprove, ClearFinding} {
		for _, r := range RolesFor(a) {
			if KindOf(r) == Home || KindOf(r) == Public {
				t.Errorf("%s may %s", r, a)
			}
		}
	}
}

func TestAllowedAnswersForEveryActAndRole(t *testing.T) {
	for _, a := range Acts() {
		for _, r := range Roles() {
			err := Allowed(a, actor(r))
			_, want := ReachOf(a, r)
			if (err == nil) != want {
				t.Errorf("Allowed(%s, %s) = %v", a, r, err)
			}
			if err != nil && (problem.CodeOf(err) != "party.not_allowed" ||
				!strings.Contains(problem.Of(err).CureEn, string(RolesFor(a)[0]))) {
				t.Errorf("Allowed(%s, %s) = %v: must name who may", a, r, err)
			}
		}
	}
}

func TestAllowedRefuses(t *testing.T) {
	wrongOffice := actor(BureauSealer)
	wrongOffice.OfficeKind = Finance
	nobody := actor(Desk)
	nobody.Person = 0
	for _, c := range []struct {
		act  Act
		who  Actor
		code string
	}{
		{"seal", actor(BureauSealer), "party.unknown_act"},
		{"", actor(BureauSealer), "party.unknown_act"},
		{SealList, Actor{Role: "king"}, "party.unknown_role"},
		{SealList, Actor{}, "party.unknown_role"},
		{SealList, wrongOffice, "party.role_office"},
		{Lodge, nobody, "party.nobody"},
		{SealList, actor(BureauReviewer), "party.not_allowed"},
	} {
		if got := problem.CodeOf(Allowed(c.act, c.who)); got != c.code {
			t.Errorf("Allowed(%q, %s) = %q, want %q", c.act, c.who.Role, got, c.code)
		}
	}
}

func TestMayKeepsEachToTheirOwn(t *testing.T) {
	desk, clerk, family := actor(Desk), actor(TownClerk), actor(Family)
	newFamily := family
	newFamily.Case = 0
	stray := desk
	stray.Home = 0
	for name, c := range map[string]struct {
		act Act
		who Actor
		on  Object
		ok  bool
	}{
		"own home":                 {Lodge, desk, Object{Case: 1, Home: 7}, true},
		"other home":               {Lodge, desk, Object{Case: 1, Home: 8}, false},
		"no home on either side":   {Lodge, stray, Object{Case: 1}, false},
		"own town":                 {Lodge, clerk, Object{Case: 1, Town: "449999101"}, true},
		"village of own town":      {Lodge, clerk, Object{Case: 1, Town: "449999101203"}, true},
		"other town":               {Lodge, clerk, Object{Case: 1, Town: "449999102"}, false},
		"no town":                  {Lodge, clerk, Object{Case: 1, Home: 7}, false},
		"own slip":                 {View, family, Object{Case: 5}, true},
		"other slip":               {View, family, Object{Case: 6}, false},
		"family without a slip":    {View, newFamily, Object{}, false},
		"new draft of a family":    {Draft, newFamily, Object{}, true},
		"family drafts in another": {Draft, newFamily, Object{Case: 9}, false},
		"bureau sees all":          {CheckLine, actor(BureauReviewer), Object{Case: 1, Home: 8}, true},
		"role first":               {SealList, desk, Object{Home: 7}, false},
	} {
		if err := May(c.act, c.who, c.on); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
	if problem.CodeOf(May(Lodge, desk, Object{Home: 8})) != "party.out_of_reach" {
		t.Error("another home must be out of reach")
	}
}

func TestNoInterest(t *testing.T) {
	if NoInterest(false, false) != nil || NoInterest(true, false) == nil || NoInterest(false, true) == nil {
		t.Error("own or relative's case must be refused, others not")
	}
}

func TestFiveTuplesOverSixPeople(t *testing.T) {
	parts, ok := Parts(), 0
	for n := 0; n < 7776; n++ {
		seats := make([]Seat, 5)
		people := map[int64]bool{}
		for i, m := 0, n; i < 5; i, m = i+1, m/6 {
			seats[i] = Seat{parts[i], int64(m%6) + 1}
			people[seats[i].Person] = true
		}
		err := Filled(seats, Payer)
		if (err == nil) != (len(people) == 5) {
			t.Fatalf("%v: %v", seats, err)
		}
		if err == nil {
			ok++
		}
	}
	if ok != 720 {
		t.Errorf("%d tuples pass, want 6!/1! = 720", ok)
	}
}

func TestSeparateProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seats := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Seat {
			return Seat{rapid.SampledFrom(Parts()).Draw(t, "part"), rapid.Int64Range(1, 8).Draw(t, "person")}
		})).Draw(t, "seats")
		two := false
		for _, a := range seats {
			for _, b := range seats {
				two = two || a.Person == b.Person && a.Part != b.Part
			}
		}
		if err := Separate(seats); (err != nil) != two {
			t.Fatalf("%v: %v", seats, err)
		}
	})
}

func TestFilledNamesTheEmptyPart(t *testing.T) {
	seats := []Seat{{Preparer, 1}, {Reviewer, 2}, {Reviewer, 3}, {Sealer, 4}}
	if err := Filled(seats, Sealer); err != nil {
		t.Error(err)
	}
	err := Filled(seats, Payer)
	if problem.CodeOf(err) != "party.part_empty" || !strings.Contains(problem.Of(err).En, "finance approver") {
		t.Error(err)
	}
	for _, bad := range [][]Seat{{{"", 1}}, {{Payer, 0}}, {{"chief", 1}}} {
		if problem.CodeOf(Separate(bad)) != "party.seat" {
			t.Errorf("%v passed", bad)
		}
	}
	if problem.CodeOf(Filled(nil, "chief")) != "party.seat" {
		t.Error("an unknown last part passed")
	}
}

func TestPartsCoverTheChain(t *testing.T) {
	want := map[Part]OfficeKind{Reviewer: Bureau, Sealer: Bureau, Approver: Finance, Payer: Finance}
	filled := map[Part]bool{}
	for _, a := range Acts() {
		p, ok := PartOf(a)
		if !ok {
			continue
		}
		filled[p] = true
		for _, r := range RolesFor(a) {
			if k := want[p]; k != "" && KindOf(r) != k {
				t.Errorf("%s fills %s but %s may do it", a, p, r)
			}
		}
	}
	if len(filled) != 5 {
		t.Errorf("only %v can be filled", filled)
	}
	if p, ok := PartOf(View); ok || p != "" {
		t.Error("viewing fills a part")
	}
}

func TestSecondPerson(t *testing.T) {
	for second, first := range map[Act]Act{ApprovePolicy: PublishPolicy, ApproveLocalValue: SetLocalValue,
		ApprovePriceList: PublishPriceList, CorrectAccountApprove: CorrectAccountPropose, Review: Refuse} {
		if got, ok := FirstOf(second); !ok || got != first {
			t.Errorf("FirstOf(%s) = %s", second, got)
		}
	}
	if Other(ApprovePolicy, 1, 2) != nil || Other(ApprovePolicy, 1, 1) == nil || Other(ApprovePolicy, 0, 1) == nil {
		t.Error("Other must ask for two different people")
	}
}

func TestCompatible(t *testing.T) {
	for _, c := range []struct {
		held []Role
		add  Role
		code string
	}{
		{nil, Desk, ""},
		{[]Role{Desk}, Cashier, ""},
		{[]Role{SysAdmin}, SysAdmin, ""},
		{[]Role{SysAdmin}, SecurityAdmin, "party.role_alone"},
		{[]Role{Desk}, AuditAdmin, "party.role_alone"},
		{[]Role{Auditor}, BureauChief, "party.role_alone"},
		{[]Role{BureauSealer}, FinanceApprover, "party.role_alone"},
		{[]Role{Desk, Cashier}, BureauReviewer, "party.role_alone"},
		{nil, Family, "party.role_not_granted"},
		{nil, Timer, "party.role_not_granted"},
		{nil, "king", "party.unknown_role"},
	} {
		if got := problem.CodeOf(Compatible(c.held, c.add)); got != c.code {
			t.Errorf("Compatible(%v, %s) = %q, want %q", c.held, c.add, got, c.code)
		}
	}
}

func TestGrantHeldAt(t *testing.T) {
	end := date.Instant(20)
	g := Grant{From: 10, To: &end}
	for at, want := range map[date.Instant]bool{9: false, 10: true, 19: true, 20: false} {
		if g.HeldAt(at) != want {
			t.Errorf("HeldAt(%d) = %v", at, !want)
		}
	}
	if !(Grant{From: 10}).HeldAt(1e9) {
		t.Error("an open grant is held")
	}
}

func TestNames(t *testing.T) {
	for _, r := range Roles() {
		if r.Zh() == string(r) || r.En() == "" || !slices.Contains(Kinds(), KindOf(r)) {
			t.Errorf("%s lacks a name or kind", r)
		}
	}
	for _, k := range Kinds() {
		if k.Zh() == string(k) || k.En() == "" {
			t.Errorf("%s lacks a name", k)
		}
	}
	for _, r := range reachOrder {
		if r.Zh() == "" || r.En() == "" {
			t.Errorf("%s lacks a name", r)
		}
	}
	if KindOf("king") != "" || Role("king").Zh() != "king" || Act("x").Zh() != "x" || Part("x").En() != "x" {
		t.Error("an unknown name gives its code")
	}
}
