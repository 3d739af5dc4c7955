package office

import (
	"context"
	"errors"

	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/payment"
	"songbai/domain/problem"
	"songbai/store"
)

// ResultPreview is what a bank's result file says of an order, line by line,
// before anything is taken in.
type ResultPreview struct {
	SHA256 string       `json:"sha256"`
	Known  bool         `json:"known"` // this very file was taken in before
	Lines  []ResultLine `json:"lines"`
	Faults problem.List `json:"faults,omitempty"` // of the whole file: while there is one, nothing can be taken in
	Left   []LeftRow    `json:"left,omitempty"`   // faulty rows; the others can be taken without them
	Good   int          `json:"good"`             // rows that can be taken in
	Paid   money.Amount `json:"paid_fen"`
	Back   money.Amount `json:"returned_fen"`
	Silent int          `json:"silent"` // lines of the order that it does not name and that have no answer yet
}

// ResultLine is one line of the order with what the file says of it.
type ResultLine struct {
	Seq     int            `json:"seq"`
	Voucher string         `json:"voucher"`
	Holder  string         `json:"holder"`
	Fen     money.Amount   `json:"fen"`
	Before  payment.Status `json:"before"`
	After   payment.Status `json:"after"`
	Zh      string         `json:"after_zh"`
	Code    string         `json:"code,omitempty"`
	New     bool           `json:"new"` // the file changes it
}

// PreviewResult reads a result file against its order and changes nothing.
func (o *Office) PreviewResult(ctx context.Context, c Caller, req ImportResult) (v ResultPreview, err error) {
	p, err := resultProfileOf(req.Profile)
	if err != nil {
		return v, err
	}
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		if err := party.Allowed(party.ImportResult, a); err != nil {
			return err
		}
		x, err := readOrder(s, req.Order)
		if err != nil {
			return err
		}
		r, unread, err := payment.ReadResult(p, req.Data)
		if v.Left, v.Faults = leftRows(unread), faultsOf(err); err != nil && len(v.Faults) == 0 {
			return err
		}
		if err != nil {
			return nil
		}
		v.SHA256 = r.SHA256
		if _, v.Known, err = s.ResultBySHA(x.ID, r.SHA256); err != nil {
			return err
		}
		sent, err := s.SentLines(x.list.ID, x.ID)
		if err != nil {
			return err
		}
		after, changes, faulty, err := payment.ApplyRows(outcomes(sent), &r)
		if v.Faults = faultsOf(err); err != nil && len(v.Faults) == 0 {
			return err
		}
		v.Left, v.Good = leftRows(unread, faulty), len(r.Lines)-len(faulty)
		v.lines(x, sent, after, changes)
		return nil
	})
	return v, err
}

func (v *ResultPreview) lines(x *openedOrder, sent []store.SentLine, after []payment.Outcome, changes []payment.Change) {
	fresh := map[int]bool{}
	for _, ch := range changes {
		fresh[ch.Index] = true
	}
	for i := range sent {
		n := after[i]
		v.Lines = append(v.Lines, ResultLine{sent[i].Seq, n.Voucher, holderName(&x.lines[i]), n.Fen, sent[i].Status, n.Status, n.Status.Zh(), n.Code, fresh[i]})
		switch {
		case n.Status == payment.Unknown:
			v.Silent++
		case fresh[i] && n.Status == payment.Paid:
			v.Paid += n.Fen
		case fresh[i] && n.Status == payment.Returned:
			v.Back += n.Fen
		}
	}
}

// faultsOf gives the problems of an error one by one; none for a fault of the
// program.
func faultsOf(err error) problem.List {
	var l problem.List
	if errors.As(err, &l) {
		return l
	}
	if p := problem.Of(err); p != nil && p.Kind != problem.Internal {
		return problem.List{p}
	}
	return nil
}
