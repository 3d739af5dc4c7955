package family

import (
	"slices"
	"strings"

	"songbai/domain/claim"
	"songbai/domain/ident"
	"songbai/domain/problem"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// step is one page of the application: a few fields that belong together.
type step struct {
	name   string
	zh, en string
	routes []claim.Route // nil: all
	fields []field
}

// field is one field of a step.
type field struct {
	path  string
	kind  string // "" text, day, select, radio
	hint  [2]string
	chars int
	mode  string
	of    func(x *filling) []ui.Choice
	must  bool
}

// filling is what the pages of an application are drawn from.
type filling struct {
	v       office.FormView
	lang    ui.Lang
	c       place
	towns   []ui.Choice
	classes []ui.Choice // evidence of those who are registered elsewhere
}

var steps = []step{
	{"you", "您（经办人）", "You, the handler", nil, []field{
		{path: "handler.name", must: true}, {path: "handler.phone", mode: "tel", chars: 20, hint: [2]string{"用来查询进度，请填您自己的手机号", "the claim is opened with it: give your own"}, must: true},
		{path: "handler.document.kind", kind: "select", of: documentKinds}, {path: "handler.document.number", chars: 20, must: true},
		{path: "handler.relation", kind: "select", of: relations, must: true},
		{path: "handler.address", hint: [2]string{"印在申请表上，可以不填", "printed on the form; may be left out"}}}},
	{"deceased", "逝者", "The deceased", nil, []field{
		{path: "deceased.name", must: true}, {path: "deceased.documents[0].kind", kind: "select", of: documentKinds},
		{path: "deceased.documents[0].number", chars: 20, hint: [2]string{"填身份证号的，性别和出生日期会自动读出", "an identity card number tells sex and birth date by itself"}, must: true},
		{path: "deceased.sex", kind: "radio", of: sexes}, {path: "deceased.birth", kind: "day"},
		{path: "deceased.household_area", kind: "select", of: func(x *filling) []ui.Choice { return x.towns }, hint: [2]string{"看户口簿“户籍地址”一页", "see the household book"}}}},
	{"class", "非本地户籍的情况", "If registered elsewhere", []claim.Route{claim.Waiver}, []field{
		{path: "deceased.evidence[0].class", kind: "select", of: func(x *filling) []ui.Choice { return x.classes }, hint: [2]string{"本地户籍的不用填", "leave it out if registered here"}},
		{path: "deceased.evidence[0].issuer", hint: [2]string{"例如医院、福利院、部队", "such as the hospital, the institute, the unit"}}, {path: "deceased.evidence[0].number", chars: 20}}},
	{"death", "死亡证明", "The death certificate", nil, []field{
		{path: "deceased.death", kind: "day", must: true}, {path: "deceased.death_area", kind: "select", of: areas, must: true},
		{path: "deceased.death_paper.kind", kind: "radio", of: deathPapers, must: true}, {path: "deceased.death_paper.number", chars: 20, must: true},
		{path: "deceased.death_paper.issuer", must: true}, {path: "deceased.death_paper.issued", kind: "day"}}},
	{"cremation", "火化和发票", "Cremation and invoice", []claim.Route{claim.Reimbursement}, []field{
		{path: "cremation.day", kind: "day", must: true}, {path: "cremation.area", kind: "select", of: areas, must: true}, {path: "cremation.home", must: true}, {path: "cremation.certificate", chars: 20, must: true},
		{path: "invoices[0].number", chars: 20, mode: "numeric", must: true}, {path: "invoices[0].code", chars: 20, mode: "numeric", hint: [2]string{"全电发票没有代码，留空", "none on digital invoices"}},
		{path: "invoices[0].day", kind: "day", must: true}, {path: "invoices[0].fen", chars: 10, mode: "decimal", hint: [2]string{"例如 1580.00", "such as 1580.00"}, must: true}}},
	{"account", "收款账户", "The bank account", []claim.Route{claim.Reimbursement}, []field{
		{path: "account.holder", hint: [2]string{"应为经办人本人", "the handler's own"}, must: true}, {path: "account.number", chars: 20, mode: "numeric", hint: [2]string{"银行卡或存折上的号码，系统会检查校验位", "as on the card; its check digit is tested"}, must: true},
		{path: "account.bank", hint: [2]string{"例如 农业银行英城支行", "bank and branch"}, must: true}, {path: "account.reason", hint: [2]string{"户名是经办人本人的，不用填", "only if the holder is another person"}}}},
}

// stepsOf lists the steps of a route.
func stepsOf(r claim.Route) (out []step) {
	for _, s := range steps {
		if s.routes == nil || slices.Contains(s.routes, r) {
			out = append(out, s)
		}
	}
	return out
}

// stepNamed finds a step of a route and the one after it.
func stepNamed(r claim.Route, name string) (s step, next string, ok bool) {
	all := stepsOf(r)
	for i, x := range all {
		if x.name == name {
			if i+1 < len(all) {
				next = all[i+1].name
			}
			return x, next, true
		}
	}
	return step{}, "", false
}

// state says how far a step is: empty, done, or what is wrong in it.
func (s step) state(v office.FormView) string {
	any := false
	for _, f := range s.fields {
		any = any || v.Form.Get(f.path) != ""
	}
	for _, q := range v.Faults {
		if s.owns(q.Field) {
			if any {
				return "begun"
			}
			return "empty"
		}
	}
	if !any && s.name == "class" {
		return "skip"
	}
	return "done"
}

// owns says whether a fault belongs to the step.
func (s step) owns(path string) bool {
	for _, f := range s.fields {
		if f.path == path || path == "deceased.documents" && strings.HasPrefix(f.path, path) {
			return true
		}
	}
	return s.name == "you" && path == "handler" || s.name == "account" && path == "account" || s.name == "cremation" && (path == "cremation" || path == "invoices")
}

func (f field) label(l ui.Lang) string { n := claim.FieldName(f.path); return l.T(n.Zh, n.En) }

// ui gives the field as the form draws it.
func (f field) ui(x *filling) ui.Field {
	return ui.Field{Name: f.path, Label: f.label(x.lang), Hint: x.lang.T(f.hint[0], f.hint[1]), Value: x.v.Form.Get(f.path), Chars: f.chars, Mode: f.mode, Big: true, Must: f.must}
}

func (f field) choices(x *filling) []ui.Choice { return f.of(x) }

func blank(l ui.Lang) ui.Choice { return ui.Choice{Label: l.T("请选择", "Choose")} }

func documentKinds(x *filling) (out []ui.Choice) {
	for _, k := range ident.Kinds() {
		if k == ident.DeathCertificate || k == ident.PoliceCase || k == ident.None {
			continue
		}
		out = append(out, ui.Choice{Value: string(k), Label: x.lang.T(k.Zh(), k.En())})
	}
	return out
}

func relations(x *filling) []ui.Choice {
	out := []ui.Choice{blank(x.lang)}
	for _, r := range claim.Relations() {
		out = append(out, ui.Choice{Value: string(r), Label: x.lang.T(r.Zh(), string(r))})
	}
	return out
}

func sexes(x *filling) []ui.Choice {
	return []ui.Choice{{Value: "male", Label: x.lang.T("男", "male")}, {Value: "female", Label: x.lang.T("女", "female")}}
}

func deathPapers(x *filling) []ui.Choice {
	return []ui.Choice{{Value: string(claim.ByHospital), Label: x.lang.T("医院出具的死亡医学证明（推断）书", "of a hospital")},
		{Value: string(claim.ByPolice), Label: x.lang.T("公安部门出具的死亡证明", "of the police")}, {Value: string(claim.ByCourt), Label: x.lang.T("法院宣告死亡判决", "of a court")}}
}

// provinces are the codes of GB/T 2260, enough to say that something was
// elsewhere.
var provinces = [...][2]string{{"110000", "北京市"}, {"120000", "天津市"}, {"130000", "河北省"}, {"140000", "山西省"}, {"150000", "内蒙古自治区"}, {"210000", "辽宁省"}, {"220000", "吉林省"},
	{"230000", "黑龙江省"}, {"310000", "上海市"}, {"320000", "江苏省"}, {"330000", "浙江省"}, {"340000", "安徽省"}, {"350000", "福建省"}, {"360000", "江西省"}, {"370000", "山东省"}, {"410000", "河南省"},
	{"420000", "湖北省"}, {"430000", "湖南省"}, {"440000", "广东省"}, {"450000", "广西壮族自治区"}, {"460000", "海南省"}, {"500000", "重庆市"}, {"510000", "四川省"}, {"520000", "贵州省"}, {"530000", "云南省"},
	{"540000", "西藏自治区"}, {"610000", "陕西省"}, {"620000", "甘肃省"}, {"630000", "青海省"}, {"640000", "宁夏回族自治区"}, {"650000", "新疆维吾尔自治区"}, {"710000", "台湾省"}, {"810000", "香港特别行政区"}, {"820000", "澳门特别行政区"}}

// areas lists the county and, for what was elsewhere, the provinces; a code that
// an office wrote stays among the choices.
func areas(x *filling) []ui.Choice {
	out := []ui.Choice{blank(x.lang), {Value: x.c.code(), Label: x.c.Name}}
	for _, p := range provinces {
		out = append(out, ui.Choice{Value: p[0], Label: p[1] + x.lang.T("（其他地方）", " (elsewhere)")})
	}
	return out
}

// sent gathers the fields of a step as they were typed.
func (s step) sent(v *site.Visit) map[string]string {
	out := map[string]string{}
	for _, f := range s.fields {
		switch {
		case f.kind == "day":
			out[f.path] = v.Form.DayText(f.path)
		case f.kind == "radio" || v.Form.Has(f.path):
			out[f.path] = v.Form.Get(f.path)
		}
	}
	if out["deceased.household_area"] == "none" {
		out["deceased.household_area"] = ""
	}
	return out
}

// typed puts what was typed and could not be kept back into the form's fields.
func typed(x *filling, fields map[string]string, faults problem.List) map[string]string {
	out := map[string]string{}
	for _, q := range faults {
		if text, ok := fields[q.Field]; ok && x.v.Form.Get(q.Field) != text {
			out[q.Field] = text
		}
	}
	return out
}
