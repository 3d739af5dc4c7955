package office

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"
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
	// Rows takes the good rows in and leaves the payments of faulty ones open; else
	// one faulty row keeps the whole file out.
	Rows bool `json:"rows,omitempty"`
}

// Imported is the answer: what the file said, and where the list stands.
type Imported struct {
	Result   int64         `json:"result"`
	Order    int64         `json:"order"`
	List     int64         `json:"list"`
	State    string        `json:"state"` // of the list, after it
	StateZh  string        `json:"state_zh"`
	Lines    int           `json:"lines"` // of the file, taken in
	Left     []LeftRow     `json:"left,omitempty"`
	Changed  int           `json:"changed"`
	Standing payment.Tally `json:"standing"` // over all orders of the list
}

// LeftRow is a row of a result file that was not taken in, with everything that is
// wrong with it; its payment stays as it was.
type LeftRow struct {
	At      int          `json:"at"`                // line of the file
	Voucher string       `json:"voucher,omitempty"` // when it can be read
	Faults  problem.List `json:"faults"`
}

var noGoodRow = problem.Define("order.no_good_row", problem.Conflict,
	"回单里没有可以导入的行", "the result has no row that can be taken in", "请先改正，或向银行重新取得回单", "have it mended, or ask the bank for the file again")

var noResultProfile = problem.Define("order.result_profile", problem.Invalid,
	"没有“%[1]s”这种回单格式", "there is no result format %[1]q", "可选：%[2]s", "choose one of: %[2]s")

// ImportResult takes a result file in, whole or, when asked, its good rows. Any
// number of imports of any files in any order have one effect; the same file again
// gives the same answer (INV-23).
func (o *Office) ImportResult(ctx context.Context, c Caller, req ImportResult) (Imported, error) {
	p, err := resultProfileOf(req.Profile)
	if err != nil {
		return Imported{}, err
	}
	t := takenFile{data: req.Data, rows: req.Rows}
	if req.Rows {
		t.Result, t.faulty, err = payment.ReadResult(p, req.Data)
	} else {
		t.Result, err = payment.ParseResult(p, req.Data)
	}
	if err != nil {
		return Imported{}, err
	}
	asked := struct {
		Order   int64
		Profile string
		SHA256  string
		Rows    bool `json:",omitempty"`
	}{req.Order, req.Profile, t.SHA256, req.Rows}
	return o.takeResult(ctx, c, party.ImportResult, req.Order, asked, &t)
}

// takenFile is a result as it is taken in: what of it can be read, its faulty rows,
// whether good rows are taken without them, and the bytes that are kept.
type takenFile struct {
	payment.Result
	faulty []payment.RowFault
	rows   bool
	data   []byte
}

// apply takes the file into what is known, row by row or not at all.
func (t *takenFile) apply(current []payment.Outcome) (changes []payment.Change, faulty []payment.RowFault, err error) {
	if t.rows {
		_, changes, faulty, err = payment.ApplyRows(current, &t.Result)
	} else {
		_, changes, err = payment.Apply(current, &t.Result)
	}
	return changes, faulty, err
}

// leftRows joins the faulty rows of a file by their lines.
func leftRows(parts ...[]payment.RowFault) (out []LeftRow) {
	for _, faulty := range parts {
		for _, f := range faulty {
			out = append(out, LeftRow{f.At, f.Voucher, f.Faults})
		}
	}
	slices.SortStableFunc(out, func(a, b LeftRow) int { return cmp.Compare(a.At, b.At) })
	return out
}

// takeResult applies a result to an order.
func (o *Office) takeResult(ctx context.Context, c Caller, act party.Act, order int64, asked any, t *takenFile) (Imported, error) {
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
		before, found, err := w.ResultBySHA(x.ID, t.SHA256)
		if err != nil {
			return err
		}
		if found {
			w.Record("bank_result", before.ID, t.SHA256)
			w.Answer(before.Answer)
			return json.Unmarshal([]byte(before.Answer), &out)
		}
		out, err = w.newResult(x, t)
		return err
	})
	return answer(a, out, err)
}

func (w *work) newResult(x *openedOrder, t *takenFile) (Imported, error) {
	sent, err := w.SentLines(x.list.ID, x.ID)
	if err != nil {
		return Imported{}, err
	}
	changes, faulty, err := t.apply(outcomes(sent))
	if err != nil {
		return Imported{}, err
	}
	left := leftRows(t.faulty, faulty)
	taken := len(t.Lines) - len(faulty)
	if taken == 0 && len(left) > 0 {
		return Imported{}, noGoodRow.With()
	}
	id := w.NextID()
	if err := w.putChanges(x, sent, changes, id); err != nil {
		return Imported{}, err
	}
	all, err := w.SentLines(x.list.ID, 0)
	if err != nil {
		return Imported{}, err
	}
	out := Imported{Result: id, Order: x.ID, List: x.list.ID, State: string(x.list.State), StateZh: x.list.State.Zh(), Lines: taken, Left: left, Changed: len(changes), Standing: payment.Count(outcomes(all))}
	w.reply(out)
	text, err := json.Marshal(out)
	if err != nil {
		return out, err
	}
	if _, err := w.KeepOfficial("bank_result", "bank_result", id, t.data); err != nil {
		return out, err
	}
	w.Tx.Act.Reason = strings.TrimSpace(leftReason(left) + " " + w.Tx.Act.Reason)
	w.Record("bank_result", id, t.SHA256)
	return out, w.PutResult(&store.Result{ID: id, Order: x.ID, SHA256: t.SHA256, Lines: taken, Answer: string(text)})
}

// leftReason names the rows left in the audit record: how many, and the first of
// them by their lines.
func leftReason(left []LeftRow) string {
	if len(left) == 0 {
		return ""
	}
	text := "rows_left=" + strconv.Itoa(len(left))
	for i, l := range left[:min(len(left), 10)] {
		text += []string{" lines=", ","}[min(i, 1)] + strconv.Itoa(l.At)
	}
	return text
}

// putChanges writes what a result changes, books what moves and lets the list
// follow.
func (w *work) putChanges(x *openedOrder, sent []store.SentLine, changes []payment.Change, result int64) error {
	for _, ch := range changes {
		if err := w.PutOutcome(&sent[ch.Index], ch, result); err != nil {
			return err
		}
		if ch.Moves() {
			if err := w.bookOutcome(x, &sent[ch.Index], ch.After.Status); err != nil {
				return err
			}
		}
	}
	return w.follow(x.list)
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
