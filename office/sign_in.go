package office

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"sync"
	"time"

	"github.com/alexedwards/argon2id"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// sessionHours is how long a session lasts.
const sessionHours = 12

// Guessing a password is slowed: after guesses wrong ones in a row a login
// rests for restMinutes.
const (
	guesses     = 5
	restMinutes = 1
)

var hashing = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

var (
	wrongLogin = problem.Define("session.wrong", problem.Forbidden,
		"登录名或密码不正确", "the login or the password is wrong", "请核对后重试；忘记密码请由安全管理员重设", "check both; a forgotten password is set anew by the security administrator")
	resting = problem.Define("session.resting", problem.Forbidden,
		"连续输错密码次数过多，已暂停登录", "too many wrong passwords in a row; signing in is paused", "请一分钟后再试", "try again in a minute")
	noSession = problem.Define("session.none", problem.Forbidden,
		"没有登录，或登录已过期", "not signed in, or the session has ended", "请重新登录", "sign in again")
	noRole = problem.Define("session.no_role", problem.Forbidden,
		"该人员目前没有任何角色", "this person holds no role now", "请由安全管理员授予角色", "the security administrator grants one")
	onlyLive = problem.Define("session.live", problem.Forbidden,
		"正式安装中不能代他人办理，须凭本人登录", "in a live installation nobody acts as another; a session is needed",
		"请先用 songbai login 登录，再用 --session 指明令牌文件", "sign in with songbai login and name the token file with --session")
)

// Session is an open session; the token is only here in clear.
type Session struct {
	Token   string
	Expires date.Instant
	Person  int64
	Callers []Caller // the roles the person holds now
}

// throttle counts wrong passwords by login, in memory.
type throttle struct {
	mu    sync.Mutex
	wrong map[string]tries
}

type tries struct {
	n     int
	until date.Instant
}

// blocked reports whether the login rests at the instant.
func (t *throttle) blocked(login string, now date.Instant) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	x := t.wrong[login]
	return x.n >= guesses && now < x.until
}

// note counts a try.
func (t *throttle) note(login string, ok bool, now date.Instant) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if ok {
		delete(t.wrong, login)
		return
	}
	if t.wrong == nil || len(t.wrong) > 10_000 {
		t.wrong = map[string]tries{}
	}
	x := t.wrong[login]
	if x.n >= guesses && now >= x.until {
		x.n = 0
	}
	x.n++
	x.until = now + date.Instant(restMinutes*time.Minute/time.Microsecond)
	t.wrong[login] = x
}

// nobody is compared with when there is no such login, so that both take the
// same time.
var nobody = sync.OnceValue(func() string {
	hash, err := argon2id.CreateHash(rand.Text(), hashing)
	if err != nil {
		return ""
	}
	return hash
})

// SignIn opens a session for a login and its password. The same answer is given
// for an unknown login and for a wrong password.
func (o *Office) SignIn(ctx context.Context, login, password string) (Session, error) {
	now := o.s.Now()
	if o.throttle.blocked(login, now) {
		return Session{}, resting.With()
	}
	person, hash, err := o.passwordOf(ctx, login)
	if err != nil {
		return Session{}, err
	}
	if hash == "" {
		person, hash = 0, nobody()
	}
	match, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil || !match || person == 0 {
		o.throttle.note(login, false, now)
		return Session{}, wrongLogin.With().Because(err)
	}
	o.throttle.note(login, true, now)
	out := Session{Token: rand.Text() + rand.Text(), Person: person}
	callers, err := o.callersOf(ctx, person)
	if err != nil {
		return Session{}, err
	}
	out.Callers = callers
	hours, err := o.sessionTerm(ctx, callers)
	if err != nil {
		return Session{}, err
	}
	_, err = o.s.Write(ctx, store.Act{Act: "sign_in", Person: person}, func(tx *store.Tx) error {
		out.Expires = tx.Now + date.Instant(time.Duration(hours)*time.Hour/time.Microsecond)
		tx.Record("person", person, "")
		return tx.PutSession(tokenHash(out.Token), person, out.Expires)
	})
	if err != nil {
		return Session{}, err
	}
	return out, nil
}

