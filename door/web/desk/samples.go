package desk

import (
	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/policy"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

func sampleStaff(title string) ui.Page {
	p := site.SampleStaff(title, "样本县殡仪馆", "殡仪馆业务员", "待办", "查找", "月度清册", "火化证", "申请", "清册")
	p.Back = "/queue"
	return p
}

// samplePlaces is what the sample's forms choose from.
func samplePlaces() office.Places {
	return office.Places{County: "449999", Own: "449999101", Homes: []office.HomeRow{{Home: 1, Name: "样本县殡仪馆"}},
		Towns:  []office.TownRow{{Area: "449999101", Name: "青松镇民政办"}, {Area: "449999102", Name: "白石镇民政办"}},
		Proofs: []policy.Proof{{Name: "subsistence", Words: policy.Words{Zh: "城乡低保对象", En: "subsistence allowance"}}}}
}

func sampleForm() claim.Lodgement {
	birth, death := date.MustDay("1888-01-01"), date.MustDay("2026-02-18")
	return claim.Lodgement{Route: claim.Waiver,
		Deceased: claim.Deceased{Name: "样本一", Sex: "male", Birth: &birth, Death: &death, DeathArea: "449999101", HouseholdArea: "449999101",
			Documents: []ident.Document{{Kind: ident.IDCard, Number: "449999" + "188801010012"}}, DeathPaper: claim.DeathPaper{Kind: claim.ByHospital, Number: "SW-1", Issuer: "样本人民医院"}},
		Handler: &claim.Handler{Name: "样本二", Relation: "child", Phone: "13900000000", Document: ident.Document{Kind: ident.IDCard}}}
}

// sampleCase is a waiver where it stands, with what hangs on it.
func sampleCase(state claim.State, acts ...string) office.CaseView {
	at := func(s string) date.Instant { i, _ := date.ParseInstant(s); return i }
	due := date.MustDay("2026-02-23")
	c := office.CaseView{RouteZh: claim.Waiver.Zh(), ClassWords: policy.Words{Zh: "具有样本县户籍的城乡居民", En: "resident by household registration"},
		Names: map[string]policy.Words{"cremation": {Zh: "普通火化设备遗体火化费", En: "cremation in ordinary equipment"}, "cold": {Zh: "普通冷藏柜遗体存放费", En: "cold storage"}, "urn": {Zh: "简易标准型骨灰盒", En: "simple urn"}},
		Papers: &office.CheckView{Lines: []office.CheckLine{
			{Kinds: []string{"death_certificate"}, Zh: "公安部门或医院出具的死亡证明", En: "death certificate", Clause: "三(首)", Original: true, State: "seen",
				Seen: []office.SeenPaper{{Kind: "death_certificate", Zh: "死亡证明", Original: true, Person: "样甲一", At: at("2026-02-20T02:10:00.000000Z"), File: "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"}}},
			{Kinds: []string{"handler_id"}, Zh: "丧属或经办人身份证", En: "identity card of the handler", Clause: "三(一)", Original: true, Copies: 3, State: "missing", NoSight: true, Wanted: 3, May: true},
			{Kinds: []string{"deceased_id"}, Zh: "逝者身份证或户口簿", En: "identity card or household book", Clause: "三(二)", Original: true, Copies: 3, State: "awaited", Due: &due, NoSight: true, Wanted: 3, May: true},
		}}}
	c.Handler = "样*二"
	c.ClaimView = office.ClaimView{Claim: 1, Slip: "1234-5678-9012", Route: "waiver", State: string(state), StateZh: state.Zh(), Deceased: "样*一", Document: "449999********0012", Death: "2026-02-18", Acts: acts,
		Moves: []office.MoveView{{Act: "draft", ActZh: "起草", Role: "desk", At: "2026-02-20T02:00:00.000000Z"}, {Act: "lodge", ActZh: "提交申请", Role: "desk", At: "2026-02-20T02:05:00.000000Z"}}}
	return c
}

// heldSince is when the sample claims were taken in hand.
var heldSince = date.MustDay("2026-02-20").BeijingMidnight() + 9*3600*1_000_000

// sampleBill is a bill with each kind of reason.
func sampleBill() office.Bill {
	return office.Bill{OK: true, Charged: 83000, Waived: 69000, Family: 14000, Lines: []office.BillLine{
		{Item: "cold", Charged: 40000, Waived: 30000, Family: 10000, Reason: "quantity", Clause: "二(三)"},
		{Item: "cremation", Charged: 23000, Waived: 23000, Clause: "二(五)"},
		{Item: "urn", Charged: 16000, Waived: 16000, Clause: "二(六)"},
		{Item: "鲜花", Charged: 4000, Family: 4000, Reason: "not_listed", Clause: "三(六)"}}}
}

func samples() []site.Sample {
	form := sampleStaff("申请表：本馆火化免除")
	empty := formView{Route: claim.Waiver, Form: claim.Lodgement{Route: claim.Waiver}, Places: samplePlaces()}
	filled := formView{Claim: 1, Route: claim.Waiver, Form: sampleForm(), Places: samplePlaces()}
	faulty := form
	faulty.Errors = []ui.FieldError{{Field: "deceased.documents[0].number", Text: "居民身份证号码的校验位不对。请对照证件重新填写"}, {Field: "deceased.death", Text: "缺少死亡日期（三(首)）。请填写"}}
	elsewhere, found := empty, empty
	elsewhere.Route, found.Route = claim.Reimbursement, claim.Unclaimed
	mend := filled
	mend.Mend = true
	choose := sampleStaff("新建申请")
	out := []site.Sample{
		{Name: "case-new", Page: choose, Body: chooseView(choose, []claim.Route{claim.Reimbursement, claim.Unclaimed})},
		{Name: "case-form", Page: form, Body: formBody(form, empty)},
		{Name: "case-form-filled", Page: form, Body: formBody(form, filled)},
		{Name: "case-form-faulty", Page: faulty, Body: formBody(faulty, filled)},
		{Name: "case-form-mend", Page: form, Body: formBody(form, mend)},
		{Name: "case-form-elsewhere", Page: form, Body: formBody(form, elsewhere)},
		{Name: "case-form-unclaimed", Page: form, Body: formBody(form, found)},
	}
	return append(append(out, caseSamples()...), stepSamples()...)
}

// caseSamples are the case in each of its states.
func caseSamples() (out []site.Sample) {
	p := sampleStaff("申请 1234-5678-9012")
	add := func(name string, p ui.Page, c office.CaseView) {
		out = append(out, site.Sample{Name: name, Page: p, Body: caseView(p, c)})
	}
	draft := sampleCase(claim.Draft, "draft", "lodge", "withdraw")
	draft.Papers = nil
	add("case-draft", p, draft)
	lodged := sampleCase(claim.Lodged, "accept", "sight_paper", "return", "refuse")
	lodged.Hold = &office.HoldView{Name: "样甲一", Office: "样本县殡仪馆", Mine: true, Since: heldSince}
	add("case-lodged", p, lodged)
	refusal := p
	refusal.Errors = []ui.FieldError{{Text: "丧属或经办人身份证：原件还没有核对，复印件还缺 3 份（三(一)）。请核对并登记后再受理"}}
	add("case-not-accepted", refusal, lodged)
	entrusted := sampleCase(claim.Lodged, "accept", "sight_paper")
	entrusted.Papers = &office.CheckView{Lines: []office.CheckLine{{Kinds: []string{"mandate"}, Zh: claim.MandateZh, En: claim.MandateEn, Original: true, State: "missing", NoSight: true}}}
	add("case-entrusted", p, entrusted)
	held := sampleCase(claim.Lodged, "accept", "sight_paper")
	held.Hold = &office.HoldView{Name: "样甲二", Office: "样本县殡仪馆", Blocks: true, Since: heldSince}
	add("case-held", p, held)
	signed := sampleCase(claim.Signed, "record_services", "sign", "complete", "sight_paper")
	b := sampleBill()
	signed.Lines, signed.Charged, signed.Waived, signed.Family, signed.Recorded = b.Lines, b.Charged, b.Waived, b.Family, len(b.Lines)
	signed.Explain = []policy.Sentence{{Clause: "一(一)", Zh: "具有样本县户籍。", En: "Registered in the county."}}
	done := p
	done.Done = "已签名确认。请打印承诺单交给丧属"
	add("case-signed", done, signed)
	odd := sampleCase(claim.Completed)
	odd.Anomalies = []office.Anomaly{office.AbovePrice, office.OddDates}
	add("case-odd", p, odd)
	returned := sampleCase(claim.Returned, "resume", "sight_paper")
	returned.Thing = "paper:handler_id"
	add("case-returned", p, returned)
	refused := sampleCase(claim.Refused, "review", "uphold")
	refused.Review = &office.ReviewOpen{At: "2026-02-24T01:30:00.000000Z", Due: date.MustDay("2026-03-17"), Left: 15, Words: "户口已经迁回本地"}
	add("case-refused", p, refused)
	paid := signed
	paid.State, paid.StateZh, paid.Acts = string(claim.Paid), claim.Paid.Zh(), nil
	arrived := date.MustDay("2026-03-10")
	paid.Certificates = []office.CertificateOfClaim{{Number: "HH2026-00001", Day: &arrived}, {Number: "HH2026-00002", Day: &arrived, Valid: true}}
	paid.MoneyOfClaim = office.MoneyView{List: 1, Number: "QC-2026-000001", StateZh: "已支付", Arrived: &arrived,
		Payments: []office.PaymentOfView{{Number: "ZF-2026-000001", Zh: "已付", Status: "paid", Paid: &arrived}}}
	add("case-paid", p, paid)
	return out
}

// stepSamples are the pages of single steps.
func stepSamples() []site.Sample {
	c := sampleCase(claim.Accepted, "record_services", "sign", "return", "refuse", "withdraw")
	b := sampleBill()
	view := office.ServicesView{Claim: 1, Items: []office.ServiceItem{
		{Code: "cold", Zh: "普通冷藏柜遗体存放费", En: "cold storage", Unit: "day", Clause: "二(三)", Grades: []office.ServiceRate{{Label: "普通冷藏柜", Standard: true, Price: 10000}}},
		{Code: "cremation", Zh: "普通火化设备遗体火化费", En: "cremation", Unit: "body", Clause: "二(五)", Grades: []office.ServiceRate{{Label: "普通火化炉", Standard: true, Price: 23000}, {Grade: "picking", Label: "捡灰炉", Price: 60000}}}}}
	s := servicesView{Case: c, View: view}
	s.Rows = s.rowsOf(nil)
	counted := s
	counted.Bill = &b
	foreign := servicesView{Case: c, View: view, Foreign: true}
	foreign.View.Invoice = "样本邻市殡仪馆"
	foreign.View.Invoices = &office.InvoicesSum{Total: 140000}
	foreign.View.Suggestions = []office.Suggestion{{Line: "火化费（外地）", Item: "cremation"}}
	foreign.Rows = foreign.rowsOf(nil)
	step := func(title string) ui.Page { p := sampleStaff(title); p.Back = "/desk/1"; return p }
	record, invoice, sign, end, close := step("登记服务项目"), step("登记外地发票"), step("丧属签名确认"), step("退回、撤回或不予受理"), step("办结")
	undrawn := sign
	undrawn.Errors = []ui.FieldError{{Field: "drawn", Text: "签名框是空的。请丧属在框内签名，或改用纸质签名并上传照片"}}
	to := office.ToSign{Bill: b, Slip: "1234-5678-9012", Digest: "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"}
	return []site.Sample{
		{Name: "case-services", Page: record, Body: servicesBody(record, s)},
		{Name: "case-services-bill", Page: record, Body: servicesBody(record, counted)},
		{Name: "case-invoice", Page: invoice, Body: servicesBody(invoice, foreign)},
		{Name: "case-sign", Page: sign, Body: signView(sign, c, to)},
		{Name: "case-sign-empty", Page: undrawn, Body: signView(undrawn, c, to)},
		{Name: "case-complete", Page: close, Body: completeView(close, c, completion{Certificate: "HH2026-00002"})},
		{Name: "case-end", Page: end, Body: endView(end, c, ending{})},
	}
}
