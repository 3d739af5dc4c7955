package office

import (
	"context"

	"songbai/domain/problem"
	"songbai/store"
)

// ChangePassword sets the caller's own password after the old one was given again.
// Every session of the person ends, this one too.
func (o *Office) ChangePassword(ctx context.Context, c Caller, old, password string) error {
	if err := o.Confirm(ctx, c, old); err != nil {
		if p := problem.Of(err); p != nil {
			return p.At("old_password")
		}
		return err
	}
	var login string
	err := o.s.Read(ctx, c.County, func(s *store.Scope) error {
		p, err := s.PersonByID(c.Person)
		login = p.Login
		return err
	})
	if err != nil {
		return err
	}
	return o.putPassword(ctx, c.Person, c.Person, login, password)
}
