package verify

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
)

// world is the few rows that everything else refers to, held in memory.
type world struct {
	counties  map[int64]*headRow
	grants    map[int64][]grantRow // by person
	offices   map[key]string       // kind
	homes     map[key]string       // of an office: its home, as decimal
	bases     map[key]*basisFacts
	packs     map[string][]byte
	calendar  calendar
	accounts  []accountRow
	treasury  map[key]bool // accounts that the county pays from
	today     day
	standing  map[unitPeriod]*listFacts
	lastStamp string
}

type headRow struct {
	county    int64
	pos       int64
	hash      string
	lastStamp string
}

type grantRow struct {
	key
	Person, Office int64
	Role, From, To string
}

type accountRow struct {
	key
	Home                 int64
	Commitment, Recorded string
}

// basisFacts is a basis with what the checker reads out of it.
type basisFacts struct {
	Basis
	recorded string
	classes  map[string]packClass
	unnamed  []string // papers of which an unclaimed body needs the original
	items    map[string]itemFacts
	tariffs  []tariff
	ceilings []ceiling
}

type packClass struct{ ID, Price, Cap, Scope string }

type itemFacts struct {
	most     int64 // greatest limit of the item, 0 none
	standard bool  // has a price from the home's list
}

type ceiling struct {
	fen      int64
	from, to int64
}

// tariff is a row of a price list.
type tariff struct {
	Item     string `json:"item"`
	From     int64  `json:"from"`
	To       int64  `json:"to"`
	Price    int64  `json:"price_fen"`
	Distance *struct {
		PerKm       int64  `json:"per_km_fen"`
		Round       bool   `json:"round"`
		StartMetres int64  `json:"start_m"`
		StartPrice  int64  `json:"start_fen"`
		PartKm      string `json:"part_km"`
		Minimum     int64  `json:"minimum_fen"`
		Maximum     int64  `json:"maximum_fen"`
	} `json:"distance"`
	Zones []struct {
		Metres int64 `json:"m"`
		Price  int64 `json:"price_fen"`
	} `json:"zones"`
}

// learn reads the world and checks what it is made of.
func (r *run) learn() {
	w := &r.world
	w.counties, w.grants, w.offices, w.homes, w.packs = map[int64]*headRow{}, map[int64][]grantRow{}, map[key]string{}, map[key]string{}, map[string][]byte{}
	w.treasury = map[key]bool{}
	each(r.src, `SELECT county, audit_pos, audit_hash, last_stamp FROM head ORDER BY county`,
		func(h *headRow) []any { return []any{&h.county, &h.pos, &h.hash, &h.lastStamp} }, func(h *headRow) {
			x := *h
			w.counties[h.county] = &x
			if h.county == 0 {
				w.lastStamp = h.lastStamp
				w.today, _ = beijing(h.lastStamp)
			}
		})
	each(r.src, `SELECT county, id, person, office, role, valid_from, COALESCE(valid_to, '') FROM role_grant ORDER BY county, id`,
		func(g *grantRow) []any { return []any{&g.county, &g.id, &g.Person, &g.Office, &g.Role, &g.From, &g.To} },
		func(g *grantRow) { w.grants[g.Person] = append(w.grants[g.Person], *g) })
	each(r.src, `SELECT county, id, person, office, role, valid_from, COALESCE(ended_at, valid_to) FROM delegation ORDER BY county, id`,
		func(g *grantRow) []any { return []any{&g.county, &g.id, &g.Person, &g.Office, &g.Role, &g.From, &g.To} },
		func(g *grantRow) { w.grants[g.Person] = append(w.grants[g.Person], *g) })
	type officeRow struct {
		key
		kind, home string
	}
	each(r.src, `SELECT county, id, kind, COALESCE(CAST(home AS TEXT), '') FROM office ORDER BY county, id`,
		func(o *officeRow) []any { return []any{&o.county, &o.id, &o.kind, &o.home} },
		func(o *officeRow) { w.offices[o.key], w.homes[o.key] = o.kind, o.home })
	r.learnDays()
	r.learnPolicies()
	r.learnBases()
	each(r.src, `SELECT county, id, home, commitment, recorded_at FROM home_account ORDER BY county, id`,
		func(a *accountRow) []any { return []any{&a.county, &a.id, &a.Home, &a.Commitment, &a.Recorded} },
		func(a *accountRow) {
			w.accounts = append(w.accounts, *a)
			w.treasury[a.key] = a.Home == 0
		})
}

