package cli

import (
	"strconv"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/payment"
	"songbai/office"
)

type payCmd struct {
	Order          orderCmd      `cmd:"" help:"对审定的清册下达支付|order the payment of an approved list"`
	File           fileCmd       `cmd:"" help:"生成或再次取用银行文件|make the bank file, or give it out again"`
	Show           showOrderCmd  `cmd:"" help:"查看拨款单和到账情况|show an order and what the bank said"`
	Paper          orderPapers   `cmd:"" aliases:"papers" help:"出具拨款单、拨付通知（PDF）|the payment order or a remittance as PDF"`
	Remittance     remittanceCmd `cmd:"" help:"出具一笔款的拨付通知（PDF）|the remittance of one payment as PDF"`
	Return         bankReturnCmd `cmd:"" help:"凭纸质回单登记一笔退回|record a returned line from the bank's slip"`
	CorrectAccount correctAccCmd `cmd:"" name:"correct-account" help:"提出更正账户|propose a corrected account"`
	ApproveAccount approveAccCmd `cmd:"" name:"approve-account" help:"核准（或驳回）更正账户|approve or decline it"`
	Reissue        reissueCmd    `cmd:"" help:"重新支付被退回的款项|pay returned lines again"`
	Recover        recoverCmd    `cmd:"" help:"登记追回款|money of a recovery came back"`
	Recoveries     recoveriesCmd `cmd:"" help:"列出追回|list recoveries"`
	Budgets        budgetsCmd    `cmd:"" help:"预算执行|budgets"`
	Books          booksCmd      `cmd:"" help:"账簿余额|balances of the book"`
}

type importCmd struct {
	BankResult bankResultCmd `cmd:"" name:"bank-result" help:"导入银行回单，重复导入只有一次效果|import a bank's result file, any number of times"`
}

// ofOrder names an order.
type ofOrder struct {
	Order string `required:"" help:"拨款单编号或文号|order by number or document number" placeholder:"ORDER"`
}

// orderID finds the order's row id.
func (x *call) orderID(o *office.Office, c office.Caller, text string) (int64, error) {
	if id, err := strconv.ParseInt(text, 10, 64); err == nil {
		return id, nil
	}
	all, err := o.Lists(x.ctx, c, office.ListFilter{})
	if err != nil {
		return 0, err
	}
	for _, l := range all {
		for _, p := range l.Orders {
			if p.Number == text {
				return p.Order, nil
			}
		}
	}
	return 0, noSuch.With("拨款单", "order").At("--order")
}

// onOrder runs an act on the order that text names.
func onOrder[Res any](x *call, text string, f func(o *office.Office, c office.Caller, id int64) (Res, error)) error {
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	id, err := x.orderID(o, c, text)
	if err != nil {
		return err
	}
	res, err := f(o, c, id)
	if err != nil {
		return err
	}
	return x.show(res)
}

// maybeDay reads a day that may be absent.
func maybeDay(flag, text string) (*date.Day, error) {
	if text == "" {
		return nil, nil
	}
	d, err := dayOf(flag, text)
	return &d, err
}

type orderCmd struct {
	ofList
	Day    string  `help:"支付日期，缺省今天|day of payment, today when absent" placeholder:"DAY"`
	Offset []int64 `help:"抵扣的追回编号|recoveries to set off" placeholder:"RECOVERY,…"`
}

// Run orders a payment.
func (a *orderCmd) Run(x *call) error {
	day, err := maybeDay("--day", a.Day)
	if err != nil {
		return err
	}
	return onList(x, a.List, func(o *office.Office, c office.Caller, id int64) (office.OrderMade, error) {
		return o.OrderPayment(x.ctx, c, office.OrderPayment{List: id, Day: day, Offsets: a.Offset})
	})
}

type fileCmd struct {
	ofOrder
	Profile string `default:"csv-utf8" help:"文件格式：csv-utf8、csv-gb18030、pain.001|form of the file" placeholder:"PROFILE"`
	Out     string `required:"" help:"写入的文件（含账号）|file to write; it holds accounts" placeholder:"FILE"`
}

// Run gives the bank file out.
func (a *fileCmd) Run(x *call) error {
	return onOrder(x, a.Order, func(o *office.Office, c office.Caller, id int64) (office.BankFile, error) {
		f, err := o.MakeFile(x.ctx, c, office.MakeFile{Order: id, Profile: a.Profile})
		if err == nil {
			err = save(a.Out, f.Bytes)
		}
		return f, err
	})
}

