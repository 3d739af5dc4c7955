package policy

import (
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/problem"
)

var badFacts = problem.Define("facts.text", problem.Invalid,
	"已存的事实文本读不出来", "the stored text of facts cannot be read",
	"请用 songbai verify 检查数据库；不要手工修改", "check the database with songbai verify; never edit it by hand")

// Encode appends the canonical compact JSON of the facts: fixed order of
// members, nothing stated twice, absent parts left out, days as numbers since
// 1970-01-01, sums in fen. It is stored with each decision and replayed.
func (f *Facts) Encode(b []byte) []byte {
	b = append(b, `{"v":`...)
	b = strconv.AppendInt(b, Vocabulary, 10)
	b = member(b, "route", f.Route.String())
	b = member(b, "disposal", f.Disposal.String())
	b = member(b, "ashes", f.Ashes.String())
	b = member(b, "handler", f.Handler.String())
	b = member(b, "household", f.Household.String())
	b = member(b, "death_area", f.DeathArea.String())
	b = member(b, "cremation_area", f.CremationArea.String())
	b = count(b, "death", int64(f.Death), f.Death != NotStated)
	b = count(b, "cremation", int64(f.Cremation), f.Cremation != NotStated)
	b = count(b, "application", int64(f.Application), f.Application != NotStated)
	b = count(b, "burial", int64(f.Burial), f.Burial != NotStated)
	b = count(b, "age", int64(f.Age.N), f.Age.Known)
	b = count(b, "months_resident", int64(f.MonthsResident.N), f.MonthsResident.Known)
	b = count(b, "months_insured", int64(f.MonthsInsured.N), f.MonthsInsured.Known)
	b = count(b, "years_stored", int64(f.YearsStored.N), f.YearsStored.Known)
	b = count(b, "years_worked", int64(f.YearsWorked.N), f.YearsWorked.Known)
	b = count(b, "ceremony_hours", int64(f.CeremonyHours.N), f.CeremonyHours.Known)
	b = count(b, "grave_area", int64(f.GraveArea.N), f.GraveArea.Known)
	b = count(b, "stele_height", int64(f.SteleHeight.N), f.SteleHeight.Known)
	b = count(b, "stele_width", int64(f.SteleWidth.N), f.SteleWidth.Known)
	b = count(b, "other_benefit", int64(f.OtherBenefit), f.OtherBenefit != 0)
	if names := f.Yes.Names(); len(names) > 0 {
		b = append(b, `,"yes":[`...)
		for i, n := range names {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(append(append(b, '"'), n...), '"')
		}
		b = append(b, ']')
	}
	b = append(b, `,"services":[`...)
	for i := range f.Services {
		if i > 0 {
			b = append(b, ',')
		}
		b = f.Services[i].encode(b)
	}
	return append(b, "]}"...)
}

func (s *Service) encode(b []byte) []byte {
	b = append(b, `{"item":`...)
	b = quoted(b, s.Item)
	b = member(b, "grade", s.Grade)
	b = count(b, "qty", s.Quantity, true)
	b = count(b, "m", s.Metres, s.Metres != 0)
	b = count(b, "unit", int64(s.Unit), s.Unit != 0)
	b = count(b, "fen", int64(s.Charged), true)
	b = count(b, "day", int64(s.Day), s.Day != NotStated)
	return append(b, '}')
}

// member appends a text member that is left out when empty.
func member(b []byte, name, value string) []byte {
	if value == "" {
		return b
	}
	b = append(append(append(b, `,"`...), name...), `":`...)
	return quoted(b, value)
}

// quoted appends a JSON string; bytes that are not UTF-8 become U+FFFD.
func quoted(b []byte, s string) []byte {
	out, _ := jsontext.AppendQuote(b, s)
	return out
}

func count(b []byte, name string, n int64, stated bool) []byte {
	if !stated {
		return b
	}
	b = append(append(append(b, `,"`...), name...), `":`...)
	return strconv.AppendInt(b, n, 10)
}

