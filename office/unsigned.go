package office

import (
	"songbai/domain/claim"
	"songbai/store"
)

// signKind is the form before the family has signed it.
const signKind = "sign_pdf"

// toSign decides what the family would sign now, under the basis that would
// bind, and gives the digest of its text.
func (o *Office) toSign(s *store.Scope, f *file) (*verdict, string, error) {
	services, err := s.Services(f.ID, f.ServicesN)
	if err != nil {
		return nil, "", err
	}
	if len(services) == 0 {
		return nil, "", noServices.With()
	}
	basis, err := bound(s, f)
	if err != nil {
		return nil, "", err
	}
	d, err := o.judge(s, f, services, basis)
	if err != nil {
		return nil, "", err
	}
	if !d.d.OK {
		return nil, "", refusalOf(d.d.Refusal)
	}
	digest, err := signedDigest(s.CountyText(), f, d)
	return d, digest, err
}

// paperToSign prints the form for the family's hand: the text of this moment with
// its digest, and a code that opens the case at the desk. It is made again each
// time, for until it is signed it may change; that it was made is on record.
func (w *work) paperToSign(f *file) (Paper, error) {
	d, digest, err := w.formToSign(f)
	if err != nil {
		return Paper{}, err
	}
	p, err := w.printing(f, rowOf(f.ID, d), d.plan.Pack())
	if err != nil {
		return Paper{}, err
	}
	p.stamp.Digest, p.stamp.Check = digest, w.o.slipCode(f.Slip)
	form, err := p.form(w)
	if err != nil {
		return Paper{}, err
	}
	b, err := form.PDF()
	if err != nil {
		return Paper{}, err
	}
	w.Record("claim", f.ID, digest)
	return paperNamed(f, signKind, sha(string(b)), b), nil
}

// formToSign is toSign for the paper: the applicant of a cremation elsewhere and
// the office of an unclaimed body sign the application, before any sum is fixed.
func (w *work) formToSign(f *file) (*verdict, string, error) {
	if f.Route == claim.Waiver {
		return w.o.toSign(&w.Tx.Scope, f)
	}
	d, err := w.decide(f, nil, 0)
	if err != nil {
		return nil, "", err
	}
	return d, applicationDigest(w.County, f), nil
}

// drawnSignature gives the signature that the family drew on the screen under the
// claim's decision, to stand on the form; none where paper was signed.
func (w *work) drawnSignature(f *file) ([]byte, error) {
	if f.SignedDecision == 0 {
		return nil, nil
	}
	sg, err := w.LastSignature(f.ID)
	if err != nil || sg.Means != "screen" || sg.Evidence == "" {
		return nil, err
	}
	_, b, err := w.Evidence(f.ID, sg.Evidence)
	return b, err
}

// slipCode is what the code of a slip holds: the page for following a case with
// the number behind it, which a browser does not send on; without a public address
// the number alone.
func (o *Office) slipCode(slip string) string {
	if o.address == "" {
		return slip
	}
	return o.address + "/find#" + slip
}

// SlipCode is what the code of a slip holds, for a page that shows it.
func (o *Office) SlipCode(slip string) string {
	if s, err := claim.ReadSlip(slip); err == nil {
		slip = string(s)
	}
	return o.slipCode(slip)
}
