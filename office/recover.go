package office

import (
	"context"
	"strings"

	"songbai/domain/ledger"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/store"
)

// Recover says that money of a recovery came back.
type Recover struct {
	Recovery int64        `json:"recovery"`
	Fen      money.Amount `json:"fen"`
	Document string       `json:"document"` // the bank's slip
}

// Recovered is the answer: what still has to come back.
type Recovered struct {
	Recovery int64        `json:"recovery"`
	Number   string       `json:"number"`
	Left     money.Amount `json:"left_fen"`
}

var (
	tooMuchBack = problem.Define("recovery.sum", problem.Invalid,
		"金额须大于零且不超过尚待追回的金额", "the sum must be above zero and at most what is still to come back", "请核对银行回单", "check the bank's slip")
	cannotOffset = problem.Define("recovery.offset", problem.Conflict,
		"该笔追回款不能在本清册中抵扣", "this recovery cannot be set off against this list",
		"只能抵扣同一殡仪馆、同一经费来源和层级的待追回款，且抵扣后须仍有应付金额", "it must be of the same home, fund and level, and something must be left to pay")
	neverPaid = problem.Define("recovery.not_paid", problem.Conflict,
		"该申请的款项没有到账，无需追回", "the money for this claim did not arrive; there is nothing to recover",
		"请先核对银行结果", "check the bank's results first")
)

// Recover books money that came back for a claim that was paid wrongly, over
// its funds in proportion to what each still has to get.
func (o *Office) Recover(ctx context.Context, c Caller, req Recover) (Recovered, error) {
	var out Recovered
	a, err := o.do(ctx, c, party.Recover, req, "", func(w *work) error {
		if strings.TrimSpace(req.Document) == "" {
			return noDocument.With().At("document")
		}
		r, err := w.RecoveryByID(req.Recovery)
		if err != nil {
			return err
		}
		if _, err := w.open(r.Claim); err != nil {
			return err
		}
		if req.Fen <= 0 || req.Fen > r.Left() {
			return tooMuchBack.With().At("fen")
		}
		back, err := w.shareBack(r.Claim, req.Fen)
		if err != nil {
			return err
		}
		ref := w.ref()
		ref.Claim, ref.List, ref.Line = r.Claim, r.List, r.Seq
		e, err := w.post(ledger.Recovered(ref, back))
		if err != nil {
			return err
		}
		out = Recovered{r.ID, r.Number, r.Left() - req.Fen}
		w.Record("recovery", r.ID, sha(strings.Join([]string{"songbai-recovered 1", idText(r.ID), req.Fen.String(), req.Document}, "\n")))
		w.reply(out)
		return w.PutRecoveryUse(r.ID, 0, req.Fen, req.Document, e)
	})
	return answer(a, out, err)
}

// receivable gives what a claim still has to pay back, by fund, level and year.
func (w *work) receivable(id int64) (out []ledger.Part, err error) {
	rows, err := w.EntriesOf(id)
	if err != nil {
		return nil, err
	}
	b := ledger.Balances{}
	var order []ledger.Key
	for _, e := range rows {
		for _, p := range e.Postings {
			if p.Account != ledger.Receivable {
				continue
			}
			k := ledger.Key{Account: p.Account, Fund: p.Fund, Level: p.Level, Year: p.Year}
			if _, ok := b[k]; !ok {
				order = append(order, k)
			}
			b[k] += p.Fen
		}
	}
	for _, k := range order {
		if b[k] > 0 {
			out = append(out, ledger.Part{Fund: k.Fund, Level: k.Level, Year: k.Year, Fen: b[k]})
		}
	}
	return out, nil
}

// shareBack splits a sum over what each fund, level and year still has to get.
func (w *work) shareBack(id int64, fen money.Amount) ([]ledger.Part, error) {
	due, err := w.receivable(id)
	if err != nil {
		return nil, err
	}
	weights := make([]int64, len(due))
	for i, p := range due {
		weights[i] = int64(p.Fen)
	}
	sums, err := money.Split(fen, weights...)
	for i := range due {
		if err == nil {
			due[i].Fen = sums[i]
		}
	}
	return due, err
}

