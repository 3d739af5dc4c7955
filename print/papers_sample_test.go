package print

import (
	"fmt"

	"songbai/domain/money"
)

func sampleForm() ApplicationForm {
	l := sampleLine(0, false)
	v := ApplicationForm{
		Title: "示范市殡葬基本服务项目免费申请表", Slip: "482103759916", Office: "示范市殡仪馆", Route: "本地火化，当场免除",
		Deceased: Deceased{
			Name: "王𬱖", ID: "449999195001010000", Sex: "女", Age: "76", Household: "示范市英城街道和平路 12 号 3 栋 402 房",
			DeathDay: day("2026-11-03"), DeathPaper: l.DeathPaper, CremationDay: day("2026-11-05"), Cremator: "示范市殡仪馆",
		},
		Handler: Handler{Name: "李𠮷", ID: "449999198001010011", Relation: "长子", Phone: "13900000000", Address: "示范市英城街道和平路 12 号 3 栋 402 房"},
		Class:   "城乡居民", Clause: "一(一)", Fund: "县级财政预算", Signed: day("2026-11-05"), Mark: mark(),
		Papers: []Paper{
			{"丧属或经办人身份证", true, true, 3, ""},
			{"逝者身份证或户口簿", true, true, 3, "户口簿"},
			{"死亡证明", true, true, 1, ""},
			{"部队证明", false, false, 0, "不适用"},
		},
		Boxes: []Box{
			{Title: "殡仪馆意见", Text: "原件已核，同意免除。", Seal: "（盖章）", Signers: []Signer{{"经办人", "林晓"}}, Day: day("2026-11-05")},
			{Title: "民政局意见", Seal: "（公章）", Signers: []Signer{{"审核人", ""}}},
		},
	}
	for i, it := range l.Items {
		x := FormItem{Name: itemNames[i], Sums: Sums{it.Charged, it.Waived, it.Charged - it.Waived}, Reason: "基本服务项目，全额免除", Clause: fmt.Sprintf("二(%c)", []rune("一二三四五六七")[i])}
		if i == 2 {
			x.Standard = "3天"
		}
		if x.FamilyPays > 0 {
			x.Reason = "超出规定标准部分自行承担"
		}
		v.Items = append(v.Items, x)
		v.Total.add(x.Sums)
	}
	return v
}

func sampleSlip() CommitmentSlip {
	return CommitmentSlip{
		Title: "示范市惠民殡葬费用免除承诺单", Slip: "482103759916", Deceased: "王𬱖", Handler: "李𠮷", Office: "示范市殡仪馆",
		Items: "遗体接运、遗体消毒、遗体冷藏、告别厅、遗体火化、骨灰盒、骨灰寄存 7 项", Total: Sums{160000, 150000, 10000},
		Facts: []Fact{{"对象类别", "城乡居民 一(一)"}, {"死亡日期", "2026年11月3日"}, {"户籍", "英城街道"}, {"火化地", "本市殡仪馆"}, {"冷藏天数", "3 天以内"}},
		Basis: "惠民殡葬实施方案 一(一)、二(一)至二(七)、三(六)", Phone: "0763-0000000", Query: "凭单号和经办人手机号后四位，在查询页面查看办理进度",
		Clerk: "林晓", Day: *day("2026-11-05"), Mark: mark(),
	}
}

func sampleOrder() PaymentOrder {
	return PaymentOrder{
		Title: "示范市殡葬基本服务费用拨款单", Number: "BK-449999-2026-0011", Day: *day("2026-12-08"), Payer: "示范市财政局",
		Payee:  Payee{"示范市殡仪馆", "示范农村商业银行营业部", "6228 **** **** 1234"},
		Amount: 6375000, Purpose: "2026年11月免除殡葬基本服务费用（先由殡仪馆垫付，五(一)）", List: "QC-449999-2026-0011", Digest: digestB, Period: "2026年11月", Count: 36,
		Funds: []FundShare{{"县级财政预算", "县级", 3200000}, {"城乡低保资金", "省级", 966000}, {"城乡低保资金", "市级", 322000}, {"城乡低保资金", "县级", 322000}, {"特困供养资金", "县级", 1565000}},
		Due:   day("2026-12-10"), Mark: mark(),
		Boxes: []Box{
			{Title: "审核", Text: "金额与盖章清册一致。", Signers: []Signer{{"审核人", "何平"}}, Day: day("2026-12-08")},
			{Title: "批准", Seal: "（公章）", Signers: []Signer{{"批准人", ""}}},
			{Title: "付款", Signers: []Signer{{"付款人", ""}}},
		},
	}
}

func sampleOpinion(struck int) OpinionSheet {
	v := OpinionSheet{
		Title: "示范市殡葬基本服务费用审核意见表", Number: "SH-449999-2026-0011", Day: *day("2026-12-04"), Reviewer: "示范市民政局", Maker: "示范市殡仪馆",
		List: "QC-449999-2026-0011", Period: "2026年11月", Digest: digestB, Passed: Tally{36, Sums{6495000, 6375000, 120000}},
		Opinion: "经逐行核对申请表、证件和火化记录，通过的各行真实、合规，同意核销；剔除的各行由殡仪馆补正后列入下期清册。", Mark: mark(),
		Boxes: []Box{{Title: "审核人意见", Text: "同意。", Signers: []Signer{{"审核人", "周宁"}}, Day: day("2026-12-04")}, {Title: "负责人意见", Seal: "（公章）", Signers: []Signer{{"负责人", ""}}}},
	}
	for i := range struck {
		l := StruckLine{Seq: 8 + 9*i, Name: names[i%len(names)], Waived: 160000, Reason: "死亡证明编号与火化证登记不一致，殡仪馆未在期限内答复", Clause: "五(一)"}
		v.Lines = append(v.Lines, l)
		v.Struck.Count++
		v.Struck.add(Sums{170000, 160000, 10000})
	}
	v.Submitted = v.Passed
	v.Submitted.Count += v.Struck.Count
	v.Submitted.add(v.Struck.Sums)
	return v
}

