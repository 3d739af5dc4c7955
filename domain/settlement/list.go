package settlement

import (
	"unicode/utf8"

	"songbai/domain/fund"
	"songbai/domain/money"
	"songbai/domain/problem"
)

// Header names one list.
type Header struct {
	County string // 6 digits, the payer
	Home   int64  // row id; 0 on a determination sheet
	Office int64  // row id of the bureau of a sheet; 0 on a home's list
	Kind   Kind
	Period Period
	Round  int   // from 1
	List   int64 // row id

	// Of the sealed text only:
	Submitted string // digest of the submitted text, 64 hex
	Opinion   string // commitment of the bureau's opinion, 64 hex or ""
}

// Line is one claim in a list.
type Line struct {
	Seq         int // 1 … without gaps
	Claim       int64
	Decision    int64
	ClaimDigest string // digest of the claim's settle text, 64 hex
	Route       string // waiver, unclaimed, reimbursement
	Charged     money.Amount
	Waived      money.Amount
	Family      money.Amount
	Struck      Reason // "" on a passed line; only in the sealed text
	Note        string // commitment of the reviewer's note on a struck line, 64 hex or ""
}

// Totals are the sums of lines that were not struck, and the counts.
type Totals struct {
	Lines   int // not struck
	Struck  int
	Charged money.Amount
	Waived  money.Amount
	Family  money.Amount
}

var (
	badHeader = problem.Define("settlement.header", problem.Invalid,
		"清册表头不完整", "the head of the list is incomplete",
		"请补齐县区、殡仪馆(或民政局)、种类、结算期、轮次和清册编号", "give county, home (or bureau), kind, period, round and list")
	badLine = problem.Define("settlement.line", problem.Invalid,
		"清册第 %[1]d 行不合要求", "line %[1]d of the list is malformed",
		"行号须从 1 连续,摘要须为 64 位十六进制,剔除须有原因", "numbers run from 1 without gaps, digests are 64 hex digits, a strike has a reason")
	lineSum = problem.Define("settlement.line_sum", problem.Invalid,
		"清册第 %[1]d 行:收费合计不等于免除加自付,或金额为负", "line %[1]d: charged is not waived plus family, or an amount is negative",
		"请重新核算该行", "compute the line again")
	totalSum = problem.Define("settlement.total", problem.Internal,
		"清册合计不相符:%[1]s", "the totals of the list do not agree: %[2]s",
		"请停止办理并核对各行与经费来源", "stop and compare the lines with the funds")
)

// Check refuses a head with a part missing or contradicting its kind.
func (h *Header) Check() error {
	ok := len(h.County) == 6 && h.Round >= 1 && h.List > 0 && h.Kind.Valid() &&
		(h.Kind == Local) == (h.Home > 0) && (h.Kind == Reimbursement) == (h.Office > 0)
	for _, r := range []byte(h.County) {
		ok = ok && '0' <= r && r <= '9'
	}
	if !ok {
		return badHeader.With()
	}
	return h.Period.Fits(h.Kind)
}

// Check refuses a line whose amounts do not add up or whose parts are malformed.
func (l *Line) Check() error {
	if l.Charged < 0 || l.Waived < 0 || l.Family < 0 || l.Charged > money.Max || l.Charged != l.Waived+l.Family {
		return lineSum.With(l.Seq)
	}
	if l.Seq < 1 || l.Claim <= 0 || l.Decision <= 0 || !isHex64(l.ClaimDigest) || !plain(l.Route) || l.Route == "" ||
		(l.Note != "" && (!isHex64(l.Note) || l.Struck == "")) || (l.Struck != "" && !l.Struck.Valid()) {
		return badLine.With(l.Seq)
	}
	return nil
}

// Add counts a line; a struck one is counted apart and enters no sum. An
// overflow is refused.
func (t *Totals) Add(l *Line) error {
	if l.Struck != "" {
		t.Struck++
		return nil
	}
	sum, err := money.Sum(t.Charged, l.Charged)
	if err != nil {
		return err
	}
	t.Lines++
	t.Charged = sum
	t.Waived += l.Waived
	t.Family += l.Family
	return nil
}

// Page is the sum of one printed page and of all pages up to it.
type Page struct {
	No       int // from 1
	From, To int // indexes of lines: lines[From:To]
	Totals   Totals
	Running  Totals
}

// Pages cuts lines into pages of per lines and totals each. The last page's
// Running is the grand total. No lines give no page.
func Pages(lines []Line, per int) ([]Page, error) {
	if per < 1 {
		return nil, badLine.With(0)
	}
	var pages []Page
	var run Totals
	for from := 0; from < len(lines); from += per {
		p := Page{No: len(pages) + 1, From: from, To: min(from+per, len(lines))}
		for i := p.From; i < p.To; i++ {
			if err := lines[i].Check(); err != nil {
				return nil, err
			}
			if err := p.Totals.Add(&lines[i]); err != nil {
				return nil, err
			}
			if err := run.Add(&lines[i]); err != nil {
				return nil, err
			}
		}
		p.Running = run
		pages = append(pages, p)
	}
	return pages, nil
}

// CheckTotals refuses totals that do not agree with themselves or with the
// sums per fund and level: charged = waived + family, every sum ≥ 0, each
// (fund, level) at most once, and the funds together bear exactly what is
// waived (I04, I10). byFund may be in any order.
func CheckTotals(t Totals, byFund []fund.Share) error {
	if t.Lines < 0 || t.Struck < 0 || t.Charged < 0 || t.Waived < 0 || t.Family < 0 {
		return totalSum.With("有负数", "a sum is negative")
	}
	if t.Charged != t.Waived+t.Family {
		return totalSum.With("收费合计不等于免除加自付", "charged is not waived plus family")
	}
	var sum money.Amount
	for i, s := range byFund {
		if s.Fen < 0 || s.Fund == "" || s.Level == "" || !plain(string(s.Fund)) || !plain(string(s.Level)) {
			return totalSum.With("经费来源有误", "a fund row is malformed")
		}
		for _, o := range byFund[:i] {
			if o.Fund == s.Fund && o.Level == s.Level {
				return totalSum.With("同一经费来源重复", "a fund and level stands twice")
			}
		}
		var err error
		if sum, err = money.Sum(sum, s.Fen); err != nil {
			return err
		}
	}
	if sum != t.Waived {
		return totalSum.With("各经费来源之和不等于免除合计", "the funds do not add up to the waived total")
	}
	return nil
}

// plain reports whether s is UTF-8 free of control characters, which would
// break a canonical text.
func plain(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] == 0x7f {
			return false
		}
	}
	return true
}

// isHex64 reports whether s is a SHA-256 in lower-case hex.
func isHex64(s string) bool {
	if len(s) != 64 {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
