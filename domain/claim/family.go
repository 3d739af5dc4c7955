package claim

import "songbai/domain/party"

// Plain is a sentence for a family, Chinese and English.
type Plain struct{ Zh, En string }

// Standing is what a family reads of where its claim stands: what is so, what
// comes next, and which kind of office holds it (Public: the family itself; ""
// nobody any more).
type Standing struct {
	Now, Next Plain
	Holder    party.OfficeKind
}

// standingRow is one row: a route ("" all routes), a state, what is said.
type standingRow struct {
	route Route
	state State
	Standing
}

var standings = []standingRow{
	{Waiver, Draft, Standing{Plain{"申请已保存，还没有提交", "Your application is saved; it is not handed in yet"},
		Plain{"请带原件到殡仪馆窗口，工作人员核对后为您提交", "Bring the originals to the funeral home; the desk checks them and hands it in for you"}, party.Public}},
	{Reimbursement, Draft, Standing{Plain{"申请已保存，还没有提交", "Your application is saved; it is not handed in yet"},
		Plain{"请带原件到户籍所在镇（街）民政办，工作人员核对后为您提交", "Bring the originals to the town office of the household registration; it checks them and hands it in for you"}, party.Public}},
	{Waiver, Lodged, Standing{Plain{"申请已提交，等待核对原件", "Handed in; the originals are to be checked"},
		Plain{"殡仪馆核对原件后受理", "The home accepts it once the originals were seen"}, party.Home}},
	{Reimbursement, Lodged, Standing{Plain{"申请已提交，等待核对原件", "Handed in; the originals are to be checked"},
		Plain{"镇（街）民政办核对原件后受理并上报", "The town office sees the originals, accepts it and sends it on"}, party.Town}},
	{Waiver, Accepted, Standing{Plain{"已受理，材料原件已核对", "Accepted; the originals were seen"},
		Plain{"殡仪馆登记服务项目，请您核对后签名确认免除的项目和金额", "The home records the services; then you check and sign the items and sums waived"}, party.Home}},
	{Reimbursement, Accepted, Standing{Plain{"已受理，材料原件已核对", "Accepted; the originals were seen"},
		Plain{"镇（街）民政办上报民政局", "The town office sends it to the bureau"}, party.Town}},
	{Waiver, Signed, Standing{Plain{"您已签名确认免除的项目和金额", "You have signed the items and sums waived"},
		Plain{"火化并办结服务；您只需支付自付部分", "Cremation and the end of the services; you pay your own share only"}, party.Home}},
	{Waiver, Completed, Standing{Plain{"服务已办结，费用已当场免除", "The services are done; the fees were waived on the spot"},
		Plain{"殡仪馆与政府结算，不需要您再做什么", "The home settles with the government; there is nothing left for you to do"}, party.Home}},
	{Reimbursement, Forwarded, Standing{Plain{"镇（街）已上报，民政局正在核定金额", "Sent to the bureau, which is fixing the amount"},
		Plain{"核定后由财政局审定并拨款到您的账户", "Then finance approves it and pays into your account"}, party.Bureau}},
	{Reimbursement, Determined, Standing{Plain{"民政局已核定报销金额", "The bureau has fixed the amount"},
		Plain{"盖章后送财政局审定", "It is sealed and goes to finance for approval"}, party.Bureau}},
	{Reimbursement, Sealed, Standing{Plain{"民政局已盖章，财政局正在审定", "Sealed by the bureau; finance is examining it"},
		Plain{"审定后拨款到您的账户", "After approval it is paid into your account"}, party.Finance}},
	{Reimbursement, Approved, Standing{Plain{"财政局已审定", "Approved by finance"}, Plain{"财政局下达支付", "Finance orders the payment"}, party.Finance}},
	{Reimbursement, Ordered, Standing{Plain{"已下达支付，等待银行入账", "Payment is ordered; the bank is to book it"}, Plain{"款项进入您登记的账户", "The money reaches your account"}, party.Finance}},
	{Reimbursement, Paid, Standing{Plain{"款项已汇入您登记的账户", "The money was paid into your account"}, Plain{"本件已办结", "Nothing is left to do"}, ""}},
	{Reimbursement, BankReturned, Standing{Plain{"银行退回了款项，账户信息需要更正", "The bank sent the money back; the account must be corrected"},
		Plain{"请到户籍所在镇（街）民政办更正银行账户，更正后重新支付", "Correct the account at the town office; it is paid again then"}, party.Town}},
	{Unclaimed, Completed, Standing{Plain{"服务已办结", "The services are done"}, Plain{"殡仪馆与政府结算", "The home settles with the government"}, party.Home}},
	{"", Listed, Standing{Plain{"费用已当场免除；殡仪馆正与政府结算", "The fees were waived; the home is settling with the government"}, Plain{"不需要您再做什么", "There is nothing left for you to do"}, party.Bureau}},
	{"", Checked, Standing{Plain{"费用已当场免除；殡仪馆正与政府结算", "The fees were waived; the home is settling with the government"}, Plain{"不需要您再做什么", "There is nothing left for you to do"}, party.Bureau}},
	{"", Queried, Standing{Plain{"费用已当场免除；民政局正在向殡仪馆核实", "The fees were waived; the bureau is asking the home about it"}, Plain{"不需要您再做什么", "There is nothing left for you to do"}, party.Home}},
	{"", Sealed, Standing{Plain{"费用已当场免除；政府正与殡仪馆结算", "The fees were waived; the government is settling with the home"}, Plain{"不需要您再做什么", "There is nothing left for you to do"}, party.Finance}},
	{"", Approved, Standing{Plain{"费用已当场免除；政府正与殡仪馆结算", "The fees were waived; the government is settling with the home"}, Plain{"不需要您再做什么", "There is nothing left for you to do"}, party.Finance}},
	{"", Ordered, Standing{Plain{"费用已当场免除；政府正与殡仪馆结算", "The fees were waived; the government is settling with the home"}, Plain{"不需要您再做什么", "There is nothing left for you to do"}, party.Finance}},
	{"", BankReturned, Standing{Plain{"费用已当场免除；政府正与殡仪馆结算", "The fees were waived; the government is settling with the home"}, Plain{"不需要您再做什么", "There is nothing left for you to do"}, party.Finance}},
	{"", Paid, Standing{Plain{"费用已免除，政府已与殡仪馆结清", "The fees were waived and the home has been paid"}, Plain{"本件已办结", "Nothing is left to do"}, ""}},
	{"", Returned, Standing{Plain{"请补正下面这一项，其余已办事项都保留", "One thing is to be mended; everything else stays done"},
		Plain{"补正后回到原来的经办人继续办理", "Then it goes back to the person who asked"}, party.Public}},
	{"", Withdrawn, Standing{Plain{"申请已撤回", "Withdrawn"}, Plain{"需要时可以重新申请", "You may apply again"}, ""}},
	{"", Refused, Standing{Plain{"不予受理，理由和补救办法见下", "Not accepted; the reason and what would cure it stand below"},
		Plain{"您可以申请复核，由另一位工作人员重新审查", "You may ask for a review by another person"}, party.Public}},
	{"", Reversed, Standing{Plain{"已冲销", "Reversed"}, Plain{"如有疑问请联系民政局", "Ask the bureau if anything is unclear"}, ""}},
	{"", Draft, Standing{Plain{"申请还没有提交", "Not handed in yet"}, Plain{"由镇（街）民政办提交", "The town office hands it in"}, party.Town}},
	{"", Lodged, Standing{Plain{"申请已提交", "Handed in"}, Plain{"核对原件后受理", "It is accepted once the originals were seen"}, party.Home}},
	{"", Accepted, Standing{Plain{"已受理", "Accepted"}, Plain{"办结后结算", "It is settled when the services are done"}, party.Home}},
}

