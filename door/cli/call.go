package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/alecthomas/kong"

	"songbai/domain/date"
	"songbai/domain/problem"
	"songbai/office"
)

// call is one command under way.
type call struct {
	*root
	ctx    context.Context
	parts  Parts
	kong   *kong.Kong
	in     io.Reader
	out    io.Writer
	errs   io.Writer
	clock  *clock
	opened *Opened
	disarm func() // ends the failpoints, nil for none
}

// clock is the machine's, or one that was set and runs on from there.
type clock struct {
	started time.Time
	base    atomic.Int64 // instant at started; 0 takes the machine's clock
}

func newClock() *clock { return &clock{started: time.Now()} }

// Now gives the instant. A set clock moves by the monotonic clock.
func (c *clock) Now() date.Instant {
	if base := c.base.Load(); base != 0 {
		return date.Instant(base + time.Since(c.started).Microseconds())
	}
	return date.InstantOf(time.Now())
}

// set starts the clock at an instant; a day begins at nine in Beijing.
func (c *clock) set(text string) error {
	at, err := date.ParseInstant(text)
	if err != nil {
		day, derr := date.ParseDay(text)
		if derr != nil {
			return use(badNow.With().At("--now"))
		}
		at = day.BeijingMidnight() + date.Instant(9*time.Hour/time.Microsecond)
	}
	c.started = time.Now()
	c.base.Store(int64(at))
	return nil
}

// open opens the installation of --data once. What only demo and test folders
// allow is refused in others.
func (x *call) open() (*office.Office, error) {
	if x.opened != nil {
		return x.opened.Office, nil
	}
	if x.Data == "" {
		return nil, use(noData.With().At("--data"))
	}
	arm, err := x.failpoints()
	if err != nil {
		return nil, err
	}
	o, err := x.parts.Open(x.ctx, x.Data, x.clock.Now)
	if err != nil {
		return nil, err
	}
	x.opened = o
	if err := x.allow(o.Office.Mode()); err != nil {
		return nil, err
	}
	arm()
	return o.Office, nil
}

// create makes the installation of --data and opens it.
func (x *call) create(in Installation) (*office.Office, error) {
	if x.Data == "" {
		return nil, use(noData.With().At("--data"))
	}
	if err := x.allow(in.Mode); err != nil {
		return nil, err
	}
	arm, err := x.failpoints()
	if err != nil {
		return nil, err
	}
	o, err := x.parts.Create(x.ctx, x.Data, in, x.clock.Now)
	if err != nil {
		return nil, err
	}
	x.opened = o
	arm()
	return o.Office, nil
}

// allow sets the clock where that may be done, and refuses it elsewhere.
func (x *call) allow(m office.Mode) error {
	if m == office.Live {
		for flag, value := range map[string]string{"--as": x.As, "--now": x.Now, "--failpoint": x.Failpoint, "--failpoint-list": x.FailpointList} {
			if value != "" {
				return onlyDemo.With(flag).At(flag)
			}
		}
		return nil
	}
	if x.Now == "" {
		return nil
	}
	return x.clock.set(x.Now)
}

func (x *call) close() error {
	if x.opened == nil {
		return nil
	}
	err := x.opened.Close()
	x.opened = nil
	if x.disarm != nil {
		x.disarm()
	}
	return err
}

// caller says who asks: the login of --as, or the person of --session.
func (x *call) caller() (*office.Office, office.Caller, error) {
	o, err := x.open()
	if err != nil {
		return nil, office.Caller{}, err
	}
	if x.As == "family" {
		c, err := x.family(o)
		return o, c, err
	}
	var all []office.Caller
	if x.As != "" {
		all, err = o.ActAs(x.ctx, x.As)
	} else {
		var token string
		if token, err = x.token(); err == nil {
			all, err = o.CallersOf(x.ctx, token)
		}
	}
	if err != nil {
		return nil, office.Caller{}, err
	}
	c, err := x.choose(all)
	return o, c.With(x.Key), err
}

// family acts as a family: in demo and test folders only, where --as is allowed.
func (x *call) family(o *office.Office) (office.Caller, error) {
	county := x.County
	if county == 0 {
		all, err := o.Counties(x.ctx)
		if err != nil {
			return office.Caller{}, err
		}
		if len(all) != 1 {
			return office.Caller{}, use(chooseRole.With("--county").At("--county"))
		}
		county = all[0].Code
	}
	c, err := o.ActAsFamily(x.ctx, county, "")
	return c.With(x.Key), err
}

// choose takes the one role that --role and --county leave.
func (x *call) choose(all []office.Caller) (office.Caller, error) {
	var left []office.Caller
	var names []string
	for _, c := range all {
		names = append(names, fmt.Sprintf("--role %s --county %d", c.Role, c.County))
		if (x.Role == "" || x.Role == string(c.Role)) && (x.County == 0 || x.County == c.County) {
			left = append(left, c)
		}
	}
	if len(left) != 1 {
		return office.Caller{}, chooseRole.With(strings.Join(names, "; ")).At("--role")
	}
	return left[0], nil
}

// token reads the session's token from the file of --session.
func (x *call) token() (string, error) {
	if x.Session == "" {
		return "", needSession.With().At("--session")
	}
	b, err := os.ReadFile(x.Session)
	if err != nil {
		return "", noFile.With().At("--session").Because(err)
	}
	return strings.TrimSpace(string(b)), nil
}

// say writes an error to the error stream: a sentence, or with --json an object.
func (x *call) say(err error) {
	var list problem.List
	if !errors.As(err, &list) {
		list = problem.List{problem.Of(err)}
	}
	for _, p := range list {
		if x.JSON {
			_ = json.NewEncoder(x.errs).Encode(p)
			continue
		}
		fmt.Fprintln(x.errs, "songbai: "+p.Text(x.Lang))
	}
}

// zhen gives the text in the language of the call.
func (x *call) zhen(zh, en string) string {
	if x.Lang == "en" {
		return en
	}
	return zh
}

// printf writes a line of the output in the language of the call.
func (x *call) printf(zh, en string, args ...any) {
	fmt.Fprintf(x.out, x.zhen(zh, en)+"\n", args...)
}

// do runs an act of the office that takes one request, and shows its answer.
func do[Req, Res any](x *call, f func(*office.Office, context.Context, office.Caller, Req) (Res, error), req Req) error {
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	res, err := f(o, x.ctx, c, req)
	if err != nil {
		return err
	}
	return x.show(res)
}

// did says what an act did that has no answer of its own.
func (x *call) did(err error, code, zh string) error {
	if err != nil {
		return err
	}
	return x.show(struct {
		Done   string `json:"done"`
		DoneZh string `json:"done_zh"`
	}{code, zh})
}
