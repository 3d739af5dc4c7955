package office

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"songbai/domain/date"
	"songbai/store"
)

// What guessing comes up against. Who guesses is slowed; what is guessed at stays
// open to its owner.
const (
	freeTries      = 5   // wrong ones of one source at one secret before it waits
	wrongBySource  = 20  // of one source at any secret, within restingMinutes
	wrongByDay     = 10  // at one slip by devices not known, within a day
	wrongInAll     = 600 // of all sources at any slip, within restingMinutes
	mostByDay      = 1000
	wrongByNumber  = 30 // days guessed at one certificate by everybody, within a day
	wrongByLogin   = 50 // at one login by devices not known, within restingMinutes
	restingMinutes = 15
	mostKnown      = 6 // what one device is remembered for
)

const (
	restingTime = restingMinutes * time.Minute
	guessingDay = 24 * time.Hour
)

// guess is a try at a secret: what is guessed at, and who guesses.
type guess struct {
	at     string // slip, link, complaint or login
	source string // where the request comes from
	known  string // the device, when it has got in at this secret before
}

// own is the name under which the guesser alone is counted at this secret.
func (g guess) own() string {
	if g.known != "" {
		return g.at + "|device:" + g.known
	}
	return g.at + "|from:" + g.source
}

// missed counts a wrong guess. A device that is known counts against itself alone.
func (t *turnstile) missed(g guess, now date.Instant) {
	t.add(g.own(), time.Hour, now)
	if g.known != "" {
		return
	}
	t.add("from:"+g.source, restingTime, now)
	t.add("all", restingTime, now)
	t.add(g.at, restingTime, now)
	t.add(g.at+"|day", guessingDay, now)
}

// hit forgets the wrong guesses of who got in.
func (t *turnstile) hit(g guess) { t.forget(g.own()) }

// doubted reports whether four digits are too little: many have guessed at this
// slip, from this source or anywhere, and the device is not known. The whole number
// of the phone opens it still, so that guessing shuts nobody out.
func (t *turnstile) doubted(g guess, now date.Instant) bool {
	return g.known == "" && (t.full(g.at+"|day", wrongByDay, now) || t.full("from:"+g.source, wrongBySource, now) || t.full("all", wrongInAll, now))
}

// A device that has got in carries a cookie: a number of its own and, for each
// secret that it opened, the keyed token of both. It opens nothing; it only tells
// its owner from a stranger while somebody guesses.

// knownAs gives the number of a device that has got in at a secret; "" for none.
func (o *Office) knownAs(ctx context.Context, device, at string) (string, error) {
	own, marks, _ := strings.Cut(device, ".")
	if len(own) != 26 || marks == "" || len(device) > 400 {
		return "", nil
	}
	want, err := o.mark(ctx, own, at)
	if err != nil {
		return "", err
	}
	for m := range strings.SplitSeq(marks, ".") {
		if m == want {
			return own, nil
		}
	}
	return "", nil
}

// remember gives the device's cookie with secrets that it has opened in front.
func (o *Office) remember(ctx context.Context, device string, at ...string) (string, error) {
	own, rest, _ := strings.Cut(device, ".")
	if len(own) != 26 || len(device) > 400 {
		own, rest = rand.Text(), ""
	}
	marks := []string{}
	for _, a := range at {
		m, err := o.mark(ctx, own, a)
		if err != nil {
			return "", err
		}
		marks = append(marks, m)
	}
	for m := range strings.SplitSeq(rest, ".") {
		if m != "" && len(marks) < mostKnown && !slices.Contains(marks, m) {
			marks = append(marks, m)
		}
	}
	return own + "." + strings.Join(marks, "."), nil
}

func (o *Office) mark(ctx context.Context, own, at string) (mark string, err error) {
	err = o.s.Read(ctx, 0, func(s *store.Scope) error {
		mark, err = s.DeviceToken(own + "\x00" + at)
		return err
	})
	if err != nil {
		return "", err
	}
	return mark[:32], nil
}
