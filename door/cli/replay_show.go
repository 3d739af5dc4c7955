package cli

import (
	"encoding/csv"
	"fmt"
	"html/template"
	"io"
	"strings"

	"songbai/domain/money"
	"songbai/domain/policy/replay"
	"songbai/door/web/chart"
	"songbai/office"
)

// replayPart is one table of a replay.
type replayPart struct {
	ID, Zh, En string
	Rows       []replay.Row
}

func replayParts(r *replay.Result) []replayPart {
	return []replayPart{
		{"months", "按月", "By month", r.Months}, {"towns", "按镇街", "By town", r.Towns}, {"homes", "按殡仪馆", "By home", r.Homes},
		{"classes", "按对象", "By class", r.Classes}, {"items", "按项目（限额前）", "By item, before the cap", r.Items},
		{"funds", "按经费", "By fund", r.Funds}, {"awards", "奖补", "Awards", r.Awards}, {"refused", "不予免除的原因", "Reasons of refusal", r.Refused},
	}
}

// replayName gives the words of a row, its key where nobody named it.
func replayName(v *office.WhatIfView, part, key string) string {
	if n, ok := v.Names[part+"/"+key]; ok {
		return n.Zh
	}
	if key == "" {
		return "—"
	}
	return key
}

// signed writes a difference with its sign.
func signed(a money.Amount) string {
	if a > 0 {
		return "+" + a.Grouped()
	}
	if a < 0 {
		return "−" + (-a).Grouped()
	}
	return "0.00"
}

// showReplay writes the answer for people.
func (x *call) showReplay(v *office.WhatIfView) {
	r := v.Result
	x.printf("试算：%s", "what if: %s", v.Title)
	if v.To != 0 {
		x.printf("期间：%s 至 %s", "months: %s to %s", v.From, v.To)
	}
	x.printf("申请 %d 件，其中算不出的 %d 件", "claims: %d, of which undecided: %d", r.Claims, r.Undecided)
	for _, f := range r.Faults {
		x.printf("  算不出：%[1]s（%[3]d 件）", "  undecided: %[2]s (%[3]d)", f.Zh, f.En, f.Claims)
	}
	x.printf("财政支出：原 %s 元（%d 件），新 %s 元（%d 件），相差 %s 元", "public cost: before %s (%d claims), after %s (%d claims), difference %s",
		r.Total.Before.Fen.Grouped(), r.Total.Before.Claims, r.Total.After.Fen.Grouped(), r.Total.After.Claims, signed(r.Total.After.Fen-r.Total.Before.Fen))
	x.printf("家属少付 %d 户、共 %s 元；多付 %d 户、共 %s 元；新纳入 %d 户，新排除 %d 户", "families that pay less: %d, %s in all; more: %d, %s; newly covered: %d, newly refused: %d",
		r.Winners.Claims, r.Winners.Fen.Grouped(), r.Losers.Claims, r.Losers.Fen.Grouped(), r.NewlyCovered, r.NewlyRefused)
	for _, p := range replayParts(r) {
		if len(p.Rows) == 0 {
			continue
		}
		x.heading(p.Zh, p.En)
		for _, row := range p.Rows {
			fmt.Fprintf(x.out, "  %s  %s → %s  %s  (%d → %d)\n", replayName(v, p.ID, row.Key), row.Before.Fen.Grouped(), row.After.Fen.Grouped(),
				signed(row.After.Fen-row.Before.Fen), row.Before.Claims, row.After.Claims)
		}
	}
	x.heading("每户变化（元）", "Change for each family, yuan")
	changed := int64(0)
	for _, b := range r.Histogram {
		if changed += b.Claims; b.Claims > 0 {
			x.printf("  %s  %d 件", "  %s  %d claims", bucketText(&b), b.Claims)
		}
	}
	if changed == 0 {
		x.printf("  没有一户有变化", "  no family's bill changes")
	}
}

// bucketText says the bounds of a bucket.
func bucketText(b *replay.Bucket) string {
	switch {
	case b.From == 0 && b.To < 0:
		return "< " + signed(b.To)
	case b.To == 0 && b.From > 0:
		return "> " + signed(b.From)
	}
	return signed(b.From) + " … " + signed(b.To)
}

// replayCSV writes every row as a line; amounts are yuan.
func replayCSV(out io.Writer, v *office.WhatIfView) error {
	w := csv.NewWriter(out)
	_ = w.Write([]string{"part", "key", "name", "claims_before", "claims_after", "yuan_before", "yuan_after", "yuan_difference"})
	line := func(part, key, name string, row *replay.Row) {
		_ = w.Write([]string{part, key, safeCell(name), fmt.Sprint(row.Before.Claims), fmt.Sprint(row.After.Claims),
			row.Before.Fen.String(), row.After.Fen.String(), (row.After.Fen - row.Before.Fen).String()})
	}
	line("total", "", "合计", &v.Result.Total)
	for _, p := range replayParts(v.Result) {
		for i := range p.Rows {
			line(p.ID, p.Rows[i].Key, replayName(v, p.ID, p.Rows[i].Key), &p.Rows[i])
		}
	}
	w.Flush()
	return w.Error()
}