// dueBack opens the recovery of a claim that was paid in a line of a list: the
// receivable is booked against the entry that paid it. The act that reverses
// the claim calls it and releases the line.
func (w *work) dueBack(id int64, list int64, seq int, reason string) (store.Recovery, error) {
	l, err := readList(&w.Tx.Scope, list)
	if err != nil {
		return store.Recovery{}, err
	}
	line, err := w.LineBySeq(list, seq)
	if err != nil {
		return store.Recovery{}, err
	}
	paid, err := w.paidBy(l, id)
	if err != nil {
		return store.Recovery{}, err
	}
	parts, err := w.DecisionParts(line.Decision, line.Year)
	if err != nil {
		return store.Recovery{}, err
	}
	ref := w.ref()
	ref.Claim, ref.List, ref.Line, ref.Payee = id, list, seq, l.home()
	r := store.Recovery{ID: w.NextID(), Claim: id, List: list, Seq: seq, Unit: l.Unit, Fen: line.Waived, Reason: reason}
	if r.Entry, err = w.post(ledger.RecoveryDue(ref, paid, parts)); err != nil {
		return r, err
	}
	y, _, _ := w.Today().YMD()
	n, err := w.NextNumber(w.actor.Office, string(settlement.RecoveryNumber), y, r.ID)
	if err != nil {
		return r, err
	}
	if r.Number, err = settlement.NumberText(settlement.RecoveryNumber, y, n); err != nil {
		return r, err
	}
	return r, w.PutRecovery(&r)
}

// paidBy finds the entry that paid a claim of a list.
func (w *work) paidBy(l *openedList, id int64) (int64, error) {
	rows, err := w.EntriesOfList(l.ID)
	if err != nil {
		return 0, err
	}
	for _, e := range rows {
		if e.Kind == ledger.KindPaid && (e.Claim == 0 || e.Claim == id) {
			return e.ID, nil
		}
	}
	return 0, neverPaid.With()
}

// offset takes recoveries of the same home out of what an approved list owes,
// fund by fund, and gives their sum.
func (w *work) offset(l *openedList, order int64, recoveries []int64) (sum money.Amount, err error) {
	for _, id := range recoveries {
		r, err := w.RecoveryByID(id)
		if err != nil {
			return 0, err
		}
		if l.Kind != settlement.Local || r.Unit != l.Unit || r.List == l.ID || r.Left() <= 0 {
			return 0, cannotOffset.With().At("offsets")
		}
		fen, err := w.offsetOne(l, order, &r)
		if err != nil {
			return 0, err
		}
		sum += fen
	}
	if sum >= l.Sealed {
		return 0, cannotOffset.With().At("offsets")
	}
	return sum, nil
}

func (w *work) offsetOne(l *openedList, order int64, r *store.Recovery) (money.Amount, error) {
	owed, err := w.ListBalance(l.ID, ledger.Approved)
	if err != nil {
		return 0, err
	}
	due, err := w.receivable(r.Claim)
	if err != nil {
		return 0, err
	}
	from, back := meet(owed, due)
	fen := ledger.Total(back)
	if fen == 0 {
		return 0, cannotOffset.With().At("offsets")
	}
	ref := w.listRef(l)
	ref.Claim, ref.Order = r.Claim, order
	e, err := w.post(ledger.RecoveryOffset(ref, from, back))
	if err != nil {
		return 0, err
	}
	return fen, w.PutRecoveryUse(r.ID, order, fen, "", e)
}

// meet matches what is owed with what is due back, within each fund and level;
// years may differ.
func meet(owed, due []ledger.Part) (from, back []ledger.Part) {
	left := append([]ledger.Part(nil), owed...)
	for _, d := range due {
		for i := range left {
			o := &left[i]
			n := min(o.Fen, d.Fen)
			if o.Fund != d.Fund || o.Level != d.Level || n <= 0 {
				continue
			}
			take := func(p ledger.Part) ledger.Part { p.Fen = n; return p }
			from, back = append(from, take(*o)), append(back, take(d))
			o.Fen -= n
			d.Fen -= n
		}
	}
	return from, back
}
