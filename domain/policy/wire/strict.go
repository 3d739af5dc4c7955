package wire

import (
	"errors"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/policy"
	"songbai/domain/problem"
)

// written mirrors docs/schema/decide-input.json.
type written struct {
	ID             *string         `json:"id"`
	County         string          `json:"county"`
	Home           string          `json:"home"`
	Route          *string         `json:"route"`
	Disposal       *string         `json:"disposal"`
	Ashes          string          `json:"ashes"`
	Handler        string          `json:"handler"`
	Household      string          `json:"household"`
	DeathArea      string          `json:"death_area"`
	CremationArea  string          `json:"cremation_area"`
	Death          *string         `json:"death"`
	Cremation      string          `json:"cremation"`
	Application    string          `json:"application"`
	Burial         string          `json:"burial"`
	Age            *int32          `json:"age"`
	MonthsResident *int32          `json:"months_resident"`
	MonthsInsured  *int32          `json:"months_insured"`
	YearsStored    *int32          `json:"years_stored"`
	YearsWorked    *int32          `json:"years_worked"`
	CeremonyHours  *int32          `json:"ceremony_hours"`
	GraveArea      *int32          `json:"grave_area"`
	SteleHeight    *int32          `json:"stele_height"`
	SteleWidth     *int32          `json:"stele_width"`
	OtherBenefit   int64           `json:"other_benefit_fen"`
	Yes            []string        `json:"yes"`
	Services       []writtenCharge `json:"services"`
}

type writtenCharge struct {
	Item     *string `json:"item"`
	Grade    string  `json:"grade"`
	Quantity *int64  `json:"quantity"`
	Metres   int64   `json:"metres"`
	Unit     int64   `json:"unit_fen"`
	Charged  *int64  `json:"charged_fen"`
	Day      string  `json:"day"`
}

// strict reads a line with the library: unknown fields, repeated fields, wrong
// types, null, and anything after the object are refused.
func strict(line []byte, c *Claim) error {
	var w written
	if err := json.Unmarshal(line, &w, json.RejectUnknownMembers(true)); err != nil {
		return readProblem(err)
	}
	if hasNull(line) {
		return badType.With()
	}
	switch {
	case w.ID == nil:
		return missingField.With().At("id")
	case w.Route == nil:
		return missingField.With().At("route")
	case w.Disposal == nil:
		return missingField.With().At("disposal")
	case w.Death == nil:
		return missingField.With().At("death")
	case w.Services == nil:
		return missingField.With().At("services")
	}
	*c = Claim{ID: *w.ID, County: w.County, Home: w.Home, Facts: policy.Facts{Services: c.Facts.Services[:0]}}
	return w.into(c)
}

// hasNull finds a null, which the library takes for an absent value.
func hasNull(line []byte) bool {
	d := jsontext.NewDecoder(strings.NewReader(string(line)))
	for {
		t, err := d.ReadToken()
		if err != nil {
			return false
		}
		if t.Kind() == 'n' {
			return true
		}
	}
}

func readProblem(err error) error {
	var semantic *json.SemanticError
	if !errors.As(err, &semantic) {
		return badJSON.With().Because(err)
	}
	at := fieldOf(string(semantic.JSONPointer))
	if errors.Is(err, json.ErrUnknownName) {
		return unknownField.With().At(at).Because(err)
	}
	return badType.With().At(at).Because(err)
}

// fieldOf writes a pointer as a field path when it holds nothing but the words
// of a schema: small letters, digits, "_" and list numbers of three digits.
func fieldOf(pointer string) string {
	var out []string
	for _, p := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		digits := 0
		for _, c := range p {
			if c >= '0' && c <= '9' {
				digits++
			} else if !(c >= 'a' && c <= 'z' || c == '_') {
				return ""
			}
		}
		if digits > 3 || len(p) > 40 {
			return ""
		}
		out = append(out, p)
	}
	return strings.Join(out, ".")
}

