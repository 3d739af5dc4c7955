package settlement

import "songbai/domain/problem"

// Mark is what is written on a line under review. Marks are never changed;
// the last word on a line follows from all of them (Current).
type Mark string

const (
	MarkPass   Mark = "pass"   // reviewer: in order
	MarkQuery  Mark = "query"  // reviewer asks
	MarkAnswer Mark = "answer" // home answers
	MarkStrike Mark = "strike" // reviewer takes the line out, with a Reason
)

// LineState is where a line under review stands.
type LineState string

const (
	Unchecked LineState = "unchecked" // no mark yet
	Passed    LineState = "passed"
	Queried   LineState = "queried"  // waits for the home
	Answered  LineState = "answered" // waits for the reviewer
	Struck    LineState = "struck"   // out of the list; final
)

// Zh names the state for people.
func (s LineState) Zh() string {
	switch s {
	case Unchecked:
		return "未审"
	case Passed:
		return "通过"
	case Queried:
		return "待答复"
	case Answered:
		return "已答复待审"
	case Struck:
		return "剔除"
	}
	return string(s)
}

// En names the state in English: its code is the word.
func (s LineState) En() string { return string(s) }

// Reason says why a line was struck.
type Reason string

const (
	QueryOpen    Reason = "query_open"    // still queried when the list was sealed
	Duplicate    Reason = "duplicate"     // the same deceased is settled elsewhere
	PaperMissing Reason = "paper_missing" // a required paper is absent or unreadable
	AmountWrong  Reason = "amount_wrong"  // services or amounts do not fit the papers
	NotEligible  Reason = "not_eligible"  // outside 一
	WrongPeriod  Reason = "wrong_period"  // belongs to another period or home
	HomeAsked    Reason = "home_asked"    // the home took the line back
)

// Reasons lists every reason; QueryOpen is given by sealing only.
var Reasons = []Reason{QueryOpen, Duplicate, PaperMissing, AmountWrong, NotEligible, WrongPeriod, HomeAsked}

// Valid reports whether r is one of Reasons.
func (r Reason) Valid() bool {
	for _, o := range Reasons {
		if o == r {
			return true
		}
	}
	return false
}

// Zh names the reason for people.
func (r Reason) Zh() string {
	switch r {
	case QueryOpen:
		return "盖章时疑问未答复"
	case Duplicate:
		return "重复"
	case PaperMissing:
		return "材料缺失"
	case AmountWrong:
		return "项目或金额不符"
	case NotEligible:
		return "不属免费对象"
	case WrongPeriod:
		return "不属本期或本馆"
	case HomeAsked:
		return "殡仪馆申请撤回"
	}
	return string(r)
}

// En names the reason in English.
func (r Reason) En() string {
	switch r {
	case QueryOpen:
		return "not answered when sealed"
	case Duplicate:
		return "settled elsewhere"
	case PaperMissing:
		return "a paper is missing"
	case AmountWrong:
		return "services or sums do not fit"
	case NotEligible:
		return "not covered"
	case WrongPeriod:
		return "another period or home"
	case HomeAsked:
		return "the home took it back"
	}
	return string(r)
}

var (
	noMark = problem.Define("settlement.mark", problem.Conflict,
		"该行现为“%[1]s”,不能作此标记", "the line is %[2]s; this mark cannot follow",
		"请刷新后按该行当前状态办理", "reload the line and act on its present state")
	noReason = problem.Define("settlement.reason", problem.Invalid,
		"剔除一行须选定原因", "a strike needs a reason", "请从原因表中选一项", "choose one of the listed reasons")
	stillOpen = problem.Define("settlement.seal_open", problem.Conflict,
		"还有 %[1]d 行未审结,不能盖章", "%[1]d lines are not reviewed yet; the list cannot be sealed",
		"请先对未审和已答复的各行作出通过、疑问或剔除标记", "pass, query or strike the unchecked and the answered lines first")
	nothingLeft = problem.Define("settlement.seal_empty", problem.Conflict,
		"清册没有通过的行,不能盖章", "no line was passed; there is nothing to seal",
		"请将清册退回", "send the list back instead")
)

// NextMark gives the state that a mark leads to; a pair outside the table is
// refused (settlement.mark). A struck line takes no more marks.
func NextMark(s LineState, m Mark) (LineState, error) {
	switch {
	case m == MarkPass && (s == Unchecked || s == Queried || s == Answered):
		return Passed, nil
	case m == MarkQuery && (s == Unchecked || s == Passed || s == Answered):
		return Queried, nil
	case m == MarkAnswer && s == Queried:
		return Answered, nil
	case m == MarkStrike && s != Struck:
		return Struck, nil
	}
	return s, noMark.With(s.Zh(), string(s))
}

// CheckStrike refuses a strike by hand without a listed reason, or with the
// reason that only sealing gives.
func CheckStrike(r Reason) error {
	if !r.Valid() || r == QueryOpen {
		return noReason.With().At("reason")
	}
	return nil
}

// Current folds the marks of one line, oldest first; no marks give Unchecked.
// Marks that cannot have happened are refused.
func Current(marks []Mark) (LineState, error) {
	s := Unchecked
	for _, m := range marks {
		var err error
		if s, err = NextMark(s, m); err != nil {
			return s, err
		}
	}
	return s, nil
}

// Tally counts the lines of a list by state.
type Tally struct {
	Unchecked int `json:"unchecked"`
	Passed    int `json:"passed"`
	Queried   int `json:"queried"`
	Answered  int `json:"answered"`
	Struck    int `json:"struck"`
}

// Count adds one line in state s.
func (t *Tally) Count(s LineState) {
	switch s {
	case Passed:
		t.Passed++
	case Queried:
		t.Queried++
	case Answered:
		t.Answered++
	case Struck:
		t.Struck++
	default:
		t.Unchecked++
	}
}

// Lines gives the number of lines counted.
func (t Tally) Lines() int { return t.Unchecked + t.Passed + t.Queried + t.Answered + t.Struck }

// CanSeal refuses sealing while a line is unchecked or answered and not yet
// read again, and when no line was passed. Lines still queried do not block:
// AtSeal strikes them.
func (t Tally) CanSeal() error {
	if n := t.Unchecked + t.Answered; n > 0 {
		return stillOpen.With(n)
	}
	if t.Passed == 0 {
		return nothingLeft.With()
	}
	return nil
}

// AtSeal gives what sealing makes of a line: a queried line is struck with
// QueryOpen, a struck one keeps its reason, a passed one stays ("").
func AtSeal(s LineState, r Reason) (struck Reason, ok bool) {
	switch s {
	case Passed:
		return "", true
	case Queried:
		return QueryOpen, true
	case Struck:
		return r, r.Valid()
	}
	return "", false
}
