package office

import (
	"context"
	"fmt"
	"slices"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/store"
)

// CheckView is the checklist of a claim: what the policy wants of it, line by
// line, and what else was brought.
type CheckView struct {
	Claim int64       `json:"claim"`
	Lines []CheckLine `json:"lines"`
	Other []SeenPaper `json:"other,omitempty"`
	Open  int         `json:"open"` // lines neither complete nor awaited
}

// CheckLine is one paper of the checklist.
type CheckLine struct {
	Kinds    []string    `json:"kinds"`
	Zh       string      `json:"zh"`
	En       string      `json:"en"`
	Clause   string      `json:"clause"`
	Original bool        `json:"original"` // an original is to be seen
	Copies   int         `json:"copies"`
	State    string      `json:"state"` // seen, missing, awaited
	NoSight  bool        `json:"no_original,omitempty"`
	Wanted   int         `json:"copies_wanted,omitempty"`
	Due      *date.Day   `json:"due,omitempty"` // awaited: the day promised
	Late     bool        `json:"late,omitempty"`
	May      bool        `json:"may_follow"` // it may be promised for later
	Seen     []SeenPaper `json:"seen,omitempty"`
}

// SeenPaper is one sighting: what, by whom, when, with which picture.
type SeenPaper struct {
	Kind     string       `json:"kind"`
	Zh       string       `json:"zh"`
	Original bool         `json:"original"`
	Copies   int64        `json:"copies"`
	File     string       `json:"file,omitempty"` // SHA-256 of the picture
	Person   string       `json:"person,omitempty"`
	At       date.Instant `json:"at"`
}

// Checklist reads the papers of a claim against what its class wants (三).
func (o *Office) Checklist(ctx context.Context, c Caller, id int64) (v CheckView, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		f, err := readFile(s, id)
		if err != nil {
			return err
		}
		if err := party.May(party.View, a, objectOf(&f.Claim)); err != nil {
			return err
		}
		v, err = o.checklist(s, f)
		return err
	})
	return v, err
}

func (o *Office) checklist(s *store.Scope, f *file) (v CheckView, err error) {
	v.Claim = f.ID
	d, err := o.judge(s, f, nil, 0)
	if err != nil {
		return v, err
	}
	lines := f.needed(d.d.Papers)
	papers, err := seenPapers(s, f.ID)
	if err != nil {
		return v, err
	}
	promised, err := s.AwaitedOf(f.ID)
	if err != nil {
		return v, err
	}
	seen, err := sightings(s, d.plan.Pack(), f.ID)
	if err != nil {
		return v, err
	}
	listed := map[string]bool{}
	for _, n := range lines {
		l := CheckLine{Zh: n.Zh, En: n.En, Clause: n.Clause, Original: n.Original, Copies: n.Copies, State: "seen", May: mayFollow(d.plan.Pack(), f.Route, string(n.AnyOf[0]))}
		for _, k := range n.AnyOf {
			l.Kinds = append(l.Kinds, string(k))
			listed[string(k)] = true
		}
		for _, x := range seen {
			if slices.Contains(l.Kinds, x.Kind) {
				l.Seen = append(l.Seen, x)
			}
		}
		if miss := claim.MissingPapers([]claim.Needed{n}, papers); len(miss) > 0 {
			l.State, l.NoSight, l.Wanted = "missing", miss[0].Original, miss[0].Copies
			l.promise(promised, s.Today())
			if l.State == "missing" || l.Late {
				v.Open++
			}
		}
		v.Lines = append(v.Lines, l)
	}
	for _, x := range seen {
		if !listed[x.Kind] {
			v.Other = append(v.Other, x)
		}
	}
	return v, nil
}

// promise says that a missing paper was promised, and for when.
func (l *CheckLine) promise(ps []store.Awaited, today date.Day) {
	for _, p := range ps {
		if slices.Contains(l.Kinds, p.Paper) {
			due := p.Due
			l.State, l.Due, l.Late = "awaited", &due, p.Due < today
		}
	}
}

