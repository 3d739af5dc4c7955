package policy

import (
	"strconv"
	"strings"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/problem"
)

// Area is an administrative division code of 2, 4, 6, 9 or 12 digits, held as
// 12 digits filled with zeros; 0 is not known.
type Area uint64

var badArea = problem.Define("facts.area", problem.Invalid,
	"行政区划代码写法不对", "not an administrative division code",
	"请写 2、4、6、9 或 12 位数字，不以 0 开头", "write 2, 4, 6, 9 or 12 digits, the first not 0")

// ParseArea reads a division code of 2, 4, 6, 9 or 12 digits; "" is unknown.
func ParseArea(s string) (Area, error) {
	switch len(s) {
	case 0:
		return 0, nil
	case 2, 4, 6, 9, 12:
		n, err := strconv.ParseUint(s, 10, 64)
		if err != nil || s[0] == '0' || s[0] == '+' {
			return 0, badArea.With()
		}
		for i := len(s); i < 12; i++ {
			n *= 10
		}
		return Area(n), nil
	}
	return 0, badArea.With()
}

// String writes the shortest of 6, 9 or 12 digits that keeps the code, "" when
// unknown. Codes of a province or prefecture are written with six digits.
func (a Area) String() string {
	if a == 0 {
		return ""
	}
	s := strconv.FormatUint(uint64(a), 10)
	switch {
	case strings.HasSuffix(s, "000000"):
		return s[:6]
	case strings.HasSuffix(s, "000"):
		return s[:9]
	}
	return s
}

// areaRange is the range of codes under a prefix: lo included, hi not.
type areaRange struct{ lo, hi Area }

func rangeOf(code string) areaRange {
	lo, _ := ParseArea(code)
	width := Area(1)
	for i := len(code); i < 12; i++ {
		width *= 10
	}
	return areaRange{lo, lo + width}
}

// NotStated is the day that stands for a day nobody stated. It is 1970-01-01,
// which no claim can name.
const NotStated date.Day = 0

// Facts are what a decision reads. They carry no identity: area codes, days,
// class bits, services. The zero values of optional parts mean not stated.
type Facts struct {
	Route    Route
	Disposal Disposal
	Ashes    Ashes
	Handler  Handler
	Yes      Set // memberships at the date of death and circumstances

	Household     Area // household registration at death
	DeathArea     Area
	CremationArea Area

	Death       date.Day
	Cremation   date.Day // NotStated before the cremation
	Application date.Day // the day the claim was lodged
	Burial      date.Day // the day the ashes were buried or scattered

	Age            Number // full years at death
	MonthsResident Number
	MonthsInsured  Number
	YearsStored    Number
	YearsWorked    Number
	CeremonyHours  Number
	GraveArea      Number // square decimetres
	SteleHeight    Number // centimetres
	SteleWidth     Number // centimetres

	OtherBenefit money.Amount // what another scheme pays for the funeral; 0: nothing or not known

	Services []Service
}

// Service is one charge of a home (or of the invoice, out of area).
type Service struct {
	Item     string       // code of the pack's item; anything else is an optional service
	Grade    string       // grade or variant of the tariff; "" is the standard one
	Quantity int64        // in the item's unit: trips, bodies, days, years, pieces; at least 1
	Metres   int64        // one-way distance of a body pick-up, whole metres; 0 elsewhere
	Unit     money.Amount // price charged for one unit in fen; 0 when the invoice names only the sum
	Charged  money.Amount // what the service costs in all, in fen, before any waiver
	Day      date.Day     // day of the service; NotStated takes the day of cremation
}

// Bounds of facts; beyond them a claim is refused as a mistake, and inside them
// no sum can overflow.
const (
	MaxServices = 200
	MaxQuantity = 1_000_000
	MaxMetres   = 10_000_000 // 10,000 km
	MaxUnit     = money.Amount(1e11)
	MaxCharged  = money.Amount(1e12)
)

