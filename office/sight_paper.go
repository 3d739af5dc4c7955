package office

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"songbai/domain/claim"

	"songbai/domain/evidence"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/store"
)

// SeePaper says that a paper was seen at the counter: the original, so many
// copies, and its picture when one was taken.
type SeePaper struct {
	Claim    int64  `json:"claim"`
	Kind     string `json:"kind"` // paper id of the pack in force
	Original bool   `json:"original"`
	Copies   int64  `json:"copies"`
	File     []byte `json:"file,omitempty"`
	Media    string `json:"media,omitempty"`
}

var (
	badPaper = problem.Define("claim.paper", problem.Invalid,
		"材料登记不完整", "the paper is not described", "请选择材料名称，份数为 0 至 99", "choose the kind of paper; copies are 0 to 99")
	unknownPaper = problem.Define("claim.paper_unknown", problem.Invalid,
		"政策包 %[1]s 没有这种材料", "the pack %[1]s knows no such paper", "请从材料清单中选择；songbai policy show 列出全部", "choose from the checklist; songbai policy show lists them")
)

// SightPaper keeps that an original or copies were seen, by whom and when
// (三(一)-(五), (七)).
func (o *Office) SightPaper(ctx context.Context, c Caller, req SeePaper) (Moved, error) {
	if err := cleaned(&req.File, &req.Media); err != nil {
		return Moved{}, err
	}
	extra := fmt.Sprintf("paper=%s original=%t copies=%d", req.Kind, req.Original, req.Copies)
	return o.onClaim(ctx, c, party.SightPaper, req.Claim, req, "", func(w *work, f *file) error {
		return w.putKnownPaper(f, req)
	}, extra)
}

// AttachPaper keeps a picture of a paper that nobody has seen yet.
func (o *Office) AttachPaper(ctx context.Context, c Caller, req SeePaper) (Moved, error) {
	req.Original, req.Copies = false, 0
	if err := cleaned(&req.File, &req.Media); err != nil {
		return Moved{}, err
	}
	return o.onClaim(ctx, c, party.AttachPaper, req.Claim, req, "", func(w *work, f *file) error {
		return w.putKnownPaper(f, req)
	}, "paper="+req.Kind)
}

// putKnownPaper keeps a paper that the pack in force at the death names, or the
// evidence of a class; any other word is a slip of the pen.
func (w *work) putKnownPaper(f *file, req SeePaper) error {
	day := w.Today()
	if f.form.Deceased.Death != nil {
		day = *f.form.Deceased.Death
	}
	hash, err := packOn(&w.Tx.Scope, day)
	if err != nil {
		return err
	}
	pack, err := w.o.packByHash(&w.Tx.Scope, hash)
	if err != nil {
		return err
	}
	_, class := policy.Yes(req.Kind)
	if !class && req.Kind != string(claim.MandatePaper) && !slices.ContainsFunc(pack.Papers, func(p policy.Paper) bool { return p.ID == req.Kind }) {
		return unknownPaper.With(pack.ID).At("kind")
	}
	return w.putPaper(f.ID, req)
}

func (w *work) putPaper(id int64, req SeePaper) error {
	if req.Kind == "" || req.Copies < 0 || req.Copies > 99 {
		return badPaper.With().At("kind")
	}
	p := &store.Paper{Kind: req.Kind, Original: req.Original, Copies: req.Copies}
	if len(req.File) > 0 {
		sum := sha256.Sum256(req.File)
		p.File = hex.EncodeToString(sum[:])
		had, err := w.EvidenceSize(id)
		if err != nil {
			return err
		}
		if err := evidence.Fits(had, int64(len(req.File))); err != nil {
			return err
		}
		if err := w.PutEvidence(id, p.File, req.Kind, req.Media, req.File); err != nil {
			return err
		}
	}
	return w.PutPaper(id, p)
}

// cleaned makes a file fit to be kept before the act begins; no file is left
// as it is.
func cleaned(file *[]byte, media *string) error {
	if len(*file) == 0 {
		return nil
	}
	f, err := clean(*file)
	*file, *media = f.Bytes, f.Media
	return err
}
