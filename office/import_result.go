package office

import (
	"context"
	"encoding/json"
	"strings"

	"songbai/domain/ledger"
	"songbai/domain/party"
	"songbai/domain/payment"
	"songbai/domain/problem"
	"songbai/store"
)

// ImportResult gives a bank's result file to an order, in one of the shapes of
// payment.ResultProfiles.
type ImportResult struct {
	Order   int64  `json:"order"`
	Profile string `json:"profile"`
	Data    []byte `json:"data"`
}

// Imported is the answer: what the file said, and where the list stands.
type Imported struct {
	Result   int64         `json:"result"`
	Order    int64         `json:"order"`
	List     int64         `json:"list"`
	State    string        `json:"state"` // of the list, after it
	StateZh  string        `json:"state_zh"`
	Lines    int           `json:"lines"` // of the file
	Changed  int           `json:"changed"`
	Standing payment.Tally `json:"standing"` // over all orders of the list
}

var noResultProfile = problem.Define("order.result_profile", problem.Invalid,
	"没有“%[1]s”这种回单格式", "there is no result format %[1]q", "可选：%[2]s", "choose one of: %[2]s")

// ImportResult takes a result file in, whole or not at all. Any number of
// imports of any files in any order have one effect; the same file again gives
// the same answer (INV-23).
func (o *Office) ImportResult(ctx context.Context, c Caller, req ImportResult) (Imported, error) {
	p, err := resultProfileOf(req.Profile)
	if err != nil {
		return Imported{}, err
	}
	r, err := payment.ParseResult(p, req.Data)
	if err != nil {
		return Imported{}, err
	}
	asked := struct {
		Order   int64
		Profile string
		SHA256  string
	}{req.Order, req.Profile, r.SHA256}
	return o.takeResult(ctx, c, party.ImportResult, req.Order, asked, &r, req.Data)
}

// takeResult applies a result to an order; data is what is kept of it.
func (o *Office) takeResult(ctx context.Context, c Caller, act party.Act, order int64, asked any, r *payment.Result, data []byte) (Imported, error) {
	var out Imported
	a, err := o.bulk(ctx, c, act, asked, "", func(w *work) error {
		x, err := w.order(order)
		if err != nil {
			return err
		}
		if err := w.atBank(x); err != nil {
			return err
		}
		if err := w.seat(x.list); err != nil {
			return err
		}
		before, found, err := w.ResultBySHA(r.SHA256)
		if err != nil {
			return err
		}
		if found {
			w.Record("bank_result", before.ID, r.SHA256)
			w.Answer(before.Answer)
			return json.Unmarshal([]byte(before.Answer), &out)
		}
		out, err = w.newResult(x, r, data)
		return err
	})
	return answer(a, out, err)
}

func (w *work) newResult(x *openedOrder, r *payment.Result, data []byte) (Imported, error) {
	sent, err := w.SentLines(x.list.ID, x.ID)
	if err != nil {
		return Imported{}, err
	}
	_, changes, err := payment.Apply(outcomes(sent), r)
	if err != nil {
		return Imported{}, err
	}
	id := w.NextID()
	for _, ch := range changes {
		if err := w.PutOutcome(&sent[ch.Index], ch, id); err != nil {
			return Imported{}, err
		}
		if ch.Moves() {
			if err := w.bookOutcome(x, &sent[ch.Index], ch.After.Status); err != nil {
				return Imported{}, err
			}
		}
	}
	if err := w.follow(x.list); err != nil {
		return Imported{}, err
	}
	all, err := w.SentLines(x.list.ID, 0)
	if err != nil {
		return Imported{}, err
	}
	out := Imported{Result: id, Order: x.ID, List: x.list.ID, State: string(x.list.State), StateZh: x.list.State.Zh(), Lines: len(r.Lines), Changed: len(changes), Standing: payment.Count(outcomes(all))}
	w.reply(out)
	text, err := json.Marshal(out)
	if err != nil {
		return out, err
	}
	if _, err := w.KeepOfficial("bank_result", "bank_result", id, data); err != nil {
		return out, err
	}
	w.Record("bank_result", id, r.SHA256)
	return out, w.PutResult(&store.Result{ID: id, Order: x.ID, SHA256: r.SHA256, Lines: len(r.Lines), Answer: string(text)})
}

// bookOutcome books one line that the bank paid or returned.
func (w *work) bookOutcome(x *openedOrder, l *store.SentLine, s payment.Status) error {
	parts, err := w.lineParts(x, l.Claim)
	if err != nil {
		return err
	}
	if ledger.Total(parts) != l.Fen {
		return notTheSame.With()
	}
	r := w.listRef(x.list)
	r.Order, r.Line, r.Claim = x.ID, l.Seq, l.Claim
	if s == payment.Paid {
		_, err = w.post(ledger.Paid(r, parts))
	} else {
		_, err = w.post(ledger.ReturnedByBank(r, parts))
	}
	return err
}

func resultProfileOf(code string) (*payment.ResultProfile, error) {
	var codes []string
	for _, p := range payment.ResultProfiles() {
		if p.Code == code {
			return &p, nil
		}
		codes = append(codes, p.Code)
	}
	return nil, noResultProfile.With(code, strings.Join(codes, ", ")).At("profile")
}
