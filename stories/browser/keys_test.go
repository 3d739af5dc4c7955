package browser

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/door/demo"
	"songbai/store/storetest"
)

// stops is how often Tab may be pressed before something counts as out of reach.
const stops = 150

// stop is where the Tab key has come to.
type stop struct {
	Hit   bool
	Name  string
	Fault string
}

// standing tells of the element that has the focus: whether it is the one wanted,
// how it is called, and what is wrong with how it shows that it has the focus.
const standing = `(wanted=>{const e=document.activeElement;if(!e||e===document.body)return{Hit:false,Name:"the page",Fault:""};` +
	`const words=s=>(s||"").replace(/\s+/g," ").trim();` +
	`const name=words(e.getAttribute("aria-label")||(e.labels&&e.labels.length?[...e.labels].map(l=>l.textContent).join(" "):"")||e.textContent||e.title||e.name);` +
	`const near=[[e],[e,"::before"],[e,"::after"],[e.nextElementSibling],[e.nextElementSibling,"::before"],[e.nextElementSibling,"::after"],[e.querySelector("rect,circle")]].filter(n=>n[0]);` +
	`const looks=()=>JSON.stringify(near.map(([n,p])=>{const s=getComputedStyle(n,p);return[s.outlineStyle==="none"||/, 0\)$/.test(s.outlineColor)?"":s.outline,s.boxShadow,s.backgroundColor,s.borderColor,s.borderWidth,s.stroke]}));` +
	`const faults=[],box=e.getBoundingClientRect(),with_=looks(),contrast=e.textContent.trim()?songbaiEyes.contrast(e):21;let without="";` +
	`if(!/date|month/.test(e.type)){e.blur();without=looks();e.focus({preventScroll:true})}else if(getComputedStyle(e).outlineStyle==="none")without=with_;` + // a date has stops of its own within
	`if(e.id!=="main"&&!e.matches(".govuk-error-summary")){if(with_===without)faults.push("shows no focus");` +
	`if(contrast<4.495)faults.push("has a contrast of "+contrast.toFixed(2)+" while it has the focus");` +
	`if(box.bottom<1||box.top>innerHeight-1||box.right<1||box.left>innerWidth-1)faults.push("has the focus outside the screen");` +
	`else{const at=document.elementFromPoint(Math.min(Math.max(box.left+box.width/2,0),innerWidth-1),Math.min(Math.max(box.top+Math.min(box.height/2,20),0),innerHeight-1));` +
	`if(at&&at!==e&&!e.contains(at)&&!at.contains(e)&&!(e.labels&&[...e.labels].some(l=>l===at||l.contains(at))))faults.push("is covered by "+at.outerHTML.slice(0,80))}}` +
	`return{Hit:!!wanted(e,name),Name:e.tagName.toLowerCase()+" "+name.slice(0,60),Fault:faults.join(", ")}})`

// reach presses Tab until what is wanted, a function of an element and its name,
// has the focus; every stop on the way must show that it has it.
func (x *tab) reach(what, wanted string) {
	x.t.Helper()
	eval[bool](x, `(()=>{if(!window.songbaiEyes){`+eyes+`}return true})()`)
	var way []string
	for range stops {
		x.do(chromedp.KeyEvent(kb.Tab))
		s := eval[stop](x, standing+`(`+wanted+`)`)
		if s.Fault != "" {
			x.t.Errorf("%s: %s: %s %s", x.device.name, eval[string](x, `location.pathname`), s.Name, s.Fault)
		}
		if s.Hit {
			return
		}
		way = append(way, s.Name)
	}
	x.t.Fatalf("%s: %d times Tab and no %s:\n  %s", x.device.name, stops, what, strings.Join(way, "\n  "))
}

// tabTo goes to the link, button or summary that says a label.
func (x *tab) tabTo(label string) {
	x.t.Helper()
	x.reach(label, `(e,name)=>e.matches("a,button,summary,[type=submit]")&&(name===`+quoted(label)+`||name.includes(`+quoted(label)+`)&&![...document.querySelectorAll("a,button,summary")].some(o=>o.textContent.replace(/\s+/g," ").trim()===`+quoted(label)+`))`)
}

// enter goes to a link or button and presses Enter; another page comes.
func (x *tab) enter(label string) {
	x.t.Helper()
	x.tabTo(label)
	x.key(kb.Enter)
}

