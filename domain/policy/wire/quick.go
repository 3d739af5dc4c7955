package wire

import (
	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/policy"
)

// quick reads a line written in the plain way: no escapes, no fractions, every
// field once. It answers false for anything else, faulty or merely unusual, and
// the strict reader decides. What it accepts the strict reader reads the same.
// The line ends in a line end, and the texts of c are parts of it.
func quick(line string, c *Claim) bool {
	s := scan{t: line}
	*c = Claim{Facts: policy.Facts{Services: c.Facts.Services[:0]}}
	seen := s.claim(c)
	const needed = fID | fRoute | fDisposal | fDeath | fServices
	s.space()
	return !s.bad && s.i == len(s.t)-1 && seen&needed == needed
}

// The bit of each field of a claim and of a service, for noticing one that
// comes twice or is missing.
const (
	fID = 1 << iota
	fCounty
	fHome
	fRoute
	fDisposal
	fAshes
	fHousehold
	fDeathArea
	fCremationArea
	fDeath
	fCremation
	fApplication
	fAge
	fMonthsResident
	fMonthsInsured
	fYearsStored
	fHandler
	fBurial
	fYearsWorked
	fCeremonyHours
	fGraveArea
	fSteleHeight
	fSteleWidth
	fOtherBenefit
	fYes
	fServices
	fItem
	fGrade
	fQuantity
	fMetres
	fUnit
	fCharged
	fDay
)

// scan walks over one line; bad is set at the first thing that is not plain.
// Nothing steps over the line end, so that no step needs to ask whether the
// line is over. The loops keep their place in a local.
type scan struct {
	t   string
	i   int
	bad bool
}

func (s *scan) space() {
	for s.t[s.i] == ' ' || s.t[s.i] == '\t' || s.t[s.i] == '\r' {
		s.i++
	}
}

// take steps over c, after spaces.
func (s *scan) take(c byte) bool {
	if s.t[s.i] == c {
		s.i++
		return true
	}
	return s.takeLater(c)
}

func (s *scan) takeLater(c byte) bool {
	s.space()
	if s.t[s.i] != c {
		return false
	}
	s.i++
	return true
}

// need steps over c, after spaces; it must be there.
func (s *scan) need(c byte) {
	if !s.take(c) {
		s.bad = true
	}
}

// name reads a member's name and steps over the colon.
func (s *scan) name() string {
	n := s.code()
	s.need(':')
	return n
}

// text reads a string of printable ASCII without escapes.
func (s *scan) text() string {
	s.need('"')
	t, i := s.t, s.i
	for t[i] != '"' && t[i] != '\\' && t[i]-0x20 < 0x7f-0x20 {
		i++
	}
	return s.textTo(i)
}

// code reads a string as validCode takes it, or an empty one.
func (s *scan) code() string {
	s.need('"')
	t, i := s.t, s.i
	for isCode[t[i]] {
		i++
	}
	if i > s.i+maxCode {
		s.bad = true
	}
	return s.textTo(i)
}

// textTo gives what lies before the quote at i and steps over it.
func (s *scan) textTo(i int) string {
	from := s.i
	if s.t[i] != '"' {
		s.bad = true
		return ""
	}
	s.i = i + 1
	return s.t[from:i]
}

// number reads a whole number of at most 15 digits, without sign or leading
// zero.
func (s *scan) number() int64 {
	s.space()
	t, i, n := s.t, s.i, int64(0)
	for t[i]-'0' < 10 {
		n = n*10 + int64(t[i]-'0')
		i++
	}
	digits := i - s.i
	if digits == 0 || digits > 15 || digits > 1 && t[s.i] == '0' || t[i] == '.' || t[i] == 'e' || t[i] == 'E' {
		s.bad = true
	}
	s.i = i
	return n
}

func (s *scan) day() date.Day {
	t := s.text()
	if len(t) != 10 || t[4] != '-' || t[7] != '-' {
		s.bad = true
		return 0
	}
	y, m, d := 1000*digit(t[0])+100*digit(t[1])+10*digit(t[2])+digit(t[3]), 10*digit(t[5])+digit(t[6]), 10*digit(t[8])+digit(t[9])
	// plain days only; 29 to 31 of a month and all else are for date.ParseDay
	if y >= 1900 && y <= 2200 && m >= 1 && m <= 12 && d >= 1 && d <= 28 {
		return date.Day(daysFrom(y, m, d))
	}
	x, err := date.ParseDay(t)
	if err != nil {
		s.bad = true
	}
	return x
}

// digit gives 0-9, and a number that no date can hold for other bytes.
func digit(c byte) int {
	if c-'0' < 10 {
		return int(c - '0')
	}
	return 1 << 20
}

