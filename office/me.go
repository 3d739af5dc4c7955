package office

import (
	"context"
	"fmt"
	"time"

	"github.com/alexedwards/argon2id"

	"songbai/domain/problem"
	"songbai/store"
)

// Me is the person of a session: who, and in which roles of which offices.
type Me struct {
	Person int64
	Name   string // own name, shown to nobody else by this read
	Roles  []MyRole
}

// MyRole is a role held now, with the names of its office and county.
type MyRole struct {
	Caller
	OfficeName string
	CountyName string
	ForName    string // whom the person stands in for, "" for the own role
}

// Me reads whose session a token opens.
func (o *Office) Me(ctx context.Context, token string) (Me, error) {
	person, err := o.sessionPerson(ctx, token)
	if err != nil {
		return Me{}, err
	}
	callers, err := o.callersOf(ctx, person)
	if err != nil {
		return Me{}, err
	}
	out := Me{Person: person}
	for _, c := range callers {
		r := MyRole{Caller: c}
		err := o.s.Read(ctx, c.County, func(s *store.Scope) error {
			of, err := s.OfficeByID(c.Office)
			if err != nil {
				return err
			}
			r.OfficeName = of.Name
			p, err := s.PersonByID(person)
			out.Name = p.Name
			if err != nil || c.For == 0 {
				return err
			}
			other, err := s.PersonByID(c.For)
			r.ForName = other.Name
			return err
		})
		if err != nil {
			return Me{}, err
		}
		out.Roles = append(out.Roles, r)
	}
	return out, nil
}

var notConfirmed = problem.Define("session.not_confirmed", problem.Forbidden,
	"密码不正确，没有办理", "the password is wrong; nothing was done", "请重新输入您自己的登录密码", "enter your own password again")

// Confirm is the step before an act that binds: the person of the caller gives
// the password again. Wrong ones are counted for the person alone: nobody outside
// the session can pause it.
func (o *Office) Confirm(ctx context.Context, c Caller, password string) error {
	var hash string
	err := o.s.Read(ctx, c.County, func(s *store.Scope) (err error) {
		hash, err = s.PasswordHash(c.Person)
		return err
	})
	if err != nil {
		return err
	}
	now, name := o.s.Now(), fmt.Sprintf("confirm:%d", c.Person)
	if o.logins.rests(name, freeTries, now) {
		return resting.With().At("password")
	}
	match, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil || !match {
		o.logins.add(name, time.Hour, now)
		return notConfirmed.With().At("password").Because(err)
	}
	o.logins.forget(name)
	return nil
}
