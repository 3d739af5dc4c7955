package office

import (
	"context"
	"strings"

	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/store"
)

// ListPaper asks for an official paper of a list: list_pdf, list_xlsx (费用结算清册
// or 核定表, as sealed, or as submitted while it is not sealed), opinion_pdf
// (审核意见表, once sealed).
type ListPaper struct {
	List int64  `json:"list"`
	Kind string `json:"kind"`
}

// OrderPaper asks for an official paper of a payment order: order_pdf (拨款单),
// remittance_pdf (拨付通知 of the line with Voucher; of a home's order its only
// line).
type OrderPaper struct {
	Order   int64  `json:"order"`
	Kind    string `json:"kind"`
	Voucher string `json:"voucher,omitempty"`
}

var (
	noListPaper = problem.Define("paper.list_kind", problem.Invalid,
		"没有“%s”这种清册文书", "there is no paper %q of a list", "可选 list_pdf、list_xlsx、opinion_pdf（盖章后）", "choose list_pdf, list_xlsx or, once sealed, opinion_pdf")
	noOrderPaper = problem.Define("paper.order_kind", problem.Invalid,
		"没有“%s”这种拨款文书", "there is no paper %q of an order", "可选 order_pdf、remittance_pdf（请注明凭证号）", "choose order_pdf or remittance_pdf, with the voucher")
)

// ListPaper gives out an official paper of a list, with full values: made once
// for each fixed text, the same bytes ever after.
func (o *Office) ListPaper(ctx context.Context, c Caller, req ListPaper) (Paper, error) {
	var kind, name string
	var subject int64
	made, err := o.rendered(ctx, c, func(s *store.Scope, a party.Actor) (string, int64, func() ([]byte, error), error) {
		l, err := readList(s, req.List)
		if err != nil {
			return "", 0, nil, err
		}
		if err := party.May(party.Export, a, l.object()); err != nil {
			return "", 0, nil, err
		}
		text := "submitted"
		if l.SealedDigest != "" {
			text = "sealed"
		}
		kind, name, subject = req.Kind+":"+text, l.Number+"-"+text+"-"+strings.Replace(req.Kind, "_", ".", 1), l.ID
		return kind, l.ID, func() ([]byte, error) { return o.printList(s, l, req.Kind) }, nil
	})
	if err != nil {
		return Paper{}, err
	}
	return o.giveOut(ctx, c, req, Paper{Kind: req.Kind, Name: name, Media: mediaName(req.Kind)}, "list", kind, subject, made, func(w *work) error {
		_, err := w.list(req.List)
		return err
	})
}

// OrderPaper gives out an official paper of an order.
func (o *Office) OrderPaper(ctx context.Context, c Caller, req OrderPaper) (Paper, error) {
	var kind, name string
	made, err := o.rendered(ctx, c, func(s *store.Scope, a party.Actor) (string, int64, func() ([]byte, error), error) {
		x, err := readOrder(s, req.Order)
		if err != nil {
			return "", 0, nil, err
		}
		if err := party.May(party.Export, a, x.list.object()); err != nil {
			return "", 0, nil, err
		}
		if req.Kind == "remittance_pdf" && req.Voucher == "" && len(x.lines) == 1 {
			req.Voucher = x.lines[0].Voucher
		}
		kind, name = req.Kind+":"+req.Voucher, x.Number+"-"+strings.Replace(req.Kind, "_", ".", 1)
		return kind, x.ID, func() ([]byte, error) { return o.printOrder(s, x, &req) }, nil
	})
	if err != nil {
		return Paper{}, err
	}
	return o.giveOut(ctx, c, req, Paper{Kind: req.Kind, Name: name, Media: mediaName(req.Kind)}, "order", kind, req.Order, made, func(w *work) error {
		_, err := w.order(req.Order)
		return err
	})
}

// rendered renders a paper that was never kept, on an unchanging view and out of
// the writer's turn; nil when one is kept already.
func (o *Office) rendered(ctx context.Context, c Caller, find func(s *store.Scope, a party.Actor) (kind string, subject int64, render func() ([]byte, error), err error)) (b []byte, err error) {
	err = o.read(ctx, c, party.Export, func(s *store.Scope, a party.Actor) error {
		kind, subject, render, err := find(s, a)
		if err != nil {
			return err
		}
		if _, _, err = s.OfficialBytes(kind, subject); problem.CodeOf(err) == "store.missing" {
			b, err = render()
		}
		return err
	})
	return b, err
}

// giveOut keeps what was rendered, unless another did so meanwhile, and records
// that the paper was given out.
func (o *Office) giveOut(ctx context.Context, c Caller, req any, p Paper, subjectKind, kind string, subject int64, made []byte, may func(w *work) error) (Paper, error) {
	_, err := o.do(ctx, c, party.Export, req, "", func(w *work) error {
		if err := may(w); err != nil {
			return err
		}
		kept, b, err := w.OfficialBytes(kind, subject)
		if problem.CodeOf(err) == "store.missing" && made != nil {
			b = made
			kept, err = w.KeepOfficial(kind, subjectKind, subject, b)
		}
		if err != nil {
			return err
		}
		w.Record("official", kept.ID, kept.SHA256)
		p.SHA256, p.Bytes = kept.SHA256, b
		return nil
	})
	return p, err
}

// printList renders a paper of a list.
func (o *Office) printList(s *store.Scope, l *openedList, kind string) ([]byte, error) {
	p := &listPrint{o: o, s: s, l: l}
	if err := p.gather(); err != nil {
		return nil, err
	}
	switch {
	case kind == "list_pdf":
		return p.list().PDF()
	case kind == "list_xlsx":
		return p.list().XLSX()
	case kind == "opinion_pdf" && l.State != settlement.Submitted && l.SealedDigest != "":
		return p.opinion().PDF()
	}
	return nil, noListPaper.With(kind).At("kind")
}