// into turns the words into facts; the same checks as the quick reader.
func (w *written) into(c *Claim) error {
	f := &c.Facts
	if !validID(c.ID) {
		return badType.With().At("id")
	}
	if !validPlan(c.County) {
		return badType.With().At("county")
	}
	if !validPlan(c.Home) {
		return badType.With().At("home")
	}
	var ok bool
	if f.Route, ok = policy.ParseRoute(*w.Route); !ok {
		return badType.With().At("route")
	}
	if f.Disposal, ok = policy.ParseDisposal(*w.Disposal); !ok {
		return badType.With().At("disposal")
	}
	if f.Ashes, ok = policy.ParseAshes(w.Ashes); !ok && w.Ashes != "" {
		return badType.With().At("ashes")
	}
	if f.Handler, ok = policy.ParseHandler(w.Handler); !ok && w.Handler != "" {
		return badType.With().At("handler")
	}
	f.OtherBenefit = money.Amount(w.OtherBenefit)
	var err error
	for _, a := range []struct {
		name, code string
		to         *policy.Area
	}{{"household", w.Household, &f.Household}, {"death_area", w.DeathArea, &f.DeathArea}, {"cremation_area", w.CremationArea, &f.CremationArea}} {
		if *a.to, err = policy.ParseArea(a.code); err != nil {
			return badType.With().At(a.name)
		}
	}
	for _, n := range []struct {
		name string
		from *int32
		to   *policy.Number
	}{{"age", w.Age, &f.Age}, {"months_resident", w.MonthsResident, &f.MonthsResident}, {"months_insured", w.MonthsInsured, &f.MonthsInsured}, {"years_stored", w.YearsStored, &f.YearsStored},
		{"years_worked", w.YearsWorked, &f.YearsWorked}, {"ceremony_hours", w.CeremonyHours, &f.CeremonyHours}, {"grave_area", w.GraveArea, &f.GraveArea},
		{"stele_height", w.SteleHeight, &f.SteleHeight}, {"stele_width", w.SteleWidth, &f.SteleWidth}} {
		if n.from != nil {
			if *n.from < 0 {
				return badType.With().At(n.name)
			}
			*n.to = policy.Known(*n.from)
		}
	}
	if p := w.days(f); p != nil {
		return p
	}
	for _, name := range w.Yes {
		bit, ok := policy.Yes(name)
		if !ok || f.Yes&bit != 0 {
			return badType.With().At("yes")
		}
		f.Yes |= bit
	}
	return w.charges(f)
}

func (w *written) days(f *policy.Facts) *problem.Problem {
	for _, d := range []struct {
		name, text string
		to         *date.Day
	}{{"death", *w.Death, &f.Death}, {"cremation", w.Cremation, &f.Cremation}, {"application", w.Application, &f.Application}, {"burial", w.Burial, &f.Burial}} {
		if d.text == "" && d.name != "death" {
			continue
		}
		day, err := date.ParseDay(d.text)
		if err != nil {
			return badType.With().At(d.name)
		}
		*d.to = day
	}
	return nil
}

func (w *written) charges(f *policy.Facts) error {
	for i := range w.Services {
		s := &w.Services[i]
		switch {
		case s.Item == nil:
			return missingField.With().At("services.item")
		case s.Quantity == nil:
			return missingField.With().At("services.quantity")
		case s.Charged == nil:
			return missingField.With().At("services.charged_fen")
		case !validCode(*s.Item):
			return badType.With().At("services.item")
		case s.Grade != "" && !validCode(s.Grade):
			return badType.With().At("services.grade")
		}
		x := policy.Service{Item: *s.Item, Grade: s.Grade, Quantity: *s.Quantity, Metres: s.Metres, Unit: money.Amount(s.Unit), Charged: money.Amount(*s.Charged)}
		if s.Day != "" {
			day, err := date.ParseDay(s.Day)
			if err != nil {
				return badType.With().At("services.day")
			}
			x.Day = day
		}
		f.Services = append(f.Services, x)
	}
	return nil
}

// validID keeps names and id numbers of people out of references: no letters
// but Latin ones, and no run of more than 14 digits.
func validID(s string) bool {
	if s == "" || len(s) > 64 {
		return false
	}
	run := 0
	for i := range len(s) {
		c := s[i]
		if c >= '0' && c <= '9' {
			if run++; run > 14 {
				return false
			}
			continue
		}
		run = 0
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '.' || c == ':' || c == '-') {
			return false
		}
	}
	return true
}

// validPlan is a county or home code, or nothing.
func validPlan(s string) bool { return s == "" || validCode(s) }

// maxCode is the longest code.
const maxCode = 40

// isCode holds the bytes of a code.
var isCode = func() (is [256]bool) {
	for _, c := range []byte("abcdefghijklmnopqrstuvwxyz0123456789_") {
		is[c] = true
	}
	return is
}()

// validCode is a code of items, grades, homes and counties.
func validCode(s string) bool {
	for i := range len(s) {
		if !isCode[s[i]] {
			return false
		}
	}
	return s != "" && len(s) <= maxCode
}
