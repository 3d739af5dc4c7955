package office

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/store"
)

// Name is a word in Chinese and English; proper names stand the same in both.
type Name struct {
	Zh string `json:"zh"`
	En string `json:"en"`
}

// names say the codes of the sums in words.
type names struct {
	classes, items, funds, towns, homes map[string]Name
}

// namesOf gathers the words of every pack that was put in force, the newest last,
// and the names of towns and homes.
func (o *Office) namesOf(s *store.Scope) (*names, error) {
	n := &names{map[string]Name{}, map[string]Name{}, map[string]Name{}, map[string]Name{}, map[string]Name{}}
	terms, err := s.PolicyTerms()
	if err != nil {
		return nil, err
	}
	for _, t := range terms {
		p, err := o.packByHash(s, t.Hash)
		if err != nil {
			return nil, err
		}
		n.learn(p)
	}
	offices, err := s.Offices()
	if err != nil {
		return nil, err
	}
	for _, of := range offices {
		if of.Kind == party.Town {
			n.towns[of.Area] = own(strings.TrimSuffix(of.Name, "民政办"))
		}
	}
	homes, err := s.Homes()
	for _, h := range homes {
		n.homes[strconv.FormatInt(h.ID, 10)] = own(h.Name)
	}
	n.homes["0"] = Name{Zh: "异地火化", En: "cremated elsewhere"}
	return n, err
}

func (n *names) learn(p *policy.Pack) {
	for _, c := range p.Classes {
		n.classes[c.ID] = Name(c.Words)
	}
	for _, i := range p.Items {
		n.items[i.Code] = Name(i.Words)
	}
	for _, f := range p.Funds {
		n.funds[string(f.ID)] = Name(f.Words)
	}
}

// own is a name that stands the same in every language.
func own(name string) Name { return Name{Zh: name, En: name} }

// or gives the words of a code, the code where nobody named it.
func or(m map[string]Name, key, zh, en string) Name {
	if w, ok := m[key]; ok {
		return w
	}
	if key == "" {
		return Name{Zh: zh, En: en}
	}
	return own(key)
}

func (n *names) class(k string) Name { return or(n.classes, k, "未定类别", "no class yet") }
func (n *names) item(k string) Name  { return or(n.items, k, "未列项目", "no item") }
func (n *names) town(k string) Name  { return or(n.towns, k, "未列镇街", "no town") }
func (n *names) home(k string) Name  { return or(n.homes, k, "未列殡仪馆", "no home") }

func (n *names) fund(k string) Name {
	f, level, _ := strings.Cut(k, "/")
	w := or(n.funds, f, "未列经费", "no fund")
	return Name{Zh: w.Zh + "（" + levelZh[fund.Level(level)] + "）", En: w.En + " (" + level + ")"}
}

func monthWords(k string) Name {
	m, err := date.ParseMonth(k)
	if err != nil {
		return own(k)
	}
	return Name{Zh: m.Zh(), En: k}
}

func routeWords(k string) Name {
	r := claim.Route(k)
	return Name{Zh: r.Zh(), En: r.En()}
}

// Classes lists the classes of persons that the policies of the county name, by
// code, in words.
func (o *Office) Classes(ctx context.Context, c Caller) (out []Saying, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, _ party.Actor) error {
		n, err := o.namesOf(s)
		if err != nil {
			return err
		}
		for code, w := range n.classes {
			out = append(out, Saying{code, w.Zh, w.En})
		}
		slices.SortFunc(out, func(a, b Saying) int { return cmp.Compare(a.Code, b.Code) })
		return nil
	})
	return out, err
}
