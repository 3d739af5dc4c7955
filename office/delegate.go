package office

import (
	"context"
	"strings"
	"time"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// Delegate asks that a person stands in for another in one role of one office.
type Delegate struct {
	Person int64      `json:"person"` // who stands in
	For    int64      `json:"for"`    // who holds the role
	Office int64      `json:"office"`
	Role   party.Role `json:"role"`
	From   date.Day   `json:"from"` // first day
	To     date.Day   `json:"to"`   // last day
	Reason string     `json:"reason"`
}

// longestDelegation is for how many days a stand-in may be named at once.
const longestDelegation = 92

var (
	delegateSelf = problem.Define("delegate.self", problem.Invalid,
		"代理人与被代理人是同一人", "a person cannot stand in for themselves", "请选择另一名同事", "choose a colleague")
	delegateDays = problem.Define("delegate.days", problem.Invalid,
		"代理须从今天或以后开始，止日不早于起日，最长 %[1]d 天", "a stand-in begins today or later, ends no earlier than it begins, and lasts %[1]d days at most",
		"请改选起止日期", "choose other days")
	delegateReason = problem.Define("delegate.reason", problem.Invalid,
		"缺少代理原因", "the reason is missing", "请写明原因，如休假、出差、培训", "give the reason: leave, travel, training")
	delegateRole = problem.Define("delegate.role", problem.Conflict,
		"被代理人此刻不担任该机构的这一角色", "the person stood in for does not hold this role in this office now", "请核对被代理人的角色", "check the roles of that person")
	delegateTwice = problem.Define("delegate.overlap", problem.Conflict,
		"该代理人在这段时间已代理或担任这一角色", "the person holds or stands in for this role in that time already", "请核对代理记录", "check the stand-ins")
)

// Delegate names a stand-in for a time: the role, office, from when until when, by
// whom and why. It ends by itself; what the stand-in does is recorded under both
// names. The five people of a list stay five: the stand-in is a person like any.
func (o *Office) Delegate(ctx context.Context, c Caller, req Delegate) (Added, error) {
	var out Added
	req.Reason = strings.TrimSpace(req.Reason)
	a, err := o.do(ctx, c, party.Delegate, req, req.Reason, func(w *work) error {
		if err := w.checkDelegate(&req); err != nil {
			return err
		}
		from, to := firstInstant(req.From), firstInstant(req.To+1)
		if now := w.Now.String(); from < now {
			from = now
		}
		d := store.Delegation{ID: w.NextID(), Person: req.Person, For: req.For, Office: req.Office, Role: req.Role, From: from, To: to, Reason: req.Reason}
		out.ID = d.ID
		w.Record("delegation", d.ID, sha(grantText(d.ID, d.Person, d.Office, d.Role, d.For, d.From, d.To)))
		w.reply(out)
		return w.PutDelegation(&d)
	})
	return answer(a, out, err)
}

// firstInstant gives the instant with which a business day begins.
func firstInstant(d date.Day) string {
	at := time.Unix(int64(d)*86400, 0).UTC().Add(-8 * time.Hour)
	return at.Format("2006-01-02T15:04:05.000000Z")
}

// checkDelegate refuses a stand-in that could not act, or must not.
func (w *work) checkDelegate(req *Delegate) error {
	switch {
	case req.Person == req.For:
		return delegateSelf.With().At("person")
	case req.From < w.Today() || req.To < req.From || int(req.To-req.From) >= longestDelegation:
		return delegateDays.With(longestDelegation).At("to")
	case req.Reason == "":
		return delegateReason.With().At("reason")
	}
	held, _, err := w.Holds(req.For, req.Office, req.Role)
	if err != nil {
		return err
	}
	grants, err := w.Grants(req.For)
	if err != nil {
		return err
	}
	own := false // a role that is itself stood in for is not passed on
	for _, g := range grants {
		own = own || g.Office == req.Office && g.Role == req.Role && g.HeldAt(w.Now)
	}
	if !held || !own {
		return delegateRole.With().At("for")
	}
	if err := w.checkGrant(GrantRole{Person: req.Person, Office: req.Office, Role: req.Role}); err != nil {
		return at("person", err)
	}
	others, err := w.Delegations()
	if err != nil {
		return err
	}
	from, to := firstInstant(req.From), firstInstant(req.To+1)
	for _, d := range others {
		if d.Person == req.Person && d.Office == req.Office && d.Role == req.Role && d.Ended == "" && d.From < to && d.To > from {
			return delegateTwice.With().At("person")
		}
	}
	return nil
}

// EndDelegation ends a stand-in before its time.
func (o *Office) EndDelegation(ctx context.Context, c Caller, id int64, reason string) error {
	_, err := o.do(ctx, c, party.EndDelegation, id, reason, func(w *work) error {
		w.Record("delegation", id, "")
		return w.Tx.EndDelegation(id)
	})
	return err
}

// DelegationView is a stand-in with both names.
type DelegationView struct {
	Delegation int64      `json:"delegation"`
	Person     int64      `json:"person"`
	Name       string     `json:"name"`
	For        int64      `json:"for"`
	ForName    string     `json:"for_name"`
	Office     string     `json:"office"`
	Role       party.Role `json:"role"`
	RoleZh     string     `json:"role_zh"`
	From       date.Day   `json:"from"`
	To         date.Day   `json:"to"` // last day
	By         string     `json:"by"`
	Reason     string     `json:"reason"`
	State      string     `json:"state"` // coming, now, over, ended
}

// Delegations lists the stand-ins of the county, the newest first.
func (o *Office) Delegations(ctx context.Context, c Caller) (out []DelegationView, err error) {
	err = o.read(ctx, c, party.ViewPeople, func(s *store.Scope, _ party.Actor) error {
		rows, err := s.Delegations()
		if err != nil {
			return err
		}
		k := knownNames{s: s}
		for _, d := range rows {
			from, err := date.ParseInstant(d.From)
			if err != nil {
				return err
			}
			to, err := date.ParseInstant(d.To)
			if err != nil {
				return err
			}
			v := DelegationView{Delegation: d.ID, Person: d.Person, Name: k.person(d.Person), For: d.For, ForName: k.person(d.For), Office: k.office(d.Office), Role: d.Role, RoleZh: d.Role.Zh(),
				From: from.Day(), To: (to - 1).Day(), By: k.person(d.By), Reason: d.Reason, State: "now"}
			switch now := s.Now.String(); {
			case d.Ended != "":
				v.State = "ended"
			case now < d.From:
				v.State = "coming"
			case now >= d.To:
				v.State = "over"
			}
			out = append(out, v)
		}
		return k.err
	})
	return out, err
}

// knownNames remembers names of people and offices while a page is read.
type knownNames struct {
	s       *store.Scope
	people  map[int64]string
	offices map[int64]string
	err     error
}

func (k *knownNames) person(id int64) string {
	if id == 0 {
		return ""
	}
	if n, ok := k.people[id]; ok {
		return n
	}
	p, err := k.s.PersonByID(id)
	if err != nil && k.err == nil && problem.CodeOf(err) != "store.missing" {
		k.err = err
	}
	if k.people == nil {
		k.people = map[int64]string{}
	}
	k.people[id] = p.Name
	return p.Name
}

func (k *knownNames) office(id int64) string {
	if k.offices == nil {
		k.offices = map[int64]string{}
		rows, err := k.s.Offices()
		if err != nil && k.err == nil {
			k.err = err
		}
		for _, o := range rows {
			k.offices[o.ID] = o.Name
		}
	}
	return k.offices[id]
}
