// Package timer owns what the calendar asks for: that lists are ready or due is
// put into the outbox, the heads of the audit chains are anchored each day, the
// independent checker runs at night.
//
// It never decides what is due or late; the office says it, by the clock of the
// installation. Always true: each reminder is written once, however often the
// timer runs; a day's anchors are kept before the next day's.
package timer

import (
	"context"
	"time"

	"songbai/domain/party"
	"songbai/office"
)

// Did says what one round did.
type Did struct {
	Reminders []Note `json:"reminders"`
	Anchors   int    `json:"anchors"` // lines added to the file of anchors
}

// Note is a reminder that was put into the outbox.
type Note struct {
	Kind    string `json:"kind"` // list_ready, list_due, list_late, month_short, paper_late, review_late
	County  int64  `json:"county"`
	Subject int64  `json:"subject"` // home or list
	Period  string `json:"period"`
	Due     string `json:"due"`
}

// Once does one round: reminders, then anchors.
func Once(ctx context.Context, o *office.Office) (Did, error) {
	var did Did
	notes, err := o.Remind(ctx)
	for _, n := range notes {
		did.Reminders = append(did.Reminders, Note{n.Kind, n.County, n.Subject, n.Period, n.Day.String()})
	}
	if err != nil {
		return did, err
	}
	did.Anchors, err = o.AnchorChains(ctx)
	return did, err
}

// Loop runs each job once a business day, trying every now and then, until ctx
// ends. Each run is kept with how it went; what went wrong is said and tried again.
func Loop(ctx context.Context, o *office.Office, every time.Duration, say func(error)) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	did := map[string]string{}
	for {
		day := o.Today().String()
		for _, name := range o.DueJobs(ctx) {
			if did[name] == day || ctx.Err() != nil {
				continue
			}
			if _, err := o.RunJob(ctx, office.Caller{Role: party.Timer}, name); err == nil {
				did[name] = day
			} else if ctx.Err() == nil {
				say(err)
			}
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
