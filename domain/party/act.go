package party

// Act is one thing that can be asked for. Audit records cite it.
type Act string

// Group sorts the acts.
type Group string

// The groups of acts. Business groups are closed to admin roles.
const (
	ClaimActs   Group = "claim"
	ListActs    Group = "list"
	PolicyActs  Group = "policy"
	BudgetActs  Group = "budget"
	PeopleActs  Group = "people"
	SettingActs Group = "setting"
	ReadActs    Group = "read"
)

// Acts on one claim.
const (
	Draft           Act = "draft"
	Lodge           Act = "lodge"
	Accept          Act = "accept"
	RecordServices  Act = "record_services"
	Sign            Act = "sign"
	Complete        Act = "complete"
	Return          Act = "return"
	Resume          Act = "resume"
	Withdraw        Act = "withdraw"
	Refuse          Act = "refuse"
	Review          Act = "review"
	Uphold          Act = "uphold"
	CorrectIdentity Act = "correct_identity"
	Reverse         Act = "reverse"
	AttachPaper     Act = "attach_paper"
	SightPaper      Act = "sight_paper"
	SeeUnclaimed    Act = "see_unclaimed"
	Forward         Act = "forward"
	Determine       Act = "determine"
	Recover         Act = "recover"
	ClearFinding    Act = "clear_finding"
	TickClaim       Act = "tick_claim"
	TakeHold        Act = "take_hold"
	ReleaseHold     Act = "release_hold"
	AwaitPaper      Act = "await_paper"

	ReissueCertificate Act = "reissue_certificate"
	VoidCertificate    Act = "void_certificate"
	AskReview          Act = "ask_review"
	Rate               Act = "rate"
	Complain           Act = "complain"
	AnswerComplaint    Act = "answer_complaint"
)

// Acts on lists, orders and payments.
const (
	OpenList              Act = "open_list"
	SubmitList            Act = "submit_list"
	CheckLine             Act = "check_line"
	QueryLine             Act = "query_line"
	AnswerQuery           Act = "answer_query"
	StrikeLine            Act = "strike_line"
	SendBack              Act = "send_back"
	SealList              Act = "seal_list"
	ExamineList           Act = "examine_list"
	ApproveList           Act = "approve_list"
	CountersignList       Act = "countersign_list"
	Order                 Act = "order"
	MakeFile              Act = "make_file"
	ImportResult          Act = "import_result"
	ImportReturn          Act = "import_return"
	CorrectAccountPropose Act = "correct_account_propose"
	CorrectAccountApprove Act = "correct_account_approve"
	Reissue               Act = "reissue"
)

// Acts on policy, prices, budgets, people, settings; and reading.
const (
	PublishPolicy     Act = "publish_policy"
	ApprovePolicy     Act = "approve_policy"
	CheckPolicy       Act = "check_policy"
	SetLocalValue     Act = "set_local_value"
	ApproveLocalValue Act = "approve_local_value"
	PublishPriceList  Act = "publish_price_list"
	ApprovePriceList  Act = "approve_price_list"
	ImportRegister    Act = "import_register"
	PublishNotice     Act = "publish_notice"
	RecordPublicity   Act = "record_publicity"

	SetBudget Act = "set_budget"

	AddPerson       Act = "add_person"
	AddOffice       Act = "add_office"
	GrantRole       Act = "grant_role"
	EndRole         Act = "end_role"
	Delegate        Act = "delegate"
	EndDelegation   Act = "end_delegation"
	EndPerson       Act = "end_person"
	EndOffice       Act = "end_office"
	ResetPassword   Act = "reset_password"
	SetPhone        Act = "set_phone"
	DeclareRelation Act = "declare_relation"

	SetCalendar Act = "set_calendar"
	SetSetting  Act = "set_setting"
	RunJob      Act = "run_job"
	Remind      Act = "remind"
	MarkNote    Act = "mark_note"
	Anchor      Act = "anchor"
	Scrub       Act = "scrub"

	View       Act = "view"
	ViewRules  Act = "view_rules"
	ViewTasks  Act = "view_tasks"
	Search     Act = "search"
	Unmask     Act = "unmask"
	Export     Act = "export"
	Verify     Act = "verify"
	ViewPeople Act = "view_people"
	ViewAudit  Act = "view_audit"
)

// actRow says what an act is.
type actRow struct {
	act    Act
	group  Group
	zh, en string
	part   Part // the part it fills in a list; "" = none
	first  Act  // the act that another person must have done before; "" = none
}

