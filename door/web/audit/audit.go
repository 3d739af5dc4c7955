// Package audit owns the auditor's pages: the records of who did what, the chain
// and its checks, samples, evidence packs.
//
// It changes nothing but the record that somebody looked. Always true: what an
// administrator may open here shows numbers of cases and no case.
package audit

import (
	"net/url"
	"strconv"
	"strings"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// Module brings the auditor's pages.
func Module() site.Module {
	see, draw, pack := []party.Act{party.ViewAudit}, []party.Role{party.Auditor}, []party.Act{party.Unmask}
	return site.Module{
		Routes: []site.Route{
			{Method: "GET", Path: "/audit", Who: site.Staff, Acts: see, Do: log},
			{Method: "GET", Path: "/audit/chain", Who: site.Staff, Acts: see, Do: chain},
			{Method: "POST", Path: "/audit/check", Who: site.Staff, Acts: see, Do: check},
			{Method: "GET", Path: "/audit/sample", Who: site.Staff, Acts: pack, Do: sampleForm},
			{Method: "POST", Path: "/audit/sample", Who: site.Staff, Acts: pack, Do: sample},
			{Method: "GET", Path: "/audit/pack/{id}", Who: site.Staff, Acts: pack, Do: packForm},
			{Method: "POST", Path: "/audit/pack/{id}", Who: site.Staff, Acts: pack, Do: packed},
		},
		Nav: []site.NavEntry{
			{Order: 80, Href: "/audit", Zh: "审计记录", En: "Records", Acts: see},
			{Order: 81, Href: "/audit/sample", Zh: "抽样", En: "Sample", Acts: pack, Roles: draw},
			{Order: 82, Href: "/audit/chain", Zh: "核验", En: "Checks", Acts: see},
		},
		Done:    map[string][2]string{"checked": {"核验已完成，结果在最上面一行", "The check has run; its result is the first line"}},
		Samples: samples,
	}
}

var badAsk = problem.Define("web.audit_filter", problem.Invalid,
	"筛选条件写法不对", "the filter is not written correctly", "编号填数字，日期填如 2026-03-01", "numbers as digits, days as 2026-03-01")

// readFilter reads the filter of the records from an address.
func readFilter(get func(string) string) (f office.AuditFilter, err error) {
	number := func(name string, to *int64) {
		if s := strings.TrimSpace(get(name)); s != "" && err == nil {
			if *to, err = strconv.ParseInt(s, 10, 64); err != nil {
				err = badAsk.With().At(name)
			}
		}
	}
	day := func(name string, to *date.Day) {
		if s := strings.TrimSpace(get(name)); s != "" && err == nil {
			if *to, err = date.ParseDay(s); err != nil {
				err = badAsk.With().At(name)
			}
		}
	}
	number("subject", &f.Subject)
	number("person", &f.Person)
	number("before", &f.Before)
	day("from", &f.From)
	day("to", &f.To)
	f.Act = get("act")
	return f, err
}

// address writes a filter as the page's address.
func address(f office.AuditFilter) string {
	q := url.Values{}
	for name, n := range map[string]int64{"subject": f.Subject, "person": f.Person, "before": f.Before} {
		if n != 0 {
			q.Set(name, strconv.FormatInt(n, 10))
		}
	}
	for name, d := range map[string]date.Day{"from": f.From, "to": f.To} {
		if d != 0 {
			q.Set(name, d.String())
		}
	}
	if f.Act != "" {
		q.Set("act", f.Act)
	}
	return "/audit?" + q.Encode()
}

func log(v *site.Visit) error {
	p := v.Page("审计记录", "Records")
	f, err := readFilter(v.R.URL.Query().Get)
	if err != nil {
		return v.Again(err, p, logView(p, f, office.AuditPage{}))
	}
	rows, err := v.O.AuditLog(v.R.Context(), v.Caller, f)
	if err != nil {
		return err
	}
	return v.Show(p, logView(p, f, rows))
}

// older gives the address of the page of earlier records, "" at the end.
func older(f office.AuditFilter, page office.AuditPage) string {
	if page.Next == 0 {
		return ""
	}
	f.Before = page.Next
	return address(f)
}

// acts are the choices of the filter.
func acts(p ui.Page) []ui.Choice {
	out := []ui.Choice{{Value: "", Label: p.T("全部操作", "all acts")}}
	for _, a := range party.Acts() {
		out = append(out, ui.Choice{Value: string(a), Label: p.T(a.Zh(), a.En())})
	}
	return out
}

func chain(v *site.Visit) error {
	p := v.Page("审计链和独立核验", "The chain and its checks")
	return showChain(v, p, nil)
}

// showChain shows the chain's end and the last checks; err is what a check said.
func showChain(v *site.Visit, p ui.Page, failed error) error {
	head, err := v.O.AuditLog(v.R.Context(), v.Caller, office.AuditFilter{Limit: 1})
	if err != nil {
		return err
	}
	jobs, err := v.O.Jobs(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	var runs []office.JobRun
	for _, j := range jobs {
		if j.Job == office.JobCheck {
			runs = j.Runs
		}
	}
	body := chainView(p, head, runs)
	if failed != nil {
		return v.Again(failed, p, body)
	}
	return v.Show(p, body)
}

func check(v *site.Visit) error {
	if _, err := v.O.RunJob(v.R.Context(), v.Caller, office.JobCheck); err != nil {
		return showChain(v, v.Page("审计链和独立核验", "The chain and its checks"), err)
	}
	return v.Done("/audit/chain", "checked")
}

func sampleForm(v *site.Visit) error {
	p := v.Page("抽样", "Sample")
	return v.Show(p, sampleView(p, office.Sample{Size: 20}, nil))
}

func sample(v *site.Visit) error {
	p := v.Page("抽样", "Sample")
	var ask office.Sample
	var err error
	for name, to := range map[string]*date.Month{"from": &ask.From, "to": &ask.To} {
		if s := v.Form.Get(name); s != "" && err == nil {
			*to, err = date.ParseMonth(s)
		}
	}
	ask.Seed, ask.Route = v.Form.Get("seed"), v.Form.Get("route")
	size, _ := v.Form.Int("size")
	ask.Size = int(size)
	if err != nil {
		return v.Again(problem.Of(err).At("from"), p, sampleView(p, ask, nil))
	}
	drawn, err := v.O.DrawSample(v.R.Context(), v.Caller, ask)
	if err != nil {
		return v.Again(err, p, sampleView(p, ask, nil))
	}
	return v.Show(p, sampleView(p, drawn.Query, &drawn))
}

func packForm(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	c, err := v.O.ClaimView(v.R.Context(), v.Caller, id)
	if err != nil {
		return err
	}
	p := packPage(v, id)
	return v.Show(p, packView(p, c))
}

func packPage(v *site.Visit, id int64) ui.Page {
	p := v.Page("证据包", "Evidence pack")
	p.Back = "/claims/" + strconv.FormatInt(id, 10)
	return p
}

func packed(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	again := func(fault error) error {
		c, err := v.O.ClaimView(v.R.Context(), v.Caller, id)
		if err != nil {
			return err
		}
		p := packPage(v, id)
		return v.Again(fault, p, packView(p, c))
	}
	if err := v.Confirm(); err != nil {
		return again(err)
	}
	f, err := v.O.EvidencePack(v.R.Context(), v.Caller, office.EvidencePack{Claim: id, Reason: v.Form.Get("reason")})
	if err != nil {
		return again(err)
	}
	return v.Send(f.Media, f.Name, false, f.Bytes)
}

// outcome says how a run of the checker went.
func outcome(p ui.Page, r office.JobRun) (ui.Tone, string) {
	switch r.Outcome {
	case "ok":
		return ui.Green, p.T("没有发现问题", "nothing found")
	case "found":
		return ui.Red, p.T("发现问题", "something was found")
	}
	return ui.Red, p.T("没有跑完：", "did not finish: ") + r.Code
}
