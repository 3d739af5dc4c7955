package settlement

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"songbai/domain/date"
	"songbai/domain/fund"
	"songbai/domain/money"
	"songbai/domain/problem"
)

const settleMark = "songbai-settle-1"

// Settle is what a list settles of one claim: the amounts that count, and
// each personal value as its commitment. Its text is made once, when the claim
// is completed (reimbursement: determined); its digest is the ClaimDigest of
// every list line the claim ever has.
//
// Text (see the package for the general rules):
//
//	songbai-settle-1
//	county <6 digits>
//	claim <row id>
//	decision <row id>
//	route waiver | unclaimed | reimbursement
//	class <clause or code of the person's class>
//	basis <hash of the basis of the decision>
//	home <row id, or 0>
//	day <name> <2026-11-23>                       sorted by name
//	value <name> <commitment>                     sorted by name
//	item <code> <measure> <charged> <waived> <family>   in the order of 二(一)…(七)
//	share <fund> <level> <fen>                    sorted by fund, then level
//	total <charged> <waived> <family>
//	end
type Settle struct {
	County   string
	Claim    int64
	Decision int64
	Route    string
	Class    string
	Basis    string // 64 hex
	Home     int64  // row id of the home, 0 for out-of-area cremation
	Days     []SettleDay
	Values   []SettleValue
	Items    []SettleItem
	Shares   []fund.Share
}

// SettleDay is one named day: "died", "cremated", "completed", …
type SettleDay struct {
	Name string
	Day  date.Day
}

// SettleValue is the commitment SHA-256(salt‖value) of one named personal
// value: "deceased_name", "deceased_id", "cremation_no", …
type SettleValue struct {
	Name   string
	Commit string // 64 hex
}

// SettleItem is one service charged.
type SettleItem struct {
	Code    string // the pack's item code
	Measure string // quantity allowed, days or km, as decided: "1", "3", "25"
	Charged money.Amount
	Waived  money.Amount
	Family  money.Amount
}

var badSettle = problem.Define("settlement.settle", problem.Invalid,
	"结算记录不合要求:%[1]s", "the settlement record is malformed: %[2]s",
	"请核对各项金额、经费来源和必填项", "check the amounts, the funds and the required parts")

// Totals gives charged, waived and family over the items.
func (s *Settle) Totals() (charged, waived, family money.Amount) {
	for _, it := range s.Items {
		charged += it.Charged
		waived += it.Waived
		family += it.Family
	}
	return
}

// Check refuses a record that does not add up or that has no unambiguous
// text: every item and the whole charged = waived + family, shares = waived
// (I10), names unique.
func (s *Settle) Check() error {
	if len(s.County) != 6 || s.Claim <= 0 || s.Decision <= 0 || s.Home < 0 || s.Route == "" ||
		!plain(s.County+s.Route+s.Class) || !isHex64(s.Basis) {
		return badSettle.With("缺少编号、办理途径或依据", "an id, the route or the basis is missing")
	}
	var sum money.Amount
	for i, it := range s.Items {
		var err error
		if sum, err = money.Sum(sum, it.Charged); err != nil {
			return err
		}
		if it.Code == "" || !plain(it.Code+it.Measure) || it.Charged < 0 || it.Waived < 0 || it.Family < 0 ||
			it.Charged != it.Waived+it.Family ||
			slices.ContainsFunc(s.Items[:i], func(o SettleItem) bool { return o.Code == it.Code }) {
			return badSettle.With("服务项目金额不符或重复", "an item does not add up or stands twice")
		}
	}
	for i, v := range s.Values {
		if v.Name == "" || !plain(v.Name) || !isHex64(v.Commit) ||
			slices.ContainsFunc(s.Values[:i], func(o SettleValue) bool { return o.Name == v.Name }) {
			return badSettle.With("个人信息摘要有误", "a commitment is malformed or stands twice")
		}
	}
	for i, v := range s.Days {
		if v.Name == "" || !plain(v.Name) ||
			slices.ContainsFunc(s.Days[:i], func(o SettleDay) bool { return o.Name == v.Name }) {
			return badSettle.With("日期有误", "a day has no name or stands twice")
		}
	}
	c, w, f := s.Totals()
	return CheckTotals(Totals{Lines: 1, Charged: c, Waived: w, Family: f}, s.Shares)
}

// AppendText appends the canonical text to b. The order in which days, values
// and shares are given does not matter; the order of items does.
func (s *Settle) AppendText(b []byte) ([]byte, error) {
	if err := s.Check(); err != nil {
		return b, err
	}
	b = append(b, settleMark+"\n"...)
	b = field(b, "county", s.County)
	b = number(b, "claim", s.Claim)
	b = number(b, "decision", s.Decision)
	b = field(b, "route", s.Route)
	b = field(b, "class", s.Class)
	b = field(b, "basis", s.Basis)
	b = number(b, "home", s.Home)
	for _, d := range slices.SortedFunc(slices.Values(s.Days), func(a, b SettleDay) int { return strings.Compare(a.Name, b.Name) }) {
		b = append(tab(tab(append(b, "day"...), d.Name), d.Day.String()), '\n')
	}
	for _, v := range slices.SortedFunc(slices.Values(s.Values), func(a, b SettleValue) int { return strings.Compare(a.Name, b.Name) }) {
		b = append(tab(tab(append(b, "value"...), v.Name), v.Commit), '\n')
	}
	for _, it := range s.Items {
		b = tab(tab(append(b, "item"...), it.Code), it.Measure)
		b = amounts(b, it.Charged, it.Waived, it.Family)
	}
	for _, sh := range sortedShares(s.Shares) {
		b = appendShare(b, "share", sh)
	}
	b = append(b, "total"...)
	c, w, f := s.Totals()
	b = amounts(b, c, w, f)
	return append(b, "end\n"...), nil
}

func amounts(b []byte, as ...money.Amount) []byte {
	for _, a := range as {
		b = tabInt(b, int64(a))
	}
	return append(b, '\n')
}

// SettleText gives the canonical text of s and its digest in hex.
func SettleText(s *Settle) (text []byte, digest string, err error) {
	text, err = s.AppendText(make([]byte, 0, 2048))
	if err != nil {
		return nil, "", err
	}
	sum := sha256.Sum256(text)
	return text, hex.EncodeToString(sum[:]), nil
}