var actRows = []actRow{
	{Draft, ClaimActs, "起草", "draft a claim", "", ""},
	{Lodge, ClaimActs, "提交申请", "lodge", "", ""},
	{Accept, ClaimActs, "受理", "accept: originals seen", "", ""},
	{RecordServices, ClaimActs, "登记服务项目", "record services", "", ""},
	{Sign, ClaimActs, "签名确认", "record the family's signature", "", ""},
	{Complete, ClaimActs, "办结", "complete: cremated, services closed", "", ""},
	{Return, ClaimActs, "退回补正", "return for one named thing", "", ""},
	{Resume, ClaimActs, "补正后恢复", "resume after the thing came", "", ""},
	{Withdraw, ClaimActs, "撤回", "withdraw", "", ""},
	{Refuse, ClaimActs, "不予受理", "refuse with code, clause and cure", "", ""},
	{Review, ClaimActs, "复核", "review a refusal or a fixed sum", "", Refuse},
	{Uphold, ClaimActs, "复核维持", "uphold a refusal or a fixed sum on review", "", Refuse},
	{CorrectIdentity, ClaimActs, "更正身份", "correct the identity", "", ""},
	{Reverse, ClaimActs, "冲销", "reverse", "", ""},
	{AttachPaper, ClaimActs, "上传材料", "attach a paper", "", ""},
	{SightPaper, ClaimActs, "核对原件", "sight an original", "", ""},
	{SeeUnclaimed, ClaimActs, "无人认领遗体核验", "see an unclaimed body and the police consent", "", ""},
	{Forward, ClaimActs, "上报", "forward to the bureau", Preparer, ""},
	{Determine, ClaimActs, "核定", "fix the amount", Reviewer, ""},
	{Recover, ClaimActs, "追回", "recover", "", ""},
	{ClearFinding, ClaimActs, "处理疑点", "decide a finding", "", ""},
	{TickClaim, ClaimActs, "勾选核对项", "tick what was checked on a claim", "", ""},
	{TakeHold, ClaimActs, "领办", "take a claim in hand, or over from a colleague", "", ""},
	{ReleaseHold, ClaimActs, "放回", "let go of a claim in hand", "", ""},
	{AwaitPaper, ClaimActs, "材料后补", "let a paper follow by a day", "", ""},
	{ReissueCertificate, ClaimActs, "补发火化证", "reissue a cremation certificate", "", ""},
	{VoidCertificate, ClaimActs, "作废火化证", "void a cremation certificate", "", ""},
	{AskReview, ClaimActs, "申请复核", "ask that a refusal or a sum be reviewed", "", ""},
	{Rate, ClaimActs, "评价服务", "rate the service", "", ""},
	{Complain, ClaimActs, "投诉", "complain", "", ""},
	{AnswerComplaint, ClaimActs, "答复投诉", "answer a complaint", "", ""},

	{OpenList, ListActs, "生成清册", "open a list", "", ""},
	{SubmitList, ListActs, "报送清册", "submit a list", Preparer, ""},
	{CheckLine, ListActs, "逐条审核", "pass a line", Reviewer, ""},
	{QueryLine, ListActs, "质询", "query a line", Reviewer, ""},
	{AnswerQuery, ListActs, "答复质询", "answer a query", Preparer, ""},
	{StrikeLine, ListActs, "剔除", "strike a line", Reviewer, ""},
	{SendBack, ListActs, "退回清册", "send a list back", "", ""},
	{SealList, ListActs, "签署意见并盖章", "opinion and seal", Sealer, ""},
	{ExamineList, ListActs, "财政审核", "examine a sealed list", Approver, ""},
	{ApproveList, ListActs, "财政审定", "approve a sealed list", Approver, ""},
	{CountersignList, ListActs, "财政复审", "approve a large list once more", Approver, ApproveList},
	{Order, ListActs, "下达支付", "order the payment", Payer, ""},
	{MakeFile, ListActs, "生成银行文件", "make the bank file", Payer, ""},
	{ImportResult, ListActs, "导入银行结果", "import the bank's result", Payer, ""},
	{ImportReturn, ListActs, "登记银行退回", "record a line the bank returned", Payer, ""},
	{CorrectAccountPropose, ListActs, "提出更正账户", "propose a corrected account", "", ""},
	{CorrectAccountApprove, ListActs, "核准更正账户", "approve a corrected account", "", CorrectAccountPropose},
	{Reissue, ListActs, "重新支付", "pay a returned line again", Payer, ""},

	{PublishPolicy, PolicyActs, "拟定政策版本", "publish a policy version", "", ""},
	{CheckPolicy, PolicyActs, "检查政策版本", "check a policy version", "", ""},
	{ApprovePolicy, PolicyActs, "核准政策版本", "approve a policy version", "", PublishPolicy},
	{SetLocalValue, PolicyActs, "录入本地数值", "enter a local value", "", ""},
	{ApproveLocalValue, PolicyActs, "核准本地数值", "approve a local value", "", SetLocalValue},
	{PublishPriceList, PolicyActs, "录入价目表", "enter a price list", "", ""},
	{ApprovePriceList, PolicyActs, "核准价目表", "approve a price list", "", PublishPriceList},
	{ImportRegister, PolicyActs, "导入对象名册", "import a register of classes", "", ""},
	{PublishNotice, PolicyActs, "公示", "publish a public notice", "", ""},
	{RecordPublicity, PolicyActs, "登记宣传", "record what was done to make the policy known", "", ""},

	{SetBudget, BudgetActs, "录入预算", "enter a budget line", "", ""},

	{AddPerson, PeopleActs, "登记人员", "add a person", "", ""},
	{AddOffice, PeopleActs, "登记机构", "add an office", "", ""},
	{GrantRole, PeopleActs, "授予角色", "grant a role", "", ""},
	{EndRole, PeopleActs, "终止角色", "end a role", "", ""},
	{Delegate, PeopleActs, "代理授权", "name a stand-in for a time", "", ""},
	{EndDelegation, PeopleActs, "终止代理", "end a stand-in", "", ""},
	{EndPerson, PeopleActs, "人员离任", "end a person", "", ""},
	{EndOffice, PeopleActs, "停用机构", "end an office", "", ""},
	{ResetPassword, PeopleActs, "签发密码重设码", "give out a code for a new password", "", ""},
	{SetPhone, PeopleActs, "更改公开电话", "change an office's public phone", "", ""},
	{DeclareRelation, PeopleActs, "申报回避关系", "declare a relation", "", ""},

	{SetCalendar, SettingActs, "维护工作日历", "enter holidays and make-up workdays", "", ""},
	{SetSetting, SettingActs, "系统设置", "change a setting", "", ""},
	{RunJob, SettingActs, "运行定时任务", "run a job", "", ""},
	{Remind, SettingActs, "到期提醒", "remind and escalate", "", ""},
	{MarkNote, SettingActs, "标记提醒已通知", "mark a reminder as passed on", "", ""},
	{Anchor, SettingActs, "锚定审计链", "anchor the audit chain", "", ""},
	{Scrub, SettingActs, "到期销毁个人信息", "scrub personal values past their term", "", ""},

	{View, ReadActs, "查看", "view", "", ""},
	{ViewRules, ReadActs, "查看政策和价目", "view rules, prices and what they would change", "", ""},
	{ViewTasks, ReadActs, "查看待办", "view what waits", "", ""},
	{Search, ReadActs, "查询", "search", "", ""},
	{Unmask, ReadActs, "查看完整信息", "see full personal values, with a reason", "", ""},
	{Export, ReadActs, "导出", "export", "", ""},
	{Verify, ReadActs, "核验", "verify", "", ""},
	{ViewPeople, ReadActs, "查看人员机构", "view people and offices", "", ""},
	{ViewAudit, ReadActs, "查看审计记录", "view audit records", "", ""},
}

// Acts lists every act in the order of the table.
func Acts() []Act {
	out := make([]Act, len(actRows))
	for i, r := range actRows {
		out[i] = r.act
	}
	return out
}

// findAct gives the row of a.
func findAct(a Act) (actRow, bool) {
	for _, r := range actRows {
		if r.act == a {
			return r, true
		}
	}
	return actRow{}, false
}

// Zh names the act in Chinese; an unknown act gives its code.
func (a Act) Zh() string {
	if r, ok := findAct(a); ok {
		return r.zh
	}
	return string(a)
}

// En names the act in English; an unknown act gives its code.
func (a Act) En() string {
	if r, ok := findAct(a); ok {
		return r.en
	}
	return string(a)
}

// GroupOf gives the group of an act; "" for an unknown one.
func GroupOf(a Act) Group { r, _ := findAct(a); return r.group }

// Reads reports whether the act changes nothing but the audit log.
func Reads(a Act) bool { return GroupOf(a) == ReadActs }

// Business reports whether the act decides about claims, money or policy;
// admin roles may do none of these.
func Business(a Act) bool {
	switch GroupOf(a) {
	case ClaimActs, ListActs, PolicyActs, BudgetActs:
		return true
	}
	return false
}
