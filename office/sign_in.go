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

var hashing = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

var (
	wrongLogin = problem.Define("session.wrong", problem.Forbidden,
		"登录名或密码不正确", "the login or the password is wrong", "请核对后重试；忘记密码请由安全管理员重设", "check both; a forgotten password is set anew by the security administrator")
	resting = problem.Define("session.resting", problem.Forbidden,
		"输错密码次数过多，已暂停", "too many wrong passwords; paused for now", "请一分钟后再试；再错，等候的时间会加倍（最长 15 分钟）。忘记密码请由安全管理员签发重设码", "try again in a minute; each further wrong one doubles the wait (15 minutes at most). For a forgotten password the security administrator gives out a code")
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
	Device  string   // the device's cookie, by which it is known from now on
}

// SignInKey is what a person signs in with. Source is where the request comes from
// and Device the cookie of a device that was there before; they only count tries.
type SignInKey struct {
	Login, Password string
	Source, Device  string
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
// for an unknown login and for a wrong password. Wrong ones are counted by login
// and source together; a stranger's stop nobody whose device is known.
func (o *Office) SignIn(ctx context.Context, k SignInKey) (Session, error) {
	now := o.s.Now()
	g, err := o.loginGuess(ctx, k)
	if err != nil {
		return Session{}, err
	}
	if o.logins.rests(g.own(), freeTries, now) || g.known == "" && (o.logins.full(g.at, wrongByLogin, now) || o.logins.full("from:"+g.source, 2*wrongBySource, now)) {
		return Session{}, resting.With()
	}
	person, hash, err := o.passwordOf(ctx, k.Login)
	if err != nil {
		return Session{}, err
	}
	if hash == "" {
		person, hash = 0, nobody()
	}
	match, err := argon2id.ComparePasswordAndHash(k.Password, hash)
	if err != nil || !match || person == 0 {
		o.logins.missed(g, now)
		return Session{}, wrongLogin.With().Because(err)
	}
	o.logins.hit(g)
	s, err := o.openSession(ctx, person)
	if err == nil {
		s.Device, err = o.remember(ctx, k.Device, g.at)
	}
	return s, err
}

// loginGuess says who guesses at which login; a login of any length is one short
// name.
func (o *Office) loginGuess(ctx context.Context, k SignInKey) (g guess, err error) {
	g = guess{at: loginAt(k.Login), source: k.Source}
	g.known, err = o.knownAs(ctx, k.Device, g.at)
	return g, err
}

func loginAt(login string) string { return "login:" + sha(login)[:32] }

// openSession writes a session of a person with the roles held now.
func (o *Office) openSession(ctx context.Context, person int64) (Session, error) {
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
