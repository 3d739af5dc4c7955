package office

import (
	"context"
	"slices"

	"songbai/domain/claim"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// Rating is 好差评: 5 very good, 4 good, 3 fair, 2 bad, 1 very bad, and words.
type Rating struct {
	Step  string `json:"step"` // desk, bureau, payment
	Stars int    `json:"stars"`
	Words string `json:"words,omitempty"`
}

// RatingRow is a rating as it is shown.
type RatingRow struct {
	Step   string
	StepZh string
	StepEn string
	Stars  int
	Zh     string
	En     string
	Words  string
	At     string
	Office int64
	Name   string // of the office
	Claim  int64
}

var (
	starsZh = [...]string{"", "非常不满意", "不满意", "基本满意", "满意", "非常满意"}
	starsEn = [...]string{"", "very dissatisfied", "dissatisfied", "fairly satisfied", "satisfied", "very satisfied"}

	// ratedSteps are what may be rated, and from which states on.
	ratedSteps = []struct {
		step, zh, en string
		kind         party.OfficeKind
		route        claim.Route // "" all
		open         []claim.State
	}{
		{"desk", "窗口受理", "the counter", party.Home, claim.Waiver, after(claim.Accepted)},
		{"desk", "窗口受理", "the counter", party.Town, claim.Reimbursement, after(claim.Accepted)},
		{"bureau", "民政局核定", "the bureau", party.Bureau, claim.Reimbursement, after(claim.Determined)},
		{"payment", "拨款到账", "the payment", party.Finance, claim.Reimbursement, []claim.State{claim.Paid, claim.Reversed}},
	}

	badRating = problem.Define("rating.stars", problem.Invalid,
		"请选择一个评价", "choose one of the five", "请在五个选项中选一个", "choose one of the five")
	ratedBefore = problem.Define("rating.again", problem.Conflict,
		"这一环节已经评价过", "this step was rated already", "每个环节评价一次；如有新的意见，请用投诉", "each step is rated once; to say more, complain")
	notRated = problem.Define("rating.step", problem.Conflict,
		"这一环节现在不能评价", "this step cannot be rated now", "办理后再评价", "rate it when it is done")
	longWords = problem.Define("family.words", problem.Invalid,
		"文字超过 %d 个字", "the text is longer than %d characters", "请缩短", "shorten it")
)

// mostWords is the longest text a family may leave.
const mostWords = 1000

// after lists the states from s on, and refusal.
func after(s claim.State) (out []claim.State) {
	order := []claim.State{
		claim.Accepted, claim.Signed, claim.Completed, claim.Listed, claim.Checked, claim.Queried, claim.Forwarded, claim.Determined, claim.Sealed,
		claim.Approved, claim.Ordered, claim.Paid, claim.BankReturned, claim.Reversed,
	}
	for i, x := range order {
		if x == s {
			out = append(out, order[i:]...)
		}
	}
	return append(out, claim.Refused)
}

// StarsEn names a rating in English.
func StarsEn(stars int) string {
	if stars < 1 || stars > 5 {
		return ""
	}
	return starsEn[stars]
}

// RatedStep names a step that may be rated.
func RatedStep(step string) claim.Plain {
	for _, r := range ratedSteps {
		if r.step == step {
			return claim.Plain{Zh: r.zh, En: r.en}
		}
	}
	return claim.Plain{Zh: step, En: step}
}

// StarsZh names a rating.
func StarsZh(stars int) string {
	if stars < 1 || stars > 5 {
		return ""
	}
	return starsZh[stars]
}

// Rate keeps what the family says of a step, once.
func (o *Office) Rate(ctx context.Context, c Caller, req Rating) error {
	if req.Stars < 1 || req.Stars > 5 {
		return badRating.With().At("stars")
	}
	if err := words(req.Words); err != nil {
		return err
	}
	_, err := o.do(ctx, c, party.Rate, req, "", func(w *work) error {
		f, err := readFile(&w.Tx.Scope, c.Case)
		if err != nil {
			return err
		}
		if err := party.May(w.act, w.actor, objectOf(&f.Claim)); err != nil {
			return err
		}
		had, err := w.RatingsOf(f.ID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(had, func(r store.Rating) bool { return r.Step == req.Step }) {
			return ratedBefore.With()
		}
		of := w.ratedOffice(f, req.Step)
		if of == 0 {
			return notRated.With()
		}
		w.Record("rating", f.ID, sha("songbai-rating 1\n"+req.Step+"\n"+StarsZh(req.Stars)+"\n"))
		return w.PutRating(store.Rating{Claim: f.ID, Step: req.Step, Stars: req.Stars, Office: of, Words: req.Words})
	})
	return err
}

func words(s string) error {
	if n := len([]rune(s)); n > mostWords {
		return longWords.With(mostWords).At("words")
	}
	return nil
}

// ratedOffice gives the office that a step's rating is of; 0 when the step
// cannot be rated where the claim stands.
func (w *work) ratedOffice(f *file, step string) int64 {
	offices, err := w.Offices()
	if err != nil {
		return 0
	}
	for _, r := range ratedSteps {
		if r.step != step || r.route != f.Route || !slices.Contains(r.open, f.now.State) {
			continue
		}
		v := FamilyView{Says: claim.Standing{Holder: r.kind}}
		if v.holder(f, offices); v.Holder != nil {
			return v.Holder.Office
		}
	}
	return 0
}

// said adds what the family said and may still say.
func (v *FamilyView) said(s *store.Scope, f *file) error {
	had, err := s.RatingsOf(f.ID)
	if err != nil {
		return err
	}
	for _, r := range had {
		v.Ratings = append(v.Ratings, ratingRow(r))
	}
	for _, r := range ratedSteps {
		done := slices.ContainsFunc(had, func(x store.Rating) bool { return x.Step == r.step })
		if !done && r.route == f.Route && slices.Contains(r.open, f.now.State) {
			v.CanRate = append(v.CanRate, r.step)
		}
	}
	if v.Refused == nil {
		return v.sumReviewed(s, f)
	}
	return v.reviewed(s, f)
}

func ratingRow(r store.Rating) RatingRow {
	return RatingRow{Step: r.Step, StepZh: RatedStep(r.Step).Zh, StepEn: RatedStep(r.Step).En, Stars: r.Stars, Zh: StarsZh(r.Stars), En: StarsEn(r.Stars), Words: r.Words, At: r.At, Office: r.Office, Claim: r.Claim}
}

// StarCount counts the ratings of an office by their stars.
type StarCount = store.Stars

// RatingsView is what families said of the offices: counts by stars and the
// last words.
type RatingsView struct {
	Counts []StarCount
	Last   []RatingRow
}

// Ratings reads what families said: a home or town of itself, the others of all.
func (o *Office) Ratings(ctx context.Context, c Caller) (v RatingsView, err error) {
	err = o.read(ctx, c, party.Search, func(s *store.Scope, a party.Actor) error {
		own := int64(0)
		if reach, _ := party.ReachOf(party.Search, a.Role); reach != party.WholeCounty {
			own = a.Office
		}
		counts, err := s.StarCounts()
		if err != nil {
			return err
		}
		for _, x := range counts {
			if own == 0 || x.Office == own {
				v.Counts = append(v.Counts, x)
			}
		}
		offices, err := s.Offices()
		if err != nil {
			return err
		}
		names := map[int64]string{}
		for _, r := range offices {
			names[r.ID] = r.Name
		}
		rows, err := s.LastRatings(own, 50)
		for _, r := range rows {
			x := ratingRow(r)
			x.Name = names[r.Office]
			v.Last = append(v.Last, x)
		}
		return err
	})
	return v, err
}
