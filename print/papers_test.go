package print

import (
	"fmt"
	"testing"
)

func everyPaper() map[string]paper {
	return map[string]paper{
		"list": sampleList(40, true), "determination": dearList(26), "form": sampleForm(), "slip": sampleSlip(),
		"order": sampleOrder(), "opinion": sampleOpinion(4), "remittance": sampleRemittance(60),
		"letter": sampleLetter(), "notice": sampleNotice(),
	}
}

func TestEveryPaperIsSoundAndMarked(t *testing.T) {
	for name, v := range everyPaper() {
		b := pdf(t, v)
		tool(t, b, "qpdf", "--check", "FILE")
		ps := pages(t, b)
		for i, p := range ps {
			t.Run(fmt.Sprint(name, i+1), func(t *testing.T) {
				wantText(t, p, digestA, digestB, "449999-000000018273", fmt.Sprintf("第 %d 页，共 %d 页", i+1, len(ps)))
			})
		}
	}
}

func TestApplicationForm(t *testing.T) {
	v := sampleForm()
	v.Day = day("2026-11-04")
	ps := pages(t, pdf(t, v))
	if len(ps) != 1 {
		t.Errorf("the form takes %d pages", len(ps))
	}
	wantText(t, ps[0], v.Title, "4821 0375 9916", v.Deceased.Name, v.Deceased.ID, v.Deceased.Household, v.Deceased.DeathPaper, "2026年11月3日",
		v.Handler.Name, v.Handler.ID, v.Handler.Phone, v.Handler.Relation, v.Class, v.Clause, v.Route, "填表日期：2026年11月4日",
		"收费", "免除", "自付", "理由（条款）", "遗体冷藏（3天）", "超出规定标准部分自行承担（二(四)）", "1,600.00", "1,500.00", "100.00", "壹仟伍佰元整",
		"已核", "3 份", "免除金额 1,500.00 元，自付金额 100.00 元", "丧属或经办人签名", "殡仪馆意见", "民政局意见", "（公章）")
}

func TestApplicationFormOfOutOfAreaGoesOverPages(t *testing.T) {
	v := sampleForm()
	v.Payee = &Payee{"李𠮷", "示范农村商业银行", "6228 **** **** 1234"}
	v.Deceased.Certificate = "火化2026000001"
	for range 20 {
		v.Papers = append(v.Papers, Paper{Name: "外地火化证、殡仪馆遗体火化收费发票", Needed: true, Copies: 1})
	}
	ps := pages(t, pdf(t, v))
	if len(ps) != 2 {
		t.Fatalf("%d pages", len(ps))
	}
	wantText(t, ps[0], "收款账号", "6228 **** **** 1234", "火化2026000001")
	wantText(t, ps[1], "材料名称", "丧属或经办人签名", "民政局意见")
}

func TestFormThatDoesNotAddUp(t *testing.T) {
	v := sampleForm()
	v.Items[3].FamilyPays++
	_, err := v.PDF()
	wantProblem(t, err, "print.sum", "items[3]")
	wantProblem(t, err, "print.sum", "total")
	_, err = v.XLSX()
	wantProblem(t, err, "print.sum", "items[3]")
}

func TestCommitmentSlip(t *testing.T) {
	v := sampleSlip()
	ps := pages(t, pdf(t, v))
	if len(ps) != 1 {
		t.Errorf("the slip takes %d pages", len(ps))
	}
	wantText(t, ps[0], v.Title, "4821 0375 9916", "1,600.00", "1,500.00", "100.00", "壹仟伍佰元整", v.Phone, v.Query, v.Basis, v.Deceased, v.Handler,
		"户籍", "英城街道", "冷藏天数", "以上事实属实", "2026年11月5日")
	v.Total.FamilyPays = 0
	_, err := v.PDF()
	wantProblem(t, err, "print.sum", "total")
}

