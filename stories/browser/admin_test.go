package browser

import (
	"fmt"
	"strings"
	"testing"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/door/demo"
	"songbai/store"
)

// TestBrowserThreeAdministrators plays the three of them on a phone and at a desk
// without scripts: an office and a person come, get a role and set their own
// password; somebody stands in; notice, calendar, jobs; and none of them sees a claim.
func TestBrowserThreeAdministrators(t *testing.T) { onBoth(t, threeAdministrators) }

func threeAdministrators(t *testing.T, e store.Engine) {
	p := newPlace(t, e, "2026-02-02")
	for i, d := range []device{phone, plainDesktop} {
		login, name := fmt.Sprintf("new%d", i), "样新人"
		number := ident.Made18("449999", date.MustDay("1890-03-05"), 700+i)

		sys := p.as(t, d, "sys_admin")
		sys.goTo("/claims")
		sys.sees("不能", "系统管理员")
		sys.goTo("/admin/offices")
		sys.fill("kind", "town")
		sys.fill("name", fmt.Sprintf("新设镇%d民政办", i))
		sys.fill("area", "4418811")
		sys.pressIn("document.querySelector('aside.card')", "登记")
		sys.sees("有内容需要修改", "9 位")
		sys.fill("area", fmt.Sprintf("44188119%d", i))
		sys.pressIn("document.querySelector('aside.card')", "登记")
		sys.sees("已完成：登记机构", fmt.Sprintf("新设镇%d民政办", i))
		sys.goTo("/admin/people")
		sys.fill("name", name)
		sys.fill("login", login)
		sys.fill("document", number)
		sys.pressIn("document.querySelector('aside.card')", "登记")
		sys.sees("已完成：登记人员", "还没有角色")
		sys.seesNot("授予角色", number)
		person := strings.TrimPrefix(eval[string](sys, `location.pathname`), "/admin/people/")

		sec := p.as(t, d, "security_admin")
		sec.goTo("/admin/people/" + person)
		sec.fill("office", fmt.Sprint(p.world.As("reviewer1").Office))
		sec.fill("role", "desk")
		sec.press("授予")
		sec.sees("有内容需要修改", "不属于这类机构")
		sec.fill("role", "bureau_reviewer")
		sec.press("授予")
		sec.sees("已完成：授予角色", "民政局审核")
		sec.press("签发密码重设码")
		sec.sees("只显示这一次")
		code := eval[string](sec, `document.querySelector(".reset-code").textContent`)

		self := p.open(t, d)
		self.goTo("/sign-in")
		self.press("我有密码重设码")
		self.fill("code", code)
		self.fill("document", number)
		self.fill("password", "four unrelated words here")
		self.fill("again", "four unrelated words")
		self.press("设置")
		self.sees("两次输入的密码不同")
		self.fill("document", number)
		self.fill("password", "four unrelated words here")
		self.fill("again", "four unrelated words here")
		self.press("设置")
		self.sees("新密码已设置")
		self.fill("login", login)
		self.fill("password", "four unrelated words here")
		self.press("登录")
		self.sees("民政局审核", name)

		sec.goTo("/admin/delegations")
		sealer := p.world.As("sealer1")
		sec.fill("role", fmt.Sprintf("%d.%d.bureau_sealer", sealer.Person, sealer.Office))
		sec.fill("person", person)
		sec.day("from", "2026-02-02")
		sec.press("指定")
		sec.sees("有内容需要修改", "缺少日期")
		sec.day("to", "2026-02-05")
		sec.fill("reason", "休假")
		sec.press("指定")
		sec.sees("已完成：代理授权", "样乙三", "代理中")
		self.goTo("/me")
		self.sees("代样乙三")

		sys.goTo("/admin/settings")
		sys.fill("value", fmt.Sprintf("今晚第 %d 次停机", i))
		sys.press("保存")
		sys.sees("已完成：系统设置")
		self.goTo("/work")
		self.sees(fmt.Sprintf("今晚第 %d 次停机", i))
		sys.goTo("/admin/calendar")
		sys.fill("days", fmt.Sprintf("2027-02-0%d 假 春节", 6+i))
		sys.fill("document", "样本通知")
		sys.press("录入")
		sys.sees("第 1 行写法不对")
		sys.fill("days", fmt.Sprintf("2027-02-0%d 休 春节", 6+i))
		sys.press("录入")
		sys.sees("已完成：维护工作日历", fmt.Sprintf("2027-02-0%d", 6+i))
		sys.goTo("/admin/jobs")
		sys.press("再运行一次")
		sys.sees("任务已运行", "提醒")
		sys.goTo("/admin/people/" + person)
		sys.press("办理离任")
		sys.sees("缺少原因")
		sys.fill("reason", "调离")
		sys.press("办理离任")
		sys.sees("已离任")
		self.goTo("/work")
		self.sees("工作人员登录")

		audit := p.as(t, d, "audit_admin")
		audit.goTo("/audit")
		audit.sees("人员离任", "样管理")
		audit.goTo("/audit/sample")
		audit.sees("不能")
	}
}

// TestBrowserAuditor plays the auditor: statistics down to a claim, records, a
// sample that is drawn again, the check, and the door of the evidence pack.
func TestBrowserAuditor(t *testing.T) { onBoth(t, auditing) }

func auditing(t *testing.T, e store.Engine) {
	p := newPlace(t, e, "2026-02-02")
	month, _ := date.ParseMonth("2026-01")
	for range 6 {
		c := p.gen.Next(month)
		for c.Refused {
			c = p.gen.Next(month)
		}
		if _, err := p.world.Run(t.Context(), &c); err != nil {
			t.Fatal(err)
		}
	}
	for _, d := range []device{desktop, plainPhone} {
		x := p.as(t, d, "auditor1")
		x.goTo("/stats")
		x.sees("达到封顶", "各月的宗数和金额", "每一步平均用几天？")
		x.pressIn(`document.querySelector(".figures")`, "办结")
		x.sees("统计明细", "查询式")
		x.goTo("/stats/benefits")
		x.sees("惠民殡葬统计表")
		x.goTo("/stats/backlog")
		x.sees("清册在谁手里")
		x.goTo("/stats/outlook")
		x.sees("余额")

		x.goTo("/audit")
		x.fill("act", "complete")
		x.press("查看")
		x.sees("办结", "样甲", "审计链末端")
		x.seesNot("登记人员 样")

		x.goTo("/audit/sample")
		x.fill("size", "2")
		x.pressIn("document.querySelector('aside.card')", "抽样")
		x.sees("有内容需要修改")
		x.fill("seed", "20260202")
		x.pressIn("document.querySelector('aside.card')", "抽样")
		x.sees("谁都可以重抽一遍")
		first := eval[string](x, `document.querySelector("td .nowrap").textContent+document.querySelector(".digest").textContent`)
		x.pressIn("document.querySelector('aside.card')", "抽样")
		if again := eval[string](x, `document.querySelector("td .nowrap").textContent+document.querySelector(".digest").textContent`); again != first {
			t.Errorf("the same seed drew %s, then %s", first, again)
		}
		x.press("取证据包")
		x.fill("password", "wrong")
		x.press("下载证据包")
		x.sees("密码不正确")

		x.goTo("/audit/chain")
		x.press("现在核验")
		x.sees("没有装入核验程序")
		x.goTo("/admin/people")
		x.sees(demo.TownClerk(1))
		x.seesNot("登记人员")
	}
}
