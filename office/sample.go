package office

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sort"
	"strings"

	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// Sample asks for a sample of the claims completed in some months. Anybody who has
// the seed and the same claims draws the same ones.
type Sample struct {
	StatFilter
	Seed string `json:"seed"`
	Size int    `json:"size"`
}

// Sampled is a sample with what is needed to draw it again.
type Sampled struct {
	Query   Sample       `json:"query"`
	Frame   int          `json:"frame"`        // claims of which it was drawn
	Sum     money.Amount `json:"frame_fen"`    // their waived sums
	Digest  string       `json:"frame_digest"` // SHA-256 of the frame's text
	Rows    []FigureRow  `json:"rows"`
	Covered money.Amount `json:"covered_fen"` // waived in the sample
	Pos     int64        `json:"audit_pos"`   // of the record that it was drawn
}

const largestSample = 200

var badSample = problem.Define("sample.ask", problem.Invalid,
	"样本量须为 1 至 %[1]d，种子不能为空且不超过 40 个字符", "a sample takes 1 to %[1]d claims and a seed of 1 to 40 characters", "请修改后重试", "change it and try again")

// drawn is one claim of the frame with its place in the draw.
type drawn struct {
	store.FrameRow
	score string
}

// DrawSample draws a sample for an auditor. The frame is every claim completed in
// the months, in the order of its number; its text is
//
//	songbai-frame 1
//	claim TAB waived (fen) TAB settle digest, for each
//
// and each claim's place in the draw is the SHA-256 of "seed LF claim": the smallest
// ones are the sample. The draw is an act with the digest of all of it, so that an
// auditor cannot draw until it pleases and show the last one only.
func (o *Office) DrawSample(ctx context.Context, c Caller, req Sample) (Sampled, error) {
	req.Seed = strings.TrimSpace(req.Seed)
	if req.Size < 1 || req.Size > largestSample || req.Seed == "" || len([]rune(req.Seed)) > 40 {
		return Sampled{}, badSample.With(largestSample).At("size")
	}
	var out Sampled
	_, err := o.do(ctx, c, party.Verify, req, "", func(w *work) error {
		if err := party.May(party.View, w.actor, party.Object{}); err != nil {
			return err
		}
		if err := req.within(&w.Tx.Scope, w.actor); err != nil {
			return err
		}
		out = Sampled{Query: req}
		rows, err := out.draw(w)
		if err != nil {
			return err
		}
		out.Pos = w.Record("sample", int64(out.Frame), sha(out.text()))
		n, err := o.namesOf(&w.Tx.Scope)
		if err != nil {
			return err
		}
		for i := range rows {
			claim, err := w.ClaimByID(rows[i].Claim)
			if err != nil {
				return err
			}
			r, err := figureRow(&w.Tx.Scope, n, &claim, &FigureQuery{})
			if err != nil {
				return err
			}
			out.Rows = append(out.Rows, r)
			out.Covered += r.Waived
		}
		return nil
	})
	return out, err
}

// draw reads the frame and gives the claims of the sample in the order of the draw.
func (x *Sampled) draw(w *work) ([]drawn, error) {
	var all []drawn
	f := store.FigureFilter{SumFilter: x.Query.sums()}
	err := w.Frame(f, func(r store.FrameRow) error {
		sum := sha256.Sum256([]byte(x.Query.Seed + "\n" + idText(r.Claim)))
		all = append(all, drawn{r, hex.EncodeToString(sum[:])})
		x.Sum += r.Waived
		return nil
	})
	if err != nil {
		return nil, err
	}
	x.Frame = len(all)
	sort.Slice(all, func(i, j int) bool { return all[i].Claim < all[j].Claim })
	h := sha256.New()
	fmt.Fprint(h, "songbai-frame 1\n")
	for i := range all {
		fmt.Fprintf(h, "%d\t%d\t%s\n", all[i].Claim, int64(all[i].Waived), all[i].Digest)
	}
	x.Digest = hex.EncodeToString(h.Sum(nil))
	sort.Slice(all, func(i, j int) bool { return all[i].score < all[j].score })
	return all[:min(len(all), x.Query.Size)], nil
}

// text is the canonical text of a draw.
func (x *Sampled) text() string {
	return fmt.Sprintf("songbai-sample 1\nseed=%s\nsize=%d\nfrom=%s\nto=%s\nhome=%d\nroute=%s\nframe=%d\ndigest=%s\n", x.Query.Seed, x.Query.Size, x.Query.From, x.Query.To, x.Query.Home, x.Query.Route, x.Frame, x.Digest)
}
