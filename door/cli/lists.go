package cli

import (
	"strconv"
	"strings"

	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/domain/settlement"
	"songbai/office"
)

type listCmd struct {
	Ready    readyCmd    `cmd:"" help:"待列入的申请：条数和金额|what waits to be listed"`
	Waiting  waitingCmd  `cmd:"" help:"哪些清册和核定表有待列入的申请|lists and sheets that claims wait for"`
	Submit   submitCmd   `cmd:"" help:"殡仪馆报送结算清册|submit the home's list"`
	Open     openCmd     `cmd:"" help:"民政局生成核定表|open a determination sheet"`
	All      listsCmd    `cmd:"" help:"列出清册和核定表|list lists and sheets"`
	Show     showListCmd `cmd:"" help:"查看一册|show one"`
	Lines    linesCmd    `cmd:"" help:"查看明细和审核记录|its lines and marks"`
	Pass     passCmd     `cmd:"" help:"审核通过：一条，或全部未审的|pass one line, or all without a mark"`
	Query    queryCmd    `cmd:"" help:"质询一条|query a line"`
	Answer   answerCmd   `cmd:"" help:"答复质询|answer a query"`
	Strike   strikeCmd   `cmd:"" help:"剔除一条|strike a line"`
	SendBack sendBackCmd `cmd:"" name:"send-back" help:"整册退回|send the whole list back"`
	Seal     sealCmd     `cmd:"" help:"签署意见并盖章|opinion and seal"`
	Paper    listPapers  `cmd:"" aliases:"papers" help:"出具清册、审核意见表（PDF、XLSX）|the list or the opinion form as PDF or XLSX"`
	Examine  examineCmd  `cmd:"" help:"财政审核|finance examines"`
	Approve  approveCmd  `cmd:"" help:"财政审定|finance approves"`
}

// ofList names a list.
type ofList struct {
	List string `required:"" help:"清册编号、文号或结算期|list by number, document number or period" placeholder:"LIST"`
}

// listID finds the list's row id: by it, by the document number, or the standing
// one of a period (the latest, when none stands).
func (x *call) listID(o *office.Office, c office.Caller, text string) (int64, error) {
	if id, err := strconv.ParseInt(text, 10, 64); err == nil && id > 9999 {
		return id, nil
	}
	all, err := o.Lists(x.ctx, c, office.ListFilter{})
	if err != nil {
		return 0, err
	}
	var last int64
	for _, l := range all {
		switch {
		case l.Number == text:
			return l.List, nil
		case l.Period.String() != text:
		case l.State != settlement.Void:
			return l.List, nil
		case last == 0:
			last = l.List
		}
	}
	if last == 0 {
		return 0, noSuch.With("清册", "list").At("--list")
	}
	return last, nil
}

// onList runs an act on the list that text names.
func onList[Res any](x *call, text string, f func(o *office.Office, c office.Caller, id int64) (Res, error)) error {
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	id, err := x.listID(o, c, text)
	if err != nil {
		return err
	}
	res, err := f(o, c, id)
	if err != nil {
		return err
	}
	return x.show(res)
}

// period reads a period of a flag.
func period(text string) (settlement.Period, error) {
	p, err := settlement.ParsePeriod(text)
	if err != nil {
		return p, use(problem.Of(err).At("--period"))
	}
	return p, nil
}

// home gives the home of --home, the caller's own, or the county's only one.
func (x *call) home(o *office.Office, c office.Caller, asked int64) (int64, error) {
	if asked != 0 {
		return asked, nil
	}
	all, err := o.Offices(x.ctx, c)
	if err != nil {
		return 0, err
	}
	var homes []int64
	for _, of := range all {
		if of.Office == c.Office && of.Home != 0 {
			return of.Home, nil
		}
		if of.Kind == party.Home && !of.Ended {
			homes = append(homes, of.Home)
		}
	}
	if len(homes) != 1 {
		return 0, noHome.With().At("--home")
	}
	return homes[0], nil
}

type readyCmd struct {
	Period string `required:"" help:"结算期，如 2026-11；核定表用日期|period as 2026-11; a day for a sheet" placeholder:"PERIOD"`
	Home   int64  `help:"殡仪馆|home" placeholder:"HOME"`
}

// Run shows what waits.
func (a *readyCmd) Run(x *call) error {
	p, err := period(a.Period)
	if err != nil {
		return err
	}
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	home := int64(0)
	if p.Cycle() != settlement.Daily {
		if home, err = x.home(o, c, a.Home); err != nil {
			return err
		}
	}
	v, err := o.Ready(x.ctx, c, home, p)
	if err != nil {
		return err
	}
	return x.show(v)
}

type submitCmd struct {
	Period string `required:"" help:"结算期，如 2026-11|period as 2026-11" placeholder:"PERIOD"`
}

// Run submits the own home's list.
func (a *submitCmd) Run(x *call) error {
	p, err := period(a.Period)
	if err != nil {
		return err
	}
	return do(x, (*office.Office).SubmitList, office.SubmitList{Period: p})
}

type openCmd struct {
	Day string `required:"" help:"核定日期|day on which amounts were fixed" placeholder:"DAY"`
}

// Run opens a sheet.
func (a *openCmd) Run(x *call) error {
	day, err := dayOf("--day", a.Day)
	if err != nil {
		return err
	}
	return do(x, (*office.Office).OpenSheet, office.OpenSheet{Day: day})
}

type listsCmd struct {
	Kind   string `help:"种类：local 或 reimbursement|local or reimbursement" placeholder:"KIND"`
	State  string `help:"状态|state" placeholder:"STATE"`
	Period string `help:"结算期|period" placeholder:"PERIOD"`
}

