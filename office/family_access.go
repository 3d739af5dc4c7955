package office

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// familyMinutes is how long a family's session lasts.
const familyMinutes = 60

// What a source may do within restingMinutes before it must rest: new drafts and
// complaints, leaflets.
const (
	newBySource      = 30
	leafletsBySource = 60
)

var (
	wrongSlip = problem.Define("family.wrong", problem.Forbidden,
		"查询单号或手机号后四位不正确", "the slip number or the last four digits of the phone are wrong",
		"请照承诺单或受理回执上的单号填写，并填登记的手机号后四位；忘记的请致电受理单位", "copy the number from the slip and give the last four digits of the phone that was registered; call the office if you do not have them")
	familyRests = problem.Define("family.resting", problem.Forbidden,
		"错误次数过多，已暂停查询", "too many wrong tries; asking is paused",
		"请稍后再试（最长等 15 分钟）；用过的手机和短信、回执上的链接不受影响，也可以致电受理单位", "try again later (15 minutes at most); a phone that was used before and the link on the slip still work, and the office can be called")
	wholePhone = problem.Define("family.whole", problem.Forbidden,
		"有人多次输错，只填后四位暂时不够", "somebody has given wrong digits many times; the last four are not enough for now",
		"请填登记的完整手机号；用过的手机不受影响", "give the whole phone number that was registered; a phone that was used before needs only the four digits")
	tooManyNew = problem.Define("family.too_many", problem.Forbidden,
		"此网络短时间内的请求过多", "too many requests from this network in a short time",
		"请稍后再试，或直接到窗口办理", "try again later, or go to the counter")
	noFamilySession = problem.Define("family.session", problem.Forbidden,
		"查询已过期，请重新输入单号", "the session has ended; give the slip number again",
		"请输入查询单号和手机号后四位；已保存的内容不会丢失", "give the slip number and the last four digits of the phone; what was saved is kept")
)

// FamilySession is an open session of a family on its claim; the token is only
// here in clear.
type FamilySession struct {
	Token   string
	Expires date.Instant
	Caller  Caller
	Device  string // the device's cookie, by which it is known from now on
}

// CaseKey is what a family opens its claim with: the slip number, or the token
// of its link, and the last four digits of the phone. Source is where the
// request comes from (an address) and Device the cookie of a device that was there
// before; they only count tries.
type CaseKey struct {
	Slip, Link string
	Phone      string
	Source     string
	Device     string
}

// slipAt and linkAt name what is guessed at.
func slipAt(slip claim.Slip) string { return "slip:" + string(slip) }
func linkAt(link string) string     { return "link:" + sha(link) }

// OpenCase opens a session on the claim of a slip or link. A wrong slip and a
// wrong phone answer alike, after one and the same search.
func (o *Office) OpenCase(ctx context.Context, k CaseKey) (FamilySession, error) {
	slip, _ := claim.ReadSlip(k.Slip)
	g := guess{at: slipAt(slip), source: k.Source}
	if k.Link != "" {
		g.at = linkAt(k.Link)
	}
	now := o.s.Now()
	var err error
	if g.known, err = o.knownAs(ctx, k.Device, g.at); err != nil {
		return FamilySession{}, err
	}
	if o.tries.rests(g.own(), freeTries, now) || g.known == "" && o.tries.full(g.at+"|day", mostByDay, now) {
		return FamilySession{}, familyRests.With()
	}
	doubted := o.tries.doubted(g, now)
	if doubted && len(wholeNumber(k.Phone)) < 7 {
		return FamilySession{}, wholePhone.With().At("phone")
	}
	found, err := o.findCase(ctx, slip, k, doubted)
	if err != nil {
		return FamilySession{}, err
	}
	if found.id == 0 {
		o.tries.missed(g, now)
		return FamilySession{}, wrongSlip.With()
	}
	o.tries.hit(g)
	known := []string{slipAt(found.slip)}
	if k.Link != "" {
		known = append(known, g.at)
	}
	s, err := o.openFamily(ctx, found.county, found.id)
	if err == nil {
		s.Device, err = o.remember(ctx, k.Device, known...)
	}
	return s, err
}

type foundCase struct {
	county, id int64
	slip       claim.Slip
}

// findCase looks in every county for the claim that the key opens; whole asks for
// all digits of the phone.
func (o *Office) findCase(ctx context.Context, slip claim.Slip, k CaseKey, whole bool) (out foundCase, err error) {
	four := lastFour(k.Phone)
	counties, err := o.Counties(ctx)
	if err != nil || four == "" {
		return out, err
	}
	for _, c := range counties {
		err := o.s.Read(ctx, c.Code, func(s *store.Scope) error {
			found, err := caseOf(s, slip, k.Link, four)
			if err != nil || found == 0 {
				return err
			}
			f, err := readFile(s, found)
			if err != nil || f.form.Handler == nil || lastFour(f.form.Handler.Phone) != four { // a number given up opens nothing
				return err
			}
			if !whole || wholeNumber(f.form.Handler.Phone) == wholeNumber(k.Phone) {
				out = foundCase{c.Code, found, claim.Slip(f.Slip)}
			}
			return nil
		})
		if err != nil || out.id != 0 {
			return out, err
		}
	}
	return out, nil
}

