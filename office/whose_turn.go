package office

import (
	"slices"

	"songbai/domain/audit"
	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/store"
)

// PersonAt is a person in an office.
type PersonAt struct {
	Name   string `json:"name"`
	Office string `json:"office"`
	For    string `json:"for,omitempty"` // whom a stand-in stands in for
}

// StepView is one step on the way of a list through finance: who did it and when,
// or whose turn it is.
type StepView struct {
	Act  party.Act  `json:"act"`
	Zh   string     `json:"zh"`
	En   string     `json:"en"`
	At   string     `json:"at,omitempty"`
	By   *PersonAt  `json:"by,omitempty"`
	Turn bool       `json:"turn"`          // it waits for this step now
	May  []PersonAt `json:"may,omitempty"` // who may do it, while it is open
}

// whoMay lists who may do an act on a list now, of whole-county reach: those who
// fill another part of it are left out (five people), and the one named.
func whoMay(s *store.Scope, act party.Act, seats []party.Seat, but int64) (out []PersonAt, err error) {
	part, _ := party.PartOf(act)
	for _, role := range party.RolesFor(act) {
		holders, err := s.HoldersOf(role)
		if err != nil {
			return nil, err
		}
		for _, h := range holders {
			other := slices.ContainsFunc(seats, func(x party.Seat) bool { return x.Person == h.Person && x.Part != part })
			if other || h.Person == but {
				continue
			}
			p, err := personAt(s, h.Person, h.Office, h.For)
			if err != nil {
				return nil, err
			}
			out = append(out, p)
		}
	}
	return out, nil
}

func personAt(s *store.Scope, person, office, standsFor int64) (p PersonAt, err error) {
	if p.Name, err = staffName(s, person); err != nil {
		return p, err
	}
	if p.For, err = staffName(s, standsFor); err != nil || office == 0 {
		return p, err
	}
	of, err := s.OfficeByID(office)
	p.Office = of.Name
	return p, err
}

// financeSteps says of each step through finance who did it, or whose turn it is.
// A second approval stands among them where the sum is beyond the county's limit.
func financeSteps(s *store.Scope, l *openedList, seats []party.Seat, beyond bool) ([]StepView, error) {
	records, err := s.AuditOf(l.ID)
	if err != nil {
		return nil, err
	}
	done := map[party.Act]audit.Record{}
	for _, r := range records {
		done[party.Act(r.Act)] = r
	}
	steps := []StepView{{Act: party.ExamineList}, {Act: party.ApproveList}, {Act: party.CountersignList}, {Act: party.Order}}
	if !beyond {
		steps = slices.Delete(steps, 2, 3)
	}
	next := slices.Contains([]settlement.State{settlement.Sealed, settlement.Approved}, l.State)
	for i := range steps {
		v := &steps[i]
		v.Zh, v.En = v.Act.Zh(), v.Act.En()
		r, known := done[v.Act]
		switch {
		case known:
			v.At, v.By = r.At, &PersonAt{}
			*v.By, err = personAt(s, r.Person, r.Office, 0)
		case v.Act == party.Order:
			v.At, v.By, err = orderedBy(s, l.ID)
		}
		if err == nil && v.By == nil {
			v.Turn, next = next, false
			v.May, err = whoMay(s, v.Act, seats, secondTo(v.Act, done[party.ApproveList].Person))
		}
		if err != nil {
			return nil, err
		}
	}
	return steps, nil
}

// secondTo gives the person who may not do an act because they did the one before.
func secondTo(act party.Act, first int64) int64 {
	if act == party.CountersignList {
		return first
	}
	return 0
}

// orderedBy says who ordered a list's payment first, "" and nil for nobody yet.
func orderedBy(s *store.Scope, list int64) (at string, by *PersonAt, err error) {
	orders, err := s.OrdersOf(list)
	if err != nil || len(orders) == 0 {
		return "", nil, err
	}
	records, err := s.AuditOf(orders[0].ID)
	if err != nil || len(records) == 0 {
		return "", nil, err
	}
	p, err := personAt(s, orders[0].Person, records[0].Office, 0)
	return orders[0].At, &p, err
}