// StandingOf gives what a family reads for a state on a route; a row of the
// route comes before the row of all routes.
func StandingOf(route Route, s State) Standing {
	var all Standing
	for _, r := range standings {
		if r.state != s {
			continue
		}
		if r.route == route {
			return r.Standing
		}
		if r.route == "" {
			all = r.Standing
		}
	}
	return all
}

// ApplicationStage is how far a family is with its own draft.
type ApplicationStage int

// The stages: something is still missing; all is filled in and waits for the
// signature; it was signed and changed after that; signed as it stands.
const (
	Filling ApplicationStage = iota
	Unsigned
	ChangedSince
	Ready
)

// draftStages say of a draft what comes next; once it is signed, the standing of
// its route says where to bring the originals.
var draftStages = map[ApplicationStage]Plain{
	Filling:      {"继续填写申请，填完后签名", "Go on with the application; when all is filled in, sign it"},
	Unsigned:     {"都填好了，请在申请里签名", "All is filled in: sign the application"},
	ChangedSince: {"签名后申请有改动，原来的签名不再有效，请重新签名", "The application was changed after it was signed: the signature no longer holds; sign again"},
}

// AtStage is the standing of a draft that its family fills in.
func (s Standing) AtStage(g ApplicationStage) Standing {
	if says, ok := draftStages[g]; ok {
		s.Next = says
	}
	return s
}

