package office

import (
	"context"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/settlement"
	"songbai/store"
)

// Board is what the public may read of a county: the policy, each home's prices
// beside what is waived, and whom to call. Nothing of it is personal.
type Board struct {
	County         int64
	Name           string
	Title, TitleEn string
	Law            string
	Clauses        []policy.Clause
	From           date.Day
	Cap            money.Amount // 0: none
	Homes          []BoardHome
	Towns          []OfficeRow
	Bureaus        []OfficeRow
	Due, OnTime    int // lists of homes whose payment day has passed, and those paid by it
	Notices        []NoticeRow
}

// BoardHome is one home with its price list.
type BoardHome struct {
	Home    int64
	Name    string
	Offices []OfficeRow
	Prices  []BoardPrice
	Sample  bool
}

// BoardPrice is one price of a home.
type BoardPrice struct {
	Item, En string
	Clause   string
	Label    string
	Grade    string
	Standard bool // the ordinary grade that the policy means
	Most     int64
	Unit     string
	UnitEn   string
	Price    money.Amount
	Distance *policy.Distance
	Zones    []policy.Zone
	Document string
}

// Directory gives the offices of a county that the public turns to: the board
// without policy, prices and notices.
func (o *Office) Directory(ctx context.Context, county int64) (b Board, err error) {
	counties, err := o.Counties(ctx)
	if err != nil {
		return b, err
	}
	b.County = county
	for _, c := range counties {
		if c.Code == county {
			b.Name = c.Name
		}
	}
	err = o.s.Read(ctx, county, b.offices)
	return b, err
}

// Board gives the public board of a county.
func (o *Office) Board(ctx context.Context, county int64) (b Board, err error) {
	if b, err = o.Directory(ctx, county); err != nil {
		return b, err
	}
	err = o.s.Read(ctx, county, func(s *store.Scope) error {
		today := s.Today()
		hash, err := packOn(s, today)
		if err != nil {
			return err
		}
		pack, err := o.packByHash(s, hash)
		if err != nil {
			return err
		}
		b.Title, b.TitleEn, b.Law, b.Clauses, b.From = pack.Title, pack.TitleEn, pack.Law, pack.Clauses, pack.Effective.From
		for i := range b.Homes {
			if err := o.boardHome(s, &b, &b.Homes[i], today); err != nil {
				return err
			}
		}
		if err := b.punctual(s); err != nil {
			return err
		}
		notices, err := s.Notices(0, 6)
		for _, n := range notices {
			b.Notices = append(b.Notices, noticeRow(n))
		}
		return err
	})
	return b, err
}

// offices sorts the county's offices onto the board.
func (b *Board) offices(s *store.Scope) error {
	rows, err := s.Offices()
	if err != nil {
		return err
	}
	homes, err := s.Homes()
	if err != nil {
		return err
	}
	for _, h := range homes {
		b.Homes = append(b.Homes, BoardHome{Home: h.ID, Name: h.Name})
	}
	for _, r := range rows {
		switch {
		case r.Ended:
		case r.Kind == party.Town:
			b.Towns = append(b.Towns, officeRow(r))
		case r.Kind == party.Bureau:
			b.Bureaus = append(b.Bureaus, officeRow(r))
		case r.Kind == party.Home:
			for i := range b.Homes {
				if b.Homes[i].Home == r.Home {
					b.Homes[i].Offices = append(b.Homes[i].Offices, officeRow(r))
				}
			}
		}
	}
	return nil
}

// boardHome fills in a home's prices in force today, item by item.
func (o *Office) boardHome(s *store.Scope, b *Board, h *BoardHome, today date.Day) error {
	plan, _, err := o.planFor(s, h.Home, today)
	if err != nil {
		return nil // a home without prices yet is shown without
	}
	h.Sample = plan.Prices().Sample
	here, err := policy.ParseArea(s.CountyText())
	if err != nil {
		return err
	}
	f := policy.Facts{Route: policy.Waiver, Disposal: policy.Cremation, Yes: policy.OwnHome, Household: here, Death: today, Cremation: today, Application: today, DeathArea: here, CremationArea: here}.Usual()
	offers, err := plan.Offer(&f, today)
	if err != nil {
		return err
	}
	var d policy.Decision
	if err := plan.Decide(&f, &d); err == nil && d.Cap != nil {
		b.Cap = d.Ceiling
	}
	for _, x := range offers {
		for i := range plan.Prices().Tariffs {
			t := &plan.Prices().Tariffs[i]
			if t.Item != x.Item.Code || date.Day(t.From) > today || date.Day(t.To) < today {
				continue
			}
			p := BoardPrice{Item: x.Item.Zh, En: x.Item.En, Clause: x.Item.Clause, Label: t.Label, Grade: t.Grade, Standard: t.Standard, Most: freeItem(x).Most,
				Price: t.Price, Distance: t.Distance, Zones: t.Zones, Document: t.Document}
			p.Unit, p.UnitEn = x.Item.UnitWords()
			h.Prices = append(h.Prices, p)
		}
	}
	return nil
}

// boardMonths is how many months the board's rate looks back over.
const boardMonths = 24

// punctual counts the homes' lists whose payment day has passed, those not paid
// and those never submitted too, and of them those paid by that day (五(一)).
func (b *Board) punctual(s *store.Scope) error {
	from, to := (s.Today().Month() - boardMonths).String(), (s.Today().Month() - 1).String()
	lists, err := s.HomeLists(from, to)
	if err != nil {
		return err
	}
	unlisted, err := s.Unlisted(0, from, to)
	if err != nil {
		return err
	}
	for _, m := range unlisted {
		lists = append(lists, store.HomeList{Period: m.Period})
	}
	days, err := clocksOf(s)
	if err != nil {
		return err
	}
	for _, l := range lists {
		period, err := settlement.ParsePeriod(l.Period)
		if err != nil {
			return err
		}
		clock, err := days.of(period)
		if err != nil || s.Today() <= clock.Pay {
			continue // a month without working days has no day to be late by
		}
		b.Due++
		if l.Day != nil && *l.Day <= clock.Pay {
			b.OnTime++
		}
	}
	return nil
}
