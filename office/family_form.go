package office

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"songbai/domain/claim"
	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/store"
)

// FormView is a family's own form as it typed it, while it may still change it.
type FormView struct {
	Claim   int64
	Slip    string
	Route   claim.Route
	State   claim.State
	Home    int64
	Form    claim.Lodgement
	Faults  problem.List // of the whole form as it stands
	Digest  string       // of the text to sign
	Signed  string       // when the present form was signed; "" not yet
	Changed bool         // it was signed and changed since: that signature no longer holds
	Uploads []UploadRow
	Needed  []PaperRow // papers of the pack in force that a picture may be sent of
}

// UploadRow is a file of a claim.
type UploadRow struct {
	Kind string `json:"kind"`
	Zh   string `json:"zh"`
	En   string `json:"en"`
	File string `json:"file"` // hash of the bytes kept
	At   string `json:"at"`
	Seen bool   `json:"seen"` // an office saw the original
}

// signatureKind is the paper that a family's drawn signature is kept as.
const signatureKind = "applicant_signature"

// FamilyForm reads the form of the family's own draft.
func (o *Office) FamilyForm(ctx context.Context, c Caller) (v FormView, err error) {
	err = o.ownCase(ctx, c, func(s *store.Scope, f *file) error {
		if f.now.State != claim.Draft && f.now.State != claim.Returned {
			_, err := claim.MoveOf(f.Route, f.now.State, party.Draft)
			return err
		}
		v = FormView{Claim: f.ID, Slip: claim.Slip(f.Slip).String(), Route: f.Route, State: f.now.State, Home: f.Home, Form: f.form}
		v.Faults = f.form.Check(s.Today())
		v.Digest = applicationDigest(s.County, f)
		a, err := s.LastApplied(f.ID)
		if err != nil {
			return err
		}
		if a.PrivateN == f.PrivateN {
			v.Signed = a.At
		}
		v.Changed = a.PrivateN != 0 && a.PrivateN != f.PrivateN
		return o.fillPapers(s, f, &v)
	})
	return v, err
}

// FamilyPapers reads what papers a family may send pictures of, and what it sent,
// wherever the claim takes them: the form itself is not in the answer.
func (o *Office) FamilyPapers(ctx context.Context, c Caller) (v FormView, err error) {
	err = o.ownCase(ctx, c, func(s *store.Scope, f *file) error {
		if _, err := claim.MoveOf(f.Route, f.now.State, party.AttachPaper); err != nil {
			return err
		}
		v = FormView{Claim: f.ID, Slip: claim.Slip(f.Slip).String(), Route: f.Route, State: f.now.State}
		return o.fillPapers(s, f, &v)
	})
	return v, err
}

// fillPapers adds the papers asked for and the files sent.
func (o *Office) fillPapers(s *store.Scope, f *file, v *FormView) error {
	plan, facts, err := o.planAndFacts(s, f)
	if err != nil {
		return err
	}
	papers := plan.PapersFor(&facts)
	for _, p := range papers {
		v.Needed = append(v.Needed, paperRow(p))
	}
	if f.mandated(papers) {
		v.Needed = append(v.Needed, PaperRow{ID: string(claim.MandatePaper), Zh: claim.MandateZh, En: claim.MandateEn, Original: true})
	}
	v.Uploads, err = uploadsOf(s, plan.Pack(), f.ID)
	return err
}

// SaveFields writes fields of a family's draft, or of a returned claim that is
// being mended, as they were typed. What can be read is kept; each field that
// cannot, or is at fault, is told at its path.
func (o *Office) SaveFields(ctx context.Context, c Caller, fields map[string]string) (problem.List, error) {
	v, err := o.FamilyForm(ctx, c)
	if err != nil {
		return nil, err
	}
	form := v.Form.Copy()
	faults := setFields(&form, fields)
	if before, after := jsonText(v.Form), jsonText(form); before != after {
		if _, err := o.Draft(ctx, c, DraftClaim{Claim: c.Case, Form: form}); err != nil {
			return nil, err
		}
	}
	return append(faults, faultsAt(form.Check(o.s.Now().Day()), fields, faults)...), nil
}

