package claim

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/domain/problem"

	"pgregory.net/rapid"
)

// keysOf reads a lodgement and gives its keys.
func keysOf(t *testing.T, l Lodgement) []Key {
	t.Helper()
	got, list := l.Read(today)
	if list.Err() != nil {
		t.Fatal(at(list))
	}
	return Keys(got)
}

func TestKeysOfTheRoutes(t *testing.T) {
	id := Key{IdentityKey, deadID().Key()}
	for _, c := range []struct {
		l    Lodgement
		want []Key
	}{
		{waiver(), []Key{{DeathKey, "449999-2026-000123"}, id}},
		{reimbursement(), []Key{{CremationKey, "邻市殡仪馆:火2026-0456"}, {DeathKey, "449999-2026-000123"}, id,
			{InvoiceKey, "044001900111:12345678"}}},
		{unclaimed(), []Key{{DeathKey, "松柏市公安局:松公证2026第8号"}, {IdentityKey, "police:松公刑字20260088"}}},
	} {
		got := keysOf(t, c.l)
		if !slices.Equal(got, c.want) {
			var text []string
			for _, k := range got {
				text = append(text, string(k.Kind)+"="+k.Value)
			}
			t.Errorf("%s: %v", c.l.Route, text)
		}
	}
}

func TestOnePersonClashesOverRoutesAndForms(t *testing.T) {
	old := ident.Document{Kind: ident.IDCard, Number: "449999380506001"} // 15 digits, 1938
	born := day("1938-05-06")
	long := ident.Document{Kind: ident.IDCard, Number: ident.Made18("449999", date.MustDay("1938-05-06"), 1)}
	a := waiver()
	a.Deceased.Documents, a.Deceased.Birth = []ident.Document{old}, born
	b := reimbursement()
	b.Deceased.Documents, b.Deceased.Birth = []ident.Document{long}, born
	b.Deceased.DeathPaper.Number = "another"
	if k, ok := Clash(keysOf(t, a), keysOf(t, b)); !ok || k.Kind != IdentityKey {
		t.Error("the 15-digit and 18-digit number of one person do not clash")
	}
	c := waiver()
	if _, ok := Clash(keysOf(t, b), keysOf(t, c)); ok {
		t.Error("two people with one name and one day of death clash")
	}
}

func TestBodiesOfOnePoliceCase(t *testing.T) {
	a, b := unclaimed(), unclaimed()
	b.Deceased.DeathPaper.Number = "松公证2026第9号"
	if _, ok := Clash(keysOf(t, a), keysOf(t, b)); !ok {
		t.Error("one police case supports two unnumbered bodies")
	}
	a.Found.Body, b.Found.Body = "1号", "2号"
	if k, ok := Clash(keysOf(t, a), keysOf(t, b)); ok {
		t.Errorf("two numbered bodies clash on %s", k)
	}
}

func TestCertificateOf22IsAnIdentity(t *testing.T) {
	l := waiver()
	l.Deceased.Documents = []ident.Document{{Kind: ident.None}}
	l.Deceased.DeathPaper.Number = "12441881mb2c000054" + "0007"
	keys := keysOf(t, l)
	if !slices.Contains(keys, Key{IdentityKey, "certificate:12441881MB2C0000540007"}) {
		t.Error("the 22-character number is no identity key")
	}
}

func TestPapersAreScopedToTheirIssuer(t *testing.T) {
	a, b := waiver(), waiver()
	a.Deceased.DeathPaper.Number, b.Deceased.DeathPaper.Number = "12", "12"
	b.Deceased.DeathPaper.Issuer = "别的医院"
	ka, kb := keysOf(t, a)[0], keysOf(t, b)[0]
	if ka == kb || ka.Kind != DeathKey {
		t.Error("short serials of two issuers are one key")
	}
	if CremationKeyValue("松柏 殡仪馆", "a1") != CremationKeyValue("松柏殡仪馆", "Ａ１") || CremationKeyValue("x", "") != "" {
		t.Error("cremation keys differ by form")
	}
}

func TestKeysHideTheirValues(t *testing.T) {
	k := Key{IdentityKey, deadID().Key()}
	for _, s := range []string{fmt.Sprint(k), fmt.Sprintf("%v %+v %#v", k, k, k), fmt.Sprint([]Key{k}), Duplicate(k).Error()} {
		if strings.Contains(s, "449999") {
			t.Errorf("%q shows the value", s)
		}
	}
	for kind := range keyNames {
		if p := Duplicate(Key{Kind: kind}); p.Code != "claim.duplicate" || p.Kind != problem.Conflict || strings.Contains(p.En, "%!") {
			t.Errorf("%s: %v", kind, p)
		}
	}
}

// TestOneLiveClaimForEachDeceased lets many claims of few people move at random
// over all routes, taking and releasing keys as GuardOf says: at no time do two
// live claims share a key, and every live claim holds its keys (INV-01, INV-19).
func TestOneLiveClaimForEachDeceased(t *testing.T) {
	type one struct {
		p    Position
		keys []Key
	}
	rapid.Check(t, func(t *rapid.T) {
		held := map[Key]int{}
		claims := make([]one, 6)
		for i := range claims {
			claims[i].p.Route = rapid.SampledFrom(Routes()).Draw(t, "route")
			claims[i].keys = []Key{{IdentityKey, rapid.SampledFrom([]string{"p1", "p2"}).Draw(t, "person")},
				{DeathKey, rapid.SampledFrom([]string{"d1", "d2", "d3"}).Draw(t, "paper")}}
		}
		for range 80 {
			i := rapid.IntRange(0, len(claims)-1).Draw(t, "claim")
			c := &claims[i]
			can := ActsFrom(c.p.Route, c.p.State)
			if len(can) == 0 {
				continue
			}
			next, err := c.p.After(rapid.SampledFrom(can).Draw(t, "act"))
			if err != nil {
				t.Fatal(err)
			}
			if !guard(held, i, c.keys, GuardOf(c.p.State, next.State)) {
				continue // refused as a duplicate
			}
			c.p = next
			for j, a := range claims {
				for _, k := range a.keys {
					if by, ok := held[k]; Live(a.p.State) && (!ok || by != j) {
						t.Fatalf("live claim %d does not hold %s", j, k)
					}
				}
				for h, b := range claims {
					if _, clash := Clash(a.keys, b.keys); h < j && clash && Live(a.p.State) && Live(b.p.State) {
						t.Fatalf("claims %d and %d are live for one person", h, j)
					}
				}
			}
		}
	})
}

// guard does a step on the keys held; false when another claim holds one.
func guard(held map[Key]int, claim int, keys []Key, step GuardStep) bool {
	for _, k := range keys {
		by, ok := held[k]
		if step == GuardTake && ok && by != claim {
			return false
		}
	}
	for _, k := range keys {
		switch step {
		case GuardTake:
			held[k] = claim
		case GuardRelease:
			delete(held, k)
		}
	}
	return true
}

func TestGuardOfEveryMove(t *testing.T) {
	for _, m := range Moves() {
		if m.To == asBefore {
			continue
		}
		step := GuardOf(m.From, m.To)
		takes := m.To == Lodged && (m.Act == party.Lodge || m.Act == party.Review)
		lets := (m.To == Withdrawn && m.From != Draft) || m.To == Refused && m.From != Refused || m.To == Reversed && m.From != Reversed
		if (step == GuardTake) != takes || (step == GuardRelease) != lets {
			t.Errorf("%s from %s: %s", m.Act, m.From, step)
		}
	}
}