// Run lists lists.
func (a *listsCmd) Run(x *call) error {
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	out, err := o.Lists(x.ctx, c, office.ListFilter{Kind: settlement.Kind(a.Kind), State: settlement.State(a.State), Period: a.Period})
	if err != nil {
		return err
	}
	return x.show(out)
}

type showListCmd struct{ ofList }

// Run shows a list.
func (a *showListCmd) Run(x *call) error {
	return onList(x, a.List, func(o *office.Office, c office.Caller, id int64) (office.ListView, error) {
		return o.ListView(x.ctx, c, id)
	})
}

type linesCmd struct {
	ofList
	After int `help:"翻页：从哪一行之后|paging: after this line" placeholder:"SEQ"`
	Limit int `default:"100" help:"最多几行（1-500）|at most, 1-500" placeholder:"N"`
}

// Run shows lines.
func (a *linesCmd) Run(x *call) error {
	return onList(x, a.List, func(o *office.Office, c office.Caller, id int64) ([]office.LineView, error) {
		return o.LineViews(x.ctx, c, id, a.After, a.Limit)
	})
}

// ofLine names a line of a list.
type ofLine struct {
	ofList
	Seq int `required:"" help:"行号|line" placeholder:"SEQ"`
}

type passCmd struct {
	ofList
	Seq int `help:"行号；缺省为全部未审的|line; all without a mark when absent" placeholder:"SEQ"`
}

// Run passes lines.
func (a *passCmd) Run(x *call) error {
	return onList(x, a.List, func(o *office.Office, c office.Caller, id int64) (office.ListMoved, error) {
		if a.Seq == 0 {
			return o.CheckLines(x.ctx, c, office.ListRef{List: id})
		}
		return o.CheckLine(x.ctx, c, office.LineRef{List: id, Seq: a.Seq})
	})
}

type queryCmd struct {
	ofLine
	Note string `required:"" help:"问题|the question" placeholder:"TEXT"`
}

// Run queries a line.
func (a *queryCmd) Run(x *call) error {
	return onList(x, a.List, func(o *office.Office, c office.Caller, id int64) (office.ListMoved, error) {
		return o.QueryLine(x.ctx, c, office.QueryLine{LineRef: office.LineRef{List: id, Seq: a.Seq}, Note: a.Note})
	})
}

type answerCmd struct {
	ofLine
	Note string `required:"" help:"答复|the answer" placeholder:"TEXT"`
}

// Run answers a query.
func (a *answerCmd) Run(x *call) error {
	return onList(x, a.List, func(o *office.Office, c office.Caller, id int64) (office.ListMoved, error) {
		return o.AnswerQuery(x.ctx, c, office.AnswerQuery{LineRef: office.LineRef{List: id, Seq: a.Seq}, Note: a.Note})
	})
}

type strikeCmd struct {
	ofLine
	Reason string `required:"" help:"原因代码：duplicate、paper_missing、amount_wrong、not_eligible、wrong_period、home_asked|reason code" placeholder:"REASON"`
	Note   string `help:"说明|words" placeholder:"TEXT"`
}

// Run strikes a line.
func (a *strikeCmd) Run(x *call) error {
	return onList(x, a.List, func(o *office.Office, c office.Caller, id int64) (office.ListMoved, error) {
		return o.StrikeLine(x.ctx, c, office.StrikeLine{LineRef: office.LineRef{List: id, Seq: a.Seq}, Reason: settlement.Reason(a.Reason), Note: a.Note})
	})
}

type sendBackCmd struct {
	ofList
	Reason string `required:"" help:"原因（不写姓名）|why, without names" placeholder:"TEXT"`
}

// Run sends a list back.
func (a *sendBackCmd) Run(x *call) error {
	return onList(x, a.List, func(o *office.Office, c office.Caller, id int64) (office.ListMoved, error) {
		return o.SendBack(x.ctx, c, office.SendBack{List: id, Reason: a.Reason})
	})
}

type sealCmd struct {
	ofList
	Opinion string `required:"" help:"意见|the opinion" placeholder:"TEXT"`
}

// Run seals.
func (a *sealCmd) Run(x *call) error {
	return onList(x, a.List, func(o *office.Office, c office.Caller, id int64) (office.ListMoved, error) {
		return o.SealList(x.ctx, c, office.SealList{List: id, Opinion: strings.TrimSpace(a.Opinion)})
	})
}

type examineCmd struct{ ofList }

// Run examines.
func (a *examineCmd) Run(x *call) error {
	return onList(x, a.List, func(o *office.Office, c office.Caller, id int64) (office.ListMoved, error) {
		return o.ExamineList(x.ctx, c, office.ListRef{List: id})
	})
}

type approveCmd struct {
	ofList
	Overrun string `help:"允许超支的文件|document that allows an overrun" placeholder:"DOCUMENT"`
}

// Run approves.
func (a *approveCmd) Run(x *call) error {
	return onList(x, a.List, func(o *office.Office, c office.Caller, id int64) (office.ListMoved, error) {
		return o.ApproveList(x.ctx, c, office.ApproveList{List: id, Overrun: a.Overrun})
	})
}

type listPapers struct {
	ofList
	Kind string `required:"" enum:"list_pdf,list_xlsx,opinion_pdf" help:"文书种类|kind of paper" placeholder:"list_pdf|list_xlsx|opinion_pdf"`
	Out  string `required:"" help:"写入的文件（含个人信息）|file to write; it holds personal values" placeholder:"FILE"`
}

// Run gives out a paper of a list.
func (a *listPapers) Run(x *call) error {
	return onList(x, a.List, func(o *office.Office, c office.Caller, id int64) (office.Paper, error) {
		p, err := o.ListPaper(x.ctx, c, office.ListPaper{List: id, Kind: a.Kind})
		if err == nil {
			err = save(a.Out, p.Bytes)
		}
		return p, err
	})
}
