package verify

import (
	"encoding/json"
	"fmt"
	"io"
	"sort"
)

// WriteText writes the report for people: each finding with its invariant and
// row, then what was late, then how often each invariant was put to the test.
func (r *Report) WriteText(w io.Writer) error {
	p := &printer{w: w}
	for _, f := range r.Findings {
		p.line("%s  %s  %s\n        %s\n        %s", f.Inv, f.Table, f.Row, f.Zh, f.En)
	}
	if r.More > 0 {
		p.line("……另有 %d 项 (and %d more)", r.More, r.More)
	}
	for _, f := range r.Late {
		p.line("迟办 late  %s  %s  %s\n        %s\n        %s", f.Inv, f.Table, f.Row, f.Zh, f.En)
	}
	names := make([]string, 0, len(r.Checked))
	for n := range r.Checked {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		p.line("%s  核对 %d 次 checked", n, r.Checked[n])
	}
	if r.Scrubbed > 0 {
		p.line("%d 项个人信息的密钥已销毁，无法开启 (values whose key was destroyed)", r.Scrubbed)
	}
	p.line("申请 claims %d, 清册 lists %d, 分录 entries %d, 审计 audit records %d", r.Claims, r.Lists, r.Entries, r.Audit)
	if r.OK() {
		p.line("没有发现问题 nothing was found; 迟办 late %d", len(r.Late))
	} else {
		p.line("发现 %d 项问题 findings; 迟办 late %d", len(r.Findings)+r.More, len(r.Late))
	}
	return p.err
}

// WriteJSON writes the report for machines.
func (r *Report) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// printer keeps the first error.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}
