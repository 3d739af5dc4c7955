package office

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/domain/payment"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/store"
)

// FirstCounty is what an installation begins with: a county, its three
// administrators. It works once, while the installation has no people.
type FirstCounty struct {
	Code   int64         `json:"code"`
	Name   string        `json:"name"`
	Admins []FirstPerson `json:"admins"` // one each of sys_admin, security_admin, audit_admin
}

// FirstPerson is an administrator named at set-up.
type FirstPerson struct {
	Login    string         `json:"login"`
	Name     string         `json:"name"`
	Document ident.Document `json:"document"`
	Role     party.Role     `json:"role"`
}

var (
	notFirst = problem.Define("office.not_first", problem.Conflict,
		"本县已经建立管理员", "the county already has administrators", "请由现有管理员登记人员和角色", "let the administrators add people and roles")
	threeAdmins = problem.Define("office.three_admins", problem.Invalid,
		"须指定三名不同的管理员：系统、安全、审计", "name three different administrators: system, security, audit", "请补全三名管理员", "name all three")
)

// Found creates a county with its administration office and three
// administrators, and gives their callers by role.
func (o *Office) Found(ctx context.Context, req FirstCounty) (map[party.Role]Caller, error) {
	if err := o.s.CreateCounty(ctx, req.Code, req.Name); err != nil {
		return nil, err
	}
	out := map[party.Role]Caller{}
	_, err := o.s.Write(ctx, store.Act{County: req.Code, Act: "found_county", Role: string(party.SysAdmin)}, func(tx *store.Tx) error {
		if grants, err := tx.Grants(0); err != nil || len(grants) > 0 {
			return firstOf(err, notFirst.With())
		}
		of, err := tx.AddOffice(store.Office{Kind: party.Admin, Name: req.Name + "系统管理", Area: tx.CountyText()})
		if err != nil {
			return err
		}
		for _, p := range req.Admins {
			id, err := tx.AddPerson(p.Login, p.Name, p.Document.Key())
			if err != nil {
				return err
			}
			if _, err := tx.Grant(id, of, p.Role, tx.Now, nil, 0, "found_county"); err != nil {
				return err
			}
			out[p.Role] = Caller{County: req.Code, Person: id, Office: of, Role: p.Role}
		}
		if out[party.SysAdmin].Person == 0 || out[party.SecurityAdmin].Person == 0 || out[party.AuditAdmin].Person == 0 || len(req.Admins) != 3 {
			return threeAdmins.With().At("admins")
		}
		tx.Record("county", req.Code, "")
		return nil
	})
	return out, err
}