// learnPolicies reads published packs; each hash must be that of its bytes.
func (r *run) learnPolicies() {
	type version struct {
		hash  string
		bytes []byte
	}
	each(r.src, `SELECT hash, bytes FROM policy_version ORDER BY hash`, func(v *version) []any { return []any{&v.hash, &v.bytes} }, func(v *version) {
		r.want(sum(v.bytes) == v.hash, 26, "policy_version", v.hash, "政策版本的内容与摘要不符", "the pack's bytes do not have this hash")
		r.world.packs[v.hash] = v.bytes
	})
	type listed struct {
		key
		hash  string
		bytes []byte
	}
	each(r.src, `SELECT county, id, hash, bytes FROM price_list ORDER BY county, id`, func(v *listed) []any { return []any{&v.county, &v.id, &v.hash, &v.bytes} }, func(v *listed) {
		r.want(sum(v.bytes) == v.hash, 26, "price_list", rowKey(v.key), "价目表的内容与摘要不符", "the price list's bytes do not have this hash")
	})
	type term struct {
		key
		hash string
	}
	each(r.src, `SELECT county, id, hash FROM policy_term ORDER BY county, id`, func(v *term) []any { return []any{&v.county, &v.id, &v.hash} }, func(v *term) {
		r.want(r.world.packs[v.hash] != nil, 26, "policy_term", rowKey(v.key), "生效的政策版本不存在", "it puts a pack in force that is not there")
	})
}

func (r *run) learnBases() {
	r.world.bases = map[key]*basisFacts{}
	type basisRow struct {
		Basis
		localHash, priceHash, recorded string
	}
	each(r.src, `SELECT county, id, hash, pack_hash, local_hash, local_bytes, price_hash, price_bytes, vocabulary, engine, recorded_at FROM basis ORDER BY county, id`,
		func(b *basisRow) []any {
			return []any{&b.County, &b.ID, &b.Hash, &b.PackHash, &b.localHash, &b.Local, &b.priceHash, &b.Prices, &b.Vocabulary, &b.Engine, &b.recorded}
		}, func(b *basisRow) {
			row := rowKey(b.County, b.ID)
			r.want(r.world.packs[b.PackHash] != nil, 26, "basis", row, "所引政策版本不存在", "the pack it cites does not exist")
			r.want(sum(b.Local) == b.localHash, 26, "basis", row, "本地参数的内容与摘要不符", "the local values do not have this hash")
			r.want(sum(b.Prices) == b.priceHash, 26, "basis", row, "价目表的内容与摘要不符", "the price list does not have this hash")
			whole := strings.Join([]string{b.PackHash, b.localHash, b.priceHash, strconv.FormatInt(b.Vocabulary, 10), strconv.FormatInt(b.Engine, 10)}, "/")
			r.want(sum([]byte(whole)) == b.Hash, 26, "basis", row, "依据的摘要不符", "the hash of the basis is wrong")
			f := &basisFacts{Basis: b.Basis, recorded: b.recorded, classes: map[string]packClass{}, items: map[string]itemFacts{}}
			f.read(r.world.packs[b.PackHash])
			r.world.bases[key{b.County, b.ID}] = f
		})
}

// packText is what the checker reads of a pack; every value is a text.
type packText struct {
	Pack struct {
		Classes []packClass `json:"classes"`
		Items   []struct {
			Code, Price string
			Limits      []struct{ Most string }
		} `json:"items"`
		Caps []struct {
			Local, When string
			Values      []struct{ From, To, Amount string }
		} `json:"caps"`
		OutOfArea struct{ Standard string } `json:"out_of_area"`
		Papers    []struct{ ID, When, Original string }
	} `json:"pack"`
}

