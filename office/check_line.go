package office

import (
	"context"
	"fmt"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/store"
)

// LineRef names a line of a list.
type LineRef struct {
	List int64 `json:"list"`
	Seq  int   `json:"seq"`
}

// CheckLine passes one line (五(一)).
func (o *Office) CheckLine(ctx context.Context, c Caller, req LineRef) (ListMoved, error) {
	return o.onLine(ctx, c, party.CheckLine, req, lineMark{mark: settlement.MarkPass})
}

var nothingUnmarked = problem.Define("list.nothing_unmarked", problem.Conflict,
	"没有未审的行", "no line is without a mark", "请逐条办理有疑问和已答复的行", "act on the queried and answered lines one by one")

var onlyDoubted = problem.Define("list.only_doubted", problem.Conflict,
	"未审的行都有待处理或属实的疑点，不能一并通过", "every line without a mark has a finding open or confirmed and is not passed with the rest",
	"请先处理疑点，再逐行审核这些行", "decide the findings, then review these lines one by one")

// CheckLines passes every line that has no mark yet and no finding open or
// confirmed, in one statement and one audit record: the list's submitted digest
// fixes what each line says, the ranges in the record's text which of them were
// passed, in order, and left how many were left out for their findings.
func (o *Office) CheckLines(ctx context.Context, c Caller, req ListRef) (ListMoved, error) {
	return o.passAll(ctx, c, req, req, bulkWord+"rest", func(tx *store.Tx, l *store.List, _ string) ([]int, error) { return tx.PassUnmarked(l) })
}

// passAll passes the lines that pick takes; asked is what the idempotency key
// stands for, reason what its record says of the bulk.
func (o *Office) passAll(ctx context.Context, c Caller, req ListRef, asked any, reason string, pick func(*store.Tx, *store.List, string) ([]int, error)) (ListMoved, error) {
	var out ListMoved
	a, err := o.bulk(ctx, c, party.CheckLine, asked, reason, func(w *work) error {
		l, err := w.list(req.List)
		if err != nil {
			return err
		}
		if err := w.reviewing(l); err != nil {
			return err
		}
		if err := w.byOffice(l.route(), claim.Listed); err != nil {
			return err
		}
		passed, err := pick(w.Tx, &l.List, signsFrom(l))
		if err != nil {
			return err
		}
		left := 0
		if len(passed) < l.Lines {
			if left, err = w.Doubted(l.ID); err != nil {
				return err
			}
		}
		switch {
		case len(passed) == 0 && left > 0:
			return onlyDoubted.With()
		case len(passed) == 0:
			return nothingUnmarked.With()
		}
		if err := w.seat(l); err != nil {
			return err
		}
		out = moved(l, len(passed), 0, w.record(l, fmt.Sprintf("passed=%d", len(passed)), "lines="+runs(passed), fmt.Sprintf("left=%d", left)))
		out.Doubted = left
		w.reply(out)
		return nil
	})
	return answer(a, out, err)
}

// lineMark is a mark to be set on one line.
type lineMark struct {
	mark settlement.Mark
	code settlement.Reason
	note string
}

// onLine sets a mark on one line: the claim's move table says from which state
// and by which office, the table of marks what may follow what. The struck line
// leaves the list.
func (o *Office) onLine(ctx context.Context, c Caller, act party.Act, req LineRef, m lineMark) (ListMoved, error) {
	var out ListMoved
	asked := struct {
		LineRef
		Mark, Code, Note string
	}{req, string(m.mark), string(m.code), m.note}
	a, err := o.do(ctx, c, act, asked, string(m.code), func(w *work) error {
		l, err := w.list(req.List)
		if err != nil {
			return err
		}
		line, err := w.line(l, req.Seq, m.mark)
		if err != nil {
			return err
		}
		if err := w.reviewing(l); err != nil {
			return err
		}
		if err := w.seat(l); err != nil {
			return err
		}
		if m.mark == settlement.MarkPass {
			if err := w.sayOpen(line.Claim); err != nil {
				return err
			}
		}
		note, err := w.PutMark(l.ID, line, m.mark, m.code, m.note)
		if err != nil {
			return err
		}
		digest := w.record(l, fmt.Sprintf("line=%d\nclaim=%d\nclaim_digest=%s\nmark=%s\ncode=%s\nnote=%s", line.Seq, line.Claim, line.ClaimDigest, m.mark, m.code, note))
		if m.mark == settlement.MarkStrike {
			if err := w.strike(l, line, digest); err != nil {
				return err
			}
		}
		out = moved(l, 1, line.Waived, digest)
		w.reply(out)
		return nil
	})
	return answer(a, out, err)
}

// openWord begins what the audit record of a passed line says of its check list:
// the items that nobody had ticked. A bulk pass says instead which bulk it was.
const openWord, bulkWord = "open=", "bulk="

// sayOpen has the record of a pass name the items of the check list left open:
// nothing keeps a line from being passed but that nobody can say later it was
// ticked.
func (w *work) sayOpen(id int64) error {
	open, err := w.openTicks(id)
	if err == nil && open != "" {
		w.Act.Reason = strings.TrimSpace(openWord + open + " " + w.Act.Reason)
	}
	return err
}

// line reads a line that may take the mark.
func (w *work) line(l *openedList, seq int, m settlement.Mark) (*store.Line, error) {
	line, err := w.LineBySeq(l.ID, seq)
	if err != nil {
		return nil, err
	}
	if _, err := settlement.NextMark(line.State, m); err != nil {
		return nil, err
	}
	now, err := w.ClaimNow(line.Claim)
	if err != nil {
		return nil, err
	}
	return &line, w.byOffice(claim.Route(line.Route), now.State)
}

// reviewing moves a list that is marked for the first time under review.
func (w *work) reviewing(l *openedList) error {
	to, err := settlement.Next(l.State, settlement.Review)
	if err != nil || to == l.State {
		return err
	}
	from := l.State
	l.State = to
	return w.MoveList(l.ID, from, to)
}