// safeCell keeps a text from being read as a formula by a spreadsheet.
func safeCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

var replayTemplate = template.Must(template.New("replay").Funcs(template.FuncMap{
	"yuan":   func(a money.Amount) string { return a.Grouped() },
	"minus":  func(a, b money.Amount) string { return signed(a - b) },
	"bucket": func(b replay.Bucket) string { return bucketText(&b) },
}).Parse(`<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>政策试算 {{.View.Title}}</title>
<style>body{font:16px/1.6 system-ui,sans-serif;color:#0b0c0c;max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem}
th,td{padding:.3rem .6rem;border-bottom:1px solid #dfe4e7;text-align:right}th:first-child,td:first-child{text-align:left}h1{font-size:1.6rem}h2{font-size:1.2rem}svg{max-width:100%}</style>
<h1>政策试算：{{.View.Title}}</h1>
{{with .View.Result}}<p>申请 {{.Claims}} 件{{if .Undecided}}，其中算不出的 {{.Undecided}} 件{{end}}。财政支出原 {{yuan .Total.Before.Fen}} 元，新 {{yuan .Total.After.Fen}} 元，相差 {{minus .Total.After.Fen .Total.Before.Fen}} 元。</p>
<p>家属少付 {{.Winners.Claims}} 户、共 {{yuan .Winners.Fen}} 元；多付 {{.Losers.Claims}} 户、共 {{yuan .Losers.Fen}} 元；新纳入 {{.NewlyCovered}} 户，新排除 {{.NewlyRefused}} 户。</p>{{end}}
{{range .View.Notes}}<p>{{.Zh}}</p>{{end}}
{{range .Charts}}<figure>{{.}}</figure>{{end}}
{{range .Parts}}<h2>{{.Zh}} <small lang="en">{{.En}}</small></h2>
<table><thead><tr><th scope="col">名称</th><th scope="col">原件数</th><th scope="col">新件数</th><th scope="col">原（元）</th><th scope="col">新（元）</th><th scope="col">相差（元）</th></tr></thead><tbody>
{{range .Lines}}<tr><td>{{.Name}}</td><td>{{.Row.Before.Claims}}</td><td>{{.Row.After.Claims}}</td><td>{{yuan .Row.Before.Fen}}</td><td>{{yuan .Row.After.Fen}}</td><td>{{minus .Row.After.Fen .Row.Before.Fen}}</td></tr>
{{end}}</tbody></table>{{end}}
<h2>每户变化 <small lang="en">Change for each family</small></h2>
<table><tbody>{{range .View.Result.Histogram}}{{if .Claims}}<tr><td>{{bucket .}}</td><td>{{.Claims}}</td></tr>{{end}}{{end}}</tbody></table>
</html>
`))

// replayPage writes the answer as one page with charts, without script.
func replayPage(out io.Writer, v *office.WhatIfView) error {
	type line struct {
		Name string
		Row  replay.Row
	}
	type part struct {
		replayPart
		Lines []line
	}
	page := struct {
		View   *office.WhatIfView
		Charts []template.HTML
		Parts  []part
	}{View: v}
	for _, p := range replayParts(v.Result) {
		if len(p.Rows) == 0 {
			continue
		}
		lines := make([]line, len(p.Rows))
		for i, row := range p.Rows {
			lines[i] = line{replayName(v, p.ID, row.Key), row}
		}
		page.Parts = append(page.Parts, part{p, lines})
	}
	var before, after, change []chart.Point
	for _, m := range v.Result.Months {
		before = append(before, chart.Point{Label: m.Key, Value: int64(m.Before.Fen / 100), Text: m.Before.Fen.Grouped()})
		after = append(after, chart.Point{Label: m.Key, Value: int64(m.After.Fen / 100), Text: m.After.Fen.Grouped()})
	}
	for _, b := range v.Result.Histogram {
		if b.Claims > 0 {
			change = append(change, chart.Point{Label: bucketText(&b), Value: b.Claims})
		}
	}
	// the chart room escapes every text it is given
	page.Charts = []template.HTML{template.HTML(chart.Bars(chart.Zh, "原政策每月支出（元）", before)), template.HTML(chart.Bars(chart.Zh, "试算后每月支出（元）", after)), template.HTML(chart.Rows(chart.Zh, "每户变化（件）", change))}
	return replayTemplate.Execute(out, page)
}
