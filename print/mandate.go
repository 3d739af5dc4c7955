package print

import "sync"

// Mandate is the 授权委托书 by which a family lets somebody else handle its claim:
// a blank form to be filled in and signed by hand. Nothing in it is personal, and
// nothing of it is on record.
type Mandate struct{}

// mandateLines are what is filled in and what is signed.
var mandateLines = []string{
	"委托人（家属）姓名：________________　　与逝者关系：________________",
	"委托人身份证件号码：________________________________________",
	"委托人联系电话：________________________________________",
	"受托人（经办人）姓名：________________________________________",
	"受托人身份证件号码：________________________________________",
	"受托人联系电话：________________________________________",
	"逝者姓名：________________　　死亡日期：________年____月____日",
}

// PDF is the blank form on one sheet of A4. Problems: print.glyph, print.font.
func (Mandate) PDF() ([]byte, error) {
	const pt = 12
	d := newDoc(a4Portrait, "授权委托书")
	d.page()
	s := d.sheet
	y := d.heading("授权委托书", 20) + 6
	for _, l := range mandateLines {
		y = d.paragraph(s.left, y+2.5, s.width(), pt, l, "line")
	}
	y = d.paragraph(s.left, y+5, s.width(), pt, "　　委托人委托上列受托人，代为办理逝者殡葬基本服务费用免除（或者报销）的申请，权限为：提交和补正申请材料、核对并签名确认服务项目和金额、领取有关文书。款项只汇入申请表登记的账户。", "power")
	y = d.paragraph(s.left, y+1.5, s.width(), pt, "　　委托期限：自签名之日起至本件办结之日止。", "term")
	y = d.paragraph(s.left, y+1.5, s.width(), pt, "　　办理时请带本委托书原件和双方身份证件。受托人应如实提供材料，委托人对委托权限内的行为负责。", "bring")
	d.place(s.left, y+16, s.width()-60, "委托人（签名）：", pt, right, "giver")
	d.place(s.left, y+28, s.width()-60, "受托人（签名）：", pt, right, "taker")
	d.place(s.left, y+40, s.width()-10, "________年____月____日", pt, right, "day")
	return d.bytes()
}

// BlankMandate is the printed form; it is always the same, so it is made once.
var BlankMandate = sync.OnceValues(Mandate{}.PDF)