// read takes classes, limits, caps and prices out of the stored bytes.
func (b *basisFacts) read(pack []byte) {
	var p packText
	_ = json.Unmarshal(pack, &p)
	always := false // a cap without a condition
	for _, c := range p.Pack.Caps {
		always = always || c.When == ""
	}
	for _, c := range p.Pack.Classes {
		if c.Cap == "" && always {
			c.Cap = "total"
		}
		b.classes[c.ID] = c
	}
	for _, x := range p.Pack.Papers {
		if x.When == `route == "unclaimed"` && x.Original == "true" {
			b.unnamed = append(b.unnamed, x.ID)
		}
	}
	for _, it := range p.Pack.Items {
		x := itemFacts{standard: it.Price == "list" && p.Pack.OutOfArea.Standard != "invoice"}
		for _, l := range it.Limits {
			x.most = max(x.most, int64(number(l.Most)))
		}
		b.items[it.Code] = x
	}
	var prices struct {
		Tariffs []tariff `json:"tariffs"`
	}
	_ = json.Unmarshal(b.Prices, &prices)
	b.tariffs = prices.Tariffs
	var local []struct {
		Name, Value string
		From, To    dayValue
	}
	_ = json.Unmarshal(b.Local, &local)
	for _, c := range p.Pack.Caps {
		for _, v := range c.Values {
			fen, ok := yuan(v.Amount)
			if ok {
				b.ceilings = append(b.ceilings, ceiling{fen, dayNumber(v.From, 0), dayNumber(v.To, 1<<40)})
			}
		}
		for _, v := range local {
			if fen, ok := yuan(v.Value); ok && v.Name == c.Local {
				b.ceilings = append(b.ceilings, ceiling{fen, int64(v.From), int64(v.To)})
			}
		}
	}
}

// dayValue reads a day written as its number or as text.
type dayValue int64

// UnmarshalJSON reads 20780 or "2026-11-23".
func (d *dayValue) UnmarshalJSON(b []byte) error {
	if n, err := strconv.ParseInt(string(b), 10, 64); err == nil {
		*d = dayValue(n)
		return nil
	}
	*d = dayValue(dayNumber(strings.Trim(string(b), `"`), 1<<40))
	return nil
}

func dayNumber(s string, otherwise int64) int64 {
	if d, ok := dayOf(s); ok {
		return int64(d)
	}
	return otherwise
}

// yuan reads "1300.00" into fen.
func yuan(s string) (int64, bool) {
	whole, part, _ := strings.Cut(s, ".")
	for len(part) < 2 {
		part += "0"
	}
	w, p := number(whole), number(part)
	return int64(w)*100 + int64(p), w >= 0 && p >= 0 && len(part) == 2
}

// caps gives the caps in force on any day that the facts name.
func (b *basisFacts) caps(x *facts) map[int64]bool {
	out := map[int64]bool{}
	for _, c := range b.ceilings {
		for _, d := range []int64{x.Death, x.Cremation, x.Application} {
			if d != 0 && c.from <= d && d <= c.to {
				out[c.fen] = true
			}
		}
	}
	return out
}

// dearest gives the highest price of one unit of an item on any day that the
// facts name; priced is false when the list has no row for the item.
func (b *basisFacts) dearest(item string, metres int64, x *facts, service int64) (most int64, priced bool) {
	for i := range b.tariffs {
		t := &b.tariffs[i]
		if t.Item != item {
			continue
		}
		priced = true
		for _, d := range []int64{x.Death, x.Cremation, x.Application, service} {
			if d != 0 && t.From <= d && d <= t.To {
				most = max(most, t.one(metres))
			}
		}
	}
	return most, priced
}

// one gives the price of one unit.
func (t *tariff) one(metres int64) int64 {
	for _, z := range t.Zones {
		if metres <= z.Metres || z.Metres == 0 {
			return z.Price
		}
	}
	d := t.Distance
	if d == nil {
		return t.Price
	}
	if d.Round {
		metres *= 2
	}
	way, price := max(metres-d.StartMetres, 0), d.StartPrice
	switch d.PartKm {
	case "up":
		price += (way + 999) / 1000 * d.PerKm
	case "down":
		price += way / 1000 * d.PerKm
	default:
		price += way * d.PerKm / 1000
	}
	if price = max(price, d.Minimum); d.Maximum > 0 {
		price = min(price, d.Maximum)
	}
	return price
}

// sum is the lower-case hex SHA-256 of b.
func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// holds reports whether a person held a role in an office at an instant.
func (w *world) holds(county, person, office int64, role, at string) bool {
	for _, g := range w.grants[person] {
		if g.county == county && g.Office == office && g.Role == role && g.From <= at && (g.To == "" || at < g.To) {
			return true
		}
	}
	return false
}