func TestPaymentOrder(t *testing.T) {
	v := sampleOrder()
	wantText(t, pages(t, pdf(t, v))[0], v.Number, v.Payer, v.Payee.Name, v.Payee.Account, "陆万叁仟柒佰伍拾元整", "￥63,750.00", v.List, v.Digest, v.Purpose,
		"36 具", "省级", "9,660.00", "2026年12月10日", "批准人")
	v.Funds[0].Fen--
	_, err := v.PDF()
	wantProblem(t, err, "print.sum", "funds")
}

func TestOpinionSheet(t *testing.T) {
	v := sampleOpinion(4)
	wantText(t, pages(t, pdf(t, v))[0], v.Number, v.Maker, v.List, v.Digest, "71,750.00", "6,400.00", "63,750.00", "陆万叁仟柒佰伍拾元整",
		v.Lines[0].Reason, v.Lines[3].Name, v.Opinion, "负责人意见")
	if n := len(pages(t, pdf(t, sampleOpinion(80)))); n < 3 {
		t.Errorf("80 struck lines on %d pages", n)
	}
	wantText(t, pages(t, pdf(t, sampleOpinion(0)))[0], "审核意见")
	v.Lines = v.Lines[1:]
	_, err := v.PDF()
	wantProblem(t, err, "print.sum", "struck")
	v = sampleOpinion(4)
	v.Submitted.Count++
	_, err = v.PDF()
	wantProblem(t, err, "print.sum", "submitted")
}

func TestRemittanceNamesEachFuneral(t *testing.T) {
	for _, n := range []int{1, 19, 20, 60, 700} {
		v := sampleRemittance(n)
		ps := pages(t, pdf(t, v))
		text := ""
		for _, p := range ps {
			text += p
		}
		text = squeeze(text)
		for i, l := range v.Lines {
			wantText(t, text, fmt.Sprint(i+1)+fours(l.Slip)+l.Name+l.Certificate+l.Fund+l.Fen.Grouped())
		}
		wantText(t, ps[0], v.Amount.Capitals(), v.Order, v.Phone)
		wantText(t, ps[len(ps)-1], "合　　计", v.Amount.Grouped(), "（公章）")
	}
	v := sampleRemittance(3)
	v.Lines[0].Fen++
	_, err := v.PDF()
	wantProblem(t, err, "print.sum", "amount")
}

func TestResultLetterAndNoticeAddUp(t *testing.T) {
	v := sampleLetter()
	wantText(t, pages(t, pdf(t, v))[0], v.Title, v.Number, "李𠮷", "1,600.00", "复核", "4821 0375 9916")
	v.Total.Waived++
	_, err := v.PDF()
	wantProblem(t, err, "print.sum", "total")
	n := sampleNotice()
	ps := pages(t, pdf(t, n))
	if len(ps) != 2 {
		t.Errorf("60 lines take %d pages", len(ps))
	}
	wantText(t, ps[0], n.Title, "王*", "2026-11-05", "公示期")
	n.Lines[3].Fen++
	_, err = n.PDF()
	wantProblem(t, err, "print.sum", "total")
}

func TestLeafletIsOneSheet(t *testing.T) {
	v := sampleLeaflet()
	ps := pages(t, pdf(t, v))
	if len(ps) != 1 {
		t.Fatalf("%d sheets", len(ps))
	}
	wantText(t, ps[0], v.Title, v.Town, "120.00", "0763-0000001", "死亡证明")
}

func TestCodeLeadsWhereTheMarkSays(t *testing.T) {
	v := sampleSlip()
	plain := pdf(t, v)
	v.Mark.Check = "https://songbai.example.cn/c/449999/18273/0123456789abcdef"
	if coded := pdf(t, v); len(coded) <= len(plain) {
		t.Error("there is no code on the paper")
	}
	svg, err := QR(v.Mark.Check)
	if err != nil || len(svg) < 2000 {
		t.Errorf("%d bytes, %v", len(svg), err)
	}
}

func TestBlankMandateIsOneSheet(t *testing.T) {
	b, err := BlankMandate()
	if err != nil {
		t.Fatal(err)
	}
	ps := pages(t, b)
	if len(ps) != 1 {
		t.Fatalf("%d pages", len(ps))
	}
	wantText(t, ps[0], "授权委托书", "委托人", "受托人", "签名确认服务项目和金额", "原件")
}
