package office

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

var (
	weakPassword = problem.Define("session.password", problem.Invalid,
		"密码须为 10 至 128 个字符，且不能与登录名相同", "a password has 10 to 128 characters and is not the login", "请换一个更长的密码，例如几个不相关的词", "choose a longer one, such as a few unrelated words")
	otherCounty = problem.Define("session.county", problem.Forbidden,
		"该人员不属于本县", "this person belongs to another county", "请由该人员所在县的安全管理员重设", "let the security administrator of that county do it")
)

// SetPassword sets the password of a login: the caller's own, or anybody's by
// the security administrator. Every open session of the person ends.
func (o *Office) SetPassword(ctx context.Context, c Caller, login, password string) error {
	var person int64
	err := o.s.Read(ctx, c.County, func(s *store.Scope) error {
		a, err := actorOf(s, c)
		if err != nil {
			return err
		}
		p, err := s.PersonByLogin(login)
		if err != nil {
			return err
		}
		if person = p.ID; person == c.Person {
			return nil
		}
		return party.Allowed(party.GrantRole, a)
	})
	if err == nil && person != c.Person {
		err = o.belongs(ctx, person, c.County)
	}
	if err != nil {
		return err
	}
	return o.putPassword(ctx, c.Person, person, login, password)
}

// belongs refuses a person who has, or had, a role in other counties only.
func (o *Office) belongs(ctx context.Context, person, county int64) error {
	counties, err := o.Counties(ctx)
	if err != nil {
		return err
	}
	elsewhere := false
	for _, c := range counties {
		var n int
		err := o.s.Read(ctx, c.Code, func(s *store.Scope) error {
			grants, err := s.Grants(person)
			n = len(grants)
			return err
		})
		if err != nil || n > 0 && c.Code == county {
			return err
		}
		elsewhere = elsewhere || n > 0
	}
	if elsewhere {
		return otherCounty.With()
	}
	return nil
}

func (o *Office) putPassword(ctx context.Context, by, person int64, login, password string) error {
	hash, err := hashPassword(login, password)
	if err != nil {
		return err
	}
	_, err = o.s.Write(ctx, store.Act{Act: "set_password", Person: by}, func(tx *store.Tx) error {
		tx.Record("person", person, "")
		if err := tx.PutPassword(person, hash); err != nil {
			return err
		}
		return tx.EndSessions(person)
	})
	return err
}

// hashPassword hashes a password of the form that is asked for.
func hashPassword(login, password string) (string, error) {
	if n := utf8.RuneCountInString(password); n < 10 || n > 128 || password == login {
		return "", weakPassword.With().At("password")
	}
	return argon2id.CreateHash(password, hashing)
}

// Initial makes a password that a person can copy once: 16 letters and digits
// of a random source, in groups of four.
func Initial() string {
	var b [10]byte
	_, _ = rand.Read(b[:])
	s := base64.RawURLEncoding.EncodeToString(b[:]) + rand.Text()[:3]
	return s[:4] + "." + s[4:8] + "." + s[8:12] + "." + s[12:16]
}
