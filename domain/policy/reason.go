package policy

import "math/bits"

// Reason says why the allowed sum of a line is what it is; a set of bits, 0 is
// "waived in full as charged".
type Reason uint16

// The reasons of engine 1.
const (
	CutQuantity Reason = 1 << iota // more was used than the limit
	CutPrice                       // charged above the standard price
	OtherGrade                     // not the standard grade
	CutItemCap                     // above the cap of the item
	CutPercent                     // the class has a share only
	NotCovered                     // the item is not for this claim
	NotListed                      // an optional service (三(六))
	ActualCost                     // settled at actual cost (三(五))
	CutCap                         // the total cap left nothing or part (二(末))
	ClaimRefused
	CutGroup    // above the cap that several items share
	NotChosen   // another item of the group was taken
	FamilyPart  // the family bears a fixed part itself
	ItemPercent // the item has a share only
	CutOffset   // set against another benefit
)

var reasonWords = []word{
	{"quantity", "超出数量限额", "more than the limit"},
	{"price", "收费高于标准价", "charged above the standard price"},
	{"grade", "不是普通档", "not the standard grade"},
	{"item_cap", "超出单项限额", "above the cap of the item"},
	{"percent", "按比例免除", "a share is waived"},
	{"not_covered", "本项不适用", "the item does not apply"},
	{"not_listed", "不在免费项目内", "not a listed item"},
	{"actual", "据实结算", "settled at actual cost"},
	{"cap", "超出最高限额", "above the total cap"},
	{"refused", "申请不予免除", "the claim is refused"},
	{"group_cap", "超出几项合计限额", "above the cap that several items share"},
	{"not_chosen", "同组项目只免一项", "one item of the group only"},
	{"family_part", "扣除家属自付的部分", "less the family's own part"},
	{"item_percent", "本项按比例免除", "a share of the item is waived"},
	{"offset", "与其他丧葬待遇相抵", "set against another benefit"},
}

// Names lists the codes of the reasons, in the order of the bits.
func (r Reason) Names() []string {
	var out []string
	for i, w := range reasonWords {
		if r&(1<<i) != 0 {
			out = append(out, w.name)
		}
	}
	return out
}

// AppendNames appends the codes as JSON strings with commas between.
func (r Reason) AppendNames(b []byte) []byte {
	for first := true; r != 0; r &= r - 1 {
		if !first {
			b = append(b, ',')
		}
		first = false
		b = append(b, '"')
		b = append(b, reasonWords[bits.TrailingZeros16(uint16(r))].name...)
		b = append(b, '"')
	}
	return b
}