func firstOf(err error, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// AddOffice asks for an office; a home's office also registers the home.
type AddOffice struct {
	Kind  party.OfficeKind `json:"kind"`
	Name  string           `json:"name"`
	Area  string           `json:"area"`
	Phone string           `json:"phone,omitempty"`
	USCC  string           `json:"uscc,omitempty"` // of a home
	From  date.Day         `json:"from,omitempty"` // first day a home serves the county
}

// Added is the answer of an act that adds a row.
type Added struct {
	ID   int64 `json:"id"`
	Home int64 `json:"home,omitempty"`
}

// AddOffice adds an office of the county.
func (o *Office) AddOffice(ctx context.Context, c Caller, req AddOffice) (Added, error) {
	var out Added
	a, err := o.do(ctx, c, party.AddOffice, req, "", func(w *work) error {
		row := store.Office{Kind: req.Kind, Name: req.Name, Area: req.Area, Phone: req.Phone}
		if req.Kind == party.Home {
			uscc, err := ident.USCC(req.USCC)
			if err != nil {
				return problem.Of(err).At("uscc")
			}
			if row.Home, err = w.AddHome(req.Name, uscc, req.Area, req.From); err != nil {
				return err
			}
		}
		id, err := w.Tx.AddOffice(row)
		out = Added{ID: id, Home: row.Home}
		w.Record("office", id, "")
		w.reply(out)
		return err
	})
	return answer(a, out, err)
}

// AddPerson asks for a person.
type AddPerson struct {
	Login    string         `json:"login"`
	Name     string         `json:"name"`
	Document ident.Document `json:"document"`
}

// AddPerson adds a person; only a token of the document is kept.
func (o *Office) AddPerson(ctx context.Context, c Caller, req AddPerson) (Added, error) {
	var out Added
	a, err := o.do(ctx, c, party.AddPerson, req, "", func(w *work) error {
		doc, err := ident.Read(req.Document.Kind, req.Document.Number)
		if err != nil {
			return problem.Of(err).At("document")
		}
		out.ID, err = w.Tx.AddPerson(req.Login, req.Name, doc.Key())
		w.Record("person", out.ID, "")
		w.reply(out)
		return err
	})
	return answer(a, out, err)
}

// GrantRole asks to give a person a role in an office.
type GrantRole struct {
	Person int64      `json:"person"`
	Office int64      `json:"office"`
	Role   party.Role `json:"role"`
	Reason string     `json:"reason,omitempty"`
}

// GrantRole gives a role from now on; roles that one person must not hold
// together are refused.
func (o *Office) GrantRole(ctx context.Context, c Caller, req GrantRole) (Added, error) {
	var out Added
	a, err := o.do(ctx, c, party.GrantRole, req, req.Reason, func(w *work) error {
		held, err := w.Grants(req.Person)
		if err != nil {
			return err
		}
		var roles []party.Role
		for _, g := range held {
			if g.HeldAt(w.Now) {
				roles = append(roles, g.Role)
			}
		}
		if err := party.Compatible(roles, req.Role); err != nil {
			return err
		}
		out.ID, err = w.Grant(req.Person, req.Office, req.Role, w.Now, nil, w.actor.Person, req.Reason)
		w.Record("grant", out.ID, "")
		w.reply(out)
		return err
	})
	return answer(a, out, err)
}

// EndRole ends a grant now.
func (o *Office) EndRole(ctx context.Context, c Caller, grant int64, reason string) error {
	_, err := o.do(ctx, c, party.EndRole, grant, reason, func(w *work) error {
		w.Record("grant", grant, "")
		return w.EndGrant(grant)
	})
	return err
}

// DeclareRelation keeps that the caller must not touch the cases of a relative.
func (o *Office) DeclareRelation(ctx context.Context, c Caller, kind string, doc ident.Document) error {
	_, err := o.do(ctx, c, party.DeclareRelation, kind, "", func(w *work) error {
		read, err := ident.Read(doc.Kind, doc.Number)
		if err != nil {
			return problem.Of(err).At("document")
		}
		w.Record("person", w.actor.Person, "")
		return w.Tx.DeclareRelation(w.actor.Person, kind, read.Key())
	})
	return err
}

// SetCalendar adds days of public holidays and make-up workdays, each with the
// notice that sets it.
func (o *Office) SetCalendar(ctx context.Context, c Caller, rows []date.Holiday) error {
	for i, h := range rows {
		if strings.TrimSpace(h.Document) == "" {
			return noDocument.With().At(fmt.Sprintf("%d.document", i))
		}
	}
	_, err := o.do(ctx, c, party.SetCalendar, rows, "", func(w *work) error {
		w.Record("calendar", int64(len(rows)), "")
		return w.AddHolidays(rows)
	})
	return err
}

// Rule is what two people must agree on: one publishes, another approves.
type Rule struct {
	Kind     string           `json:"kind"`           // policy, local_value, price_list, home_account
	Pack     []byte           `json:"pack,omitempty"` // canonical bytes
	Name     string           `json:"name,omitempty"` // of a local value
	Value    string           `json:"value,omitempty"`
	Home     int64            `json:"home,omitempty"`
	Prices   []byte           `json:"prices,omitempty"` // canonical bytes
	Account  *payment.Account `json:"account,omitempty"`
	From     date.Day         `json:"from"`
	To       *date.Day        `json:"to,omitempty"`
	Document string           `json:"document"`
}

// ruleActs names the two acts of each kind of rule.
var ruleActs = map[string][2]party.Act{
	"policy":       {party.PublishPolicy, party.ApprovePolicy},
	"local_value":  {party.SetLocalValue, party.ApproveLocalValue},
	"price_list":   {party.PublishPriceList, party.ApprovePriceList},
	"home_account": {party.SetLocalValue, party.ApproveLocalValue},
}

var (
	badRule = problem.Define("office.rule", problem.Invalid,
		"没有“%s”这种规则", "there is no kind of rule %q", "请选择 policy、local_value、price_list 或 home_account", "choose policy, local_value, price_list or home_account")
	noDocument = problem.Define("office.document", problem.Invalid,
		"缺少依据文件", "the document that sets it is missing", "请写明文件名称和文号", "name the document and its number")
)

// Propose enters a rule for another person to approve.
func (o *Office) Propose(ctx context.Context, c Caller, r Rule) (Added, error) {
	var out Added
	acts, ok := ruleActs[r.Kind]
	if !ok {
		return out, badRule.With(r.Kind).At("kind")
	}
	a, err := o.do(ctx, c, acts[0], r, "", func(w *work) error {
		if r.Document == "" {
			return noDocument.With().At("document")
		}
		if err := w.checkRule(&r); err != nil {
			return err
		}
		content, err := json.Marshal(r)
		if err != nil {
			return err
		}
		p, err := w.Tx.Propose(r.Kind, r.Home, content)
		out.ID = p.ID
		w.Record("proposal", p.ID, p.Digest)
		w.reply(out)
		return err
	})
	return answer(a, out, err)
}

// checkRule refuses a rule that could not be put in force.
func (w *work) checkRule(r *Rule) error {
	switch r.Kind {
	case "policy":
		_, err := policy.Parse(r.Pack)
		return err
	case "price_list":
		if _, err := w.HomeByID(r.Home); err != nil {
			return err
		}
		return w.followPrices(r)
	case "local_value":
		hash, err := packOn(&w.Tx.Scope, w.Today())
		if err != nil {
			return err
		}
		pack, err := w.o.packByHash(&w.Tx.Scope, hash)
		if err != nil {
			return err
		}
		return pack.CheckLocal(policy.LocalValue{Name: r.Name, Value: r.Value, From: r.From, To: policy.Forever, Document: r.Document})
	}
	return nil
}

// followPrices joins a price list to the one before it, so that what is
// approved prices every service day.
func (w *work) followPrices(r *Rule) error {
	list, err := policy.ParsePrices(r.Prices)
	if err != nil {
		return err
	}
	before, err := w.PriceLists(r.Home)
	if err != nil || len(before) == 0 {
		return err
	}
	old, err := policy.ParsePrices(before[len(before)-1].Bytes)
	if err != nil {
		return err
	}
	list = list.After(old, r.From)
	r.Prices = list.Canonical()
	return list.Check()
}

func (o *Office) packByHash(s *store.Scope, hash string) (*policy.Pack, error) {
	o.plans.mu.Lock()
	defer o.plans.mu.Unlock()
	return o.plans.pack(s, hash)
}

// Approve puts a proposed rule in force; the one who entered it cannot.
func (o *Office) Approve(ctx context.Context, c Caller, proposal int64) (Added, error) {
	var out Added
	var kind string
	err := o.s.Read(ctx, c.County, func(s *store.Scope) error {
		p, err := s.ProposalByID(proposal)
		kind = p.Kind
		return err
	})
	if err != nil {
		return out, err
	}
	act := ruleActs[kind][1]
	a, err := o.do(ctx, c, act, proposal, "", func(w *work) error {
		p, err := w.ProposalByID(proposal)
		if err != nil {
			return err
		}
		if err := party.Other(act, p.ProposedBy, w.actor.Person); err != nil {
			return err
		}
		var r Rule
		if err := json.Unmarshal(p.Content, &r); err != nil {
			return err
		}
		if out.ID, err = w.enforce(&r, p.ProposedBy); err != nil {
			return err
		}
		w.Record("proposal", p.ID, p.Digest)
		w.reply(out)
		return w.Decide(p.ID, "approved")
	})
	return answer(a, out, err)
}

// enforce writes the rows of an approved rule.
func (w *work) enforce(r *Rule, by int64) (int64, error) {
	d := store.Dated{From: r.From, To: r.To, Document: r.Document, EnteredBy: by, ApprovedBy: w.actor.Person}
	switch r.Kind {
	case "policy":
		pack, err := policy.Parse(r.Pack)
		if err != nil {
			return 0, err
		}
		if err := w.PutPolicyVersion(store.PolicyVersion{Hash: pack.Hash(), Pack: pack.ID, Bytes: r.Pack}); err != nil {
			return 0, err
		}
		return w.AddPolicyTerm(store.PolicyTerm{Hash: pack.Hash(), Dated: d})
	case "local_value":
		return w.AddLocalValue(store.LocalValue{Name: r.Name, Value: r.Value, Dated: d})
	case "price_list":
		list, err := policy.ParsePrices(r.Prices)
		if err != nil {
			return 0, err
		}
		return w.AddPriceList(store.PriceList{Home: r.Home, Hash: list.Hash(), Bytes: r.Prices, Dated: d})
	}
	return w.AddHomeAccount(r.Home, *r.Account, r.Document, by, w.actor.Person)
}