// daysFrom counts days since 1970-01-01 for years after 1.
func daysFrom(y, m, d int) int {
	if m < 3 {
		y, m = y-1, m+12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + d - 1 - 719468
}

func (s *scan) area() policy.Area {
	a, err := policy.ParseArea(s.text())
	if err != nil {
		s.bad = true
	}
	return a
}

func (s *scan) known() policy.Number {
	n := s.number()
	if n > 1<<31-1 {
		s.bad = true
	}
	return policy.Known(int32(n))
}

func (s *scan) claim(c *Claim) (seen uint64) {
	f := &c.Facts
	for more := s.take('{'); more && !s.bad; more = s.take(',') {
		field, ok := uint64(0), true
		switch s.name() {
		case "id":
			field = fID
			c.ID = s.text()
			ok = validID(c.ID)
		case "county":
			field = fCounty
			c.County = s.code()
		case "home":
			field = fHome
			c.Home = s.code()
		case "route":
			field = fRoute
			f.Route, ok = policy.ParseRoute(s.code())
		case "disposal":
			field = fDisposal
			f.Disposal, ok = policy.ParseDisposal(s.code())
		case "ashes":
			field = fAshes
			f.Ashes, ok = policy.ParseAshes(s.code())
		case "household":
			field = fHousehold
			f.Household = s.area()
		case "death_area":
			field = fDeathArea
			f.DeathArea = s.area()
		case "cremation_area":
			field = fCremationArea
			f.CremationArea = s.area()
		case "death":
			field = fDeath
			f.Death = s.day()
		case "cremation":
			field = fCremation
			f.Cremation = s.day()
		case "application":
			field = fApplication
			f.Application = s.day()
		case "age":
			field = fAge
			f.Age = s.known()
		case "months_resident":
			field = fMonthsResident
			f.MonthsResident = s.known()
		case "months_insured":
			field = fMonthsInsured
			f.MonthsInsured = s.known()
		case "years_stored":
			field = fYearsStored
			f.YearsStored = s.known()
		case "handler":
			field = fHandler
			f.Handler, ok = policy.ParseHandler(s.code())
		case "burial":
			field = fBurial
			f.Burial = s.day()
		case "years_worked":
			field = fYearsWorked
			f.YearsWorked = s.known()
		case "ceremony_hours":
			field = fCeremonyHours
			f.CeremonyHours = s.known()
		case "grave_area":
			field = fGraveArea
			f.GraveArea = s.known()
		case "stele_height":
			field = fSteleHeight
			f.SteleHeight = s.known()
		case "stele_width":
			field = fSteleWidth
			f.SteleWidth = s.known()
		case "other_benefit_fen":
			field = fOtherBenefit
			f.OtherBenefit = money.Amount(s.number())
		case "yes":
			field = fYes
			f.Yes = s.yes()
		case "services":
			field = fServices
			s.services(f)
		}
		s.bad = s.bad || !ok || field == 0 || seen&field != 0
		seen |= field
	}
	s.need('}')
	return seen
}

func (s *scan) yes() (set policy.Set) {
	s.need('[')
	if s.take(']') {
		return 0
	}
	for more := true; more && !s.bad; more = s.take(',') {
		bit, ok := policy.Yes(s.code())
		if !ok || set&bit != 0 {
			s.bad = true
		}
		set |= bit
	}
	s.need(']')
	return set
}

func (s *scan) services(f *policy.Facts) {
	s.need('[')
	if s.take(']') {
		return
	}
	for more := true; more && !s.bad; more = s.take(',') {
		f.Services = append(f.Services, policy.Service{})
		s.service(&f.Services[len(f.Services)-1])
	}
	s.need(']')
}

func (s *scan) service(x *policy.Service) {
	seen := uint64(0)
	for more := s.take('{'); more && !s.bad; more = s.take(',') {
		field := uint64(0)
		switch s.name() {
		case "item":
			field = fItem
			x.Item = s.code()
			s.bad = s.bad || x.Item == ""
		case "grade":
			field = fGrade
			x.Grade = s.code()
			s.bad = s.bad || x.Grade == ""
		case "quantity":
			field = fQuantity
			x.Quantity = s.number()
		case "metres":
			field = fMetres
			x.Metres = s.number()
		case "unit_fen":
			field = fUnit
			x.Unit = money.Amount(s.number())
		case "charged_fen":
			field = fCharged
			x.Charged = money.Amount(s.number())
		case "day":
			field = fDay
			x.Day = s.day()
		}
		s.bad = s.bad || field == 0 || seen&field != 0
		seen |= field
	}
	s.need('}')
	const needed = fItem | fQuantity | fCharged
	if seen&needed != needed {
		s.bad = true
	}
}
