package office

import (
	"context"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/store"
)

// StaffRow is a person of the county with the roles held now or before.
type StaffRow struct {
	Person int64      `json:"person"`
	Login  string     `json:"login"`
	Name   string     `json:"name"`
	Ended  bool       `json:"ended,omitempty"`
	Roles  []HeldRole `json:"roles"`
}

// HeldRole is one role of a person.
type HeldRole struct {
	Grant  int64      `json:"grant"`
	Role   party.Role `json:"role"`
	RoleZh string     `json:"role_zh"`
	Office int64      `json:"office"`
	Name   string     `json:"office_name"`
	From   date.Day   `json:"from"`
	To     *date.Day  `json:"to,omitempty"` // ended
}

// Staff lists the people of the county with their roles, also those who hold none
// yet, for those who manage people. Staff are known by their names.
func (o *Office) Staff(ctx context.Context, c Caller) (out []StaffRow, err error) {
	err = o.read(ctx, c, party.ViewPeople, func(s *store.Scope, _ party.Actor) error {
		people, err := s.People()
		if err != nil {
			return err
		}
		grants, err := s.Grants(0)
		if err != nil {
			return err
		}
		k := knownNames{s: s}
		roles := map[int64][]HeldRole{}
		for _, g := range grants {
			r := HeldRole{Grant: g.ID, Role: g.Role, RoleZh: g.Role.Zh(), Office: g.Office, Name: k.office(g.Office), From: g.From.Day()}
			if g.To != nil {
				to := g.To.Day()
				r.To = &to
			}
			roles[g.Person] = append(roles[g.Person], r)
		}
		for _, p := range people {
			out = append(out, StaffRow{p.ID, p.Login, p.Name, p.Ended, roles[p.ID]})
		}
		return k.err
	})
	return out, err
}

// StaffMember reads one person of the county.
func (o *Office) StaffMember(ctx context.Context, c Caller, person int64) (StaffRow, error) {
	all, err := o.Staff(ctx, c)
	for _, x := range all {
		if x.Person == person {
			return x, err
		}
	}
	return StaffRow{}, firstOf(err, otherCounty.With().At("person"))
}