// storedFacts mirrors Encode for reading.
type storedFacts struct {
	V              int             `json:"v"`
	Route          string          `json:"route"`
	Disposal       string          `json:"disposal"`
	Ashes          string          `json:"ashes"`
	Handler        string          `json:"handler"`
	Household      string          `json:"household"`
	DiedIn         string          `json:"death_area"`
	CrematedIn     string          `json:"cremation_area"`
	Death          int32           `json:"death"`
	Cremation      int32           `json:"cremation"`
	Application    int32           `json:"application"`
	Burial         int32           `json:"burial"`
	Age            *int32          `json:"age"`
	MonthsResident *int32          `json:"months_resident"`
	MonthsInsured  *int32          `json:"months_insured"`
	YearsStored    *int32          `json:"years_stored"`
	YearsWorked    *int32          `json:"years_worked"`
	CeremonyHours  *int32          `json:"ceremony_hours"`
	GraveArea      *int32          `json:"grave_area"`
	SteleHeight    *int32          `json:"stele_height"`
	SteleWidth     *int32          `json:"stele_width"`
	OtherBenefit   int64           `json:"other_benefit"`
	Yes            []string        `json:"yes"`
	Services       []storedService `json:"services"`
}

type storedService struct {
	Item  string `json:"item"`
	Grade string `json:"grade"`
	Qty   int64  `json:"qty"`
	M     int64  `json:"m"`
	Unit  int64  `json:"unit"`
	Fen   int64  `json:"fen"`
	Day   int32  `json:"day"`
}

// Decode reads what Encode wrote, into f. Unknown members, repeated members,
// unknown names and facts of another vocabulary are refused.
func (f *Facts) Decode(text []byte) error {
	var s storedFacts
	if err := json.Unmarshal(text, &s, json.RejectUnknownMembers(true)); err != nil {
		return badFacts.With().Because(err)
	}
	if s.V != Vocabulary {
		return badFacts.With().At("v")
	}
	*f = Facts{
		Death: date.Day(s.Death), Cremation: date.Day(s.Cremation), Application: date.Day(s.Application),
		Age: numberOf(s.Age), MonthsResident: numberOf(s.MonthsResident),
		MonthsInsured: numberOf(s.MonthsInsured), YearsStored: numberOf(s.YearsStored), YearsWorked: numberOf(s.YearsWorked),
		CeremonyHours: numberOf(s.CeremonyHours), GraveArea: numberOf(s.GraveArea), SteleHeight: numberOf(s.SteleHeight),
		SteleWidth: numberOf(s.SteleWidth), Burial: date.Day(s.Burial), OtherBenefit: money.Amount(s.OtherBenefit),
		Services: make([]Service, len(s.Services)),
	}
	for i, x := range s.Services {
		f.Services[i] = Service{Item: x.Item, Grade: x.Grade, Quantity: x.Qty, Metres: x.M,
			Unit: money.Amount(x.Unit), Charged: money.Amount(x.Fen), Day: date.Day(x.Day)}
	}
	return f.decodeNames(&s)
}

func (f *Facts) decodeNames(s *storedFacts) error {
	var ok [4]bool
	f.Route, ok[0] = ParseRoute(s.Route)
	f.Disposal, ok[1] = ParseDisposal(s.Disposal)
	f.Ashes, ok[2] = ParseAshes(s.Ashes)
	f.Handler, ok[3] = ParseHandler(s.Handler)
	if !ok[0] || !ok[1] && s.Disposal != "" || !ok[2] && s.Ashes != "" || !ok[3] && s.Handler != "" {
		return badFacts.With().At("route")
	}
	for i, code := range [3]string{s.Household, s.DiedIn, s.CrematedIn} {
		a, err := ParseArea(code)
		if err != nil {
			return badFacts.With().At(placeWords[i].name)
		}
		*[3]*Area{&f.Household, &f.DeathArea, &f.CremationArea}[i] = a
	}
	for _, n := range s.Yes {
		bit, ok := Yes(n)
		if !ok {
			return badFacts.With().At("yes")
		}
		f.Yes |= bit
	}
	return nil
}

func numberOf(n *int32) Number {
	if n == nil {
		return Number{}
	}
	return Known(*n)
}