// caseOfLink finds the claim of a link's token; 0 when none.
func caseOfLink(s *store.Scope, link string) (int64, error) {
	token, err := base64.RawURLEncoding.DecodeString(link)
	if err != nil {
		return 0, nil
	}
	hash := sha256.Sum256(token)
	return s.ClaimByLink(hex.EncodeToString(hash[:]))
}

func caseOf(s *store.Scope, slip claim.Slip, link, four string) (int64, error) {
	if link != "" {
		return caseOfLink(s, link)
	}
	if slip == "" {
		return 0, nil
	}
	ids, err := s.FindClaims("access", string(slip)+":"+four)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return ids[0], nil
}

// lastFour gives the last four digits of a phone as people write it; "" when
// there are fewer.
func lastFour(phone string) string {
	d := digitsOf(phone)
	if len(d) < 4 {
		return ""
	}
	return d[len(d)-4:]
}

// wholeNumber gives the digits of a phone without the country's code.
func wholeNumber(phone string) string {
	d := strings.TrimPrefix(digitsOf(phone), "00")
	if len(d) > 11 {
		d = strings.TrimPrefix(d, "86")
	}
	return d
}

// digitsOf gives the digits of what somebody wrote, full-width ones too.
func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		}
		return -1
	}, text)
}

// openFamily writes a session on a claim. Its token names the county, so that
// one search finds it.
func (o *Office) openFamily(ctx context.Context, county, id int64) (FamilySession, error) {
	out := FamilySession{Token: strconv.FormatInt(county, 10) + "." + rand.Text() + rand.Text(), Caller: Caller{County: county, Role: party.Family, Case: id}}
	act := store.Act{County: county, Act: "open_case", Role: string(party.Family)}
	_, err := o.s.Write(ctx, act, func(tx *store.Tx) error {
		out.Expires = tx.Now + date.Instant(familyMinutes*time.Minute/time.Microsecond)
		tx.Record("family_session", id, "")
		return tx.PutFamilySession(tokenHash(out.Token), id, out.Expires)
	})
	return out, err
}

// FamilyOf gives the caller of an open family session.
func (o *Office) FamilyOf(ctx context.Context, token string) (Caller, error) {
	c := Caller{Role: party.Family}
	code, _, _ := strings.Cut(token, ".")
	c.County, _ = strconv.ParseInt(code, 10, 64)
	err := o.s.Read(ctx, c.County, func(s *store.Scope) (err error) {
		c.Case, err = s.FamilyCase(tokenHash(token))
		return err
	})
	if err == nil && c.Case == 0 {
		err = noFamilySession.With()
	}
	return c, err
}

// CloseCase ends a family's session.
func (o *Office) CloseCase(ctx context.Context, token string) error {
	c, err := o.FamilyOf(ctx, token)
	if err != nil {
		return err
	}
	_, err = o.s.Write(ctx, store.Act{County: c.County, Act: "close_case", Role: string(party.Family)}, func(tx *store.Tx) error {
		tx.Record("family_session", c.Case, "")
		return tx.EndFamilySession(tokenHash(token))
	})
	return err
}

// StartCase writes a family's first draft and opens a session on it. key makes a
// repeated request one draft; the same key opens it again.
func (o *Office) StartCase(ctx context.Context, county int64, key, source, device string, req DraftClaim) (Drafted, FamilySession, error) {
	if req.Claim != 0 {
		return Drafted{}, FamilySession{}, noFamilySession.With()
	}
	if err := o.once(source); err != nil {
		return Drafted{}, FamilySession{}, err
	}
	d, err := o.Draft(ctx, Caller{County: county, Role: party.Family, Key: key}, req)
	if err != nil {
		return d, FamilySession{}, err
	}
	s, err := o.openFamily(ctx, county, d.Claim)
	if err == nil {
		slip, _ := claim.ReadSlip(d.Slip)
		s.Device, err = o.remember(ctx, device, slipAt(slip))
	}
	return d, s, err
}

// once counts something new from a source and refuses what is too much.
func (o *Office) once(source string) error {
	now := o.s.Now()
	if o.tries.full("new:"+source, newBySource, now) {
		return tooManyNew.With()
	}
	o.tries.add("new:"+source, restingTime, now)
	return nil
}