// named is the function that wants a field by its name.
func named(name string) string {
	return `(e)=>e.name===` + quoted(name) + `&&e.type!=="hidden"`
}

// types goes to a field and types, or chooses with the arrows; what stood there is
// selected and goes away.
func (x *tab) types(name, text string) {
	x.t.Helper()
	x.reach("field "+name, named(name))
	if eval[bool](x, `document.activeElement.tagName==="SELECT"`) {
		x.arrows(name, text)
		return
	}
	x.do(chromedp.KeyEvent("a", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	x.inserts(text)
	if got := eval[string](x, `document.activeElement.value`); got != text {
		x.t.Fatalf("%s: %q was typed into %s, where now stands %q", x.device.name, text, name, got)
	}
}

// inserts types text where the focus is, as an input method does.
func (x *tab) inserts(text string) {
	x.t.Helper()
	x.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: text})
		return err
	}))
}

// typesDay types the three parts of a date.
func (x *tab) typesDay(name, day string) {
	x.t.Helper()
	p := strings.Split(day, "-")
	for i, part := range []string{".y", ".m", ".d"} {
		x.types(name+part, strings.TrimLeft(p[i], "0"))
	}
}

// picks chooses a value of a select or of radios with the arrows, of a checkbox
// with Space.
func (x *tab) picks(name, value string) {
	x.t.Helper()
	x.reach("choice "+name, `(e)=>e.name===`+quoted(name)+`&&(e.type!=="checkbox"||e.value===`+quoted(value)+`)`)
	x.arrows(name, value)
}

// arrows presses arrows until the choice that has the focus has a value.
func (x *tab) arrows(name, value string) {
	x.t.Helper()
	const chosen = `(()=>{const e=document.activeElement;return e.type==="radio"||e.type==="checkbox"?(e.checked?e.value:""):e.value})()`
	if kind := eval[string](x, `document.activeElement.type`); kind == "checkbox" || kind == "radio" {
		if eval[string](x, chosen) == "" {
			x.do(chromedp.KeyEvent(" "))
		}
	} else {
		x.do(chromedp.KeyEvent(kb.Home))
	}
	for range 60 {
		if eval[string](x, chosen) == value {
			return
		}
		x.do(chromedp.KeyEvent(kb.ArrowDown))
	}
	x.t.Fatalf("%s: the arrows do not come to %q in %s", x.device.name, value, name)
}

// givesFile opens the chooser of a file field by Enter and takes a file there.
func (x *tab) givesFile(name, file string) {
	x.t.Helper()
	x.reach("file "+name, named(name))
	x.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := cdp.Call(ctx, t, page.SetInterceptFileChooserDialog, page.SetInterceptFileChooserDialogParams{Enabled: true}); err != nil {
			return err
		}
		opened, err := chromedp.WaitEvent(page.FileChooserOpened, nil, chromedp.KeyEvent(kb.Enter))(ctx, t)
		if err != nil {
			return err
		}
		_, err = cdp.Call(ctx, t, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: []string{file}, BackendNodeID: opened.BackendNodeID})
		return err
	}))
}

// byKeys signs a login in with keys alone.
func (p *place) byKeys(t *testing.T, login string) *tab {
	t.Helper()
	x := p.open(t, desktop)
	x.goTo("/sign-in")
	x.types("login", login)
	x.types("password", demo.Password)
	x.key(kb.Enter)
	x.sees("退出")
	return x
}

// TestBrowserKeysAlone plays the main task of every party with the keyboard alone:
// Tab, Enter, Space, arrows and typed text; no pointer, no value set by a script.
func TestBrowserKeysAlone(t *testing.T) {
	p := newPlace(t, storetest.Engines[0], "2026-02-20")
	p.familyByKeys(t)
	p.deskByKeys(t)
	p.completed(t, claim.Waiver, "2026-02", "2026-02-28", 3)
	p.clock.Set("2026-03-02")
	p.managerByKeys(t)
	p.reviewerByKeys(t)
	p.sealerByKeys(t)
	p.financeByKeys(t)
	p.townByKeys(t)
	p.auditorByKeys(t)
	p.adminByKeys(t)
}

