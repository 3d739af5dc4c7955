package site

import (
	"net"
	"net/netip"
	"strings"

	"songbai/door/web/ui"
	"songbai/office"
)

// enterFamily finds the claim of a family's session.
func (v *Visit) enterFamily() error {
	token := v.cookie(familyCookie)
	if token == "" {
		return errNoSession
	}
	c, err := v.O.FamilyOf(v.R.Context(), token)
	if err != nil {
		return err
	}
	v.Caller, v.token = c, token
	return nil
}

// OpenFamily keeps a family's session in its browser; forms of this answer are
// bound to it.
func (v *Visit) OpenFamily(s office.FamilySession) {
	v.setCookie(familyCookie, s.Token, 0)
	v.setCookie(deviceCookie, s.Device, deviceAge)
	v.secret, v.Caller = s.Token, s.Caller
}

// LeaveFamily ends a family's session in the office and in the browser.
func (v *Visit) LeaveFamily() error {
	err := v.O.CloseCase(v.R.Context(), v.token)
	v.setCookie(familyCookie, "", -1)
	return err
}

// familyAgain keeps a family's form whose session ended: it opens its claim again
// and goes on.
func (v *Visit) familyAgain(kept *Kept) error {
	v.route = Route{Who: Anyone}
	v.secret = v.browserSecret()
	p := v.Page("请再次输入查询单号", "Give the slip number again")
	p.Path = "/find"
	p.Errors = []ui.FieldError{{Text: v.Lang.T("查询已过期。重新输入后继续，填写的内容没有丢失。", "Your session has ended. Open the claim again to go on; nothing you filled in is lost.")}}
	return v.show(403, p, FindView(p, Finding{Kept: kept}))
}

// Kept gives the form that came along with this one, to be sent again; nil for
// none.
func (v *Visit) Kept() *Kept {
	path := v.Form.Get("kept.path")
	if path == "" || !Local(path) {
		return nil
	}
	kept := &Kept{Path: path}
	for _, f := range fieldsOf(v.Form.Values) {
		if name, ok := cutKept(f.Name); ok {
			kept.Fields = append(kept.Fields, KeptField{name, f.Value})
		}
	}
	return kept
}

// GoOn answers with the page that sends a kept form again.
func (v *Visit) GoOn(kept *Kept) error {
	p := v.Page("可以继续", "You can go on")
	p.Path = "/case"
	return v.Show(p, goOn(p, kept))
}

// Mend answers with a page whose form has something to mend; p holds it already
// (Blame), so that each field shows its own.
func (v *Visit) Mend(p ui.Page, body ui.Body) error { return v.show(422, p, body) }

// Source is where a request comes from, for counting tries: the sender, or what a
// proxy on this machine says the sender was. Of an IPv6 address the first half
// counts, which is what one line is given.
func (v *Visit) Source() string {
	host, _, err := net.SplitHostPort(v.R.RemoteAddr)
	if err != nil {
		host = v.R.RemoteAddr
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if ip.IsLoopback() {
		all := strings.Split(strings.Join(v.R.Header.Values("X-Forwarded-For"), ","), ",")
		if said, err := netip.ParseAddr(strings.TrimSpace(all[len(all)-1])); err == nil {
			ip = said
		}
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is6() {
		if line, err := ip.Prefix(64); err == nil {
			return line.String()
		}
	}
	return ip.String()
}

// Device is the cookie of a device that has got in before.
func (v *Visit) Device() string { return v.cookie(deviceCookie) }

// Finding is what the page that opens a claim keeps between tries.
type Finding struct {
	Slip string
	Link string // token of a link that was followed
	Kept *Kept
}
