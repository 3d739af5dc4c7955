package risk

import (
	"slices"

	"songbai/domain/problem"
)

var (
	likeness = problem.Define("risk.same_name_and_death", problem.Conflict,
		"另有 %[1]d 份申请与本申请的逝者同名、同日死亡而证件不同", "%[1]d other claims are for a deceased of the same name and day of death with another document",
		"请核实是否同一人", "find out whether it is one person")
	samePicture = problem.Define("risk.same_picture", problem.Conflict,
		"同一张图片还用在另外 %[1]d 份申请中", "a picture of this claim is used in %[1]d other claims",
		"请重新核对原件并拍照", "see the originals and take the pictures again")
	samePhone = problem.Define("risk.same_phone", problem.Conflict,
		"同一电话出现在 %[1]d 份申请中", "one phone stands in %[1]d claims",
		"请核实经办人，防止中介代办另行收费", "verify the handler; brokers may charge families again")
	sameHandler = problem.Define("risk.same_handler", problem.Conflict,
		"同一经办人办理了 %[1]d 份申请", "one handler stands in %[1]d claims",
		"请核实经办人与逝者的关系", "verify the relation to the deceased")
	sameAccount = problem.Define("risk.same_account", problem.Conflict,
		"同一银行账户用于 %[1]d 份申请", "one bank account is used in %[1]d claims",
		"请核实账户户名与申请人", "verify the holder and the applicants")
	outOfOrder = problem.Define("risk.certificate_order", problem.Conflict,
		"火化证编号与火化日期的先后不一致", "the certificate's serial and the day of cremation are out of order",
		"请核对火化证登记簿", "compare the register of certificates")
)

// Between compares a claim with others (those whose tokens it shares, or the
// neighbours of its certificate) and gives what a person should look at. The
// claim itself among the others is passed over.
func Between(c Case, others []Case, l Limits) []Finding {
	var out []Finding
	put := func(s Severity, at int, d *problem.Def, ids []int64, self int) {
		if n := len(ids) + self; n >= at && len(ids) > 0 {
			out = append(out, Finding{Severity: s, Claim: c.Claim, Others: ids, What: d.With(n)})
		}
	}
	put(Blocks, 1, likeness, pick(c, others, alike), 0)
	put(Blocks, 1, samePicture, pick(c, others, sharesPicture), 0)
	put(Warns, l.SamePhone, samePhone, pick(c, others, func(a, b Case) bool { return a.Phone != "" && a.Phone == b.Phone }), 1)
	put(Warns, l.SameHandler, sameHandler, pick(c, others, func(a, b Case) bool { return a.Handler != "" && a.Handler == b.Handler }), 1)
	put(Warns, l.SameAccount, sameAccount, pick(c, others, func(a, b Case) bool { return a.Account != "" && a.Account == b.Account }), 1)
	put(Warns, 1, outOfOrder, pick(c, others, disordered), 0)
	return sorted(out)
}

// pick gives the other claims that stand in the relation to c, ascending.
func pick(c Case, others []Case, like func(a, b Case) bool) []int64 {
	var ids []int64
	for _, o := range others {
		if o.Claim != c.Claim && like(c, o) {
			ids = append(ids, o.Claim)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// alike reports the same name and day of death under different documents. Two
// claims for one known person are not this finding: the guard refuses them.
func alike(a, b Case) bool {
	n, ok := apart(a.Death, b.Death)
	return a.Name != "" && a.Name == b.Name && ok && n == 0 && !samePerson(a, b)
}

// sharesPicture reports one picture on both claims.
func sharesPicture(a, b Case) bool {
	return slices.ContainsFunc(a.Pictures, func(p string) bool { return p != "" && slices.Contains(b.Pictures, p) })
}

// disordered reports a later serial of one home with an earlier cremation.
func disordered(a, b Case) bool {
	n, ok := apart(a.Cremation, b.Cremation)
	if !ok || a.Home == 0 || a.Home != b.Home || a.Serial == 0 || b.Serial == 0 {
		return false
	}
	return a.Serial < b.Serial && n < 0 || a.Serial > b.Serial && n > 0
}