func (p *place) familyByKeys(t *testing.T) {
	t.Helper()
	c := p.next(t, claim.Waiver)
	x := p.open(t, desktop)
	x.goTo("/")
	x.reach("skip link", `(e,name)=>name==="跳到正文"`)
	x.enter("查一查能不能免费")
	x.picks("where", "home")
	x.picks("town", firstTown)
	x.enter("下一步")
	x.enter("下一步")
	x.sees("可以免费", "带什么材料")
	x.enter("在线填写申请")
	x.picks("route", "waiver")
	x.picks("town", firstTown)
	x.types("handler.name", c.Form.Handler.Name)
	x.types("handler.phone", c.Form.Handler.Phone)
	x.enter("开始填写")
	x.enter("继续填写")
	x.enter("您（经办人）")
	x.types("handler.document.number", c.Form.Handler.Document.Number)
	x.picks("handler.relation", string(c.Form.Handler.Relation))
	x.enter("保存，下一步")
	x.types("deceased.name", c.Form.Deceased.Name)
	x.enter("保存，以后再填")
	x.sees("已保存", "继续填写申请")
}

func (p *place) deskByKeys(t *testing.T) {
	t.Helper()
	c := p.next(t, claim.Waiver)
	p.clock.Set(c.Day.String())
	x := p.byKeys(t, "desk1")
	x.enter("待办")
	x.enter("新建申请")
	f := c.Form
	x.types("deceased.name", f.Deceased.Name)
	x.types("deceased.documents[0].number", f.Deceased.Documents[0].Number)
	x.types("deceased.household_area", f.Deceased.HouseholdArea)
	x.typesDay("deceased.death", f.Deceased.Death.String())
	x.types("deceased.death_area", f.Deceased.DeathArea)
	x.picks("deceased.death_paper.kind", string(f.Deceased.DeathPaper.Kind))
	x.types("deceased.death_paper.number", f.Deceased.DeathPaper.Number)
	x.types("deceased.death_paper.issuer", f.Deceased.DeathPaper.Issuer)
	x.types("handler.name", f.Handler.Name)
	x.picks("handler.relation", string(f.Handler.Relation))
	x.types("handler.document.number", f.Handler.Document.Number)
	x.types("handler.phone", f.Handler.Phone)
	x.enter("提交申请")
	x.sees("已完成：提交申请")
	for _, w := range []string{"死亡证明", "丧属或经办人身份证", "逝者身份证或户口簿"} {
		x.reach("original of "+w, `(e)=>e.name==="original"&&e===(`+paper(w)+`||{querySelector(){}}).querySelector("[name=original]")`)
		x.do(chromedp.KeyEvent(" "))
		x.enter("登记")
		x.sees("已登记核对结果")
	}
	x.enter("受理")
	x.sees("已完成：受理")
	x.enter("登记服务项目")
	row := strings.TrimSuffix(eval[string](x, `[...document.querySelectorAll("input[type=hidden][name$='.item']")].find(e=>e.value==="cremation").name`), ".item")
	x.types(row+".quantity", "1")
	x.enter("登记")
	x.sees("服务项目已登记")
	x.enter("丧属签名")
	x.givesFile("file", signaturePicture(t)) // a hand that draws is not asked for
	x.enter("登记纸质签名")
	x.sees("已签名确认")
	x.enter("办结")
	x.typesDay("cremation", c.Day.String())
	x.types("certificate", "HH2026-00001")
	x.enter("办结")
	x.sees("已完成：办结")
}

func (p *place) townByKeys(t *testing.T) {
	t.Helper()
	f := p.familyElsewhere(t, desktop)
	x := p.byKeys(t, demo.TownClerk(1))
	x.enter("查找")
	x.types("q", f.slip)
	x.key(kb.Enter)
	x.enter("提交申请")
	for _, w := range []string{"《申请表》", "外地火化证", "发票", "存折"} {
		x.reach("original of "+w, `(e)=>e.name==="original"&&e===(`+paper(w)+`||{querySelector(){}}).querySelector("[name=original]")`)
		x.do(chromedp.KeyEvent(" "))
		x.enter("登记")
	}
	x.enter("受理")
	x.sees("已完成：受理")
	x.enter("登记发票分项")
	x.types("services[0].note", "火化费（外地）")
	x.picks("services[0].item", "cremation")
	x.types("services[0].quantity", "1")
	x.types("services[0].charged", f.c.Form.Invoices[0].Fen.String())
	x.enter("登记")
	x.sees("服务项目已登记")
	x = p.byKeys(t, demo.TownHead(1))
	x.enter("待办")
	x.enter("待登记发票并上报")
	x.enter(slipLink(x))
	x.enter("上报民政局")
	x.sees("已完成：上报")
}

