package demo

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/office"
)

// deskDays is how many days before today the desks begin to fill.
const deskDays = 8

// desks lays work on every desk, as a county has it on any morning: each thing
// brought there by the acts that bring it, none done by hand.
type desks struct {
	*World
	ctx   context.Context
	clock *Clock
	g     *Generator
	today date.Day

	refused office.Caller // a family that was refused
}

// Desks fills the desks of the sample county for a visitor: nobody opens an empty
// queue. It acts on the days before today and wants a clock that is not past them.
func Desks(ctx context.Context, w *World, clock *Clock, prices *policy.PriceList, today date.Day, seed uint64) error {
	w.photograph = true
	d := &desks{World: w, ctx: ctx, clock: clock, g: NewGenerator(w, prices, seed, "desk"), today: today}
	return step(d.promised, d.refusedFamilies, d.sheets, d.review, d.atHome, d.alike, d.atTowns, d.publicity, d.complaint)
}

// on moves to the day so many days before today.
func (d *desks) on(before int) { d.clock.Set(d.today - date.Day(before)) }

// next makes a case of a route in a town for the day of the clock; none of the
// events that chance brings.
func (d *desks) next(route claim.Route, town int) Case {
	d.g.n++
	c := Case{N: d.g.n, Town: town, Day: d.clock.Now().Day()}
	switch route {
	case claim.Unclaimed:
		d.g.unclaimed(&c)
	case claim.Reimbursement:
		d.g.reimbursement(&c)
	default:
		d.g.waiver(&c)
		c.Form.Deceased.HouseholdArea, c.Form.Deceased.Evidence = d.g.area(&c), nil
	}
	c.Refused, c.Struck, c.Bounced = false, false, false
	return c
}

// online has a family write its application on the phone and sign it there.
func (d *desks) online(c *Case) (id int64, family office.Caller, err error) {
	key := fmt.Sprintf("demo-%d", c.N)
	home := d.Home
	if c.Form.Route == claim.Reimbursement {
		home = 0
	}
	made, s, err := d.Office.StartCase(d.ctx, d.County, key, "demo", "", office.DraftClaim{Home: home, Form: c.Form})
	if err != nil {
		return 0, family, err
	}
	return made.Claim, s.Caller, nil
}

// applied has a family write its application and sign it on the screen, and the
// home or the town lodge it.
func (d *desks) applied(c *Case) (int64, office.Caller, error) {
	id, family, err := d.signed(c)
	if err != nil {
		return 0, family, err
	}
	by := d.As("desk1")
	if c.Form.Route == claim.Reimbursement {
		by = d.As(TownClerk(c.Town))
	}
	return id, family, drop(d.Office.Lodge(d.ctx, by, office.ClaimRef{Claim: id}))
}

// signed is online with the family's signature: it waits for its originals.
func (d *desks) signed(c *Case) (int64, office.Caller, error) {
	id, family, err := d.online(c)
	if err != nil {
		return 0, family, err
	}
	v, err := d.Office.FamilyForm(d.ctx, family)
	if err != nil {
		return 0, family, err
	}
	return id, family, drop(d.Office.SignApplication(d.ctx, family, office.SignApplication{Digest: v.Digest, Picture: strokes(c.N)}))
}

// strokes draws the sample signature of a case: three lines that cross, another
// picture for each.
func strokes(n int) []byte {
	pic := image.NewGray(image.Rect(0, 0, 240, 100))
	for i := range pic.Pix {
		pic.Pix[i] = 255
	}
	for x := 20; x < 220; x++ {
		for w := range 3 {
			pic.SetGray(x, 20+x/4+w, color.Gray{})
			pic.SetGray(x, 80-x/5+w, color.Gray{})
			pic.SetGray(40+2*n%160+w, x*100/240, color.Gray{})
		}
	}
	var b bytes.Buffer
	_ = png.Encode(&b, pic) // into memory: cannot fail
	return b.Bytes()
}

