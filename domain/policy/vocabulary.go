package policy

import "math/bits"

// Set is the set of yes-or-no facts of a claim, one bit each; see Yes.
type Set uint64

// The yes-or-no facts of vocabulary 1. Memberships are those held at the date
// of death (一). The order is fixed for ever: stored facts name them by text,
// memory holds the bit.
const (
	OwnHome             Set = 1 << iota // cremated at a home that the county names its own (三(六))
	OtherFuneralPayment                 // a funeral payment is or was due from another scheme
	WaivedElsewhere                     // the basic services were already waived by another county
	Unclaimed                           // unclaimed body handled by the police (一(四))
	Unnamed                             // identity never established
	KnownRefused                        // identity known, relatives refuse
	InfantUnregistered                  // born, not yet registered (一(二))
	Stillborn                           // stillborn or miscarried
	InstituteChild                      // child raised by the welfare institute (一(二))
	SoldierStationed                    // on active service with a unit stationed here (一(三))
	SoldierWaiting                      // discharged, waiting for placement
	Student                             // student of a school here
	MigrantWorker                       // contract or insurance as the local rule asks
	ResidencePermit                     // holds a residence permit of the county
	HomeBuyer                           // buyer of a home here or of that household
	LocalRetiree                        // pension paid here
	PublicEmployee                      // staff of a public body here
	FormerHousehold                     // household was here before moving abroad or to HK, Macau, Taiwan
	Foreigner
	Prisoner
	Subsistence       // 低保 (四)
	SubsistenceMargin // 低保边缘
	RigidHardship     // 刚性支出困难
	ExpenditurePoor   // 支出型困难
	LowIncome         // 低收入
	FiveGuarantee     // 特困 / 五保 (四)
	ThreeWithout      // 三无
	Orphan
	Entitled         // 优抚对象 (四)
	SurvivorFamily   // 三属
	WarVeteran       // 两参
	FiveElders       // 五老
	SevereDisability // 重度残疾
	LostOnlyChild    // 失独
	FamilyPlanning   // 计生特困
	SeriousIllness   // 重病
	AidsPatient      // sensitive: kept off public lists
	ModelWorker      // 劳模
	SentDown         // 知青
	Righteous        // 见义勇为
	DisasterVictim
	BodyDonor
	OrganDonor
	TissueDonor
	BurialMinority // minority with burial customs
	BroughtHome    // ashes or body brought home
	SpecialReason  // a special reason for cremation elsewhere is recognised
	PriorApproval
	BookedByHotline
	CertifiedHearse
	CeremonyAtHall
	LawfulBurialPlace
	HouseholdCancelled
	PoorVillage         // area facts that a county declares for a case
	DesignatedProvider  // by a unit that has an agreement with the county
	BurialZone          // registered where burial is allowed
	RuralHousehold      // rural registration
	CollectiveHousehold // on the register of a school or employer
	Reburied            // ashes buried another way after an award
	ImageRecord         // photographs or film of the burial are on file
	DegradableUrn
	CivilRoom // the home's room for simple ceremonies was used
	setEnd
)

// word is one entry of the vocabulary: the name in conditions and stored
// facts, and the label people see.
type word struct{ name, zh, en string }

// yesWords lists the facts in the order of the bits.
var yesWords = []word{
	{"own_home", "在本地殡仪馆火化", "cremated at a home of the county"},
	{"other_funeral_payment", "另有丧葬费或丧葬补助", "another funeral payment is due"},
	{"waived_elsewhere", "已在他处减免", "already waived elsewhere"},
	{"unclaimed", "公安机关经办的无人认领遗体", "unclaimed body handled by the police"},
	{"unnamed", "身份不明", "identity not established"},
	{"known_refused", "身份已明、亲属拒领", "known, relatives refuse"},
	{"infant_unregistered", "尚未登记户口的婴儿", "infant not yet registered"},
	{"stillborn", "死胎死婴", "stillborn"},
	{"institute_child", "社会福利院抚养的儿童", "child of the welfare institute"},
	{"soldier_stationed", "驻地部队现役军人", "soldier stationed here"},
	{"soldier_waiting", "退役待安置军人", "discharged soldier waiting for placement"},
	{"student", "在校学生", "student"},
	{"migrant_worker", "符合条件的外来务工人员", "migrant worker"},
	{"residence_permit", "持居住证", "residence permit"},
	{"home_buyer", "购房人及其家庭成员", "home buyer"},
	{"local_retiree", "本地退休人员", "local retiree"},
	{"public_employee", "财政供养人员", "public employee"},
	{"former_household", "原户籍在本地的港澳台或国外人员", "former household"},
	{"foreigner", "外国人", "foreigner"},
	{"prisoner", "服刑人员", "prisoner"},
	{"subsistence", "城乡低保对象", "subsistence allowance"},
	{"subsistence_margin", "低保边缘家庭成员", "margin of subsistence"},
	{"rigid_hardship", "刚性支出困难家庭成员", "rigid-expenditure hardship"},
	{"expenditure_poor", "支出型困难人员", "expenditure-driven hardship"},
	{"low_income", "低收入家庭成员", "low income"},
	{"five_guarantee", "特困供养人员（五保户）", "special hardship (five-guarantee)"},
	{"three_without", "三无人员", "three-without"},
	{"orphan", "孤儿", "orphan"},
	{"entitled", "优抚对象", "entitled person"},
	{"survivor_family", "三属", "survivor family"},
	{"war_veteran", "参战参试人员", "war or test veteran"},
	{"five_elders", "五老人员", "five elders"},
	{"severe_disability", "重度残疾人", "severely disabled"},
	{"lost_only_child", "失独家庭成员", "lost the only child"},
	{"family_planning", "计划生育特殊困难人员", "family-planning hardship"},
	{"serious_illness", "重病患者", "serious illness"},
	{"aids_patient", "特殊病种患者", "listed illness"},
	{"model_worker", "劳动模范", "model worker"},
	{"sent_down", "知青", "sent-down youth"},
	{"righteous", "见义勇为人员", "righteous courage"},
	{"disaster_victim", "突发事件遇难人员", "victim of a public emergency"},
	{"body_donor", "遗体捐献者", "body donor"},
	{"organ_donor", "器官捐献者", "organ donor"},
	{"tissue_donor", "组织捐献者", "tissue donor"},
	{"burial_minority", "有土葬习俗的少数民族", "minority with burial customs"},
	{"brought_home", "遗体或骨灰运回本地", "brought home"},
	{"special_reason", "有认可的特殊原因", "recognised special reason"},
	{"prior_approval", "事前已批准", "approved beforehand"},
	{"booked_by_hotline", "经热线预约", "booked by the hotline"},
	{"certified_hearse", "使用合规殡葬车", "certified hearse"},
	{"ceremony_at_hall", "在殡仪馆治丧", "ceremony at the hall"},
	{"lawful_burial_place", "安葬地点合规", "lawful burial place"},
	{"household_cancelled", "户口已注销", "household registration cancelled"},
	{"poor_village", "属政策指定区域", "of an area the policy names"},
	{"designated_provider", "由定点单位办理", "by a designated unit"},
	{"burial_zone", "户籍在土葬区", "registered in a burial zone"},
	{"rural_household", "农村户籍", "rural registration"},
	{"collective_household", "集体户口", "collective registration"},
	{"reburied", "领取奖补后又改葬", "buried another way after an award"},
	{"image_record", "安葬有影像记录", "the burial is on film"},
	{"degradable_urn", "使用可降解容器", "degradable container"},
	{"civil_room", "使用文明治丧厅", "the room for simple ceremonies was used"},
}

