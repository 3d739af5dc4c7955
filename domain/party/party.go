// Package party owns who acts: roles, kinds of office, the acts of the product,
// and the one table of which role may do which act, where.
//
// It owns: the table act × role × office kind × reach, as data; the five parts
// of a list and the rule that five different people hold them; pairs of acts
// that need a second person; which roles one person may hold together.
// It never does: sign-in, sessions, storage, or any rule of the policy.
// Always true: an act is refused unless the table grants it; admin roles do no
// business acts; the auditor changes nothing; a person, never an account, holds
// a part.
package party

import "songbai/domain/date"

// OfficeKind is the kind of an office.
type OfficeKind string

// The kinds of office. Public and Clock stand for those who act without one.
const (
	Home    OfficeKind = "home"    // 殡仪馆
	Town    OfficeKind = "town"    // 镇(街)民政办
	Bureau  OfficeKind = "bureau"  // 民政局
	Finance OfficeKind = "finance" // 财政局
	Audit   OfficeKind = "audit"   // 审计 / 纪检
	Admin   OfficeKind = "admin"   // 系统管理
	Public  OfficeKind = "public"  // 丧属 / 经办人
	Clock   OfficeKind = "clock"   // the calendar
)

// Role is what a person does in an office.
type Role string

// The roles. Each belongs to one kind of office (KindOf).
const (
	Desk            Role = "desk"
	Cashier         Role = "cashier"
	HomeManager     Role = "home_manager"
	TownClerk       Role = "town_clerk"
	TownHead        Role = "town_head"
	BureauReviewer  Role = "bureau_reviewer"
	BureauSealer    Role = "bureau_sealer"
	PolicyKeeper    Role = "policy_keeper"
	BureauChief     Role = "bureau_chief"
	FinanceExaminer Role = "finance_examiner"
	FinanceApprover Role = "finance_approver"
	FinancePayer    Role = "finance_payer"
	Auditor         Role = "auditor"
	SysAdmin        Role = "sys_admin"
	SecurityAdmin   Role = "security_admin"
	AuditAdmin      Role = "audit_admin"
	Family          Role = "family"
	Timer           Role = "timer"
)

// roleRow is one row of the roles.
type roleRow struct {
	role   Role
	kind   OfficeKind
	zh, en string
}

var roleRows = []roleRow{
	{Desk, Home, "殡仪馆业务员", "desk clerk"},
	{Cashier, Home, "殡仪馆收费员", "cashier"},
	{HomeManager, Home, "殡仪馆负责人", "home manager"},
	{TownClerk, Town, "镇(街)民政办经办", "town clerk"},
	{TownHead, Town, "镇(街)民政办负责人", "town head"},
	{BureauReviewer, Bureau, "民政局审核", "bureau reviewer"},
	{BureauSealer, Bureau, "民政局用印", "bureau sealer"},
	{PolicyKeeper, Bureau, "民政局政策管理", "policy keeper"},
	{BureauChief, Bureau, "民政局负责人", "bureau chief"},
	{FinanceExaminer, Finance, "财政局审核", "finance examiner"},
	{FinanceApprover, Finance, "财政局审定", "finance approver"},
	{FinancePayer, Finance, "财政局支付", "finance payer"},
	{Auditor, Audit, "审计", "auditor"},
	{SysAdmin, Admin, "系统管理员", "system administrator"},
	{SecurityAdmin, Admin, "安全管理员", "security administrator"},
	{AuditAdmin, Admin, "审计管理员", "audit administrator"},
	{Family, Public, "丧属或经办人", "family"},
	{Timer, Clock, "系统定时", "timer"},
}

// Roles lists all roles in the order of the table.
func Roles() []Role {
	out := make([]Role, len(roleRows))
	for i, r := range roleRows {
		out[i] = r.role
	}
	return out
}

// findRole gives the row of r.
func findRole(r Role) (roleRow, bool) {
	for _, row := range roleRows {
		if row.role == r {
			return row, true
		}
	}
	return roleRow{}, false
}

// KindOf gives the kind of office a role belongs to; "" for an unknown role.
func KindOf(r Role) OfficeKind { row, _ := findRole(r); return row.kind }

// Zh names the role in Chinese; an unknown role gives its code.
func (r Role) Zh() string {
	if row, ok := findRole(r); ok {
		return row.zh
	}
	return string(r)
}

// En names the role in English; an unknown role gives its code.
func (r Role) En() string {
	if row, ok := findRole(r); ok {
		return row.en
	}
	return string(r)
}

// kindNames names the kinds of office, in the order of the table.
var kindNames = []struct {
	kind   OfficeKind
	zh, en string
}{
	{Home, "殡仪馆", "funeral home"},
	{Town, "镇(街)民政办", "town civil affairs office"},
	{Bureau, "民政局", "civil affairs bureau"},
	{Finance, "财政局", "finance bureau"},
	{Audit, "审计 / 纪检", "audit"},
	{Admin, "系统管理", "administration"},
	{Public, "丧属或经办人", "family"},
	{Clock, "系统定时", "timer"},
}

// Kinds lists the kinds of office in the order of the table.
func Kinds() []OfficeKind {
	out := make([]OfficeKind, len(kindNames))
	for i, k := range kindNames {
		out[i] = k.kind
	}
	return out
}

// Zh names the kind of office in Chinese.
func (k OfficeKind) Zh() string {
	for _, n := range kindNames {
		if n.kind == k {
			return n.zh
		}
	}
	return string(k)
}

// En names the kind of office in English.
func (k OfficeKind) En() string {
	for _, n := range kindNames {
		if n.kind == k {
			return n.en
		}
	}
	return string(k)
}

// Actor is a person acting in one role of one office, as the session of that
// instant says; nothing in it comes from the request.
type Actor struct {
	Person     int64 // 0 for Family and Timer
	Office     int64 // 0 for Family and Timer
	OfficeKind OfficeKind
	Role       Role
	Area       string // area code of the office: a county (6 digits) or a town (9 or 12)
	Home       int64  // the home of a home office, else 0
	Case       int64  // the claim whose slip a family holds, else 0
	For        int64  // the person stood in for, else 0
}

// Object is where the thing acted on belongs; zero fields are "none".
type Object struct {
	Case int64  // claim
	Home int64  // the home that serves it
	Town string // area code of the town that handles it
}

// Grant is one dated row: a person holds a role in an office from From until,
// and not including, To (nil: still held).
type Grant struct {
	Person, Office int64
	Role           Role
	From           date.Instant
	To             *date.Instant
}

// HeldAt reports whether the grant is in force at the instant.
func (g Grant) HeldAt(at date.Instant) bool {
	return at >= g.From && (g.To == nil || at < *g.To)
}