type showOrderCmd struct{ ofOrder }

// Run shows an order.
func (a *showOrderCmd) Run(x *call) error {
	return onOrder(x, a.Order, func(o *office.Office, c office.Caller, id int64) (office.OrderView, error) {
		return o.OrderView(x.ctx, c, id)
	})
}

type orderPapers struct {
	ofOrder
	Kind    string `required:"" enum:"order_pdf,remittance_pdf" help:"文书种类|kind of paper" placeholder:"order_pdf|remittance_pdf"`
	Voucher string `help:"拨付通知所属的凭证号|voucher of the remittance" placeholder:"VOUCHER"`
	Out     string `required:"" help:"写入的文件（含账号）|file to write; it holds accounts" placeholder:"FILE"`
}

// Run gives out a paper of an order.
func (a *orderPapers) Run(x *call) error {
	return onOrder(x, a.Order, func(o *office.Office, c office.Caller, id int64) (office.Paper, error) {
		p, err := o.OrderPaper(x.ctx, c, office.OrderPaper{Order: id, Kind: a.Kind, Voucher: a.Voucher})
		if err == nil {
			err = save(a.Out, p.Bytes)
		}
		return p, err
	})
}

type remittanceCmd struct {
	ofOrder
	Voucher string `help:"凭证号；只有一笔时可省|voucher; not needed when there is one" placeholder:"VOUCHER"`
	Out     string `required:"" help:"写入的文件（含账号）|file to write; it holds accounts" placeholder:"FILE"`
}

// Run gives out the remittance of a payment.
func (a *remittanceCmd) Run(x *call) error {
	return (&orderPapers{a.ofOrder, "remittance_pdf", a.Voucher, a.Out}).Run(x)
}

type bankReturnCmd struct {
	ofOrder
	Voucher  string `required:"" help:"凭证号|voucher" placeholder:"VOUCHER"`
	Code     string `required:"" help:"银行退回代码|reason code of the bank" placeholder:"CODE"`
	Document string `required:"" help:"银行回单编号|the bank's slip" placeholder:"DOCUMENT"`
}

// Run records a returned line.
func (a *bankReturnCmd) Run(x *call) error {
	return onOrder(x, a.Order, func(o *office.Office, c office.Caller, id int64) (office.Imported, error) {
		return o.ImportReturn(x.ctx, c, office.ImportReturn{Order: id, Voucher: a.Voucher, Code: a.Code, Document: a.Document})
	})
}

type correctAccCmd struct {
	File     string `help:"{\"holder\":…,\"number\":…,\"bank\":…,\"bank_no\":…,\"document\":…}，缺省为标准输入|the account as JSON, standard input when absent" placeholder:"FILE"`
	Claim    string `help:"申请人的账户|the account of a claim's applicant" placeholder:"CLAIM"`
	Home     int64  `help:"殡仪馆的账户|the account of a home" placeholder:"HOME"`
	Treasury bool   `help:"财政付款账户|the account the county pays from"`
}

// Run proposes an account.
func (a *correctAccCmd) Run(x *call) error {
	var in accountBody
	if err := x.body(a.File, &in, true); err != nil {
		return err
	}
	req := office.CorrectAccount{Account: in.account(), Document: in.Document}
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	if a.Claim != "" {
		if req.Claim, err = x.claimID(o, &c, a.Claim); err != nil {
			return err
		}
	}
	if a.Home != 0 {
		req.Home = a.Home
	}
	req.Treasury = a.Treasury
	if c.Role == party.HomeManager && req.Claim == 0 && req.Home == 0 && !req.Treasury {
		if req.Home, err = x.home(o, c, 0); err != nil {
			return err
		}
	}
	out, err := o.ProposeAccount(x.ctx, c, req)
	if err != nil {
		return err
	}
	return x.show(out)
}

// accountBody is an account as JSON: it is personal, so it never stands on a
// command line.
type accountBody struct {
	Holder   string `json:"holder"`
	Number   string `json:"number"`
	Bank     string `json:"bank"`
	BankNo   string `json:"bank_no"`
	Document string `json:"document"`
}

func (b *accountBody) account() payment.Account {
	return payment.Account{Holder: b.Holder, Number: b.Number, Bank: b.Bank, BankNo: b.BankNo}
}

type approveAccCmd struct {
	Proposal int64 `required:"" help:"待核准编号|number of the proposal" placeholder:"NUMBER"`
	Decline  bool  `help:"驳回|decline it"`
}

