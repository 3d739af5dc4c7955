package family

import (
	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/policy"
	"songbai/domain/problem"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// The sample county of these pages.
var (
	here       = place{Code: 449999, Name: "样本县", All: []ui.Choice{{Value: "449999", Label: "样本县"}}}
	someWhere  = place{All: []ui.Choice{{Value: "449999", Label: "样本县"}, {Value: "449998", Label: "邻县"}}}
	sampleHome = office.OfficeRow{Office: 1, Kind: party.Home, Name: "样本县殡仪馆", Area: "449999", Home: 1, Phone: "0763-0000000"}
	sampleTown = office.OfficeRow{Office: 2, Kind: party.Town, Name: "青松镇民政办", Area: "449999101", Phone: "0763-0000001"}
	sampleRoom = office.OfficeRow{Office: 3, Kind: party.Bureau, Name: "样本县民政局", Area: "449999", Phone: "0763-0000002"}
	sampleAt   = func() date.Instant { at, _ := date.ParseInstant("2026-03-05T01:30:00.000000Z"); return at }()
)

// page begins a sample page.
func page(zh, back string) ui.Page {
	p := site.SampleFamily(zh)
	p.Back = back
	return p
}

func samples() []site.Sample {
	var out []site.Sample
	add := func(name string, p ui.Page, body func(p ui.Page) ui.Body) {
		out = append(out, site.Sample{Name: "family-" + name, Page: p, Body: body(p)})
	}
	publicSamples(add)
	applySamples(add)
	caseSamples(add)
	otherSamples(add)
	return out
}

type adder func(name string, p ui.Page, body func(p ui.Page) ui.Body)

func publicSamples(add adder) {
	add("start", page("基本殡葬服务免费", ""), func(p ui.Page) ui.Body { return startView(p, here) })
	large := page("基本殡葬服务免费", "")
	large.Large = true
	add("start-large", large, func(p ui.Page) ui.Body { return startView(p, here) })
	english := page("Basic funeral services free of charge", "")
	english.Lang = ui.En
	add("start-english", english, func(p ui.Page) ui.Body { return startView(p, here) })
	add("county", page("请选择县（市、区）", ""), func(p ui.Page) ui.Body { return chooseCounty(p, someWhere, "/") })
	choices := townChoices(ui.Zh, []office.OfficeRow{sampleTown})
	add("ask", page("查一查能不能免费", "/"), func(p ui.Page) ui.Body { return askView(p, here, choices, answers{}) })
	wrong := page("查一查能不能免费", "/")
	wrong.Errors = []ui.FieldError{{Field: "where", Text: "请选择在哪里火化"}, {Field: "town", Text: "请选择户籍所在镇（街）"}}
	add("ask-wrong", wrong, func(p ui.Page) ui.Body { return askView(p, here, choices, answers{}) })
	open := []office.FactRow{{Name: "soldier_stationed", Zh: "驻地部队现役军人", En: "soldier stationed here"}, {Name: "institute_child", Zh: "社会福利院抚养的儿童", En: "child of the welfare institute"}}
	add("ask-more", page("查一查能不能免费", "/ask"), func(p ui.Page) ui.Body {
		return moreView(p, here, answers{where: "home", town: "none"}, open, []office.FactRow{{Name: "age", Zh: "年龄", En: "age at death in years"}})
	})
	add("told", page("查一查能不能免费", "/ask"), func(p ui.Page) ui.Body { return toldView(p, here, answers{}, sampleTold()) })
	away := sampleTold()
	away.Route = string(claim.Reimbursement)
	add("told-elsewhere", page("查一查能不能免费", "/ask"), func(p ui.Page) ui.Body { return toldView(p, here, answers{}, away) })
	no := office.Told{Title: "样本方案", TitleEn: "sample plan", Clause: "一(首)", Refusal: policy.Words{Zh: "不属于一(一)至一(四)所列的免费对象", En: "not one of the persons covered"},
		Cure: policy.Words{Zh: "请核对户籍和身份；如属所列人员，请提供相应证明", En: "check household and status"}, Offices: []office.OfficeRow{sampleHome, sampleRoom}}
	add("told-no", page("查一查能不能免费", "/ask"), func(p ui.Page) ui.Body { return toldView(p, here, answers{}, no) })
	add("board", page("收费标准与免除项目", "/"), func(p ui.Page) ui.Body { return boardView(p, here, sampleBoard(), date.MustDay("2026-03-05")) })
	add("board-empty", page("收费标准与免除项目", "/"), func(p ui.Page) ui.Body {
		return boardView(p, here, office.Board{Name: "样本县", Title: "样本方案", Homes: []office.BoardHome{{Name: "样本县殡仪馆"}}}, date.MustDay("2026-03-05"))
	})
}

func sampleTold() office.Told {
	return office.Told{Title: "样本方案", TitleEn: "sample plan", Route: "waiver", OK: true, Class: policy.Words{Zh: "具有本县户籍的城乡居民", En: "resident"}, Clause: "一(一)", Cap: 130000, Sum: 121000, Waived: 121000, Percent: 100, Sample: true,
		Items: []office.FreeItem{{Code: "pickup", Zh: "普通殡葬专用车遗体接运费", En: "pick-up", Clause: "二(一)", Most: 1, Unit: "趟", UnitEn: "trip", Price: 12000, From: true},
			{Code: "cold", Zh: "普通冷藏柜遗体存放费", En: "cold storage", Clause: "二(三)", Most: 3, Unit: "天", UnitEn: "days", Price: 10000}, {Code: "cremation", Zh: "普通火化设备遗体火化费", En: "cremation", Clause: "二(五)", Most: 1, Unit: "具", UnitEn: "body", Price: 23000}},
		Papers: samplePapers(), Offices: []office.OfficeRow{sampleHome, sampleRoom}}
}

func samplePapers() []office.PaperRow {
	return []office.PaperRow{{ID: "death_certificate", Zh: "公安部门或医院出具的死亡证明", En: "death certificate", Clause: "三(首)", Original: true}, {ID: "handler_id", Zh: "丧属或经办人身份证", En: "identity card of the handler", Clause: "三(一)", Original: true, Copies: 3}}
}

func sampleBoard() office.Board {
	return office.Board{County: 449999, Name: "样本县", Title: "样本方案", TitleEn: "sample plan", Cap: 130000, Clauses: []policy.Clause{{ID: "一(一)", Text: "具有本县户籍的城乡居民"}},
		Homes: []office.BoardHome{{Home: 1, Name: "样本县殡仪馆", Offices: []office.OfficeRow{sampleHome}, Sample: true, Prices: []office.BoardPrice{
			{Item: "遗体接运", Label: "遗体接运（普通车）", Clause: "二(一)", Standard: true, Most: 1, Unit: "趟", UnitEn: "trip", Distance: &policy.Distance{PerKm: 350, Round: true, Minimum: 12000, PartKm: "up"}, Document: "样本价目表"},
			{Item: "告别厅", Label: "大型告别厅", Clause: "二(四)", Grade: "large", Most: 1, Unit: "次", UnitEn: "use", Price: 80000, Document: "样本价目表"}}}},
		Towns: []office.OfficeRow{sampleTown}, Bureaus: []office.OfficeRow{sampleRoom}, Due: 12, OnTime: 11,
		Notices: []office.NoticeRow{{ID: 9, Number: "GS-449999-2026-0003", From: date.MustDay("2026-03-02"), To: date.MustDay("2026-03-08"), Lines: 36, Waived: 4380000}}}
}

func sampleFilling() *filling {
	f := claim.Lodgement{Route: claim.Reimbursement, Handler: &claim.Handler{Name: "样本乙", Phone: "13900001234", Document: ident.Document{Kind: ident.IDCard, Number: "449999197001010017"}, Relation: "child"}}
	f.Deceased.Name, f.Deceased.HouseholdArea = "样本甲", "449999101"
	f.Deceased.Documents = []ident.Document{{Kind: ident.IDCard, Number: "449999194001010018"}}
	v := office.FormView{Claim: 1, Slip: "4821-0375-9916", Route: claim.Reimbursement, State: claim.Draft, Form: f, Needed: samplePapers(), Digest: "747219e4b8b533c6dc78c09145f452b1910196b4587ff995dae65c71a63df9d0",
		Uploads: []office.UploadRow{{Kind: "handler_id", Zh: "丧属或经办人身份证", En: "identity card", File: "ab12", At: "2026-03-05T01:30:00.000000Z", Seen: true}}}
	v.Faults = f.Check(date.MustDay("2026-03-05"))
	return &filling{v: v, lang: ui.Zh, c: here, towns: townChoices(ui.Zh, []office.OfficeRow{sampleTown}), classes: []ui.Choice{{Label: "没有下列情况"}}}
}

func applySamples(add adder) {
	add("apply", page("在线填写申请", "/"), func(p ui.Page) ui.Body { return applyView(p, here, sampleBoard(), opening{}) })
	add("started", page("请记下查询单号", ""), func(p ui.Page) ui.Body {
		return startedView(p, office.Drafted{Slip: "4821-0375-9916", Link: "SAMPLE-LINK"}, "13900001234")
	})
	x, whole := sampleFilling(), sampleFilling()
	whole.v.Faults, whole.v.Signed = nil, "2026-03-05T01:30:00.000000Z"
	add("form", page("我的申请", "/case"), func(p ui.Page) ui.Body { return formView(p, x) })
	changed := sampleFilling()
	changed.v.Faults, changed.v.Changed = nil, true
	add("form-changed", page("我的申请", "/case"), func(p ui.Page) ui.Body { return formView(p, changed) })
	add("form-signed", page("我的申请", "/case"), func(p ui.Page) ui.Body { return formView(p, whole) })
	for _, s := range steps {
		add("step-"+s.name, page(s.zh, "/case/form"), func(p ui.Page) ui.Body { return stepView(p, x, s, nil) })
	}
	wrong := page("收款账户", "/case/form")
	wrong.Errors = []ui.FieldError{{Field: "account.number", Text: "银行账号的校验位不对。请对照银行卡逐位核对"}}
	account, _, _ := stepNamed(claim.Reimbursement, "account")
	add("step-wrong", wrong, func(p ui.Page) ui.Body {
		return stepView(p, x, account, map[string]string{"account.number": "6222021"})
	})
	saved := []office.Saved{{Kind: "handler_id", SHA256: x.v.Digest, Size: 120000}}
	add("papers", page("拍照上传材料", "/case/form"), func(p ui.Page) ui.Body { return papersView(p, x, saved) })
	empty := sampleFilling()
	empty.v.Uploads = nil
	add("papers-empty", page("拍照上传材料", "/case/form"), func(p ui.Page) ui.Body { return papersView(p, empty, nil) })
	add("sign", page("核对并签名", "/case/form"), func(p ui.Page) ui.Body { return signView(p, whole) })
}

// sampleCase is a claim where it stands.
func sampleCase(r claim.Route, s claim.State) office.FamilyView {
	c := office.FamilyView{Claim: 1, Slip: "4821-0375-9916", Route: r, State: s, Deceased: "样**", Says: claim.StandingOf(r, s), Since: sampleAt,
		Steps: []office.StepRow{{Zh: "起草", En: "draft a claim", At: sampleAt}, {Zh: "提交申请", En: "lodge", At: sampleAt, Office: "样本县殡仪馆"}}}
	switch c.Says.Holder {
	case party.Public:
		c.Mine = true
	case party.Home:
		c.Holder = &sampleHome
	case party.Town:
		c.Holder = &sampleTown
	case party.Bureau:
		c.Holder = &sampleRoom
	}
	return c
}

func caseSamples(add adder) {
	show := func(name string, c office.FamilyView) {
		add("case-"+name, page("办理进度", ""), func(p ui.Page) ui.Body { return caseView(p, c) })
	}
	draft := sampleCase(claim.Waiver, claim.Draft)
	draft.Acts = []string{"draft", "attach_paper", "withdraw"}
	show("draft", draft)
	signed := sampleCase(claim.Waiver, claim.Signed)
	signed.Signed, signed.Charged, signed.Waived, signed.Family = true, 163000, 133000, 30000
	signed.Lines = []office.FamilyLine{{Zh: "普通火化设备遗体火化费", En: "cremation", Charged: 23000, Waived: 23000, Reason: "标准内全额免除", Clause: "二(五)"}, {Zh: "其他服务", En: "other service", Charged: 140000, Waived: 110000, Family: money.Amount(30000), Reason: "超出普通档", Clause: "三(六)"}}
	signed.CanRate, signed.Acts = []string{"desk"}, []string{"withdraw"}
	signed.Opened = []office.Opening{{At: sampleAt, Office: "样本县殡仪馆", RoleZh: "殡仪馆业务员", ActZh: "查看完整信息"}}
	show("signed", signed)
	back := sampleCase(claim.Reimbursement, claim.Returned)
	back.Thing = &office.Thing{Kind: claim.FieldThing, Name: "handler.phone", Words: claim.FieldName("handler.phone"), Reason: "号码打不通"}
	show("returned", back)
	no := sampleCase(claim.Waiver, claim.Refused)
	no.Refused = &office.Refusing{Code: "no_class", Why: policy.Words{Zh: "不属于一(一)至一(四)所列的免费对象", En: "not one of the persons covered"}, Clause: "一(首)", Cure: "请核对户籍；如属所列人员，请提供证明", Day: sampleAt.Day(), Term: 15}
	show("refused", no)
	asked := no
	asked.Mine, asked.Says, asked.Holder = false, claim.ReviewStanding(), &sampleRoom
	asked.Refused = &office.Refusing{Code: "no_class", Clause: "一(首)", Cure: "请核对户籍", Day: sampleAt.Day(), Asked: true, AskedAt: sampleAt.String(), Due: date.MustDay("2026-03-26"), Left: 9}
	show("refused-asked", asked)
	late := asked
	late.Refused = &office.Refusing{Code: "no_class", Clause: "一(首)", Cure: "请核对户籍", Day: sampleAt.Day(), Asked: true, AskedAt: sampleAt.String(), Due: date.MustDay("2026-03-04"), Left: -1}
	show("refused-late", late)
	stands := no
	stands.Mine, stands.Says = false, claim.UpheldStanding()
	stands.Refused = &office.Refusing{Code: "no_class", Clause: "一(首)", Cure: "请核对户籍", Day: sampleAt.Day(), Upheld: &office.Upheld{Clause: "一(首)", Cure: "户口迁回后可以重新申请", Day: date.MustDay("2026-03-20")}}
	show("refused-upheld", stands)
	paid := sampleCase(claim.Reimbursement, claim.Paid)
	paid.Account, paid.Lines, paid.Charged, paid.Waived, paid.Family = "622202******1234", signed.Lines, 163000, 133000, 30000
	paid.Ratings = []office.RatingRow{{Step: "desk", StepZh: "窗口受理", Stars: 5, Zh: "非常满意"}}
	paid.Sum = &office.SumReview{Waived: 133000, Family: 30000, Term: 15}
	show("paid", paid)
	weighed := paid
	weighed.Sum = &office.SumReview{Waived: 133000, Family: 30000, Asked: true, AskedAt: sampleAt.String(), Due: date.MustDay("2026-03-26"), Left: 9}
	show("paid-review", weighed)
	stood := paid
	stood.Sum = &office.SumReview{Waived: 133000, Family: 30000, Upheld: &office.Upheld{Clause: "二(末)", Cure: "已达到最高限额", Day: date.MustDay("2026-03-20")}}
	show("paid-upheld", stood)
	code := `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 29 29"><path d="M0 0h7v1h-7z"/></svg>`
	add("slip", page("查询单", "/case"), func(p ui.Page) ui.Body { return slipView(p, draft, code) })
	x := sampleFilling()
	add("mend-field", page("补正一项", "/case"), func(p ui.Page) ui.Body { return mendView(p, back, x, thingField("handler.phone"), "") })
	file := back
	file.Thing = &office.Thing{Kind: claim.PaperThing, Name: "handler_id", Words: claim.Plain{Zh: "丧属或经办人身份证", En: "identity card"}, Reason: "照片不清"}
	wrong := page("补正一项", "/case").Blame(nothingSent.With().At("file"))
	add("mend-file", wrong, func(p ui.Page) ui.Body { return mendView(p, file, x, field{}, "") })
}

func otherSamples(add adder) {
	add("find", page("查询办理进度", "/"), func(p ui.Page) ui.Body { return site.FindView(p, site.Finding{}) })
	add("find-link", page("查询办理进度", "/"), func(p ui.Page) ui.Body { return site.FindView(p, site.Finding{Link: "SAMPLE"}) })
	add("complain", page("投诉和建议", "/"), func(p ui.Page) ui.Body { return complainView(p, here, sampleBoard(), grievance{}) })
	wrong := page("投诉和建议", "/").Blame(problem.List{nothingSent.With().At("words")})
	add("complain-wrong", wrong, func(p ui.Page) ui.Body {
		return complainView(p, here, sampleBoard(), grievance{office: "1", kind: "fee"})
	})
	add("complained", page("投诉已收到", ""), func(p ui.Page) ui.Body { return complainedView(p, "4821-0375-9916", "13900001234") })
	add("complaint", page("投诉办理情况", "/complain"), func(p ui.Page) ui.Body {
		return complaintView(p, office.ComplaintView{Number: "4821-0375-9916", Name: "样本县殡仪馆", KindZh: "服务态度", Words: "等了两小时", At: sampleAt.String(), StateZh: "已答复", Answer: "已核实并道歉", AnswerAt: sampleAt.String()})
	})
	add("certificate", page("核验火化证", "/"), func(p ui.Page) ui.Body { return certificateView(p, here, asksCertificate{}) })
	for _, a := range []office.CertificateAnswer{office.CertificateStands, office.CertificateReplaced, office.CertificateVoided, office.CertificateUnknown} {
		add("certificate-"+string(a), page("核验火化证", "/"), func(p ui.Page) ui.Body {
			return certificateView(p, here, asksCertificate{number: "HH2026-00001", day: "2026-02-20", answer: a})
		})
	}
	unread := page("核验火化证", "/").Blame(noCremationDay.With().At("day"))
	add("certificate-no-day", unread, func(p ui.Page) ui.Body { return certificateView(p, here, asksCertificate{number: "HH2026-00001"}) })
	add("check", page("核验文书", "/"), func(p ui.Page) ui.Body { return checkView(p, "", "") })
	got := office.Checked{Position: "449999/1024", Digest: sampleFilling().v.Digest, ActZh: "签名确认", At: sampleAt, StateZh: "已办结", Final: true}
	add("checked", page("核验文书", "/check"), func(p ui.Page) ui.Body { return checkedView(p, got) })
	old := got
	old.Final = false
	add("checked-old", page("核验文书", "/check"), func(p ui.Page) ui.Body { return checkedView(p, old) })
}