// fieldNames names the fields of the form as families know them.
var fieldNames = map[string]Plain{
	"deceased.name":                {"逝者姓名", "name of the deceased"},
	"deceased.documents":           {"逝者证件号码", "document number of the deceased"},
	"deceased.documents[0].kind":   {"逝者证件种类", "kind of document of the deceased"},
	"deceased.documents[0].number": {"逝者证件号码", "document number of the deceased"},
	"deceased.sex":                 {"性别", "sex"},
	"deceased.birth":               {"出生日期", "birth date"},
	"deceased.death":               {"死亡日期", "date of death"},
	"deceased.death_area":          {"死亡地点", "place of death"},
	"deceased.death_paper.kind":    {"死亡证明种类", "kind of death certificate"},
	"deceased.death_paper.number":  {"死亡证明编号", "number of the death certificate"},
	"deceased.death_paper.issuer":  {"死亡证明出具单位", "issuer of the death certificate"},
	"deceased.death_paper.issued":  {"死亡证明出具日期", "issue of the death certificate"},
	"deceased.household_area":      {"户籍所在镇（街）", "town of household registration"},
	"deceased.evidence[0].class":   {"对象类别", "class"},
	"deceased.evidence[0].issuer":  {"证明出具单位", "issuer of the evidence"},
	"deceased.evidence[0].number":  {"证明编号", "number of the evidence"},
	"cremation.day":                {"火化日期", "day of cremation"},
	"cremation.area":               {"火化地点", "place of cremation"},
	"cremation.home":               {"殡仪馆名称", "funeral home"},
	"cremation.certificate":        {"火化证编号", "cremation certificate"},
	"handler.name":                 {"经办人姓名", "name of the handler"},
	"handler.document.kind":        {"经办人证件种类", "kind of document of the handler"},
	"handler.document.number":      {"经办人证件号码", "document number of the handler"},
	"handler.relation":             {"与逝者关系", "relation to the deceased"},
	"handler.phone":                {"经办人手机号", "phone of the handler"},
	"handler.address":              {"经办人住址", "address of the handler"},
	"account.holder":               {"账户户名", "account holder"},
	"account.number":               {"银行账号", "account number"},
	"account.bank":                 {"开户银行", "bank"},
	"account.reason":               {"户名不是本人的原因", "why the holder is another person"},
	"invoices[0].number":           {"发票号码", "invoice number"},
	"invoices[0].code":             {"发票代码", "invoice code"},
	"invoices[0].day":              {"开票日期", "invoice day"},
	"invoices[0].fen":              {"发票金额（元）", "invoice sum in yuan"},
}

// FieldName names a field of the form by its path; an unknown one is its path.
func FieldName(path string) Plain {
	if n, ok := fieldNames[path]; ok {
		return n
	}
	return Plain{path, path}
}

// ReviewStanding is what a family reads while another person reviews a refusal.
func ReviewStanding() Standing {
	return Standing{Plain{"复核申请已收到，正由另一位工作人员重新审查", "Your wish for a review was received; another person is looking at it again"},
		Plain{"复核后告知您结果：重新受理，或者维持不予受理", "You are told the result: it is taken up again, or the refusal stands"}, party.Bureau}
}

// UpheldStanding is what a family reads once a review left a refusal as it was.
func UpheldStanding() Standing {
	return Standing{Plain{"复核已有结果：维持不予受理", "The review was answered: the refusal stands"},
		Plain{"仍有异议的，可以依法申请行政复议或者提起行政诉讼", "If you still disagree, you may apply for administrative reconsideration or go to court"}, ""}
}
