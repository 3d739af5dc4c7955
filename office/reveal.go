package office

import (
	"context"
	"slices"

	"songbai/domain/claim"
	"songbai/domain/party"
	"songbai/domain/problem"
)

// RevealClaim asks to see a claim's personal values in full, for one of the
// reasons of RevealReasons. The password is asked again by the door (Confirm).
type RevealClaim struct {
	Claim  int64  `json:"claim"`
	Reason string `json:"reason"`
}

// RevealReason is a reason for which personal values are seen in full.
type RevealReason struct{ Code, Zh, En string }

// RevealReasons lists the reasons; another one is not taken, so that the record
// can be counted and read.
func RevealReasons() []RevealReason {
	return []RevealReason{
		{"originals", "与原件核对", "compare with the originals"},
		{"contact", "联系丧属或经办人", "contact the family"},
		{"finding", "处理疑点或重复", "decide a finding or a likeness"},
		{"account", "核对收款账户", "check the account"},
		{"correction", "更正登记信息", "correct what was entered"},
		{"audit", "审计抽查", "audit sample"},
	}
}

var noRevealReason = problem.Define("claim.reveal", problem.Invalid,
	"没有选择查看完整信息的原因", "no reason was chosen for seeing full values", "请选择一项原因；查看会记入审计记录", "choose a reason; looking is recorded")

// Reveal gives a claim's form in full and leaves one audit record with the
// reason. Nobody sees their own or a declared relative's case (CHK-J04, CHK-A06).
func (o *Office) Reveal(ctx context.Context, c Caller, req RevealClaim) (claim.Lodgement, error) {
	if !slices.ContainsFunc(RevealReasons(), func(r RevealReason) bool { return r.Code == req.Reason }) {
		return claim.Lodgement{}, noRevealReason.With().At("reason")
	}
	var out claim.Lodgement
	_, err := o.do(ctx, c, party.Unmask, req, req.Reason, func(w *work) error {
		f, err := readFile(&w.Tx.Scope, req.Claim)
		if err != nil {
			return err
		}
		if err := party.May(w.act, w.actor, objectOf(&f.Claim)); err != nil {
			return err
		}
		if f.private.Scrubbed {
			return scrubbedCase.With()
		}
		if err := w.noInterest(f.form); err != nil {
			return err
		}
		out = f.form
		w.Record("claim", f.ID, "")
		return nil
	})
	return out, err
}
