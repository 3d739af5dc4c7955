package claim

import "songbai/domain/problem"

// The faults of a lodgement. Each is told at its field; none holds a value.
var (
	errRequired = problem.Define("claim.required", problem.Invalid,
		"缺少%[1]s", "%[2]s is missing",
		"请填写%[1]s", "enter %[2]s")
	errNotNeeded = problem.Define("claim.not_needed", problem.Invalid,
		"此途径不需要%[1]s", "this route needs no %[2]s",
		"请删除：不收集不需要的个人信息", "take it out: personal values that are not needed are not kept")
	errChoice = problem.Define("claim.choice", problem.Invalid,
		"%[1]s不在可选范围内", "%[2]s is none of the choices",
		"请从列表中选择", "choose from the list")
	errAreaShort = problem.Define("claim.area_town", problem.Invalid,
		"%[1]s须填到镇(街)", "%[2]s must name the town",
		"请填写 9 位或 12 位区划代码", "give an area code of 9 or 12 digits")
	errOrder = problem.Define("claim.date_order", problem.Invalid,
		"%[1]s晚于%[3]s", "%[2]s is later than %[4]s",
		"请对照证件改正其中一个日期", "compare the papers and correct one of the dates")
	errNoKey = problem.Define("claim.no_identity", problem.Invalid,
		"没有任何可以识别逝者的号码", "there is no number by which the deceased is known",
		"请填写证件号码；未登记户口的婴儿填死亡证明的 22 位编号，无名遗体填公安案件编号",
		"enter a document number; for an infant the 22-character death certificate number, for an unnamed body the police case number")
	errTwoNumbers = problem.Define("claim.two_numbers", problem.Invalid,
		"同一种证件填了两个不同的号码", "two different numbers of one kind of document",
		"请核对证件，只保留正确的一个", "compare the papers and keep the right one")
	errSexNumber = problem.Define("claim.sex_number", problem.Invalid,
		"性别与证件号码不符", "the sex contradicts the document number",
		"请核对证件；号码确有错误的，写明所见证件并由第二人确认",
		"compare the papers; where the number itself is wrong, name the paper seen and have a second person confirm")
	errBirthNumber = problem.Define("claim.birth_number", problem.Invalid,
		"出生日期与证件号码不符", "the birth date contradicts the document number",
		"请核对证件；号码确有错误的，写明所见证件并由第二人确认",
		"compare the papers; where the number itself is wrong, name the paper seen and have a second person confirm")
	errSelf = problem.Define("claim.handler_is_deceased", problem.Invalid,
		"经办人与逝者是同一人", "the handler and the deceased are one person",
		"请填写经办人本人的证件", "enter the handler's own document")
	errHolder = problem.Define("claim.account_holder", problem.Invalid,
		"账户户名不是申请人", "the account is not the applicant's",
		"请填写申请人本人的账户，或写明原因", "give the applicant's own account, or the reason")
	errSameInvoice = problem.Define("claim.invoice_twice", problem.Invalid,
		"同一张发票填了两次", "one invoice is entered twice",
		"请删除重复的一张", "take one of them out")
	errInvoiceForm = problem.Define("claim.invoice_number", problem.Invalid,
		"发票号码或代码的格式不对", "the invoice number or code has a wrong form",
		"号码 8 至 20 位，代码 10 或 12 位数字，没有代码的留空",
		"8 to 20 digits for the number, 10 or 12 for the code, nothing where there is none")
	errInvoiceSum = problem.Define("claim.invoice_sum", problem.Invalid,
		"发票金额必须大于零", "the invoice's sum must be more than zero",
		"请按发票填写价税合计", "enter the total printed on it")
	errConfirmed = problem.Define("claim.police_identity", problem.Invalid,
		"死者身份尚未经公安机关核实确认", "the police have not yet confirmed the identity",
		"请先取得公安机关的核实意见", "get the confirmation of the police first")
	errLong = problem.Define("claim.too_long", problem.Invalid,
		"%[1]s超过 %[3]d 个字", "%[2]s is longer than %[3]d characters",
		"请缩短", "shorten it")
	errClass = problem.Define("claim.household_or_class", problem.Invalid,
		"既没有户籍地，也没有对象类别的证明", "there is neither a household area nor evidence of a class",
		"请填写逝者户籍所在镇(街)，或一(二)-(四)类对象的证明",
		"enter the town of household registration, or the evidence for a class of 一(二)-(四)")
)

// faults gathers what is wrong, field by field.
type faults struct{ list problem.List }

// add notes a fault at a field.
func (f *faults) add(p *problem.Problem, field string) { f.list = append(f.list, p.At(field)) }

// note notes the problem inside err, if any, at a field.
func (f *faults) note(err error, field string) {
	if p := problem.Of(err); p != nil {
		f.add(p, field)
	}
}

// need notes a missing text and reports whether it is there.
func (f *faults) need(value, field, zh, en, clause string) bool {
	if value == "" {
		f.add(errRequired.With(zh, en).Under(clause), field)
		return false
	}
	return true
}