func indexOf(ws []word, name string) int {
	for i := range ws {
		if ws[i].name == name {
			return i
		}
	}
	return -1
}

var yesBits = func() map[string]Set {
	m := make(map[string]Set, len(yesWords))
	for i, w := range yesWords {
		m[w.name] = 1 << i
	}
	return m
}()

// Yes gives the bit of a yes-or-no fact by its name.
func Yes(name string) (Set, bool) {
	bit, ok := yesBits[name]
	return bit, ok
}

// Names lists the names of the facts in the set, in the order of the bits.
func (s Set) Names() []string {
	var out []string
	for t := s & (setEnd - 1); t != 0; t &= t - 1 {
		out = append(out, yesWords[bits.TrailingZeros64(uint64(t))].name)
	}
	return out
}

// Has reports whether every fact of q is in the set.
func (s Set) Has(q Set) bool { return s&q == q }

// Number is a count that may be unknown; the zero value is unknown.
type Number struct {
	Known bool
	N     int32
}

// Known makes a known number.
func Known(n int32) Number { return Number{true, n} }

// The places a condition may test with within(), in the order of Facts.place.
var placeWords = []word{
	{"household", "户籍地", "household registration"},
	{"death_area", "死亡地", "place of death"},
	{"cremation_area", "火化地", "place of cremation"},
}

// The numbers a condition may read, in the order of Facts.number.
var numberWords = []word{
	{"age", "年龄", "age at death in years"},
	{"months_resident", "居住月数", "months of residence"},
	{"months_insured", "参保月数", "months insured"},
	{"days_to_application", "火化至申请的天数", "days from cremation to application"},
	{"years_stored", "骨灰寄存年数", "years of ash storage"},
	{"years_worked", "工作年数", "years of work"},
	{"ceremony_hours", "治丧小时数", "hours of the ceremony"},
	{"grave_area", "墓穴面积（平方分米）", "area of the grave in square decimetres"},
	{"stele_height", "墓碑高（厘米）", "height of the stele in centimetres"},
	{"stele_width", "墓碑宽（厘米）", "width of the stele in centimetres"},
	{"days_to_burial", "火化至安葬的天数", "days from cremation to burial of the ashes"},
}

// choice is a fact with a closed list of values.
type choice struct {
	word
	values []word
}

var choices = []choice{
	{word{"route", "办理方式", "route"}, routeWords},
	{word{"disposal", "遗体处置", "disposal"}, disposalWords},
	{word{"ashes", "骨灰去向", "ashes"}, ashesWords},
	{word{"handler", "经办人", "handler"}, handlerWords},
}

// Fact describes one fact of the vocabulary, for editors and documents.
type Fact struct {
	Name, Kind, Zh, En string // Kind: yes, choice, place, number
	Values             []string
}

// Facts of the vocabulary, in a fixed order.
func VocabularyFacts() []Fact {
	var out []Fact
	for _, c := range choices {
		f := Fact{Name: c.name, Kind: "choice", Zh: c.zh, En: c.en}
		for _, v := range c.values {
			if v.name != "" {
				f.Values = append(f.Values, v.name)
			}
		}
		out = append(out, f)
	}
	for _, w := range placeWords {
		out = append(out, Fact{Name: w.name, Kind: "place", Zh: w.zh, En: w.en})
	}
	for _, w := range numberWords {
		out = append(out, Fact{Name: w.name, Kind: "number", Zh: w.zh, En: w.en})
	}
	for _, w := range yesWords {
		out = append(out, Fact{Name: w.name, Kind: "yes", Zh: w.zh, En: w.en})
	}
	return out
}
