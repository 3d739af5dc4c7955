package party

import "songbai/domain/problem"

var (
	errAlone = problem.Define("party.role_alone", problem.Forbidden,
		"角色“%[1]s”不能与“%[3]s”由同一人担任", "roles %[2]s and %[4]s cannot be held by one person",
		"请由另一人担任，或先终止原有角色", "give it to another person, or end the other role first")
	errNoGrant = problem.Define("party.role_not_granted", problem.Forbidden,
		"角色“%[1]s”不能授予人员", "role %[2]s is not granted to people",
		"请选择工作人员的角色", "choose a role of staff")
)

// alone reports whether a role excludes every other: the three administrators
// and the auditor.
func alone(r Role) bool {
	k := KindOf(r)
	return k == Admin || k == Audit
}

// Compatible answers whether a person who holds the roles in held may also be
// given add. Administrators and auditors hold one role only, home and
// government roles do not mix, and finance does not mix with the bureau. Roles
// inside one office may be combined: Separate keeps the parts of a list apart.
func Compatible(held []Role, add Role) error {
	k := KindOf(add)
	if k == "" {
		return errUnknownRole.With(string(add))
	}
	if k == Public || k == Clock {
		return errNoGrant.With(add.Zh(), string(add))
	}
	for _, h := range held {
		if h == add {
			continue
		}
		if alone(h) || alone(add) || KindOf(h) != k {
			return errAlone.With(add.Zh(), string(add), h.Zh(), string(h))
		}
	}
	return nil
}

// Fits answers whether the role belongs to an office of the kind; it gives
// party.unknown_role or party.role_office.
func Fits(r Role, kind OfficeKind) error {
	row, ok := findRole(r)
	if !ok {
		return errUnknownRole.With(string(r))
	}
	if row.kind != kind {
		return errRoleOffice.With(row.zh, row.en, kind.Zh(), string(kind))
	}
	return nil
}