func sampleRemittance(n int) Remittance {
	v := Remittance{
		Title: "示范市殡葬基本服务费用拨付通知", Number: "BF-449999-2026-0011", Day: *day("2026-12-08"), Payer: "示范市财政局",
		Payee: Payee{"示范市殡仪馆", "示范农村商业银行营业部", "6228 **** **** 1234"}, Order: "BK-449999-2026-0011", List: "QC-449999-2026-0011",
		Period: "2026年11月", Phone: "0763-0000000", Mark: mark(), Boxes: []Box{{Title: "拨款单位", Seal: "（公章）", Signers: []Signer{{"经办人", "何平"}}, Day: day("2026-12-08")}},
	}
	for i := range n {
		l := sampleLine(i, false)
		v.Lines = append(v.Lines, RemittanceLine{l.Slip, l.Name, l.Certificate, l.Fund, l.Waived})
		v.Amount += l.Waived
	}
	return v
}

// dearList has eight items and sums of seven figures; it is a determination
// sheet.
func dearList(n int) SettlementList {
	v := sampleList(n, true)
	v.Kind, v.Title, v.Maker = OutOfArea, "示范市异地火化殡葬基本服务费用核定表", "示范市民政局"
	v.Items = append(append([]string{}, itemNames...), "遗体整理")
	v.Total, v.Funds = Sums{}, nil
	for i := range v.Lines {
		l := &v.Lines[i]
		l.Items = append(l.Items, ItemSum{Charged: 123456789, Waived: 123456700})
		l.Charged += 123456789
		l.Waived += 123456700
		l.FamilyPays += 89
		l.Payee, l.Bank, l.Account, l.Cremator = l.Handler, "示范农村商业银行英城支行", "6228 **** **** "+money.Amount(i * 100000).String()[:4], "外省某市殡仪馆"
		if l.Struck == "" {
			v.Total.add(l.Sums)
		}
	}
	return v
}

func sampleLetter() ResultLetter {
	f := sampleForm()
	return ResultLetter{Title: "殡葬基本服务费用核定告知书", Number: "GZ-449999-2026-0007", To: "李𠮷", Slip: f.Slip,
		Body: []string{"您为逝者王𬱖申请报销异地火化殡葬基本服务费用，现已核定，结果如下。"}, Items: f.Items, Total: f.Total,
		Rights: "如对核定结果有异议，可以申请复核，由另一位工作人员重新审查。", Phone: "0763-0000000", Office: "示范市民政局", Day: *day("2026-11-20"), Mark: mark()}
}

func sampleNotice() PublicNotice {
	v := PublicNotice{Title: "示范市殡葬基本服务费用免除情况公示", Number: "GS-449999-2026-0003", Office: "示范市民政局", Period: "2026年11月", From: *day("2026-12-08"), To: *day("2026-12-14"),
		Basis: "惠民殡葬实施方案", Phone: "0763-0000000", Day: *day("2026-12-08"), Mark: mark()}
	for i := range 60 {
		l := NoticeLine{Name: "王*", Town: "英城街道", Class: "城乡居民", Cremation: day("2026-11-05"), Fen: 100000 + 100*moneyOf(i)}
		v.Lines, v.Total = append(v.Lines, l), v.Total+l.Fen
	}
	return v
}

func sampleLeaflet() Leaflet {
	return Leaflet{Title: "殡葬基本服务免费，您可以这样办", Town: "示范市英城街道", Basis: "惠民殡葬实施方案",
		Who:   []string{"具有本市户籍的城乡居民（含异地死亡实行火化的）", "出生后尚未登记户口的婴儿、社会福利院抚养的儿童", "驻本市部队现役军人"},
		Items: []LeafletItem{{"普通殡葬专用车遗体接运费", "1 趟", "按里程，120.00 元起"}, {"普通火化设备遗体火化费", "1 具", "230.00 元/具"}, {"骨灰寄存费", "1 年", "60.00 元/年"}},
		Cap:   "每具最高免除 1,300.00 元，超出部分自付。", Papers: []string{"死亡证明原件", "经办人身份证原件和复印件 3 份", "逝者身份证或户口簿原件和复印件 3 份"},
		Steps:  []string{"在本市殡仪馆火化：带材料到殡仪馆窗口，当场免除，不用垫付", "在外地火化：带火化证、发票和银行存折复印件到户籍所在镇（街）民政办申请报销"},
		Phones: []Fact{{"示范市殡仪馆", "0763-0000000"}, {"英城街道民政办", "0763-0000001"}, {"示范市民政局", "0763-0000002"}}, Site: "https://songbai.example.cn/", Printed: *day("2026-11-24")}
}

func moneyOf(i int) money.Amount { return money.Amount(i) }
