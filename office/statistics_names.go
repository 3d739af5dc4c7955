package office

import (
	"strconv"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/store"
)

// names say the codes of the sums in words.
type names struct {
	classes, items, funds, towns, homes map[string]string
}

// namesOf gathers the words of every pack that was put in force, the newest last,
// and the names of towns and homes.
func (o *Office) namesOf(s *store.Scope) (*names, error) {
	n := &names{map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}}
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
			n.towns[of.Area] = strings.TrimSuffix(of.Name, "民政办")
		}
	}
	homes, err := s.Homes()
	for _, h := range homes {
		n.homes[strconv.FormatInt(h.ID, 10)] = h.Name
	}
	n.homes["0"] = "异地火化"
	return n, err
}

func (n *names) learn(p *policy.Pack) {
	for _, c := range p.Classes {
		n.classes[c.ID] = c.Zh
	}
	for _, i := range p.Items {
		n.items[i.Code] = i.Zh
	}
	for _, f := range p.Funds {
		n.funds[string(f.ID)] = f.Zh
	}
}

// or gives the word of a code, the code where nobody named it.
func or(m map[string]string, key, none string) string {
	if w := m[key]; w != "" {
		return w
	}
	if key == "" {
		return none
	}
	return key
}

func (n *names) class(k string) string { return or(n.classes, k, "未定类别") }
func (n *names) item(k string) string  { return or(n.items, k, "未列项目") }
func (n *names) town(k string) string  { return or(n.towns, k, "未列镇街") }
func (n *names) home(k string) string  { return or(n.homes, k, "未列殡仪馆") }

func (n *names) fund(k string) string {
	f, level, _ := strings.Cut(k, "/")
	return or(n.funds, f, "未列经费") + "（" + levelZh[fund.Level(level)] + "）"
}

func monthZh(k string) string {
	m, err := date.ParseMonth(k)
	if err != nil {
		return k
	}
	return m.Zh()
}

func routeZh(k string) string { return claim.Route(k).Zh() }
