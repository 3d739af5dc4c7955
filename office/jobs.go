package office

import (
	"context"
	"fmt"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// Verified is what the independent checker said in a run: how much it went over and
// what it found, by invariant, table and row; nothing personal.
type Verified struct {
	Audit, Claims, Lists, Entries int
	Findings                      []string // "INV-06 entry 441881/441881000000000012"
	More                          int
}

// Checker runs the independent checker. Main hands it in: the office imports no
// checker.
type Checker func(ctx context.Context) (Verified, error)

// WithChecker gives the office floor a checker to run.
func (o *Office) WithChecker(c Checker) *Office { o.checker = c; return o }

// The jobs of the installation.
const (
	JobRemind = "remind"
	JobAnchor = "anchor"
	JobCheck  = "check"
)

// job is something that runs by the calendar, or again when somebody asks.
type job struct {
	name         string
	zh, en       string
	help, helpEn string
	run          func(o *Office, ctx context.Context) (detail string, found bool, err error)
}

var jobs = []job{
	{JobRemind, "到期提醒", "reminders", "把即将到期和逾期的清册写入待发消息", "puts lists that are due soon or late among the messages to send", func(o *Office, ctx context.Context) (string, bool, error) {
		notes, err := o.Remind(ctx)
		return fmt.Sprintf("notes=%d", len(notes)), false, err
	}},
	{JobAnchor, "锚定审计链", "anchors of the chain", "把各县审计链的末端记入数据库外的锚点文件", "notes the end of each county's chain in a file outside the database", func(o *Office, ctx context.Context) (string, bool, error) {
		n, err := o.AnchorChains(ctx)
		return fmt.Sprintf("anchors=%d", n), false, err
	}},
	{JobCheck, "独立核验", "independent check", "用独立核验程序重算全部账目和审计链", "works out the books and the chain again with the independent checker", func(o *Office, ctx context.Context) (string, bool, error) {
		if o.checker == nil {
			return "", false, noChecker.With()
		}
		r, err := o.checker(ctx)
		detail := fmt.Sprintf("audit=%d claims=%d lists=%d entries=%d findings=%d", r.Audit, r.Claims, r.Lists, r.Entries, len(r.Findings)+r.More)
		for i, f := range r.Findings {
			if i == 5 {
				break
			}
			detail += "; " + f
		}
		return detail, len(r.Findings) > 0, err
	}},
}

var (
	noJob = problem.Define("job.name", problem.Invalid,
		"没有“%[1]s”这项定时任务", "there is no job %[1]q", "请从任务表中选择", "choose one of the table")
	noChecker = problem.Define("job.no_checker", problem.Unready,
		"本服务没有装入核验程序", "this server was given no checker", "请在服务器上运行 songbai verify", "run songbai verify on the server")
)

// JobRun is one run of a job.
type JobRun struct {
	Job     string `json:"job"`
	Began   string `json:"began"`
	Ended   string `json:"ended"`
	Outcome string `json:"outcome"` // ok, found, failed
	Code    string `json:"code,omitempty"`
	Detail  string `json:"detail,omitempty"`
	By      int64  `json:"by,omitempty"` // 0: the timer
}

// nightEnds is the hour of the business day before which the checker runs; and it
// runs by day when its last run is older than restlessHours.
const (
	nightEnds     = 6
	restlessHours = 48
)

// DueJobs names the jobs that the calendar asks for now: all but the check, which
// waits for the night and is left out where no checker was handed in.
func (o *Office) DueJobs(ctx context.Context) []string {
	due := []string{JobRemind, JobAnchor}
	if o.checker == nil {
		return due
	}
	var last []store.JobRun
	err := o.s.Read(ctx, 0, func(s *store.Scope) (err error) {
		last, err = s.JobRuns(JobCheck, 1)
		return err
	})
	if err != nil {
		return due
	}
	now := o.s.Now()
	night := int64(now)/1_000_000%86400/3600 >= 16 && int64(now)/1_000_000%86400/3600 < 16+nightEnds // 00:00 in Beijing is 16:00 UTC
	if len(last) == 1 {
		ended, err := date.ParseInstant(last[0].End)
		if err != nil || ended.Day() == now.Day() {
			return due
		}
		night = night || int64(now-ended) > restlessHours*3600*1_000_000
	}
	if night {
		due = append(due, JobCheck)
	}
	return due
}

// RunJob runs a job now and keeps how it went. The timer asks with a caller of its
// own role; the system administrator asks again after a failure; the auditor may
// ask for the check. The error is of the job itself; its run is kept either way.
func (o *Office) RunJob(ctx context.Context, c Caller, name string) (JobRun, error) {
	var j *job
	for i := range jobs {
		if jobs[i].name == name {
			j = &jobs[i]
		}
	}
	if j == nil {
		return JobRun{}, noJob.With(name).At("job")
	}
	act := party.RunJob
	if name == JobCheck && c.Role != party.SysAdmin {
		act = party.Verify
	}
	if err := o.read(ctx, c, act, func(*store.Scope, party.Actor) error { return nil }); err != nil {
		return JobRun{}, err
	}
	out := JobRun{Job: name, Began: o.s.Now().String(), By: c.Person, Outcome: "ok"}
	detail, found, failure := j.run(o, ctx)
	out.Detail = detail
	switch {
	case failure != nil:
		out.Outcome, out.Code, out.Detail = "failed", problem.CodeOf(failure), ""
	case found:
		out.Outcome = "found"
	}
	_, err := o.s.Write(ctx, store.Act{Act: string(party.RunJob), Person: c.Person}, func(tx *store.Tx) error {
		row := store.JobRun{Job: name, Began: out.Began, Outcome: out.Outcome, Code: out.Code, Detail: out.Detail}
		tx.Record("job", 0, sha(fmt.Sprintf("songbai-job 1\njob=%s\noutcome=%s\ncode=%s\ndetail=%s\n", name, out.Outcome, out.Code, out.Detail)))
		err := tx.PutJobRun(&row)
		out.Ended = row.End
		return err
	})
	return out, firstOf(failure, err)
}

// JobView is a job with its last runs, the newest first.
type JobView struct {
	Job    string   `json:"job"`
	Zh     string   `json:"zh"`
	En     string   `json:"en"`
	Help   string   `json:"help"`
	HelpEn string   `json:"help_en"`
	Runs   []JobRun `json:"runs"`
}

// Jobs lists the jobs with their last runs, for the administrators and the auditor.
func (o *Office) Jobs(ctx context.Context, c Caller) (out []JobView, err error) {
	err = o.read(ctx, c, party.ViewPeople, func(*store.Scope, party.Actor) error { return nil })
	if err != nil {
		return nil, err
	}
	err = o.s.Read(ctx, 0, func(s *store.Scope) error {
		for _, j := range jobs {
			v := JobView{Job: j.name, Zh: j.zh, En: j.en, Help: j.help, HelpEn: j.helpEn}
			rows, err := s.JobRuns(j.name, 10)
			if err != nil {
				return err
			}
			for _, r := range rows {
				v.Runs = append(v.Runs, JobRun{Job: r.Job, Began: r.Began, Ended: r.End, Outcome: r.Outcome, Code: r.Code, Detail: r.Detail, By: r.Person})
			}
			out = append(out, v)
		}
		return nil
	})
	return out, err
}
