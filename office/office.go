// Package office owns what can be asked for: one method for each act of the
// product, in which order things happen, who may ask, and the transaction.
//
// It never holds a rule of the policy, a sentence of a page or a line of SQL.
// Always true: every write is one act of one caller in the writer's turn; the
// caller's role is checked at that instant against the one table of party; an
// act on a claim follows the one move table of claim; every act leaves one audit
// record with the digest of what was seen.
package office

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// Office is the office floor over one installation.
type Office struct {
	s       *store.Store
	plans   planCache
	logins  turnstile // wrong passwords
	tries   turnstile // wrong digits of families and the public, and what is asked for often
	address string    // where the public pages are reached, "" unknown
	checker Checker
}

// New opens the office floor over a store.
func New(s *store.Store) *Office { return &Office{s: s} }

// Mode tells what the installation was created for.
func (o *Office) Mode() store.Mode { return o.s.Mode() }

// Caller is who asks: a person in a role of an office of a county, as the
// session says; Key makes a repeated request harmless.
type Caller struct {
	County int64
	Person int64
	Office int64
	Role   party.Role
	Case   int64  // for a family: the claim whose slip is in hand
	For    int64  // whom the person stands in for, as read with the roles; told, never believed
	Key    string // idempotency key, "" for none
}

// With gives the caller with an idempotency key.
func (c Caller) With(key string) Caller { c.Key = key; return c }

var (
	notHeld = problem.Define("office.not_held", problem.Forbidden,
		"您此刻不担任该机构的这一角色", "you do not hold this role in this office now",
		"请由安全管理员核对授权", "ask the security administrator to check the grant")
	badRequest = problem.Define("office.request", problem.Internal, "请求无法编码", "the request cannot be encoded", "请报告", "please report it")
)

// work is one act under way: the transaction, the actor, the act.
type work struct {
	*store.Tx
	o     *Office
	actor party.Actor
	act   party.Act
}

// do runs one act: the request is hashed for the key, the role is checked at
// the instant of the act, then f works. reason holds codes, never personal values.
func (o *Office) do(ctx context.Context, c Caller, act party.Act, req any, reason string, f func(w *work) error) (store.Answer, error) {
	return o.run(ctx, c, act, req, reason, false, f)
}

// bulk is do for an act over many rows, which commits alone.
func (o *Office) bulk(ctx context.Context, c Caller, act party.Act, req any, reason string, f func(w *work) error) (store.Answer, error) {
	return o.run(ctx, c, act, req, reason, true, f)
}

func (o *Office) run(ctx context.Context, c Caller, act party.Act, req any, reason string, alone bool, f func(w *work) error) (store.Answer, error) {
	body, err := json.Marshal(req)
	if err != nil {
		return store.Answer{}, badRequest.With().Because(err)
	}
	if err := plainReason(reason); err != nil {
		return store.Answer{}, err
	}
	sum := sha256.Sum256(body)
	sa := store.Act{
		County: c.County, Act: string(act), Person: c.Person, Office: c.Office, Role: string(c.Role), Reason: reason,
		Key: c.Key, Hash: hex.EncodeToString(sum[:]), Alone: alone,
	}
	return o.s.Write(ctx, sa, func(tx *store.Tx) error {
		actor, err := actorOf(&tx.Scope, c)
		if err != nil {
			return err
		}
		if err := party.Allowed(act, actor); err != nil {
			return err
		}
		tx.Act.Reason = standingIn(reason, actor.For)
		return f(&work{Tx: tx, o: o, actor: actor, act: act})
	})
}

// standingIn adds for whom a stand-in acts, so that both stand in the record.
func standingIn(reason string, person int64) string {
	if person == 0 {
		return reason
	}
	return strings.TrimSpace(reason + " for=" + idText(person))
}

// actorOf reads who the caller is at this instant.
func actorOf(s *store.Scope, c Caller) (party.Actor, error) {
	a := party.Actor{Person: c.Person, Office: c.Office, Role: c.Role, Case: c.Case, OfficeKind: party.KindOf(c.Role)}
	if a.OfficeKind == party.Public || a.OfficeKind == party.Clock {
		a.Person, a.Office = 0, 0
		return a, nil
	}
	held, standsFor, err := s.Holds(c.Person, c.Office, c.Role)
	a.For = standsFor
	if err != nil {
		return a, err
	}
	if !held {
		return a, notHeld.With()
	}
	of, err := s.OfficeByID(c.Office)
	a.OfficeKind, a.Area, a.Home = of.Kind, of.Area, of.Home
	return a, err
}

// read runs f on an unchanging view after the read act was allowed.
func (o *Office) read(ctx context.Context, c Caller, act party.Act, f func(s *store.Scope, a party.Actor) error) error {
	return o.s.Read(ctx, c.County, func(s *store.Scope) error {
		a, err := actorOf(s, c)
		if err != nil {
			return err
		}
		if err := party.Allowed(act, a); err != nil {
			return err
		}
		return f(s, a)
	})
}

var longDigits = problem.Define("office.reason", problem.Invalid,
	"原因中出现了连续的长数字，可能是证件、电话或账号", "the reason holds a long run of digits, perhaps an id, phone or account number",
	"原因里请不要写姓名、证件号、电话和账号，用编号说明", "leave names, ids, phones and accounts out of reasons; cite case numbers")

// plainReason refuses reasons that look as if they carry a number of a person:
// nine digits or more in a row.
func plainReason(reason string) error {
	run := 0
	for _, r := range reason {
		if r >= '0' && r <= '9' || r >= '０' && r <= '９' {
			if run++; run >= 9 {
				return longDigits.With().At("reason")
			}
			continue
		}
		run = 0
	}
	return nil
}

// routeOf gives where the claim belongs, for party.May.
func objectOf(c *store.Claim) party.Object {
	return party.Object{Case: c.ID, Home: c.Home, Town: c.Town}
}

// sha gives the SHA-256 of a canonical text in hex.
func sha(text string) string { return claim.Digest(text) }
