package family

import (
	"strconv"
	"strings"

	"songbai/domain/problem"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// grievance is a complaint as it stands in the form.
type grievance struct{ office, kind, words, phone string }

func complainPage(v *site.Visit) error {
	return withPlace(v, func(c place) error {
		b, err := v.O.Directory(v.R.Context(), c.Code)
		if err != nil {
			return err
		}
		p := v.Page("投诉和建议", "Complaints")
		p.Back = "/" + c.query()
		return v.Show(p, complainView(p, c, b, grievance{}))
	})
}

func complain(v *site.Visit) error {
	return withPlace(v, func(c place) error {
		g := grievance{v.Form.Get("office"), v.Form.Get("kind"), v.Form.Get("words"), v.Form.Get("phone")}
		id, _ := strconv.ParseInt(g.office, 10, 64)
		caller := office.Caller{County: c.Code, Role: "family", Key: v.Form.Get("key")}
		got, err := v.O.Complain(v.R.Context(), caller, v.Source(), office.Complain{Office: id, Kind: g.kind, Words: g.words, Phone: g.phone})
		if err != nil {
			q := problem.Of(err)
			if q == nil || q.Kind == problem.Internal {
				return err
			}
			b, berr := v.O.Directory(v.R.Context(), c.Code)
			if berr != nil {
				return berr
			}
			if q.Kind == problem.Missing {
				q = q.At("office")
			}
			p := v.Page("投诉和建议", "Complaints").Blame(q)
			p.Back, p.Path = "/"+c.query(), "/complain"
			return v.Mend(p, complainView(p, c, b, g))
		}
		p := v.Page("投诉已收到", "Your complaint is received")
		p.Path = "/complain"
		return v.Show(p, complainedView(p, got.Number, g.phone))
	})
}

func complaintStatus(v *site.Visit) error {
	return withPlace(v, func(c place) error {
		got, err := v.O.ComplaintStatus(v.R.Context(), c.Code, v.Form.Get("number"), v.Form.Get("digits"), v.Source())
		if err != nil {
			q := problem.Of(err)
			if q == nil || q.Kind == problem.Internal {
				return err
			}
			b, berr := v.O.Directory(v.R.Context(), c.Code)
			if berr != nil {
				return berr
			}
			p := v.Page("投诉和建议", "Complaints").Blame(q.At("number"))
			p.Back, p.Path = "/"+c.query(), "/complain"
			return v.Mend(p, complainView(p, c, b, grievance{}))
		}
		p := v.Page("投诉办理情况", "Your complaint")
		p.Back, p.Path = "/complain"+c.query(), "/complain"
		return v.Show(p, complaintView(p, got))
	})
}

func complaintKinds(l ui.Lang) (out []ui.Choice) {
	for _, k := range office.ComplaintKinds() {
		out = append(out, ui.Choice{Value: k.Name, Label: l.T(k.Zh, k.En)})
	}
	return out
}

// complainedOf lists the offices that may be complained of.
func complainedOf(l ui.Lang, b office.Board) (out []ui.Choice) {
	out = append(out, ui.Choice{Label: l.T("请选择", "Choose")})
	add := func(rows []office.OfficeRow) {
		for _, o := range rows {
			out = append(out, ui.Choice{Value: idText(o.Office), Label: o.Name})
		}
	}
	for _, h := range b.Homes {
		add(h.Offices)
	}
	add(b.Towns)
	add(b.Bureaus)
	return out
}

func checkPage(v *site.Visit) error {
	p := v.Page("核验文书", "Check a paper")
	p.Back = "/"
	return v.Show(p, checkView(p, "", ""))
}

// check looks a paper up by what is printed in its footer.
func check(v *site.Visit) error {
	return checked(v, v.Form.Get("position"), v.Form.Get("digest"))
}

// checkCode is where the code on a paper leads.
func checkCode(v *site.Visit) error {
	return checked(v, v.R.PathValue("county")+"/"+v.R.PathValue("pos"), v.R.PathValue("digest"))
}

func checked(v *site.Visit, position, digest string) error {
	county, pos, _ := strings.Cut(strings.TrimSpace(position), "/")
	code, _ := strconv.ParseInt(county, 10, 64)
	at, _ := strconv.ParseInt(pos, 10, 64)
	got, err := v.O.CheckPaper(v.R.Context(), code, at, digest, v.Source())
	if err != nil {
		q := problem.Of(err)
		if q == nil || q.Kind == problem.Internal {
			return err
		}
		p := v.Page("核验文书", "Check a paper").Blame(q.At("position"))
		p.Back, p.Path = "/", "/check"
		return v.Mend(p, checkView(p, position, digest))
	}
	p := v.Page("核验文书", "Check a paper")
	p.Back, p.Path = "/check", "/check"
	return v.Show(p, checkedView(p, got))
}
