package office

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// resetHours is how long a code for a new password works.
const resetHours = 24

// ResetCode is a code with which a person sets a new password, once. It is told
// here alone; the store keeps its hash.
type ResetCode struct {
	Code    string       `json:"code"`
	Expires date.Instant `json:"expires"`
}

var (
	badReset = problem.Define("session.reset", problem.Forbidden,
		"重设码不正确、已用过或已过期，或证件号与本人不符", "the code is wrong, used or past its time, or the document is not that of the person",
		"请核对；仍不行请安全管理员重新签发", "check both; else ask the security administrator for a new one")
	resetAgain = problem.Define("session.reset_repeated", problem.Conflict,
		"重设码只显示一次", "a code is told once", "请重新签发一个", "give out a new one")
)

// ResetPassword gives out a code for a new password. Who gives it out never learns
// the password: it is set by the person, with the code and the number of the own
// document. An earlier code stops working, and open sessions end.
func (o *Office) ResetPassword(ctx context.Context, c Caller, person int64) (ResetCode, error) {
	secret := rand.Text()[:20]
	out := ResetCode{Code: fmt.Sprintf("%d-%s-%s-%s-%s", c.County, secret[:5], secret[5:10], secret[10:15], secret[15:])}
	a, err := o.do(ctx, c, party.ResetPassword, person, "", func(w *work) error {
		p, err := w.PersonByID(person)
		if err != nil {
			return at("person", err)
		}
		if p.Ended {
			return personEnded.With().At("person")
		}
		grants, err := w.Grants(person)
		if err != nil {
			return err
		}
		held, err := w.RolesOf(person)
		if err != nil {
			return err
		}
		for _, h := range held {
			if h.County != w.County {
				return otherCounty.With().At("person")
			}
		}
		if len(grants) == 0 {
			return otherCounty.With().At("person")
		}
		out.Expires = w.Now + date.Instant(resetHours*time.Hour/time.Microsecond)
		w.Record("person", person, "")
		if err := w.PutReset(resetHash(out.Code), person, out.Expires); err != nil {
			return err
		}
		return w.EndSessions(person)
	})
	if err == nil && a.Repeated {
		return ResetCode{}, resetAgain.With()
	}
	if err != nil {
		return ResetCode{}, err
	}
	return out, nil
}

// foldReset brings a typed code to the form in which it was given out.
func foldReset(code string) string {
	return strings.ToUpper(strings.Join(strings.Fields(code), ""))
}

func resetHash(code string) string {
	sum := sha256.Sum256([]byte("songbai-reset 1\n" + foldReset(code)))
	return hex.EncodeToString(sum[:])
}

// NewPassword is what a person with a code brings.
type NewPassword struct {
	Code     string
	Document ident.Document // the person's own
	Password string
	Source   string // where the request comes from; it only counts tries
}

// NewPassword sets the password of whoever holds a code and the own document. Wrong
// tries are counted by source and, where the code is right, by the code; the answer
// does not say what was wrong. Who has set a new one can sign in at once, whatever
// others guessed.
func (o *Office) NewPassword(ctx context.Context, req NewPassword) error {
	head, _, _ := strings.Cut(foldReset(req.Code), "-")
	county, err := strconv.ParseInt(head, 10, 64)
	if err != nil {
		return badReset.With().At("code")
	}
	hash, now := resetHash(req.Code), o.s.Now()
	from, code := "reset-from:"+req.Source, "reset:"+hash
	if o.logins.full(from, wrongBySource, now) || o.logins.rests(code, freeTries, now) {
		return resting.With()
	}
	var r store.Reset
	mine := false
	err = o.s.Read(ctx, county, func(s *store.Scope) (err error) {
		if r, err = s.ResetByHash(hash); err != nil {
			return err
		}
		doc, err := ident.Read(req.Document.Kind, req.Document.Number)
		if err != nil {
			return nil
		}
		mine, err = s.IsPerson(r.PersonKey, doc.Key())
		return err
	})
	if problem.CodeOf(err) == "store.missing" || err == nil && !mine {
		o.logins.add(from, restingTime, now)
		if err == nil {
			o.logins.add(code, guessingDay, now)
		}
		return badReset.With().At("code")
	}
	if err != nil {
		return err
	}
	secret, err := hashPassword(r.Login, req.Password)
	if err != nil {
		return err
	}
	_, err = o.s.Write(ctx, store.Act{County: county, Act: "new_password"}, func(tx *store.Tx) error {
		tx.Record("person", r.Person, "")
		if err := tx.UseReset(hash); err != nil {
			return err
		}
		if err := tx.PutPassword(r.Person, secret); err != nil {
			return err
		}
		return tx.EndSessions(r.Person)
	})
	if err == nil {
		o.logins.forget(code)
		o.logins.forget(loginAt(r.Login))
	}
	return err
}
