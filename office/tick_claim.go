package office

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// What can be ticked on a claim. Sums are ticked by the machine.
const (
	TickIdentity = "identity"
	TickPapers   = "papers"
	TickSums     = "sums"
)

// TickClaim keeps that a reviewer went through something on a claim.
type TickClaim struct {
	Claim int64  `json:"claim"`
	Kind  string `json:"kind"` // identity, papers
}

var (
	badTick = problem.Define("claim.tick", problem.Invalid,
		"只能勾选身份（identity）或材料（papers）", "only identity or papers can be ticked", "金额由系统复算后自动勾选", "sums are worked out and ticked by the program")
	tickedAlready = problem.Define("claim.ticked", problem.Conflict,
		"该项已经核对过，此后没有变化", "it was ticked and nothing changed since", "无须再次勾选", "there is no need to tick it again")
	badSums = problem.Define("claim.tick_sums", problem.Conflict,
		"按原依据复算，结果与保存的决定不一致", "decided again on its own basis, the result is not the decision kept", "请停止办理并核验数据", "stop and run the verification")
	tooLateToTick = problem.Define("claim.tick_late", problem.Conflict,
		"这份申请已经盖章、支付或终结，不再勾选核对项", "the claim is sealed, paid or ended; its check list is closed", "发现问题请按冲销、追回或投诉办理", "what is found now goes by reversal, recovery or complaint")
)

// ticking are the states in which the bureau still weighs a claim.
var ticking = []claim.State{claim.Lodged, claim.Accepted, claim.Signed, claim.Completed, claim.Listed, claim.Checked, claim.Queried, claim.Forwarded, claim.Returned}

// TickClaim keeps one tick, signed by who set it and when. With it the program
// decides the claim again from the facts and the basis kept and ticks the sums
// when they agree.
func (o *Office) TickClaim(ctx context.Context, c Caller, req TickClaim) error {
	if req.Kind != TickIdentity && req.Kind != TickPapers {
		return badTick.With().At("kind")
	}
	_, err := o.do(ctx, c, party.TickClaim, req, req.Kind, func(w *work) error {
		f, err := readFile(&w.Tx.Scope, req.Claim)
		if err != nil {
			return err
		}
		if err := party.May(w.act, w.actor, objectOf(&f.Claim)); err != nil {
			return err
		}
		if !slices.Contains(ticking, f.now.State) {
			return tooLateToTick.With()
		}
		if err := w.noInterest(f.form); err != nil {
			return err
		}
		t, err := tickOf(&w.Tx.Scope, f)
		if err != nil {
			return err
		}
		w.Record("claim", f.ID, sha(tickText(w, f, &t, req.Kind)))
		return w.tick(f, t, req.Kind)
	})
	return err
}

// tickOf gives what a tick set now holds for.
func tickOf(s *store.Scope, f *file) (store.Tick, error) {
	papers, err := s.Papers(f.ID)
	return store.Tick{PrivateN: f.PrivateN, Papers: len(papers), Decision: f.Decision}, err
}

// tickText is the canonical text whose digest the audit record of a tick carries.
func tickText(w *work, f *file, t *store.Tick, kind string) string {
	return strings.Join([]string{"songbai-tick 1", fmt.Sprint("county=", w.County), fmt.Sprint("claim=", f.ID), "kind=" + kind,
		fmt.Sprint("private=", t.PrivateN), fmt.Sprint("papers=", t.Papers), fmt.Sprint("decision=", t.Decision), "commitments=" + sha(f.private.Commitments())}, "\n")
}

func (w *work) tick(f *file, now store.Tick, kind string) error {
	old, err := w.Ticks(f.ID)
	if err != nil {
		return err
	}
	if holds(old, kind, &now) {
		return tickedAlready.With().At("kind")
	}
	mine := now
	mine.Kind, mine.Person = kind, w.actor.Person
	if err := w.PutTick(f.ID, &mine); err != nil {
		return err
	}
	if f.Decision == 0 || holds(old, TickSums, &now) {
		return nil
	}
	same, err := w.o.sumsAgree(&w.Tx.Scope, f.Decision)
	if err != nil {
		return err
	}
	if !same {
		return badSums.With()
	}
	now.Kind = TickSums
	return w.PutTick(f.ID, &now)
}

// holds reports whether a tick of the kind was set on what stands now.
func holds(ticks []store.Tick, kind string, now *store.Tick) bool {
	for _, t := range ticks {
		if t.Kind == kind && fits(&t, kind, now) {
			return true
		}
	}
	return false
}

// sumsAgree decides a stored decision again and compares every sum of it.
func (o *Office) sumsAgree(s *store.Scope, decision int64) (bool, error) {
	d, err := s.DecisionByID(decision)
	if err != nil {
		return false, err
	}
	_, _, again, err := o.decideAgain(s, &d)
	if err != nil {
		return false, err
	}
	same := again.Charged == d.Charged && again.PreCap == d.PreCap && again.Waived == d.Waived && again.Family == d.Family && len(again.Lines) == len(d.Lines) && len(again.Shares) == len(d.Shares)
	for i := range d.Lines {
		same = same && again.Lines[i].Charged == d.Lines[i].Charged && again.Lines[i].Waived == d.Lines[i].Waived && again.Lines[i].Family == d.Lines[i].Family
	}
	for i := range d.Shares {
		same = same && again.Shares[i] == d.Shares[i]
	}
	return same, nil
}

// staffName gives the name that a member of staff is known by.
func staffName(s *store.Scope, person int64) (string, error) {
	if person == 0 {
		return "", nil
	}
	p, err := s.PersonByID(person)
	return p.Name, err
}

// fits reports whether a tick holds for what stands now: identity for the form,
// papers for the papers seen, sums for the decision.
func fits(t *store.Tick, kind string, now *store.Tick) bool {
	switch kind {
	case TickIdentity:
		return t.PrivateN == now.PrivateN
	case TickPapers:
		return t.Papers == now.Papers && t.PrivateN == now.PrivateN
	}
	return t.Decision == now.Decision
}