// sightings lists what was seen of a claim, with the names of papers and people.
func sightings(s *store.Scope, pack *policy.Pack, id int64) (out []SeenPaper, err error) {
	rows, err := s.Papers(id)
	if err != nil {
		return nil, err
	}
	names := map[int64]string{0: ""}
	for _, r := range rows {
		if _, ok := names[r.Person]; !ok {
			p, err := s.PersonByID(r.Person)
			if err != nil {
				return nil, err
			}
			names[r.Person] = p.Name
		}
		at, _ := date.ParseInstant(r.At)
		zh, _ := paperName(pack, r.Kind)
		out = append(out, SeenPaper{Kind: r.Kind, Zh: zh, Original: r.Original, Copies: r.Copies, File: r.File, Person: names[r.Person], At: at})
	}
	return out, nil
}

// paperName gives what a paper of the pack is called, the evidence of a class,
// or the family's own signature; else its code.
func paperName(pack *policy.Pack, kind string) (zh, en string) {
	for _, p := range pack.Papers {
		if p.ID == kind {
			return p.Zh, p.En
		}
	}
	for _, c := range pack.Classes {
		if c.ID == kind {
			return c.Zh + "证明", "proof: " + c.En
		}
	}
	if zh := policy.FactZh(kind); zh != "" {
		return zh + "证明", "proof: " + policy.FactEn(kind)
	}
	if kind == string(claim.MandatePaper) {
		return claim.MandateZh, claim.MandateEn
	}
	if kind == signatureKind {
		return "申请人签名", "the applicant's signature"
	}
	return kind, kind
}

// AwaitPaper asks to let a paper follow by a day.
type AwaitPaper struct {
	Claim int64    `json:"claim"`
	Kind  string   `json:"kind"`
	Due   date.Day `json:"due"`
}

// longestPromise is how many days ahead a paper may be promised.
const longestPromise = 60

var (
	cannotFollow = problem.Define("claim.paper_now", problem.Conflict,
		"这种材料不能后补", "this paper cannot follow later",
		"死亡证明、申请表和无人认领遗体的材料须先核对原件", "death papers, forms and the papers of an unclaimed body are seen first")
	badDue = problem.Define("claim.paper_due", problem.Invalid,
		"约定的日期须在今天之后、%[1]d 天之内", "the day promised lies after today and within %[1]d days", "请与丧属约定一个日期", "agree on a day with the family")
	stillAwaited = problem.Define("claim.awaited", problem.Conflict,
		"还有后补材料没有交来：%[1]s", "a promised paper has not come: %[2]s",
		"核对原件后再办结或核定；其他环节可以先办", "see it before the claim is completed or determined; other steps go on meanwhile")
)

// mayFollow reports whether the policy's paper may be seen later than at
// acceptance: not what proves the death, not forms, nothing of an unclaimed body.
func mayFollow(pack *policy.Pack, r claim.Route, kind string) bool {
	if r == claim.Unclaimed {
		return false
	}
	for _, p := range pack.Papers {
		if p.ID == kind {
			return p.Kind != "death" && p.Kind != "form"
		}
	}
	return false
}

// AwaitPaper lets a paper follow by a day: acceptance, services and signature go
// on; completion and determination wait for it.
func (o *Office) AwaitPaper(ctx context.Context, c Caller, req AwaitPaper) error {
	_, err := o.do(ctx, c, party.AwaitPaper, req, "", func(w *work) error {
		f, err := w.reach(req.Claim)
		if err != nil {
			return err
		}
		if err := w.free(f); err != nil {
			return err
		}
		if !slices.Contains([]claim.State{claim.Lodged, claim.Accepted, claim.Signed, claim.Forwarded, claim.Returned}, f.now.State) {
			return cannotFollow.With().At("kind")
		}
		if req.Due <= w.Today() || req.Due > w.Today()+longestPromise {
			return badDue.With(longestPromise).At("due")
		}
		d, err := w.decide(f, nil, 0)
		if err != nil {
			return err
		}
		if !mayFollow(d.plan.Pack(), f.Route, req.Kind) {
			return cannotFollow.With().At("kind")
		}
		w.Record("claim", f.ID, sha(fmt.Sprintf("songbai-awaited 1\ncounty=%d\nclaim=%d\npaper=%s\ndue=%s\n", w.County, f.ID, req.Kind, req.Due)))
		return w.PutAwaited(f.ID, req.Kind, req.Due)
	})
	return err
}

