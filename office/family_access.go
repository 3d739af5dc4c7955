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

// What a source may do before it must rest: wrong slips or phones by slip, by
// source and in all; new drafts and complaints by source. Counted over
// restingMinutes.
const (
	wrongBySlip    = 5
	wrongBySource  = 20
	wrongInAll     = 600
	newBySource    = 30
	restingMinutes = 15

	leafletsBySource = 60
)

var (
	wrongSlip = problem.Define("family.wrong", problem.Forbidden,
		"查询单号或手机号后四位不正确", "the slip number or the last four digits of the phone are wrong",
		"请照承诺单或受理回执上的单号填写，并填登记的手机号后四位；忘记的请致电受理单位", "copy the number from the slip and give the last four digits of the phone that was registered; call the office if you do not have them")
	familyRests = problem.Define("family.resting", problem.Forbidden,
		"错误次数过多，已暂停查询", "too many wrong tries; asking is paused",
		"请 15 分钟后再试，或致电受理单位", "try again in 15 minutes, or call the office")
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
}

// CaseKey is what a family opens its claim with: the slip number, or the token
// of its link, and the last four digits of the phone. Source is where the
// request comes from (an address); it only counts tries.
type CaseKey struct {
	Slip, Link string
	Phone      string
	Source     string
}

// OpenCase opens a session on the claim of a slip or link. A wrong slip and a
// wrong phone answer alike, after one and the same search.
func (o *Office) OpenCase(ctx context.Context, k CaseKey) (FamilySession, error) {
	slip, _ := claim.ReadSlip(k.Slip)
	name := "slip:" + string(slip)
	if k.Link != "" {
		name = "link:" + sha(k.Link)
	}
	now := o.s.Now()
	if o.tries.full(name, wrongBySlip, now) || o.tries.full("from:"+k.Source, wrongBySource, now) || o.tries.full("all", wrongInAll, now) {
		return FamilySession{}, familyRests.With()
	}
	county, id, err := o.findCase(ctx, slip, k)
	if err != nil {
		return FamilySession{}, err
	}
	if id == 0 {
		for _, key := range []string{name, "from:" + k.Source, "all"} {
			o.tries.add(key, now)
		}
		return FamilySession{}, wrongSlip.With()
	}
	return o.openFamily(ctx, county, id)
}

// findCase looks in every county for the claim that the key opens; 0 when none.
func (o *Office) findCase(ctx context.Context, slip claim.Slip, k CaseKey) (county, id int64, err error) {
	four := lastFour(k.Phone)
	counties, err := o.Counties(ctx)
	if err != nil || four == "" {
		return 0, 0, err
	}
	for _, c := range counties {
		err := o.s.Read(ctx, c.Code, func(s *store.Scope) error {
			found, err := caseOf(s, slip, k.Link, four)
			if err != nil || found == 0 {
				return err
			}
			f, err := readFile(s, found)
			if err == nil && f.form.Handler != nil && lastFour(f.form.Handler.Phone) == four { // a number given up opens nothing
				county, id = c.Code, found
			}
			return err
		})
		if err != nil || id != 0 {
			return county, id, err
		}
	}
	return 0, 0, nil
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
	digits := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		}
		return -1
	}, phone)
	if len(digits) < 4 {
		return ""
	}
	return digits[len(digits)-4:]
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
func (o *Office) StartCase(ctx context.Context, county int64, key, source string, req DraftClaim) (Drafted, FamilySession, error) {
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
	return d, s, err
}

// once counts something new from a source and refuses what is too much.
func (o *Office) once(source string) error {
	now := o.s.Now()
	if o.tries.full("new:"+source, newBySource, now) {
		return tooManyNew.With()
	}
	o.tries.add("new:"+source, now)
	return nil
}