func (o *Office) passwordOf(ctx context.Context, login string) (person int64, hash string, err error) {
	err = o.s.Read(ctx, 0, func(s *store.Scope) error {
		p, err := s.PersonByLogin(login)
		if problem.CodeOf(err) == "store.missing" || p.Ended {
			return nil
		}
		if err != nil {
			return err
		}
		person = p.ID
		hash, err = s.PasswordHash(p.ID)
		return err
	})
	return person, hash, err
}

func tokenHash(token string) string {
	sum := sha256.Sum256([]byte("songbai-session 1\n" + token))
	return hex.EncodeToString(sum[:])
}

// SignOut ends the session of a token.
func (o *Office) SignOut(ctx context.Context, token string) error {
	person, err := o.sessionPerson(ctx, token)
	if err != nil {
		return err
	}
	_, err = o.s.Write(ctx, store.Act{Act: "sign_out", Person: person}, func(tx *store.Tx) error {
		tx.Record("person", person, "")
		return tx.EndSession(tokenHash(token))
	})
	return err
}

func (o *Office) sessionPerson(ctx context.Context, token string) (person int64, err error) {
	err = o.s.Read(ctx, 0, func(s *store.Scope) error {
		person, err = s.SessionPerson(tokenHash(token))
		return err
	})
	if err == nil && person == 0 {
		err = noSession.With()
	}
	return person, err
}

// CallersOf gives the roles that the person of a session's token holds now.
func (o *Office) CallersOf(ctx context.Context, token string) ([]Caller, error) {
	person, err := o.sessionPerson(ctx, token)
	if err != nil {
		return nil, err
	}
	return o.callersOf(ctx, person)
}

// ActAs gives the roles of somebody by login, without a password. It works only
// in an installation created as demo or test.
func (o *Office) ActAs(ctx context.Context, login string) ([]Caller, error) {
	if o.Mode() == store.Live {
		return nil, onlyLive.With()
	}
	var person int64
	err := o.s.Read(ctx, 0, func(s *store.Scope) error {
		p, err := s.PersonByLogin(login)
		person = p.ID
		return err
	})
	if err != nil {
		return nil, err
	}
	return o.callersOf(ctx, person)
}

// ActAsFamily gives the caller who holds a slip; "" is a family without a claim
// yet. It works only in an installation created as demo or test: elsewhere a slip
// alone opens nothing.
func (o *Office) ActAsFamily(ctx context.Context, county int64, slip claim.Slip) (Caller, error) {
	c := Caller{County: county, Role: party.Family}
	if o.Mode() == store.Live {
		return c, onlyLive.With()
	}
	if slip == "" {
		return c, nil
	}
	err := o.s.Read(ctx, county, func(s *store.Scope) error {
		row, err := s.ClaimBySlip(string(slip))
		c.Case = row.ID
		return err
	})
	return c, err
}

// callersOf reads the roles of a person in every county, own ones and those in which
// the person stands in for another.
func (o *Office) callersOf(ctx context.Context, person int64) (out []Caller, err error) {
	err = o.s.Read(ctx, 0, func(s *store.Scope) error {
		rows, err := s.RolesOf(person)
		for _, r := range rows {
			out = append(out, Caller{County: r.County, Person: person, Office: r.Office, Role: r.Role, For: r.For})
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(out) == 0 {
		return nil, noRole.With()
	}
	return out, nil
}

// Counties lists the counties of the installation by code.
func (o *Office) Counties(ctx context.Context) (out []store.County, err error) {
	err = o.s.Read(ctx, 0, func(s *store.Scope) error { out, err = s.Counties(); return err })
	return out, err
}