// refusedFamilies refuses two families registered elsewhere.
func (d *desks) refusedFamilies() error {
	for i := range 2 {
		c := d.next(claim.Waiver, 3+i)
		c.Form.Deceased.HouseholdArea, c.Refused = "449999101", true
		id, family, err := d.applied(&c)
		if err != nil {
			return err
		}
		desk := d.As("desk1")
		err = step(
			func() error { return d.papers(d.ctx, desk, id, waiverPapers(&c)...) },
			func() error {
				return d.refuse(d.ctx, &c, id, drop(d.Office.Accept(d.ctx, desk, office.ClaimRef{Claim: id})))
			})
		if err != nil {
			return err
		}
		d.refused = family
	}
	return nil
}

// review has one of them ask for another look.
func (d *desks) review() error {
	d.on(2)
	return d.Office.AskReview(d.ctx, d.refused, "样本：逝者生前已把户口迁回本市，请重新核对户籍。")
}

// promised leaves papers that were to follow and did not come: one at the home, one
// in the first town.
func (d *desks) promised() error {
	d.on(deskDays)
	home, town := d.next(claim.Waiver, 5), d.next(claim.Reimbursement, 1)
	for _, x := range []struct {
		c     *Case
		by    office.Caller
		seen  []string
		later string
	}{
		{&home, d.As("desk2"), []string{"death_certificate", "handler_id"}, "deceased_id"},
		{&town, d.As(TownClerk(1)), []string{"out_form", "out_certificate", "out_invoice"}, "bank_book"},
	} {
		id, _, err := d.applied(x.c)
		if err != nil {
			return err
		}
		err = step(
			func() error { return d.papers(d.ctx, x.by, id, x.seen...) },
			func() error {
				return d.Office.AwaitPaper(d.ctx, x.by, office.AwaitPaper{Claim: id, Kind: x.later, Due: d.today - 2})
			},
			func() error { return drop(d.Office.Accept(d.ctx, x.by, office.ClaimRef{Claim: id})) })
		if err != nil {
			return err
		}
	}
	return nil
}

