package family

import (
	"songbai/domain/problem"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// certificatePage asks for the number and the day of a cremation certificate.
func certificatePage(v *site.Visit) error {
	return withPlace(v, func(c place) error {
		p := v.Page("核验火化证", "Check a cremation certificate")
		p.Back = "/"
		return v.Show(p, certificateView(p, c, asksCertificate{}))
	})
}

// asksCertificate is what was asked and what was answered.
type asksCertificate struct {
	number, day string
	answer      office.CertificateAnswer // "" when nothing was asked yet
}

// certificate answers whether the certificate stands, and nothing else.
func certificate(v *site.Visit) error {
	return withPlace(v, func(c place) error {
		p := v.Page("核验火化证", "Check a cremation certificate")
		p.Back, p.Path = "/", "/certificate"
		a := asksCertificate{number: v.Form.Get("number"), day: v.Form.DayText("day")}
		day, err := v.Form.Day("day")
		if err == nil && day == nil {
			err = noCremationDay.With().At("day")
		}
		if err == nil {
			a.answer, err = v.O.CheckCertificate(v.R.Context(), c.Code, a.number, *day, v.Source())
		}
		if err != nil {
			if q := problem.Of(err); q != nil && q.Field == "" {
				err = q.At("number")
			}
			return v.AgainWith(err, p, func(p ui.Page) ui.Body { return certificateView(p, c, a) })
		}
		return v.Show(p, certificateView(p, c, a))
	})
}

// certificateWords say an answer and what it means.
func certificateWords(l ui.Lang, a office.CertificateAnswer) (title, text string, tone ui.Tone) {
	switch a {
	case office.CertificateStands:
		return l.T("有效", "It is valid"), l.T("这一天有这个编号的火化证，现在有效。", "A certificate of this number was issued for that day and stands."), ui.Green
	case office.CertificateReplaced:
		return l.T("已换发", "It was replaced"), l.T("这个编号已经作废，同一次火化另有新编号的火化证。请向持证人索看新证。", "This number is void; the cremation has a certificate of another number. Ask for the new one."), ui.Yellow
	case office.CertificateVoided:
		return l.T("已作废", "It is void"), l.T("这个编号的火化证已经作废。", "The certificate of this number is void."), ui.Red
	}
	return l.T("查不到", "Not known"), l.T("没有与编号和火化日期都相符的火化证。请对照证件核对；仍不相符的，请向发证的殡仪馆询问。", "No certificate has both this number and this day. Compare them with the paper; ask the funeral home that issued it if they still differ."), ui.Grey
}
