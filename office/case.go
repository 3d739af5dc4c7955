package office

import (
	"fmt"
	"strconv"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/ledger"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// file is a claim opened for an act: its row, where it stands, its sealed
// lodgement.
type file struct {
	store.Claim
	seen    int64 // moves when it was read
	now     store.Standing
	private store.Private
	form    claim.Lodgement
	said    []string // further lines of what was seen, of the act under way
}

// open reads a claim for this act: it lies within the actor's reach, the act is
// possible where it stands, done by this kind of office, and not on a case of
// the actor's own or of a declared relative.
func (w *work) open(id int64) (*file, error) {
	f, err := readFile(&w.Tx.Scope, id)
	if err != nil {
		return nil, err
	}
	if err := party.May(w.act, w.actor, objectOf(&f.Claim)); err != nil {
		return nil, err
	}
	if f.private.Scrubbed {
		return nil, scrubbedCase.With()
	}
	m, err := claim.MoveOf(f.Route, f.now.State, w.act)
	if err != nil {
		return nil, err
	}
	if err := m.DoneBy(w.actor.OfficeKind); err != nil {
		return nil, err
	}
	if err := w.free(f); err != nil {
		return nil, err
	}
	return f, w.noInterest(f.form)
}

var scrubbedCase = problem.Define("claim.scrubbed", problem.Conflict,
	"该申请的个人信息已按期清除，不能再办理", "the personal values of this claim were scrubbed at the end of their term; it takes no more acts",
	"金额和摘要仍可核验；如确需更正，请由民政局另案处理", "sums and digests can still be verified; handle a correction as a case of its own")

// readFile reads a claim with its sealed lodgement.
func readFile(s *store.Scope, id int64) (*file, error) {
	c, err := s.ClaimByID(id)
	if err != nil {
		return nil, err
	}
	return fileOf(s, &c)
}

// fileOf reads what belongs to a claim whose row is at hand.
func fileOf(s *store.Scope, c *store.Claim) (_ *file, err error) {
	f := &file{Claim: *c, seen: c.Moves}
	if f.now, err = s.ClaimNow(c.ID); err != nil {
		return nil, err
	}
	if f.private, err = s.Private(c.ID, c.PrivateN); err != nil {
		return nil, err
	}
	f.form, err = formOf(&f.private)
	return f, err
}

// noInterest refuses an act on the actor's own case or a declared relative's:
// the deceased's and the handler's documents are compared.
func (w *work) noInterest(l claim.Lodgement) error {
	if w.actor.Person == 0 {
		return nil
	}
	var keys []string
	for _, d := range l.Deceased.Documents {
		keys = append(keys, d.Key())
	}
	if l.Handler != nil {
		keys = append(keys, l.Handler.Document.Key())
	}
	own, relative, err := w.Interested(w.actor.Person, keys)
	if err != nil {
		return err
	}
	return party.NoInterest(own, relative)
}

// move takes the act on the claim: the next state of the table, the guard, the
// row, the move, the audit record. It gives the digest of what was seen.
func (w *work) move(f *file, reason string, extra ...string) (string, error) {
	from := f.now.State
	pos, err := claim.Position{Route: f.Route, State: from, Back: f.ResumeState}.After(w.act)
	if err != nil {
		return "", err
	}
	f.State, f.ResumeState = claim.RowState(f.Route, pos.State), pos.Back
	if pos.State != claim.Returned {
		f.ReturnedBy, f.Thing = 0, ""
	}
	if err := w.guard(f, from, pos.State); err != nil {
		return "", err
	}
	digest := sha(seenText(w, f, from, pos.State, append(extra, f.said...)))
	f.Moves++
	at := w.Record("claim", f.ID, digest)
	err = w.PutMove(store.Move{Claim: f.ID, Seq: f.Moves, Act: string(w.act), From: from, To: pos.State, Reason: reason, Digest: digest, AuditPos: at})
	if err != nil {
		return "", err
	}
	f.now.State = pos.State
	if f.seen == 0 && f.Moves == 1 {
		return digest, w.InsertClaim(&f.Claim)
	}
	return digest, w.SaveClaim(&f.Claim, f.seen)
}

// guard takes or releases the keys of the claim as its state asks.
func (w *work) guard(f *file, from, to claim.State) error {
	switch claim.GuardOf(from, to) {
	case claim.GuardTake:
		return w.TakeGuards(f.ID, guardKeys(f.form))
	case claim.GuardRelease:
		return w.ReleaseGuards(f.ID)
	}
	return nil
}

// guardKeys are the keys of which one live claim may hold each.
func guardKeys(l claim.Lodgement) []store.Key {
	var out []store.Key
	for _, k := range claim.Keys(l) {
		out = append(out, store.Key{Kind: string(k.Kind), Value: k.Value})
	}
	return out
}

// seenText is the canonical text whose digest a move and its audit record carry:
//
//	songbai-seen 1
//	county, claim, act, from, to, private (version), services (version),
//	decision (row id), commitments (digest), then the act's own lines
func seenText(w *work, f *file, from, to claim.State, extra []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "songbai-seen 1\ncounty=%d\nclaim=%d\nact=%s\nfrom=%s\nto=%s\nprivate=%d\nservices=%d\ndecision=%d\ncommitments=%s\n",
		w.County, f.ID, w.act, from, to, f.PrivateN, f.ServicesN, f.Decision, sha(f.private.Commitments()))
	for _, x := range extra {
		b.WriteString(x + "\n")
	}
	return b.String()
}

// ref begins a ledger reference of this act.
func (w *work) ref() ledger.Ref { return ledger.Ref{County: w.CountyText(), Day: w.Today()} }

func idText(id int64) string { return strconv.FormatInt(id, 10) }
