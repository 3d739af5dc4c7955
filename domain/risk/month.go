package risk

import "songbai/domain/problem"

// Month counts a home's claims of one month.
type Month struct {
	Home      int64
	Claims    int64 // all claims completed in the month
	Unclaimed int64 // of them, unclaimed bodies
	Deaths    int64 // deaths registered in its area, 0 unknown
}

var (
	manyUnclaimed = problem.Define("risk.unclaimed_rate", problem.Conflict,
		"本月无人认领遗体 %[1]d 具，千分之 %[2]d，以往为千分之 %[3]d", "%[1]d unclaimed bodies this month, %[2]d in 1,000; before it was %[3]d in 1,000",
		"请逐具核对公安文书、照片和遗体编号", "compare each with its police papers, photographs and body number")
	moreThanDeaths = problem.Define("risk.more_than_deaths", problem.Conflict,
		"本月火化 %[1]d 具，多于登记死亡 %[2]d 人", "%[1]d cremations this month, more than the %[2]d deaths registered",
		"请与卫生健康、公安的死亡登记核对", "compare with the registers of health and police")
)

// Rates compares a home's month with its past months: the share of unclaimed
// bodies, and cremations against registered deaths. Whole numbers only; a share
// is rounded down to 1 in 1,000. Without a past the share before is 0.
func Rates(now Month, past []Month, l Limits) []Finding {
	var out []Finding
	var claims, unclaimed int64
	for _, m := range past {
		if m.Home == now.Home {
			claims += m.Claims
			unclaimed += m.Unclaimed
		}
	}
	share, before := permil(now.Unclaimed, now.Claims), permil(unclaimed, claims)
	if now.Unclaimed >= int64(l.UnclaimedLeast) && share-before >= int64(l.UnclaimedPermil) {
		out = append(out, Finding{Severity: Warns, What: manyUnclaimed.With(now.Unclaimed, share, before)})
	}
	if now.Deaths > 0 && now.Claims > now.Deaths {
		out = append(out, Finding{Severity: Warns, What: moreThanDeaths.With(now.Claims, now.Deaths)})
	}
	return sorted(out)
}

// permil is part in 1,000 of whole, rounded down; 0 of nothing.
func permil(part, whole int64) int64 {
	if whole <= 0 {
		return 0
	}
	return part * 1000 / whole
}