// atHome leaves a case at each step of the home: a draft begun at the counter, one
// signed by its family at home, lodged, asked to mend one thing, accepted, signed.
func (d *desks) atHome() error {
	d.on(1)
	begun, signed := d.next(claim.Waiver, 1), d.next(claim.Waiver, 2)
	if err := drop(d.Office.Draft(d.ctx, d.As("desk1"), office.DraftClaim{Form: begun.Form})); err != nil {
		return err
	}
	if _, _, err := d.signed(&signed); err != nil {
		return err
	}
	for _, to := range []int{lodged, mended, accepted, waived} {
		c := d.next(claim.Waiver, 3+to)
		id, _, err := d.applied(&c)
		if err == nil {
			err = d.atCounter(&c, id, to)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// How far the counter takes a lodged case.
const (
	lodged   = iota
	mended   // one paper is asked for again
	accepted // papers seen
	waived   // services recorded, the bill signed
)

// atCounter takes a lodged case as far as is wanted.
func (d *desks) atCounter(c *Case, id int64, to int) error {
	desk, ref := d.As("desk1"), office.ClaimRef{Claim: id}
	if to == mended {
		return drop(d.Office.Return(d.ctx, desk, office.ReturnClaim{Claim: id, Thing: claim.PaperThing, Name: "death_certificate", Reason: "样本：照片不清楚，请重新拍一张"}))
	}
	acts := []func() error{
		func() error { return d.papers(d.ctx, desk, id, waiverPapers(c)...) },
		func() error { return drop(d.Office.Accept(d.ctx, desk, ref)) },
		func() error {
			return drop(d.Office.Record(d.ctx, d.As("cashier1"), office.RecordServices{Claim: id, Services: c.Services}))
		},
		func() error { return drop(d.Office.Sign(d.ctx, desk, office.SignClaim{Claim: id, Means: "paper"})) },
	}
	return step(acts[:map[int]int{lodged: 0, accepted: 2, waived: 4}[to]]...)
}

// alike completes a case and brings another of the same name and day of death under
// another document: it cannot be completed before the bureau has decided the finding.
func (d *desks) alike() error {
	first := d.next(claim.Waiver, 7)
	second := d.next(claim.Waiver, 8)
	second.Form.Deceased.Name, second.Form.Deceased.Death = first.Form.Deceased.Name, first.Form.Deceased.Death
	second.Form.Deceased.DeathPaper.Issued = first.Form.Deceased.DeathPaper.Issued // the days of a case hang together
	second.Services, second.Day = first.Services, first.Day
	for _, c := range []*Case{&first, &second} {
		id, family, err := d.applied(c)
		if err == nil {
			err = d.atCounter(c, id, waived)
		}
		if err != nil {
			return err
		}
		err = drop(d.Office.Complete(d.ctx, d.As("cashier1"), office.CompleteClaim{Claim: id, Cremation: c.Day, Certificate: fmt.Sprintf("HY-%05d", c.N)}))
		if err != nil {
			if problem.CodeOf(err) == "risk.undecided" {
				return nil
			}
			return err
		}
		if err := d.afterwards(id, family); err != nil {
			return err
		}
	}
	return nil
}

// afterwards has a family rate the counter and ask for its certificate again.
func (d *desks) afterwards(id int64, family office.Caller) error {
	return step(
		func() error {
			return d.Office.Rate(d.ctx, family, office.Rating{Step: "desk", Stars: 5, Words: "样本：讲得很清楚，没有多跑一趟。"})
		},
		func() error {
			return d.Office.ReissueCertificate(d.ctx, d.As("desk1"), office.ReissueCertificate{Claim: id, Certificate: "HY-99999", Reason: "样本：家属遗失"})
		})
}

// atTowns leaves work in the first town: applications from elsewhere that were
// lodged online, are to be mended, have an invoice to map, wait for the head, or
// lie with the bureau; a draft; and an unclaimed body that the home has to see.
func (d *desks) atTowns() error {
	clerk, head := d.As(TownClerk(1)), d.As(TownHead(1))
	for to := range 5 {
		c := d.next(claim.Reimbursement, 1)
		id, _, err := d.applied(&c)
		if err != nil {
			return err
		}
		ref := office.ClaimRef{Claim: id}
		if to == 4 {
			return step(
				func() error {
					return drop(d.Office.Return(d.ctx, clerk, office.ReturnClaim{Claim: id, Thing: claim.PaperThing, Name: "out_invoice", Reason: "样本：发票只拍了一半，请重新拍一张"}))
				},
				d.begunInTown)
		}
		acts := []func() error{
			func() error {
				return d.papers(d.ctx, clerk, id, "out_form", "out_certificate", "out_invoice", "bank_book")
			},
			func() error { return drop(d.Office.Accept(d.ctx, clerk, ref)) },
			func() error {
				return drop(d.Office.Record(d.ctx, clerk, office.RecordServices{Claim: id, Services: c.Services}))
			},
			func() error { return drop(d.Office.Forward(d.ctx, head, ref)) },
		}
		if err := step(acts[:[]int{0, 2, 3, 4}[to]]...); err != nil {
			return err
		}
	}
	return nil
}

// begunInTown leaves a draft and an unclaimed body in the first town.
func (d *desks) begunInTown() error {
	clerk := d.As(TownClerk(1))
	c, body := d.next(claim.Reimbursement, 1), d.next(claim.Unclaimed, 1)
	if err := drop(d.Office.Draft(d.ctx, clerk, office.DraftClaim{Form: c.Form})); err != nil {
		return err
	}
	made, err := d.Office.Draft(d.ctx, clerk, office.DraftClaim{Home: d.Home, Form: body.Form})
	if err != nil {
		return err
	}
	return drop(d.Office.Lodge(d.ctx, clerk, office.ClaimRef{Claim: made.Claim}))
}

// publicity records what was done to make the policy known (六(一), 六(二)).
func (d *desks) publicity() error {
	for i, p := range []office.Publicity{
		{Kind: "leaflet", Place: "样本镇集市", Count: 300}, {Kind: "board", Place: "样本村公示栏", Count: 12}, {Kind: "meeting", Place: "镇政府会议室", Count: 45},
	} {
		p.Day, p.Town = d.today-date.Day(2+i), d.TownAreas[0]
		if _, err := d.Office.RecordPublicity(d.ctx, d.As(TownClerk(1)), p); err != nil {
			return err
		}
	}
	return nil
}

// complaint leaves one complaint to answer.
func (d *desks) complaint() error {
	_, err := d.Office.Complain(d.ctx, office.Caller{County: d.County, Role: party.Family}, "demo",
		office.Complain{Office: d.As("desk1").Office, Kind: "papers", Words: "样本：窗口没有说清楚要带哪些复印件，跑了两趟。", Phone: "13900000000"})
	return err
}
