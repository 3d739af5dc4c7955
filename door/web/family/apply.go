package family

import (
	"slices"

	"songbai/domain/claim"
	"songbai/domain/ident"
	"songbai/domain/problem"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// opening is what the first page of an application asks.
type opening struct {
	route, home, town, name, phone string
}

func applyPage(v *site.Visit) error {
	return withPlace(v, func(c place) error {
		b, err := v.O.Directory(v.R.Context(), c.Code)
		if err != nil {
			return err
		}
		p := v.Page("在线填写申请", "Apply")
		p.Back = "/" + c.query()
		return v.Show(p, applyView(p, c, b, opening{}))
	})
}

// apply begins an application: from then on everything is kept.
func apply(v *site.Visit) error {
	return withPlace(v, func(c place) error {
		o := opening{v.Form.Get("route"), v.Form.Get("home"), v.Form.Get("town"), v.Form.Get("handler.name"), v.Form.Get("handler.phone")}
		b, err := v.O.Directory(v.R.Context(), c.Code)
		if err != nil {
			return err
		}
		p := v.Page("在线填写申请", "Apply")
		p.Back, p.Path = "/"+c.query(), "/apply"
		if p.Errors = o.faults(v.Lang); len(p.Errors) > 0 {
			return v.Mend(p, applyView(p, c, b, o))
		}
		d, s, err := v.O.StartCase(v.R.Context(), c.Code, v.Form.Get("key"), v.Source(), v.Device(), o.draft(b))
		if err != nil {
			q := problem.Of(err)
			if q == nil || q.Kind == problem.Internal {
				return err
			}
			p = p.Blame(err)
			return v.Mend(p, applyView(p, c, b, o))
		}
		v.OpenFamily(s)
		p = v.Page("请记下查询单号", "Note the slip number")
		p.Path = "/case"
		return v.Show(p, startedView(p, d, o.phone))
	})
}

func (o opening) faults(l ui.Lang) (out []ui.FieldError) {
	bad := func(field, zh, en string) { out = append(out, ui.FieldError{Field: field, Text: l.T(zh, en)}) }
	if o.route != string(claim.Waiver) && o.route != string(claim.Reimbursement) {
		bad("route", "请选择在哪里火化", "Choose where the cremation is")
	}
	if o.town == "" {
		bad("town", "请选择户籍所在镇（街）", "Choose the town of registration")
	}
	if o.name == "" {
		bad("handler.name", "请填写您的姓名", "Give your name")
	}
	if _, err := ident.Phone(o.phone); err != nil {
		bad("handler.phone", "手机号写法不对，请填 11 位手机号", "Give a phone of 11 digits")
	}
	return out
}

// draft is the first form of the application.
func (o opening) draft(b office.Board) office.DraftClaim {
	form := claim.Lodgement{Route: claim.Route(o.route), Handler: &claim.Handler{Name: o.name, Phone: o.phone, Document: ident.Document{Kind: ident.IDCard}}}
	if o.town != "none" {
		form.Deceased.HouseholdArea = o.town
	}
	req := office.DraftClaim{Form: form}
	if form.Route == claim.Waiver {
		for _, h := range b.Homes {
			if idText(h.Home) == o.home || req.Home == 0 {
				req.Home = h.Home
			}
		}
	}
	return req
}

// fillingOf reads the own draft and what its pages choose from.
func fillingOf(v *site.Visit) (*filling, error) {
	form, err := v.O.FamilyForm(v.R.Context(), v.Caller)
	if err != nil {
		return nil, err
	}
	b, err := v.O.Directory(v.R.Context(), v.Caller.County)
	if err != nil {
		return nil, err
	}
	x := &filling{v: form, lang: v.Lang, c: place{Code: v.Caller.County, Name: b.Name}, towns: townChoices(v.Lang, b.Towns)}
	if area := form.Form.Deceased.HouseholdArea; area == "" && form.Form.Deceased.Name != "" {
		x.v.Form.Deceased.HouseholdArea = "none"
	}
	if form.Route != claim.Waiver {
		return x, nil
	}
	told, err := v.O.Eligible(v.R.Context(), office.Asked{County: v.Caller.County})
	if err != nil {
		return nil, err
	}
	x.classes = append([]ui.Choice{{Label: v.Lang.T("没有下列情况", "none of these")}}, factChoices(v.Lang, told.Open)...)
	return x, nil
}

// formPage lists the steps and how far each is.
func formPage(v *site.Visit) error {
	x, err := fillingOf(v)
	if err != nil {
		return err
	}
	p := v.Page("我的申请", "My application")
	p.Back = "/case"
	return v.Show(p, formView(p, x))
}

func stepPage(v *site.Visit) error {
	x, err := fillingOf(v)
	if err != nil {
		return err
	}
	s, _, ok := stepNamed(x.v.Route, v.R.PathValue("step"))
	if !ok {
		return site.NoPage.With()
	}
	p := stepPageOf(v, s)
	return v.Show(p, stepView(p, x, s, nil))
}

func stepPageOf(v *site.Visit, s step) ui.Page {
	p := v.Page(s.zh, s.en)
	p.Back, p.Path = "/case/form", "/case/form/"+s.name
	return p
}

// saveStep keeps what was typed, also when some of it has to be mended.
func saveStep(v *site.Visit) error {
	x, err := fillingOf(v)
	if err != nil {
		return err
	}
	s, next, ok := stepNamed(x.v.Route, v.R.PathValue("step"))
	if !ok {
		return site.NoPage.With()
	}
	fields := s.sent(v)
	faults, err := v.O.SaveFields(v.R.Context(), v.Caller, fields) // without a key: what is saved twice is saved
	if err != nil {
		return err
	}
	if len(faults) > 0 && v.Form.Get("go") != "later" {
		if x, err = fillingOf(v); err != nil {
			return err
		}
		p := stepPageOf(v, s).Blame(faults.Err())
		return v.Mend(p, stepView(p, x, s, typed(x, fields, faults)))
	}
	switch v.Form.Get("go") {
	case "later":
		return v.Done("/case", "saved")
	case "list":
		return v.Done("/case/form", "saved")
	}
	if next == "" {
		return v.Done("/case/papers", "saved")
	}
	return v.To("/case/form/" + next)
}

// papersPage takes photos.
func papersPage(v *site.Visit) error {
	x, err := papersOf(v)
	if err != nil {
		return err
	}
	p := v.Page("拍照上传材料", "Photos of the papers")
	p.Back = x.behind()
	return v.Show(p, papersView(p, x, nil))
}

// papersOf reads what papers may be sent now.
func papersOf(v *site.Visit) (*filling, error) {
	form, err := v.O.FamilyPapers(v.R.Context(), v.Caller)
	return &filling{v: form, lang: v.Lang}, err
}

// behind is the page that the papers belong to: the application while it is one.
func (x *filling) behind() string {
	if x.v.State == claim.Draft {
		return "/case/form"
	}
	return "/case"
}

// ready says whether the whole form can be signed.
func (x *filling) ready() bool { return len(x.v.Faults) == 0 }

// has tells whether a file of a paper was sent.
func (x *filling) has(kind string) bool {
	return slices.ContainsFunc(x.v.Uploads, func(u office.UploadRow) bool { return u.Kind == kind })
}

func signPage(v *site.Visit) error {
	x, err := fillingOf(v)
	if err != nil {
		return err
	}
	if !x.ready() {
		return v.To("/case/form")
	}
	p := v.Page("核对并签名", "Check and sign")
	p.Back = "/case/form"
	return v.Show(p, signView(p, x))
}

// sign keeps the signature: drawn on the screen, or a photo of one on paper.
func sign(v *site.Visit) error {
	req := office.SignApplication{Digest: v.Form.Get("digest"), Picture: drawn(v.Form.Raw("drawn"))}
	if files := v.Form.Files("signature"); len(req.Picture) == 0 && len(files) > 0 {
		req.Picture = files[0].Bytes
	}
	if _, err := v.O.SignApplication(v.R.Context(), v.Acting(), req); err != nil {
		q := problem.Of(err)
		if q == nil || q.Kind == problem.Internal {
			return err
		}
		x, ferr := fillingOf(v)
		if ferr != nil {
			return ferr
		}
		if q.Field == "" || q.Field == "file" {
			err = q.At("signature")
		}
		p := v.Page("核对并签名", "Check and sign").Blame(err)
		p.Back, p.Path = "/case/form", "/case/sign"
		return v.Mend(p, signView(p, x))
	}
	return v.Done("/case", "my-sign")
}
