package claim

// Named is a code with its words in both languages.
type Named struct{ Code, Zh, En string }

// grounds are the reasons for which an office itself refuses a claim; what the
// policy refuses carries the policy's own code and words.
var grounds = []Named{
	{"policy.no_class", "不属于免费对象", "not a person covered"},
	{"policy.not_cremated", "没有办理遗体火化", "the body was not cremated"},
	{"policy.waived_elsewhere", "已在他处享受减免", "the services were waived elsewhere"},
	{"policy.other_payment", "已享受其他丧葬待遇", "another funeral payment was due"},
	{"claim.papers", "材料不全且不能补齐", "papers are missing and cannot be had"},
	{"claim.not_here", "不属于本单位办理", "another office's to take"},
	{"claim.untrue", "所报情况不实", "what was said is not true"},
}

// sumStands names a sum that a review left as it was; it is no ground to choose.
var sumStands = Named{"sum.stands", "金额不变", "the sum stands"}

// Grounds lists the reasons for which an office refuses.
func Grounds() []Named { return append([]Named(nil), grounds...) }

// GroundName says a reason in words; an unknown one is its code.
func GroundName(code string) Named {
	for _, g := range append(Grounds(), sumStands) {
		if g.Code == code {
			return g
		}
	}
	return Named{code, code, code}
}

// mended are the fields of the form that a claim is returned for.
var mended = []Named{
	{"deceased.name", "逝者姓名", "name of the deceased"},
	{"deceased.documents", "逝者证件号码", "document of the deceased"},
	{"deceased.death", "死亡日期", "day of death"},
	{"deceased.death_paper", "死亡证明", "death certificate"},
	{"deceased.household_area", "户籍地", "household registration"},
	{"handler.name", "经办人姓名", "name of the handler"},
	{"handler.document", "经办人证件", "document of the handler"},
	{"handler.relation", "与逝者关系", "relation to the deceased"},
	{"handler.phone", "经办人电话", "phone of the handler"},
	{"account", "收款账户", "account"},
	{"invoices", "发票", "invoices"},
	{"cremation", "火化信息", "cremation"},
}

// Mended lists the fields of the form that a claim is returned for.
func Mended() []Named { return append([]Named(nil), mended...) }
