// Package reveal owns the one page on which personal values stand in full: for a
// reason, after the password, for five minutes, recorded.
//
// It never puts a value into an address or keeps it. Always true: the page is an
// answer to a form and cannot be opened again by its address.
package reveal

import (
	"fmt"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// shownFor is how long full values stay on the screen, in seconds.
const shownFor = 300

// Module brings the page of full values.
func Module() site.Module {
	acts := []party.Act{party.Unmask}
	return site.Module{
		Routes: []site.Route{
			{Method: "GET", Path: "/claims/{id}/reveal", Who: site.Staff, Acts: acts, Do: ask},
			{Method: "POST", Path: "/claims/{id}/reveal", Who: site.Staff, Acts: acts, Do: show},
		},
		Samples: samples,
	}
}

func ask(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	p := page(v, id)
	return v.Show(p, askView(p, id, ""))
}

// show shows the values; each time is an act of its own.
func show(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	p, reason := page(v, id), v.Form.Get("reason")
	if err := v.Confirm(); err != nil {
		return v.Again(err, p, askView(p, id, reason))
	}
	form, err := v.O.Reveal(v.R.Context(), v.Caller, office.RevealClaim{Claim: id, Reason: reason})
	if err != nil {
		return v.Again(err, p, askView(p, id, reason))
	}
	v.W.Header().Set("Refresh", fmt.Sprintf("%d; url=%s", shownFor, path(id)))
	return v.Show(p, fullView(p, form))
}

func path(id int64) string { return fmt.Sprintf("/claims/%d", id) }

func page(v *site.Visit, id int64) ui.Page {
	p := v.Page("查看完整信息", "See full values")
	p.Back, p.Path = path(id), path(id)+"/reveal"
	return p
}

func reasons(p ui.Page) []ui.Choice {
	var out []ui.Choice
	for _, r := range office.RevealReasons() {
		out = append(out, ui.Choice{Value: r.Code, Label: p.T(r.Zh, r.En)})
	}
	return out
}

// group is a part of the form with its values.
type group struct {
	title string
	rows  []ui.Row
}

// groups lays out a form for reading; what was not filled in is left out.
func groups(p ui.Page, f claim.Lodgement) []group {
	d := f.Deceased
	g := group{title: p.T("逝者", "Deceased")}
	g.add(p.T("姓名", "Name"), d.Name)
	for _, doc := range d.Documents {
		g.add(p.T(doc.Kind.Zh(), doc.Kind.En()), doc.Number)
	}
	g.day(p.T("出生日期", "Born"), d.Birth)
	g.day(p.T("死亡日期", "Died"), d.Death)
	g.add(p.T("死亡证明编号", "Death certificate"), d.DeathPaper.Number)
	g.add(p.T("死亡证明出具单位", "Issued by"), d.DeathPaper.Issuer)
	out := []group{g}
	if h := f.Handler; h != nil {
		g := group{title: p.T("经办人", "Handler")}
		g.add(p.T("姓名", "Name"), h.Name)
		g.add(p.T(h.Document.Kind.Zh(), h.Document.Kind.En()), h.Document.Number)
		g.add(p.T("与逝者关系", "Relation"), p.T(h.Relation.Zh(), h.Relation.En()))
		g.add(p.T("电话", "Phone"), h.Phone)
		g.add(p.T("住址", "Address"), h.Address)
		out = append(out, g)
	}
	if a := f.Account; a != nil {
		g := group{title: p.T("收款账户", "Account")}
		g.add(p.T("户名", "Holder"), a.Holder)
		g.add(p.T("账号", "Account number"), a.Number)
		g.add(p.T("开户银行", "Bank"), a.Bank)
		g.add(p.T("户名不是申请人的原因", "Why the holder is another"), a.Reason)
		out = append(out, g)
	}
	return append(out, more(p, f)...)
}

// more are the cremation, invoices and what police and town say.
func more(p ui.Page, f claim.Lodgement) (out []group) {
	if c := f.Cremation; c != nil {
		g := group{title: p.T("火化", "Cremation")}
		g.day(p.T("日期", "Day"), c.Day)
		g.add(p.T("殡仪馆", "Home"), c.Home)
		g.add(p.T("火化证编号", "Certificate"), c.Certificate)
		for _, i := range f.Invoices {
			g.add(p.T("发票", "Invoice"), i.Code+" "+i.Number+" "+ui.Yuan(i.Fen))
		}
		out = append(out, g)
	}
	if b := f.Found; b != nil {
		g := group{title: p.T("无人认领遗体", "Unclaimed body")}
		g.add(p.T("公安机关", "Police office"), b.PoliceOffice)
		g.add(p.T("案件编号", "Police file"), b.PoliceCase)
		g.add(p.T("同意火化证明", "Consent to cremation"), b.Consent)
		g.add(p.T("镇（街）证明", "Town's certificate"), b.TownCertificate)
		out = append(out, g)
	}
	return out
}

func (g *group) add(key, value string) {
	if value != "" {
		g.rows = append(g.rows, ui.Row{Key: key, Value: value})
	}
}

func (g *group) day(key string, d *date.Day) {
	if d != nil {
		g.add(key, d.String())
	}
}

func samples() []site.Sample {
	at := site.SampleStaff("查看完整信息", "样本县殡仪馆", "殡仪馆业务员", "申请", "首页")
	at.Back = "/claims/1"
	wrong := at
	wrong.Errors = []ui.FieldError{{Field: "password", Text: wrong.T("密码不正确，没有办理。请重新输入您自己的登录密码", "The password is not right. Write your own again")}}
	death := date.MustDay("2026-01-05")
	full := claim.Lodgement{Deceased: claim.Deceased{Name: "样本甲", Documents: []ident.Document{{Kind: ident.IDCard, Number: "449999194001010018"}}, Death: &death},
		Handler: &claim.Handler{Name: "样本乙", Document: ident.Document{Kind: ident.IDCard, Number: "449999197001010017"}, Relation: "child", Phone: "13900000000"}}
	return []site.Sample{
		{Name: "reveal-ask", Page: at, Body: askView(at, 1, "")},
		{Name: "reveal-wrong", Page: wrong, Body: askView(wrong, 1, "contact")},
		{Name: "reveal-full", Page: at, Body: fullView(at, full)},
	}
}