// setFields writes fields in a fixed order and fills in what an identity card
// says by itself.
func setFields(form *claim.Lodgement, fields map[string]string) (faults problem.List) {
	paths := make([]string, 0, len(fields))
	for p := range fields {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	for _, p := range paths {
		if x := problem.Of(form.Set(p, fields[p])); x != nil {
			faults = append(faults, x)
		}
	}
	for _, d := range form.Deceased.Documents {
		read, err := ident.Read(d.Kind, d.Number)
		if err != nil {
			continue
		}
		if sex, ok := read.Sex(); ok && form.Deceased.Sex == "" {
			form.Deceased.Sex = sex
		}
		if birth, ok := read.Birth(); ok && form.Deceased.Birth == nil {
			form.Deceased.Birth = &birth
		}
	}
	form.Tidy()
	return faults
}

// faultsAt keeps the faults of fields that were sent and have none yet.
func faultsAt(all problem.List, sent map[string]string, had problem.List) (out problem.List) {
	for _, p := range all {
		_, asked := sent[p.Field]
		if !asked && p.Field == "deceased.documents" {
			_, asked = sent["deceased.documents[0].number"]
		}
		told := slices.ContainsFunc(had, func(h *problem.Problem) bool { return h.Field == p.Field })
		if asked && !told {
			out = append(out, p)
		}
	}
	return out
}

func jsonText(l claim.Lodgement) string {
	b, _ := json.Marshal(l)
	return string(b)
}

// applicationDigest is the digest of what a family signs on the screen:
//
//	songbai-application 1
//	county, claim, route, private (version of the form), commitments (digest)
func applicationDigest(county int64, f *file) string {
	return sha(fmt.Sprintf("songbai-application 1\ncounty=%d\nclaim=%d\nroute=%s\nprivate=%d\ncommitments=%s\n",
		county, f.ID, f.Route, f.PrivateN, sha(f.private.Commitments())))
}

// SignApplication is a family's signature under its own application: a drawn
// picture, bound to the digest of the form that was before it.
type SignApplication struct {
	Digest  string `json:"digest"`
	Picture []byte `json:"-"`
}

var (
	formChanged = problem.Define("family.signed_other", problem.Conflict,
		"签名的内容与现在的申请不一致", "what was signed is not the present application",
		"请重新核对后签名", "check it again and sign")
	emptySignature = problem.Define("family.signature", problem.Invalid,
		"没有签名", "there is no signature", "请用手指或鼠标在框内签名", "sign in the box with a finger or the mouse")
)

// SignApplication keeps the signature with the draft. The whole form must be
// right; what is wrong is told at its fields.
func (o *Office) SignApplication(ctx context.Context, c Caller, req SignApplication) (Moved, error) {
	if len(req.Picture) == 0 {
		return Moved{}, emptySignature.With().At("signature")
	}
	pic, err := clean(req.Picture)
	if err != nil {
		return Moved{}, err
	}
	return o.onClaim(ctx, c, party.AttachPaper, c.Case, req, "", func(w *work, f *file) error {
		if req.Digest != applicationDigest(w.County, f) {
			return formChanged.With().At("signature")
		}
		if err := f.form.Check(w.Today()).Err(); err != nil {
			return err
		}
		if err := w.putPaper(f.ID, SeePaper{Kind: signatureKind, File: pic.Bytes, Media: pic.Media}); err != nil {
			return err
		}
		papers, err := w.Papers(f.ID)
		if err != nil {
			return err
		}
		return w.PutApplied(f.ID, store.Applied{PrivateN: f.PrivateN, Digest: req.Digest, File: papers[len(papers)-1].File})
	}, "paper="+signatureKind)
}

// MendCase answers a return: fields are written, and the claim goes back to the
// person who asked.
func (o *Office) MendCase(ctx context.Context, c Caller, fields map[string]string) (Moved, error) {
	if len(fields) == 0 {
		return o.Resume(ctx, c, ResumeClaim{Claim: c.Case})
	}
	v, err := o.FamilyForm(ctx, c)
	if err != nil {
		return Moved{}, err
	}
	form := v.Form.Copy()
	if err := setFields(&form, fields).Err(); err != nil {
		return Moved{}, err
	}
	return o.Resume(ctx, c, ResumeClaim{Claim: c.Case, Form: &form})
}

// uploadsOf lists the files of a claim, and whether the originals were seen.
func uploadsOf(s *store.Scope, pack *policy.Pack, id int64) (out []UploadRow, err error) {
	rows, err := s.Papers(id)
	seen := map[string]bool{}
	for _, r := range rows {
		seen[r.Kind] = seen[r.Kind] || r.Original
	}
	for _, r := range rows {
		if r.File != "" {
			zh, en := paperName(pack, r.Kind)
			out = append(out, UploadRow{Kind: r.Kind, Zh: zh, En: en, File: r.File, At: r.At, Seen: seen[r.Kind]})
		}
	}
	return out, err
}