func (p *place) managerByKeys(t *testing.T) {
	t.Helper()
	x := p.byKeys(t, "manager1")
	x.enter("月度清册")
	x.types("password", demo.Password)
	x.enter("报送清册")
	x.sees("已完成：报送清册")
}

func (p *place) reviewerByKeys(t *testing.T) {
	t.Helper()
	x := p.byKeys(t, "reviewer1")
	number := x.waiting("待审核")[0]
	x.enter(number)
	x.enter("逐行审核")
	x.enter("勾选：身份")
	x.sees("已勾选")
	x.key("p")
	x.sees("已完成：逐条审核", "第 2 行")
	x.do(chromedp.KeyEvent("q"))
	if at := eval[string](x, `document.activeElement.name`); at != "question" {
		t.Fatalf("Q leads to %q", at)
	}
	x.inserts("请核对接运里程")
	x.enter("提出质询")
	x.enter("通过 P")
	x.enter("通过 P")

	m := p.byKeys(t, "manager1")
	m.enter("月度清册")
	m.enter("已报送与到账")
	m.enter(number)
	m.types(eval[string](m, `document.querySelector("[name^=note-]").name`), "里程已核对无误")
	m.enter("答复质询")
	m.sees("已答复")

	x.goTo("/inbox")
	x.enter(number)
	x.enter("行，打开")
	for !strings.Contains(x.text(), "里程已核对无误") {
		x.key("j")
	}
	x.key("p")
}

func (p *place) sealerByKeys(t *testing.T) {
	t.Helper()
	x := p.byKeys(t, "sealer1")
	x.enter("待办")
	x.enter(x.first())
	x.types("opinion", "同意结算")
	x.types("password", demo.Password)
	x.enter("签署意见并盖章")
	x.sees("已盖章", "同意结算")
}

// first is the first list or order that waits on the page.
func (x *tab) first() string {
	x.t.Helper()
	return eval[string](x, `document.querySelector("main td a").textContent.trim()`)
}

func (p *place) financeByKeys(t *testing.T) {
	t.Helper()
	for _, who := range []struct{ login, press string }{{"examiner1", "审核无误"}, {"approver1", "审定，形成应付款"}, {"payer1", "下达支付"}} {
		x := p.byKeys(t, who.login)
		x.enter("待办")
		x.enter(x.first())
		if who.login != "examiner1" {
			x.types("password", demo.Password)
		}
		x.enter(who.press)
		x.seesNot("有内容需要修改")
		if who.login != "payer1" {
			continue
		}
		order := p.lastOrder(t)
		x.givesFile("result", p.bankSays(t, order, "2026-03-09"))
		x.enter("先看逐笔结果")
		x.enter("核对无误，导入")
		x.sees("银行结果已导入")
	}
}

func (p *place) auditorByKeys(t *testing.T) {
	t.Helper()
	x := p.byKeys(t, "auditor1")
	x.enter("审计")
	x.enter("抽样")
	x.types("size", "2")
	x.types("seed", "20260202")
	x.enter("抽样")
	x.sees("谁都可以重抽一遍")
}

func (p *place) adminByKeys(t *testing.T) {
	t.Helper()
	number := ident.Made18("449999", date.MustDay("1890-03-05"), 755)
	sys := p.byKeys(t, "sys_admin")
	sys.enter("人员")
	sys.types("name", "样新人")
	sys.types("login", "new9")
	sys.types("document", number)
	sys.enter("登记")
	sys.sees("已完成：登记人员")
	person := strings.TrimPrefix(eval[string](sys, `location.pathname`), "/admin/people/")

	sec := p.byKeys(t, "security_admin")
	sec.enter("人员")
	sec.enter("样新人")
	sec.picks("office", fmt.Sprint(p.world.As("reviewer1").Office))
	sec.picks("role", "bureau_reviewer")
	sec.enter("授予")
	sec.sees("已完成：授予角色", "民政局审核")
	_ = person
}