var (
	noRoute = problem.Define("facts.route", problem.Invalid, "没有说明办理方式", "the route is not stated",
		"请填 waiver（在本地免除）、unclaimed（无人认领）或 reimbursement（异地报销）", "state waiver, unclaimed or reimbursement")
	noDay = problem.Define("facts.day", problem.Invalid, "缺少%[1]s", "the %[2]s is missing",
		"请补充%[1]s", "state the %[2]s")
	badService = problem.Define("facts.service", problem.Invalid, "第 %[1]d 项服务的%[2]s超出允许范围", "service %[1]d: %[3]s out of range",
		"允许范围：%[4]s", "allowed: %[4]s")
	badBenefit = problem.Define("facts.other_benefit", problem.Invalid, "其他丧葬待遇的金额超出允许范围", "the amount of the other benefit is out of range",
		"允许范围：0-%[1]s", "allowed: 0-%[1]s")
	tooMany = problem.Define("facts.services", problem.Invalid, "服务项目超过 %d 项", "more than %d services",
		"请分开核对，一份申请一般只有几项", "check the claim; a claim has a few services")
)

func (f *Facts) place(i int) Area {
	switch i {
	case 0:
		return f.Household
	case 1:
		return f.DeathArea
	}
	return f.CremationArea
}

func (f *Facts) choice(i int) int {
	switch i {
	case 0:
		return int(f.Route)
	case 1:
		return int(f.Disposal)
	case 2:
		return int(f.Ashes)
	}
	return int(f.Handler)
}

func (f *Facts) number(i int) Number {
	switch i {
	case 0:
		return f.Age
	case 1:
		return f.MonthsResident
	case 2:
		return f.MonthsInsured
	case 3:
		return daysBetween(f.Cremation, f.Application)
	case 4:
		return f.YearsStored
	case 5:
		return f.YearsWorked
	case 6:
		return f.CeremonyHours
	case 7:
		return f.GraveArea
	case 8:
		return f.SteleHeight
	case 9:
		return f.SteleWidth
	}
	return daysBetween(f.Cremation, f.Burial)
}

func daysBetween(from, to date.Day) Number {
	if from == NotStated || to == NotStated {
		return Number{}
	}
	return Known(int32(to - from))
}

// Check refuses facts that no decision can be made of: no route, a quantity or
// a sum out of bounds.
func (f *Facts) Check() error {
	if err := f.checkClaim(); err != nil {
		return err
	}
	for i := range f.Services {
		if f.Services[i].outOfBounds() {
			return serviceProblem(i, &f.Services[i])
		}
	}
	return nil
}

// checkClaim is Check but for the services.
func (f *Facts) checkClaim() error {
	if f.Route < Waiver || f.Route > Reimbursement {
		return noRoute.With().At("route")
	}
	if uint64(f.OtherBenefit) > uint64(MaxCharged) {
		return badBenefit.With(MaxCharged.String()).At("other_benefit")
	}
	if len(f.Services) > MaxServices {
		return tooMany.With(MaxServices).At("services")
	}
	return nil
}

func (s *Service) outOfBounds() bool {
	return uint64(s.Quantity-1) >= MaxQuantity || uint64(s.Metres) > MaxMetres ||
		uint64(s.Unit) > uint64(MaxUnit) || uint64(s.Charged) > uint64(MaxCharged)
}

func serviceProblem(i int, s *Service) error {
	at := "services[" + strconv.Itoa(i) + "]"
	switch {
	case uint64(s.Quantity-1) >= MaxQuantity:
		return badService.With(i+1, "数量", "quantity", "1-1000000").At(at + ".quantity")
	case uint64(s.Metres) > MaxMetres:
		return badService.With(i+1, "里程（米）", "distance in metres", "0-10000000").At(at + ".metres")
	case uint64(s.Unit) > uint64(MaxUnit):
		return badService.With(i+1, "单价", "unit price", "0-"+MaxUnit.String()).At(at + ".unit")
	}
	return badService.With(i+1, "金额", "charge", "0-"+MaxCharged.String()).At(at + ".charged")
}
