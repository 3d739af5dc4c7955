package office

import (
	"context"

	"songbai/domain/claim"
	"songbai/domain/ledger"
	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/store"
)

// SubmitList asks to submit the own home's list of a period.
type SubmitList struct {
	Period settlement.Period `json:"period"`
}

// SubmitList builds the home's list of a period from everything that waits for
// it, fixes its text by digest and sends it to the bureau (五(一)).
func (o *Office) SubmitList(ctx context.Context, c Caller, req SubmitList) (ListMoved, error) {
	var out ListMoved
	a, err := o.bulk(ctx, c, party.SubmitList, req, "", func(w *work) error {
		if w.actor.Home == 0 {
			return noUnit.With()
		}
		l := &openedList{store.List{Unit: w.actor.Home, Kind: settlement.Local}, req.Period}
		if err := w.byOffice(claim.Waiver, claim.Completed); err != nil {
			return err
		}
		if err := w.submit(l); err != nil {
			return err
		}
		if err := w.seat(l); err != nil {
			return err
		}
		if err := w.PutSealUse(l.ID, "home", l.SubmittedDigest); err != nil {
			return err
		}
		w.Record("list", l.ID, l.SubmittedDigest)
		out = moved(l, l.Lines, l.Waived, l.SubmittedDigest)
		w.reply(out)
		return nil
	})
	return answer(a, out, err)
}

// submit builds a list of (unit, kind, period) in set statements: number, lines,
// totals in SQL and again from the streamed lines, digest, ledger.
func (w *work) submit(l *openedList) error {
	if err := l.period.Fits(l.Kind); err != nil {
		return err
	}
	if err := ended(l.period, w.Today()); err != nil {
		return err
	}
	round, stands, err := w.LastRound(l.Unit, l.Kind, l.period.String())
	if err != nil {
		return err
	}
	if stands {
		return listStands.With(l.period.Zh()).At("period")
	}
	l.ID, l.Round, l.Period = w.NextID(), round+1, l.period.String()
	n, err := w.FillList(l.ID, l.Unit, l.Kind, l.Period)
	if err != nil {
		return err
	}
	if n == 0 {
		return nothingReady.With(l.period.Zh()).At("period")
	}
	if l.State, err = settlement.Next(settlement.Open, settlement.Submit); err != nil {
		return err
	}
	parts, err := w.ListParts(l.ID)
	if err != nil {
		return err
	}
	if err := w.submittedText(l, parts); err != nil {
		return err
	}
	if err := w.number(l); err != nil {
		return err
	}
	if err := w.InsertList(&l.List); err != nil {
		return err
	}
	_, err = w.post(ledger.ListSubmitted(w.listRef(l), parts))
	return err
}

// submittedText streams the lines into the digest of the submitted text and
// refuses totals that SQL adds up otherwise.
func (w *work) submittedText(l *openedList, parts []ledger.Part) error {
	d := settlement.NewDigest(l.header(w.CountyText()))
	err := w.PlainLines(l.ID, func(x *settlement.Line) error {
		d.Line(x)
		return nil
	})
	if err != nil {
		return err
	}
	if l.SubmittedDigest, err = d.Sum(store.Shares(parts)); err != nil {
		return err
	}
	t := d.Totals()
	again, running, err := w.LineTotals(l.ID)
	if err != nil {
		return err
	}
	if t != again || running != t.Waived {
		return notTheSame.With()
	}
	l.Lines, l.Charged, l.Waived = t.Lines, t.Charged, t.Waived
	return nil
}

// number draws the list's gapless number.
func (w *work) number(l *openedList) (err error) {
	y, _, _ := w.Today().YMD()
	kind := settlement.NumberOf(l.Kind)
	n, err := w.NextNumber(w.actor.Office, string(kind), y, l.ID)
	if err != nil {
		return err
	}
	l.Number, err = settlement.NumberText(kind, y, n)
	return err
}