// Run decides on an account.
func (a *approveAccCmd) Run(x *call) error {
	return do(x, (*office.Office).DecideAccount, office.DecideAccount{Proposal: a.Proposal, Decline: a.Decline})
}

type reissueCmd struct {
	ofOrder
	Voucher []string `help:"凭证号；缺省为全部待重拨的|vouchers; all that wait when absent" placeholder:"VOUCHER,…"`
	Day     string   `help:"支付日期，缺省今天|day of payment, today when absent" placeholder:"DAY"`
}

// Run pays returned lines again.
func (a *reissueCmd) Run(x *call) error {
	day, err := maybeDay("--day", a.Day)
	if err != nil {
		return err
	}
	return onOrder(x, a.Order, func(o *office.Office, c office.Caller, id int64) (office.OrderMade, error) {
		return o.Reissue(x.ctx, c, office.Reissue{Order: id, Vouchers: a.Voucher, Day: day})
	})
}

type recoverCmd struct {
	Recovery int64  `required:"" help:"追回编号|number of the recovery" placeholder:"NUMBER"`
	Sum      string `required:"" help:"到账金额（元）|sum in yuan" placeholder:"SUM"`
	Document string `required:"" help:"银行回单编号|the bank's slip" placeholder:"DOCUMENT"`
}

// Run books money that came back.
func (a *recoverCmd) Run(x *call) error {
	fen, err := yuan("--sum", a.Sum)
	if err != nil {
		return err
	}
	return do(x, (*office.Office).Recover, office.Recover{Recovery: a.Recovery, Fen: fen, Document: a.Document})
}

type recoveriesCmd struct {
	Home int64 `help:"殡仪馆|home" placeholder:"HOME"`
}

// Run lists recoveries.
func (a *recoveriesCmd) Run(x *call) error {
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	all, err := o.Recoveries(x.ctx, c, a.Home)
	if err != nil {
		return err
	}
	var out []recoveryRow
	for _, r := range all {
		out = append(out, recoveryRow{r.ID, r.Number, r.Claim, r.List, r.Seq, r.Fen, r.Left(), r.Reason, r.At})
	}
	return x.show(out)
}

// recoveryRow is a recovery as it is listed.
type recoveryRow struct {
	Recovery int64        `json:"recovery"`
	Number   string       `json:"number"`
	Claim    int64        `json:"claim"`
	List     int64        `json:"list"`
	Seq      int          `json:"seq"`
	Fen      money.Amount `json:"fen"`
	Left     money.Amount `json:"left_fen"`
	Reason   string       `json:"reason"`
	At       string       `json:"at"`
}

type budgetsCmd struct{}

// Run lists budgets.
func (budgetsCmd) Run(x *call) error {
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	out, err := o.Budgets(x.ctx, c)
	if err != nil {
		return err
	}
	return x.show(out)
}

type booksCmd struct{}

// Run shows the book.
func (booksCmd) Run(x *call) error {
	o, c, err := x.caller()
	if err != nil {
		return err
	}
	all, err := o.Balances(x.ctx, c)
	if err != nil {
		return err
	}
	var out []bookRow
	for _, b := range all {
		out = append(out, bookRow{string(b.Account), string(b.Fund), string(b.Level), b.Year, b.Fen})
	}
	return x.show(out)
}

// bookRow is the balance of an account of the book.
type bookRow struct {
	Account string       `json:"account"`
	Fund    string       `json:"fund"`
	Level   string       `json:"level"`
	Year    int          `json:"year"`
	Fen     money.Amount `json:"fen"`
}

type bankResultCmd struct {
	File    string `arg:"" help:"回单文件|the result file"`
	Order   string `required:"" help:"拨款单编号或文号|order by number or document number" placeholder:"ORDER"`
	Profile string `default:"csv-utf8" help:"回单格式：csv-utf8、csv-gb18030、pain.002|form of the file" placeholder:"PROFILE"`
	Rows    bool   `help:"有问题的行留着，先导入没有问题的行|take the good rows in and leave the faulty ones open"`
}

// Run imports a result.
func (a *bankResultCmd) Run(x *call) error {
	b, err := x.bytes(a.File)
	if err != nil {
		return err
	}
	return onOrder(x, a.Order, func(o *office.Office, c office.Caller, id int64) (office.Imported, error) {
		return o.ImportResult(x.ctx, c, office.ImportResult{Order: id, Profile: a.Profile, Data: b, Rows: a.Rows})
	})
}