// later marks the lines of a checklist whose paper is promised for a day that has
// not passed.
func (w *work) later(f *file, ns []claim.Needed) ([]claim.Needed, error) {
	ps, err := w.AwaitedOf(f.ID)
	for i := range ns {
		for _, p := range ps {
			if p.Due >= w.Today() && slices.Contains(ns[i].AnyOf, claim.PaperKind(p.Paper)) {
				ns[i].Later = true
			}
		}
	}
	return ns, err
}

// allCame refuses to go on to money while a promised paper was not seen.
func (w *work) allCame(f *file, v *verdict) error {
	ps, err := w.AwaitedOf(f.ID)
	if err != nil || len(ps) == 0 {
		return err
	}
	papers, err := w.Papers(f.ID)
	if err != nil {
		return err
	}
	for _, p := range ps {
		if !slices.ContainsFunc(papers, func(x store.Paper) bool {
			return x.Kind == p.Paper && x.At > p.At && x.Person != 0 && (x.Original || x.Copies > 0)
		}) {
			zh, en := paperName(v.plan.Pack(), p.Paper)
			return stillAwaited.With(zh, en).At(p.Paper)
		}
	}
	return nil
}

// overdue lists the claims within the actor's reach with a promised paper past
// its day, oldest first, each once.
func overdue(s *store.Scope, a party.Actor) (out []int64, err error) {
	rows, err := s.Overdue(s.Today())
	for _, r := range rows {
		if err != nil || slices.Contains(out, r.Claim) {
			continue
		}
		var c store.Claim
		if c, err = s.ClaimByID(r.Claim); err == nil && party.May(party.View, a, objectOf(&c)) == nil {
			out = append(out, r.Claim)
		}
	}
	return out, err
}

// Overdue lists the claims within the caller's reach that wait for a promised
// paper past its day: for a person to ask after, never to refuse by itself.
func (o *Office) Overdue(ctx context.Context, c Caller) (out []ClaimView, err error) {
	err = o.read(ctx, c, party.Search, func(s *store.Scope, a party.Actor) error {
		ids, err := overdue(s, a)
		for _, id := range ids {
			f, ferr := readFile(s, id)
			if ferr != nil {
				return ferr
			}
			out = append(out, viewOf(f))
		}
		return err
	})
	return out, err
}

// Evidence is the picture of a paper.
type Evidence struct {
	Media string
	Hash  string // SHA-256 of the bytes
	Bytes []byte
}

// ReadEvidence names a picture of a claim's paper by its hash.
type ReadEvidence struct {
	Claim int64  `json:"claim"`
	Hash  string `json:"hash"`
}

// Evidence opens the picture of a paper for one who may see full values; that it
// was opened, by whom and when, stays in the audit chain.
func (o *Office) Evidence(ctx context.Context, c Caller, req ReadEvidence) (out Evidence, err error) {
	_, err = o.do(ctx, c, party.Unmask, req, "", func(w *work) error {
		f, err := readFile(&w.Tx.Scope, req.Claim)
		if err != nil {
			return err
		}
		if err := party.May(w.act, w.actor, objectOf(&f.Claim)); err != nil {
			return err
		}
		if err := w.noInterest(f.form); err != nil {
			return err
		}
		if out.Media, out.Bytes, err = w.Evidence(f.ID, req.Hash); err != nil {
			return err
		}
		out.Hash = req.Hash
		w.Record("claim", f.ID, req.Hash)
		return nil
	})
	return out, err
}
