package wire

import (
	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/policy"
)

// quick reads a line written in the plain way: no escapes, no fractions, every
// field once. It answers false for anything else, faulty or merely unusual, and
// the strict reader decides. What it accepts the strict reader reads the same.
// The texts of c are parts of line.
func quick(line string, c *Claim) bool {
	s := scan{t: line}
	*c = Claim{Facts: policy.Facts{Services: c.Facts.Services[:0]}}
	seen := s.claim(c)
	const needed = 1<<fID | 1<<fRoute | 1<<fDisposal | 1<<fDeath | 1<<fServices
	s.space()
	return !s.bad && s.i == len(s.t) && seen&needed == needed
}

// The fields of a claim, for noticing one that comes twice.
const (
	fID = iota
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
	fYes
	fServices
)

// scan walks over one line; bad is set at the first thing that is not plain.
type scan struct {
	t   string
	i   int
	bad bool
}

func (s *scan) space() {
	for s.i < len(s.t) && (s.t[s.i] == ' ' || s.t[s.i] == '\t' || s.t[s.i] == '\n' || s.t[s.i] == '\r') {
		s.i++
	}
}

// take steps over c after spaces.
func (s *scan) take(c byte) bool {
	if s.i < len(s.t) && s.t[s.i] == c {
		s.i++
		return true
	}
	s.space()
	if s.i < len(s.t) && s.t[s.i] == c {
		s.i++
		return true
	}
	return false
}

func (s *scan) need(c byte) {
	if !s.take(c) {
		s.bad = true
	}
}

// text reads a string of printable ASCII without escapes.
func (s *scan) text() string {
	s.need('"')
	from := s.i
	for s.i < len(s.t) {
		switch c := s.t[s.i]; {
		case c == '"':
			s.i++
			return s.t[from : s.i-1]
		case c == '\\' || c < 0x20 || c >= 0x7f:
			s.bad = true
			return ""
		}
		s.i++
	}
	s.bad = true
	return ""
}

// name reads a member's name and the colon.
func (s *scan) name() string {
	n := s.text()
	s.need(':')
	return n
}

// number reads a whole number of at most 15 digits, without sign or leading
// zero.
func (s *scan) number() int64 {
	s.space()
	from, n := s.i, int64(0)
	for s.i < len(s.t) && s.t[s.i]-'0' < 10 {
		n = n*10 + int64(s.t[s.i]-'0')
		s.i++
	}
	digits := s.i - from
	if digits == 0 || digits > 15 || digits > 1 && s.t[from] == '0' {
		s.bad = true
	}
	if s.i < len(s.t) && (s.t[s.i] == '.' || s.t[s.i] == 'e' || s.t[s.i] == 'E') {
		s.bad = true
	}
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

func (s *scan) claim(c *Claim) (seen uint32) {
	f := &c.Facts
	for more := s.take('{'); more && !s.bad; more = s.take(',') {
		field := -1
		var ok = true
		switch s.name() {
		case "id":
			field, c.ID = fID, s.text()
			ok = validID(c.ID)
		case "county":
			field, c.County = fCounty, s.text()
			ok = validPlan(c.County)
		case "home":
			field, c.Home = fHome, s.text()
			ok = validPlan(c.Home)
		case "route":
			field = fRoute
			f.Route, ok = policy.ParseRoute(s.text())
		case "disposal":
			field = fDisposal
			f.Disposal, ok = policy.ParseDisposal(s.text())
		case "ashes":
			field = fAshes
			f.Ashes, ok = policy.ParseAshes(s.text())
		case "household":
			field, f.Household = fHousehold, s.area()
		case "death_area":
			field, f.DeathArea = fDeathArea, s.area()
		case "cremation_area":
			field, f.CremationArea = fCremationArea, s.area()
		case "death":
			field, f.Death = fDeath, s.day()
		case "cremation":
			field, f.Cremation = fCremation, s.day()
		case "application":
			field, f.Application = fApplication, s.day()
		case "age":
			field, f.Age = fAge, s.known()
		case "months_resident":
			field, f.MonthsResident = fMonthsResident, s.known()
		case "months_insured":
			field, f.MonthsInsured = fMonthsInsured, s.known()
		case "years_stored":
			field, f.YearsStored = fYearsStored, s.known()
		case "yes":
			field, f.Yes = fYes, s.yes()
		case "services":
			field = fServices
			s.services(f)
		}
		if !ok || field < 0 || seen&(1<<field) != 0 {
			s.bad = true
			break
		}
		seen |= 1 << field
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
		bit, ok := policy.Yes(s.text())
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
	seen := uint8(0)
	for more := s.take('{'); more && !s.bad; more = s.take(',') {
		bit, ok := uint8(0), true
		switch s.name() {
		case "item":
			bit, x.Item = 1, s.text()
			ok = validCode(x.Item)
		case "quantity":
			bit, x.Quantity = 2, s.number()
		case "charged_fen":
			bit, x.Charged = 4, money.Amount(s.number())
		case "unit_fen":
			bit, x.Unit = 8, money.Amount(s.number())
		case "metres":
			bit, x.Metres = 16, s.number()
		case "day":
			bit, x.Day = 32, s.day()
		case "grade":
			bit, x.Grade = 64, s.text()
			ok = validCode(x.Grade)
		}
		if !ok || bit == 0 || seen&bit != 0 {
			s.bad = true
			break
		}
		seen |= bit
	}
	s.need('}')
	if seen&7 != 7 {
		s.bad = true
	}
}
