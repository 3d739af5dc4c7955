package cli

// labels names the fields of answers for people: Chinese, English. A field that
// is not here is shown by its name in JSON.
var labels = map[string][2]string{
	"account": {"账号", "account"}, "acts": {"可办理", "may do now"}, "alarm": {"预警", "alarm"}, "alarms": {"预算预警", "budget alarms"},
	"allowed_fen": {"可免除", "allowed"}, "appropriated_fen": {"已安排", "appropriated"}, "approved_at": {"审定时间", "approved at"}, "approved_by": {"核准人", "approved by"},
	"approved_fen": {"已审定", "approved"}, "area": {"区划", "area"}, "at": {"时间", "at"}, "audit_hash": {"审计链值", "audit hash"}, "audit_pos": {"审计链位置", "audit position"},
	"await": {"待办", "awaits"}, "changed": {"变更", "changed"}, "charged_fen": {"收费", "charged"}, "claim": {"申请", "claim"}, "class": {"类别", "class"},
	"clause": {"依据", "clause"}, "code": {"代码", "code"}, "committed_fen": {"已承诺", "committed"}, "count": {"笔数", "count"}, "county": {"县", "county"}, "cure": {"补救", "cure"},
	"day": {"日期", "day"}, "death": {"死亡日期", "died"}, "deceased": {"逝者", "deceased"}, "digest": {"摘要", "digest"}, "document": {"文件/证件", "document"},
	"done": {"已办", "done"}, "due": {"期限", "due"}, "ended": {"已停用", "ended"}, "entered_by": {"录入人", "entered by"}, "explain": {"说明", "explained"}, "family_fen": {"丧属自付", "family pays"},
	"fen": {"金额", "sum"}, "from": {"起", "from"}, "fund": {"经费", "fund"}, "fund_en": {"经费（英文）", "fund, in English"},
	"out_fen": {"剔除", "struck"}, "results": {"付款结果", "results"}, "by": {"经办", "by"}, "faults": {"问题", "faults"}, "field": {"所在字段", "field"},
	"cure_en": {"办法（英文）", "cure, in English"}, "payers": {"可以登记结果或补付的人", "who may take a result in"}, "for": {"代替", "stands in for"},
	"grant": {"授权", "grant"}, "holder": {"户名", "holder"}, "home": {"殡仪馆", "home"},
	"id": {"编号", "id"}, "item": {"项目", "item"}, "kind": {"种类", "kind"}, "late": {"逾期", "late"}, "left": {"剩余工作日", "working days left"}, "left_fen": {"余额", "left"},
	"level": {"层级", "level"}, "line": {"审核", "review"}, "lines": {"明细", "lines"}, "link": {"查询令牌", "link token"}, "list": {"清册", "list"},
	"listed_fen": {"已列册", "listed"}, "lodged": {"申请日", "lodged"}, "login": {"登录名", "login"}, "made": {"制单时间", "made"}, "mark": {"标记", "mark"}, "marks": {"审核记录", "marks"},
	"media": {"格式", "media"}, "open": {"未核对的项目", "not ticked"}, "bulk": {"与其他行一并通过", "passed with others"}, "moves": {"经过", "history"}, "act": {"办理", "act"}, "name": {"名称", "name"}, "next": {"重拨凭证", "re-issued as"}, "note": {"说明", "note"},
	"number": {"编号", "number"}, "of": {"原单", "of order"}, "office": {"机构", "office"}, "offset_fen": {"抵扣", "offset"}, "ok": {"符合", "eligible"}, "opinion": {"意见", "opinion"},
	"order": {"拨款单", "order"}, "orders": {"拨款单", "orders"}, "out": {"已移出", "out"}, "overrun": {"超支依据", "overrun"}, "paid_fen": {"已支付", "paid"}, "party": {"承办方", "held by"},
	"pay": {"拨付期限", "pay by"}, "period": {"结算期", "period"}, "person": {"人员", "person"}, "phone": {"电话", "phone"}, "profile": {"文件格式", "profile"}, "reason": {"原因", "reason"},
	"recovery": {"追回", "recovery"}, "refusal": {"不予免除", "refusal"}, "result": {"回单", "result"}, "role": {"角色", "role"}, "round": {"轮次", "round"}, "route": {"办理方式", "route"},
	"seal": {"盖章", "seal"}, "sealed": {"盖章", "sealed"}, "seats": {"办理人员", "people"}, "seq": {"序号", "seq"}, "sha256": {"SHA-256", "SHA-256"}, "slip": {"查询单号", "slip"},
	"stale": {"久未回单", "stale"}, "standing": {"到账情况", "standing"}, "state": {"状态", "state"}, "status": {"结果", "status"}, "struck": {"剔除原因", "struck"}, "submitted": {"报送", "submitted"},
	"taken": {"已报送", "taken"}, "tally": {"审核进度", "tally"}, "thing": {"待补", "to mend"}, "to": {"至", "to"}, "town": {"镇街", "town"}, "turn": {"时限", "turn"}, "unit": {"单位", "unit"},
	"unit_name": {"单位名称", "unit"}, "value": {"数值", "value"}, "version": {"版本", "version"}, "void_reason": {"退回原因", "void"}, "voucher": {"凭证号", "voucher"}, "doubted": {"有疑点未审的行", "unchecked lines with findings"}, "waived_fen": {"免除", "waived"},
	"live": {"当场算出", "worked out now"}, "trouble": {"算不出的原因", "why not"}, "invoice_fen": {"发票合计", "invoices"},
	"work": {"上班", "workday"}, "year": {"年度", "year"}, "unchecked": {"未审", "unchecked"}, "passed": {"通过", "passed"}, "queried": {"质询中", "queried"}, "answered": {"已答复", "answered"},
	"paid": {"已付", "paid"}, "returned": {"退回", "returned"}, "returned_fen": {"退回金额", "returned"}, "unknown_fen": {"未知金额", "unknown"}, "unknown": {"未知", "unknown"}, "zh": {"说明", "words"}, "en": {"英文", "English"}, "part": {"环节", "part"},
	"rejected": {"拒绝", "rejected"}, "admins": {"管理员", "administrators"}, "password": {"初始密码", "initial password"}, "added": {"新增", "added"}, "reminders": {"提醒", "reminders"},
	"anchors": {"锚点", "anchors"}, "mode": {"用途", "mode"}, "data": {"数据目录", "data"}, "expires": {"有效至", "expires"}, "file": {"文件", "file"}, "finding": {"疑点", "finding"}, "row": {"行", "row"}, "cancels": {"撤销", "cancels"}, "outcome": {"结果", "outcome"}, "others": {"相关申请", "other claims"}, "blocks": {"阻止办结", "blocks"}, "size": {"字节", "bytes"}, "subject": {"事由", "subject"},
}

// label names a field.
func label(name, lang string) string {
	l, ok := labels[name]
	switch {
	case !ok:
		return name
	case lang == "en":
		return l[1]
	}
	return l[0]
}
