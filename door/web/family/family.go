// Package family owns the pages of families and of the public: what is free, the
// board of prices, applying, photos, the signature, where a claim stands,
// mending, review, rating, complaints, checking a paper.
//
// It never asks for an account and keeps nothing itself. Always true: a family
// reaches one claim, by slip and phone; everything works without scripts; no
// personal value stands in an address.
package family

import (
	"fmt"
	"strconv"

	"songbai/domain/problem"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
	"songbai/print"
)

// oneFile is the largest body of a form that carries files.
const oneFile = 32 << 20

// Module brings the pages of families and of the public.
func Module() site.Module {
	routes := []site.Route{
		{Method: "GET", Path: "/{$}", Who: site.Anyone, Do: startPage},
		{Method: "GET", Path: "/ask", Who: site.Anyone, Do: askPage},
		{Method: "POST", Path: "/ask", Who: site.Anyone, Do: asked},
		{Method: "GET", Path: "/board", Who: site.Anyone, Do: boardPage},
		{Method: "GET", Path: "/leaflet", Who: site.Anyone, Do: leaflet},
		{Method: "GET", Path: "/mandate", Who: site.Anyone, Do: mandate},
		{Method: "GET", Path: "/notice/{id}", Who: site.Anyone, Do: notice},
		{Method: "GET", Path: "/find", Who: site.Anyone, Do: findPage},
		{Method: "GET", Path: "/l/{link}", Who: site.Anyone, Do: findPage},
		{Method: "POST", Path: "/find", Who: site.Anyone, Body: 4 << 20, Do: find},
		{Method: "GET", Path: "/complain", Who: site.Anyone, Do: complainPage},
		{Method: "POST", Path: "/complain", Who: site.Anyone, Do: complain},
		{Method: "POST", Path: "/complaint", Who: site.Anyone, Do: complaintStatus},
		{Method: "GET", Path: "/check", Who: site.Anyone, Do: checkPage},
		{Method: "POST", Path: "/check", Who: site.Anyone, Do: check},
		{Method: "GET", Path: "/certificate", Who: site.Anyone, Do: certificatePage},
		{Method: "POST", Path: "/certificate", Who: site.Anyone, Do: certificate},
		{Method: "GET", Path: "/c/{county}/{pos}/{digest}", Who: site.Anyone, Do: checkCode},
		{Method: "GET", Path: "/apply", Who: site.Anyone, Do: applyPage},
		{Method: "POST", Path: "/apply", Who: site.Anyone, Do: apply},
	}
	return site.Module{
		Routes: append(routes, caseRoutes()...),
		Done: map[string][2]string{
			"saved":     {"已保存", "Saved"},
			"started":   {"申请已建立，请记下查询单号", "The application is begun; note the slip number"},
			"my-sign":   {"签名已保存", "The signature is saved"},
			"uploaded":  {"文件已保存", "The files are saved"},
			"mended":    {"补正已提交", "What was asked for is sent"},
			"review":    {"已申请复核", "A review is asked for"},
			"rated":     {"谢谢您的评价", "Thank you for the rating"},
			"withdrawn": {"申请已撤回", "The application is withdrawn"},
		},
		Samples: samples,
	}
}

// place is a county whose pages are shown, and the others of the installation.
type place struct {
	Code int64
	Name string
	All  []ui.Choice
}

// query is the county's part of a link; "" when there is one county only.
func (c place) query() string {
	if len(c.All) < 2 {
		return ""
	}
	return "?c=" + strconv.FormatInt(c.Code, 10)
}

// and joins the county to a link that has a query already.
func (c place) and(href string) string {
	if len(c.All) < 2 {
		return href
	}
	return href + "&c=" + strconv.FormatInt(c.Code, 10)
}

func (c place) code() string { return strconv.FormatInt(c.Code, 10) }

// placeOf says which county's pages are asked for; Code 0 when somebody has to
// choose.
func placeOf(v *site.Visit) (place, error) {
	all, err := v.O.Counties(v.R.Context())
	if err != nil {
		return place{}, err
	}
	asked := v.R.URL.Query().Get("c")
	if v.Form.Has("c") {
		asked = v.Form.Get("c")
	}
	var out place
	for _, c := range all {
		code := strconv.FormatInt(c.Code, 10)
		out.All = append(out.All, ui.Choice{Value: code, Label: c.Name})
		if asked == code || len(all) == 1 {
			out.Code, out.Name = c.Code, c.Name
		}
	}
	return out, nil
}

// withPlace runs a page of a county, or lets somebody choose one first.
func withPlace(v *site.Visit, do func(c place) error) error {
	c, err := placeOf(v)
	if err != nil {
		return err
	}
	if c.Code == 0 {
		p := v.Page("请选择县（市、区）", "Choose the county")
		return v.Show(p, chooseCounty(p, c, v.R.URL.Path))
	}
	return do(c)
}

func startPage(v *site.Visit) error {
	return withPlace(v, func(c place) error {
		p := v.Page("基本殡葬服务免费", "Basic funeral services free of charge")
		return v.Show(p, startView(p, c))
	})
}

// findPage asks for slip and phone; a link that was followed brings its token.
func findPage(v *site.Visit) error {
	p := v.Page("查询办理进度", "Where my claim stands")
	p.Back, p.Path = "/", "/find"
	return v.Show(p, site.FindView(p, site.Finding{Link: v.R.PathValue("link")}))
}

func find(v *site.Visit) error {
	key := office.CaseKey{Slip: v.Form.Get("slip"), Link: v.Form.Get("link"), Phone: v.Form.Get("phone"), Source: v.Source(), Device: v.Device()}
	kept := v.Kept()
	s, err := v.O.OpenCase(v.R.Context(), key)
	if err != nil {
		q := problem.Of(err)
		if q == nil || q.Kind == problem.Internal {
			return err
		}
		field := "slip"
		if key.Link != "" || q.Code == "family.whole" {
			field = "phone"
		}
		p := v.Page("查询办理进度", "Where my claim stands").Blame(q.At(field))
		p.Back, p.Path = "/", "/find"
		return v.Mend(p, site.FindView(p, site.Finding{Slip: key.Slip, Link: key.Link, Kept: kept}))
	}
	v.OpenFamily(s)
	if kept != nil {
		return v.GoOn(kept)
	}
	return v.To("/case")
}

func leaflet(v *site.Visit) error {
	return withPlace(v, func(c place) error {
		b, err := v.O.Leaflet(v.R.Context(), c.Code, v.R.URL.Query().Get("town"), v.Source())
		if err != nil {
			return err
		}
		return v.Send(b.Media, b.Name, true, b.Bytes)
	})
}

// mandate gives out the blank letter of authority.
func mandate(v *site.Visit) error {
	b, err := print.BlankMandate()
	if err != nil {
		return err
	}
	return v.Send("application/pdf", "mandate.pdf", true, b)
}

func notice(v *site.Visit) error {
	return withPlace(v, func(c place) error {
		id, err := v.ID("id")
		if err != nil {
			return err
		}
		b, err := v.O.NoticePaper(v.R.Context(), c.Code, id, nil)
		if err != nil {
			return err
		}
		return v.Send(b.Media, b.Name, true, b.Bytes)
	})
}

func idText(n int64) string { return fmt.Sprintf("%d", n) }
