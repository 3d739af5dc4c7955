package print

import (
	"strings"
	"sync"
)

// Mandate is the 授权委托书 by which a family lets somebody else handle its claim:
// a blank form to be filled in and signed by hand. Nothing in it is personal, and
// nothing of it is on record.
type Mandate struct{}

// mandateLines are what is filled in, a line each; two share one.
var mandateLines = [][]string{
	{"委托人（家属）姓名：", "与逝者关系："}, {"委托人身份证件号码："}, {"委托人联系电话："},
	{"受托人（经办人）姓名："}, {"受托人身份证件号码："}, {"受托人联系电话："},
	{"逝者姓名：", "死亡日期：　　　　年　　月　　日"},
}

// PDF is the blank form on one sheet of A4. Problems: print.glyph, print.font.
func (Mandate) PDF() ([]byte, error) {
	const pt, step = 12, 10.5
	d := newDoc(a4Portrait, "授权委托书")
	d.page()
	s := d.sheet
	y := d.heading("授权委托书", 20) + 8
	for _, fields := range mandateLines {
		y += step
		w := (s.width() - 6*float64(len(fields)-1)) / float64(len(fields))
		for i, label := range fields {
			d.blank(s.left+float64(i)*(w+6), y, w, label, pt)
		}
	}
	y = d.paragraph(s.left, y+8, s.width(), pt, "　　委托人委托上列受托人，代为办理逝者殡葬基本服务费用免除（或者报销）的申请，权限为：提交和补正申请材料、核对并签名确认服务项目和金额、领取有关文书。款项只汇入申请表登记的账户。", "power")
	y = d.paragraph(s.left, y+1.5, s.width(), pt, "　　委托期限：自签名之日起至本件办结之日止。", "term")
	y = d.paragraph(s.left, y+1.5, s.width(), pt, "　　办理时请带本委托书原件和双方身份证件。受托人应如实提供材料，委托人对委托权限内的行为负责。", "bring")
	half := s.width() / 2
	for i, label := range []string{"委托人（签名）：", "受托人（签名）：", "　　　　年　　月　　日"} {
		d.blank(s.left+half, y+18+float64(i)*14, half, label, pt)
	}
	return d.bytes()
}

// blank writes a label with a rule to the end of its span, to be filled in by hand;
// words with their own room, such as a day, have the rule under them.
func (d *doc) blank(x, y, w float64, label string, pt float64) {
	name := label
	if at := strings.Index(label, "："); at >= 0 {
		name = label[:at+len("：")]
	} else {
		name = ""
	}
	d.text(x, y, name, pt, "line")
	from := x + d.width(name, pt, "line")
	d.place(from, y, x+w-from, label[len(name):], pt, right, "line")
	d.line(from, y+1.5, x+w, y+1.5, 0.2)
}

// BlankMandate is the printed form; it is always the same, so it is made once.
var BlankMandate = sync.OnceValues(Mandate{}.PDF)
