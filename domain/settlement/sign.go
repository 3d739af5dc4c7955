package settlement

// Sign is something about a line that makes a reviewer look at it by itself. It
// is no fault: a line with a sign is only never passed in bulk.
type Sign string

// The signs, in the order in which they are told.
const (
	SignUnclaimed Sign = "unclaimed" // a body that nobody claimed: two people and police papers stand behind it
	SignAgain     Sign = "again"     // struck from an earlier list, or completed anew
	SignCorrected Sign = "corrected" // the identity was corrected after the claim was lodged
	SignReviewed  Sign = "reviewed"  // refused once, taken up again on review
	SignEarlier   Sign = "earlier"   // cremated before the period of the list
	SignHigh      Sign = "high"      // charged more than HighTimes the average line of the list
)

// HighTimes is how many times the average of its list a line may be charged
// before it is told.
const HighTimes = 3

// signs has the signs by their bit: 1, 2, 4 …
var signs = []struct {
	sign   Sign
	zh, en string
}{
	{SignUnclaimed, "无人认领遗体", "unclaimed body"},
	{SignAgain, "曾被剔除或重新办结", "struck before, or completed anew"},
	{SignCorrected, "更正过身份", "identity corrected"},
	{SignReviewed, "曾不予受理后复核", "refused once, then reviewed"},
	{SignEarlier, "火化早于本期", "cremated before the period"},
	{SignHigh, "收费明显高于本册平均", "charged far above the average of the list"},
}

// Signs gives the signs of a set of bits, in order.
func Signs(bits int) (out []Sign) {
	for i, s := range signs {
		if bits&(1<<i) != 0 {
			out = append(out, s.sign)
		}
	}
	return out
}

// Zh names the sign in Chinese.
func (s Sign) Zh() string {
	for _, x := range signs {
		if x.sign == s {
			return x.zh
		}
	}
	return string(s)
}

// En names the sign in English.
func (s Sign) En() string {
	for _, x := range signs {
		if x.sign == s {
			return x.en
		}
	}
	return string(s)
}
