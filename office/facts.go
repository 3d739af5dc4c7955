package office

import (
	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/policy"
	"songbai/store"
)

var routes = map[claim.Route]policy.Route{
	claim.Waiver: policy.Waiver, claim.Unclaimed: policy.UnclaimedBody, claim.Reimbursement: policy.Reimbursement,
}

// factsOf builds what a decision reads from a claim: areas, days, classes,
// services; nothing in it says who it is.
func factsOf(s *store.Scope, f *file, services []store.Service) (policy.Facts, error) {
	l := f.form
	x := policy.Facts{Route: routes[f.Route], Disposal: policy.Cremation}
	var err error
	if x.Household, err = policy.ParseArea(l.Deceased.HouseholdArea); err != nil {
		return x, err
	}
	if x.DeathArea, err = policy.ParseArea(l.Deceased.DeathArea); err != nil {
		return x, err
	}
	x.Application = s.Today()
	if f.LodgedDay != nil {
		x.Application = *f.LodgedDay
	}
	if l.Deceased.Death != nil {
		x.Death = *l.Deceased.Death
		if b := l.Deceased.Birth; b != nil {
			x.Age = policy.Known(int32(fullYears(*b, *l.Deceased.Death)))
		}
	}
	if h := l.Handler; h != nil {
		x.Handler, _ = policy.ParseHandler(h.Relation.Acts())
	}
	if err := cremationFacts(s, f, &x); err != nil {
		return x, err
	}
	for _, e := range l.Deceased.Evidence {
		if bit, ok := policy.Yes(e.Class); ok {
			x.Yes |= bit
		}
	}
	if f.Route == claim.Unclaimed {
		x.Yes |= policy.Unclaimed
		if l.Deceased.Name == "" {
			x.Yes |= policy.Unnamed
		}
	}
	for _, v := range services {
		x.Services = append(x.Services, policy.Service{Item: v.Item, Grade: v.Grade, Quantity: v.Quantity, Metres: v.Metres, Unit: v.Unit, Charged: v.Charged, Day: v.Day})
	}
	return x, nil
}

// cremationFacts says where and when the cremation was: elsewhere by the
// certificate, or at the home whose case it is.
func cremationFacts(s *store.Scope, f *file, x *policy.Facts) (err error) {
	if c := f.form.Cremation; c != nil {
		if c.Day != nil {
			x.Cremation = *c.Day
		}
		if x.CremationArea, err = policy.ParseArea(c.Area); err != nil {
			return err
		}
	}
	if f.Cremation != nil {
		x.Cremation = *f.Cremation
	}
	if f.Home == 0 {
		return nil
	}
	h, err := s.HomeByID(f.Home)
	if err != nil {
		return err
	}
	x.Yes |= policy.OwnHome
	x.CremationArea, err = policy.ParseArea(h.Area)
	return err
}

// fullYears counts full years from birth to death.
func fullYears(birth, death date.Day) int {
	by, _, _ := birth.YMD()
	dy, _, _ := death.YMD()
	n := dy - by
	if birth.AddYears(n) > death {
		n--
	}
	return max(n, 0)
}
