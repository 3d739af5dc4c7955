package office

import (
	"context"

	"songbai/domain/claim"
	"songbai/domain/ledger"
	"songbai/domain/party"
	"songbai/domain/payment"
	"songbai/domain/problem"
	"songbai/domain/settlement"
)

// Forward sends an accepted out-of-area claim to the bureau: form signed, four
// papers seen, invoice lines mapped to local items (三(七), 五(二)).
func (o *Office) Forward(ctx context.Context, c Caller, req ClaimRef) (Moved, error) {
	return o.onClaim(ctx, c, party.Forward, req.Claim, req, "", func(w *work, f *file) error {
		if f.ServicesN == 0 {
			return noServices.With()
		}
		return w.byInvoice(f)
	})
}

// DetermineClaim asks the bureau to fix the amount of an out-of-area claim.
type DetermineClaim struct {
	Claim  int64  `json:"claim"`
	Digest string `json:"digest"` // of the sums shown, as the claim's view gives it
}

// Determine fixes the amount by local items and prices, books it, and puts the
// claim before the next determination sheet (五(二)). The account of the form
// becomes the payee; the forwarding clerk entered it, this person approves it.
func (o *Office) Determine(ctx context.Context, c Caller, req DetermineClaim) (Moved, error) {
	m, err := o.onClaim(ctx, c, party.Determine, req.Claim, req, "", func(w *work, f *file) error {
		if err := w.settled(f); err != nil {
			return err
		}
		v, err := w.finalPrice(f)
		if err != nil {
			return err
		}
		if err := w.byInvoice(f); err != nil {
			return err
		}
		if err := w.asShown(f, v, req.Digest); err != nil {
			return err
		}
		if err := w.allCame(f, v); err != nil {
			return err
		}
		if err := w.keep(f, v); err != nil {
			return err
		}
		today := w.Today()
		f.CompletedDay = &today
		if err := w.bookDetermined(f, v); err != nil {
			return err
		}
		if err := w.firstPayee(f); err != nil {
			return err
		}
		day, err := w.openDay(w.actor.Office, today)
		if err != nil {
			return err
		}
		return w.putSettle(f, v, w.actor.Office, settlement.Reimbursement, day.String())
	})
	if err != nil {
		return m, o.keepFindings(ctx, c, req.Claim, nil, err)
	}
	return m, nil
}

func (w *work) bookDetermined(f *file, v *verdict) error {
	ps := parts(v.d.Shares, w.Today())
	if len(ps) == 0 {
		return nothingDue.With()
	}
	r := w.ref()
	r.Claim = f.ID
	e, err := ledger.ReimbursementDetermined(r, ps)
	if err != nil {
		return err
	}
	_, err = w.PutEntry(&e, "")
	return err
}

// firstPayee keeps the account of the form as the first payee of the claim.
func (w *work) firstPayee(f *file) error {
	moves, err := w.Moves(f.ID)
	if err != nil {
		return err
	}
	enteredBy := w.actor.Person
	for _, m := range moves {
		if m.Act == string(party.Forward) {
			enteredBy = m.Person
		}
	}
	return w.PutPayee(f.ID, payeeOf(f.form), enteredBy, w.actor.Person, "申请表")
}

// payeeOf gives the account of the form.
func payeeOf(l claim.Lodgement) payment.Account {
	if l.Account == nil {
		return payment.Account{}
	}
	return payment.Account{Holder: l.Account.Holder, Number: l.Account.Number, Bank: l.Account.Bank, BankNo: l.Account.CNAPS}
}

// nothingDue is the answer when local items and prices come to nothing.
var nothingDue = problem.Define("claim.nothing_due", problem.Refused,
	"按本地项目和标准核定的金额为零", "by local items and prices nothing is due",
	"请核对发票分项与本地项目的对应；确无可报销项目的应不予受理", "check how invoice lines map to local items; refuse the claim if nothing maps")
