package office

import (
	"context"

	"songbai/domain/claim"
	"songbai/domain/ledger"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// SignClaim says that the family signed the items and amounts: the digest of
// the text that was before them, on paper (with its picture) or on the screen.
type SignClaim struct {
	Claim  int64  `json:"claim"`
	Digest string `json:"digest"` // of the text shown; "" takes the present text
	Means  string `json:"means"`  // paper, screen
	File   []byte `json:"file,omitempty"`
	Media  string `json:"media,omitempty"`
}

// Slip is the commitment slip: the exact sums that hold if the facts hold.
type Slip struct {
	Bill
	Slip   string `json:"slip"`
	Digest string `json:"digest"`
}

var (
	otherText = problem.Define("claim.signed_other", problem.Conflict,
		"签名的内容与现在的项目和金额不一致", "what was signed is not the present items and amounts",
		"请打印或显示最新内容，由丧属重新签名", "print or show the present text and let the family sign it")
	noServices = problem.Define("claim.no_services", problem.Conflict,
		"还没有登记服务项目", "no services are recorded", "请先登记服务项目再签名", "record the services first")
	badMeans = problem.Define("claim.means", problem.Invalid,
		"签名方式须为 paper（纸质）或 screen（屏幕）", "the means of signing is paper or screen", "请选择签名方式", "choose how it was signed")
)

// Sign keeps the family's signature under the exact items and amounts; the
// decision and its basis bind here, and the waived sum is promised (三(首)).
func (o *Office) Sign(ctx context.Context, c Caller, req SignClaim) (Slip, error) {
	var out Slip
	if err := cleaned(&req.File, &req.Media); err != nil {
		return out, err
	}
	a, err := o.do(ctx, c, party.Sign, req, "", func(w *work) error {
		f, err := w.open(req.Claim)
		if err != nil {
			return err
		}
		v, err := w.finalPrice(f)
		if err != nil {
			return err
		}
		if err := w.keep(f, v); err != nil {
			return err
		}
		f.SignedDecision = f.Decision
		digest, err := w.sign(f, v, req)
		if err != nil {
			return err
		}
		if err := w.promise(f, v); err != nil {
			return err
		}
		if _, err := w.move(f, "", "signed="+digest); err != nil {
			return err
		}
		out = Slip{Bill: billOf(f, v), Slip: claim.Slip(f.Slip).String(), Digest: digest}
		w.reply(out)
		return w.Enqueue("commitment_slip", f.ID, "{}")
	})
	return answer(a, out, err)
}

// finalPrice is price for an act that needs services and a yes.
func (w *work) finalPrice(f *file) (*verdict, error) {
	if f.ServicesN == 0 {
		return nil, noServices.With()
	}
	v, err := w.price(f)
	if err != nil {
		return nil, err
	}
	if !v.d.OK {
		return nil, refusalOf(v.d.Refusal)
	}
	if len(v.d.Lines) == 0 {
		return nil, noServices.With()
	}
	return v, nil
}

func (w *work) sign(f *file, v *verdict, req SignClaim) (string, error) {
	if req.Means != "paper" && req.Means != "screen" {
		return "", badMeans.With().At("means")
	}
	digest, err := signedDigest(w.CountyText(), f, v)
	if err != nil {
		return "", err
	}
	if req.Digest != "" && req.Digest != digest {
		return "", otherText.With()
	}
	sg := &store.Signature{Decision: f.Decision, Digest: digest, Means: req.Means}
	if len(req.File) > 0 {
		if err := w.putPaper(f.ID, SeePaper{Kind: "application_form", Original: true, File: req.File, Media: req.Media}); err != nil {
			return "", err
		}
		sg.Evidence = sha(string(req.File))
	}
	return digest, w.PutSignature(f.ID, sg)
}

// signedDigest is the digest of the text the family signs: the persons by
// commitment, each item with its sums, the basis. It holds nothing that comes
// after the signature, so that equal services give an equal digest at completion.
func signedDigest(county string, f *file, v *verdict) (string, error) {
	s := claim.Signing{Claim: f.ID, Seq: 1, Route: f.Route, Act: string(party.Sign), Basis: basisHash(v)}
	for _, ch := range county {
		s.County = s.County*10 + int64(ch-'0')
	}
	for _, p := range committed(&f.private) {
		if p.Field != "cremation.certificate" {
			s.Personal = append(s.Personal, p)
		}
	}
	for _, l := range rowOf(f.ID, v).Lines {
		s.Lines = append(s.Lines, claim.SignedLine{Item: l.Item, Clause: l.Clause, Charged: l.Charged, Waived: l.Waived, Family: l.Family})
	}
	text, err := claim.SignedText(s)
	return claim.Digest(text), err
}

func basisHash(v *verdict) string { return sha(v.plan.Basis().String()) }

// promise books what the slip promises, in place of what an earlier one did.
func (w *work) promise(f *file, v *verdict) error {
	if err := w.releasePromise(f); err != nil {
		return err
	}
	ps := parts(v.d.Shares, w.Today())
	if len(ps) == 0 {
		return nil
	}
	r := w.ref()
	r.Claim, r.Payee = f.ID, f.Home
	e, err := ledger.WaiverPromised(r, ps)
	if err != nil {
		return err
	}
	_, err = w.PutEntry(&e, "")
	return err
}
