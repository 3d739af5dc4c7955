package office

import (
	"slices"
	"strings"

	"songbai/domain/party"
	"songbai/store"
)

// TickView is one item of the check list of a claim.
type TickView struct {
	Kind   string `json:"kind"`
	Zh     string `json:"zh"`
	En     string `json:"en"`
	Done   bool   `json:"done"`  // ticked, and nothing of it changed since
	Stale  bool   `json:"stale"` // ticked before it changed
	Wrong  bool   `json:"wrong"` // sums: worked out again, they are not those kept
	Person int64  `json:"person,omitempty"`
	Name   string `json:"name,omitempty"` // of who ticked, for those who may know
	At     string `json:"at,omitempty"`
	May    bool   `json:"may"` // the reader may tick it now
}

var tickNames = []struct{ kind, zh, en string }{
	{TickIdentity, "身份", "identity"}, {TickPapers, "材料", "papers"}, {TickSums, "金额（系统复算）", "sums, worked out again by the program"},
}

// TickName says what a tick is of, in both languages; an unknown one is its code.
func TickName(kind string) Name {
	for _, n := range tickNames {
		if n.kind == kind {
			return Name{Zh: n.zh, En: n.en}
		}
	}
	return Name{Zh: kind, En: kind}
}

// ticksOf gives the check list of a claim as it stands. The sums tick themselves:
// they are worked out again at each reading.
func (o *Office) ticksOf(s *store.Scope, f *file, a party.Actor) (out []TickView, err error) {
	now, err := tickOf(s, f)
	if err != nil {
		return nil, err
	}
	ticks, err := s.Ticks(f.ID)
	if err != nil {
		return nil, err
	}
	may := slices.Contains(ticking, f.now.State) && party.May(party.TickClaim, a, objectOf(&f.Claim)) == nil
	for _, n := range tickNames {
		v := TickView{Kind: n.kind, Zh: n.zh, En: n.en}
		for _, t := range ticks {
			if t.Kind != n.kind {
				continue
			}
			v.Done = fits(&t, n.kind, &now)
			v.Person, v.At = t.Person, t.At
		}
		v.Stale = v.At != "" && !v.Done
		v.May = may && !v.Done && n.kind != TickSums
		if n.kind == TickSums && f.Decision != 0 {
			if v.Done, err = o.sumsAgree(s, f.Decision); err != nil {
				return nil, err
			}
			v.Wrong, v.Stale = !v.Done, false
		}
		if v.Person != 0 && mayKnowStaff(a, 0) {
			if v.Name, err = staffName(s, v.Person); err != nil {
				return nil, err
			}
		}
		out = append(out, v)
	}
	return out, nil
}

// mayKnowStaff reports whether the reader is told the name of a colleague who
// acted in an office (0: the bureau): the auditor, the bureau and the own office
// are; others read role and office.
func mayKnowStaff(a party.Actor, office int64) bool {
	return a.Role == party.Auditor || a.OfficeKind == party.Bureau || office != 0 && office == a.Office
}

// openTicks names the items of a claim's check list that nobody ticked. Sums that
// do not agree stop the act.
func (w *work) openTicks(id int64) (string, error) {
	f, err := readFile(&w.Tx.Scope, id)
	if err != nil {
		return "", err
	}
	ticks, err := w.o.ticksOf(&w.Tx.Scope, f, w.actor)
	if err != nil {
		return "", err
	}
	var open []string
	for _, t := range ticks {
		switch {
		case t.Wrong:
			return "", badSums.With()
		case !t.Done:
			open = append(open, t.Kind)
		}
	}
	return strings.Join(open, ","), nil
}
