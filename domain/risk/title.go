package risk

// titles name the findings in a few words, for lists.
var titles = map[string][2]string{
	"risk.same_name_and_death":    {"同名、同日死亡", "same name and day of death"},
	"risk.same_picture":           {"同一张图片用于几份申请", "one picture in several claims"},
	"risk.same_phone":             {"同一电话办理多份申请", "one phone in several claims"},
	"risk.same_handler":           {"同一经办人办理多份申请", "one handler in several claims"},
	"risk.same_account":           {"同一账户用于几份申请", "one account in several claims"},
	"risk.certificate_order":      {"火化证编号与日期次序不符", "certificate serial and day out of order"},
	"risk.far_apart":              {"死亡与火化相隔过久", "death and cremation far apart"},
	"risk.certificate_before":     {"火化证早于火化", "certificate issued before the cremation"},
	"risk.certificate_late":       {"火化证迟发", "certificate issued late"},
	"risk.storage_days":           {"存放天数多于在馆天数", "more storage than days at the home"},
	"risk.entry_before_death":     {"进馆早于死亡", "entry before death"},
	"risk.cremation_before_entry": {"火化早于进馆", "cremation before entry"},
	"risk.lodged_late":            {"火化后很久才申请", "lodged long after the cremation"},
	"risk.unclaimed_rate":         {"无人认领遗体偏多", "many unclaimed bodies"},
	"risk.more_than_deaths":       {"火化多于登记死亡", "more cremations than deaths"},
}

// Title names a finding's code in Chinese and English; an unknown one gives the
// code.
func Title(code string) (zh, en string) {
	if t, ok := titles[code]; ok {
		return t[0], t[1]
	}
	return code, code
}
