package party

import "songbai/domain/problem"

// Part is what a person is in one list, its order and its re-issues.
type Part string

// The five parts, in the order in which they act.
const (
	Preparer Part = "preparer" // submits the list, answers queries, forwards a claim
	Reviewer Part = "reviewer" // passes, queries and strikes lines; fixes amounts
	Sealer   Part = "sealer"   // bureau opinion and seal
	Approver Part = "approver" // finance examines and approves
	Payer    Part = "payer"    // orders, files, results, re-issues
)

var partNames = []struct {
	part   Part
	zh, en string
}{
	{Preparer, "报送人", "preparer"},
	{Reviewer, "审核人", "reviewer"},
	{Sealer, "用印人", "sealer"},
	{Approver, "财政审定人", "finance approver"},
	{Payer, "支付人", "payer"},
}

// Parts lists the five parts in the order in which they act.
func Parts() []Part {
	out := make([]Part, len(partNames))
	for i, n := range partNames {
		out[i] = n.part
	}
	return out
}

// Zh names the part in Chinese.
func (p Part) Zh() string {
	for _, n := range partNames {
		if n.part == p {
			return n.zh
		}
	}
	return string(p)
}

// En names the part in English.
func (p Part) En() string {
	for _, n := range partNames {
		if n.part == p {
			return n.en
		}
	}
	return string(p)
}

// PartOf gives the part that doing the act fills; false when it fills none.
func PartOf(a Act) (Part, bool) {
	r, _ := findAct(a)
	return r.part, r.part != ""
}

// FirstOf gives the act that a different person must have done before this one
// (price list entered, then approved); false when there is none.
func FirstOf(a Act) (Act, bool) {
	r, _ := findAct(a)
	return r.first, r.first != ""
}

// Seat is one person in one part of a list.
type Seat struct {
	Part   Part  `json:"part"`
	Person int64 `json:"person"`
}

// The answers of no about people.
var (
	errTwoParts = problem.Define("party.two_parts", problem.Forbidden,
		"同一人不能在同一清册中既是%[1]s又是%[3]s", "one person cannot be both %[2]s and %[4]s of one list",
		"请由另一位同事办理后一环节", "let another person do the later step")
	errSeat = problem.Define("party.seat", problem.Invalid,
		"清册人员缺少姓名或环节（%[1]s）", "a seat names no person or an unknown part (%[1]s)",
		"请从五个环节中选择，并指明人员", "name a person and one of the five parts")
	errPartEmpty = problem.Define("party.part_empty", problem.Conflict,
		"清册还没有%[1]s", "the list has no %[2]s yet",
		"请先完成该环节", "that step comes first")
	errSecond = problem.Define("party.second_person", problem.Forbidden,
		"“%[1]s”须由另一人办理", "the act %[2]q needs another person",
		"请由未办理前一环节的同事办理", "let somebody do it who did not do the step before")
)

// Separate checks that every person has one part (INV-14). A part may have
// several people; a person named twice in the same part is one seat.
func Separate(seats []Seat) error {
	parts := make(map[int64]Part, len(seats))
	for _, s := range seats {
		if s.Person == 0 || !known(s.Part) {
			return errSeat.With(string(s.Part))
		}
		had, ok := parts[s.Person]
		if ok && had != s.Part {
			return errTwoParts.With(had.Zh(), had.En(), s.Part.Zh(), s.Part.En())
		}
		parts[s.Person] = s.Part
	}
	return nil
}

// Filled checks that every part up to and including last has a person, and that
// they are different people: five of them before money moves (INV-12, INV-14).
func Filled(seats []Seat, last Part) error {
	if !known(last) {
		return errSeat.With(string(last))
	}
	if err := Separate(seats); err != nil {
		return err
	}
	have := map[Part]bool{}
	for _, s := range seats {
		have[s.Part] = true
	}
	for _, n := range partNames {
		if !have[n.part] {
			return errPartEmpty.With(n.zh, n.en)
		}
		if n.part == last {
			break
		}
	}
	return nil
}

// Other refuses when the second act is done by the person who did the first.
func Other(second Act, firstPerson, secondPerson int64) error {
	if firstPerson == 0 || secondPerson == 0 || firstPerson == secondPerson {
		return errSecond.With(second.Zh(), string(second))
	}
	return nil
}

// known reports whether p is one of the five parts.
func known(p Part) bool {
	for _, n := range partNames {
		if n.part == p {
			return true
		}
	}
	return false
}
