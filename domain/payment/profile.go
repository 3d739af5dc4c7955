package payment

import (
	"regexp"

	"songbai/domain/problem"
)

// Form is the shape of a bank file.
type Form string

const (
	CSV     Form = "csv"
	Pain001 Form = "pain.001" // ISO 20022 pain.001.001.10, one payment group
	Pain002 Form = "pain.002" // results, read leniently in version, strictly in content
)

// Encoding is the character set of a CSV file; XML is always UTF-8.
type Encoding string

const (
	UTF8BOM Encoding = "utf-8-bom" // spreadsheets open it right
	UTF8    Encoding = "utf-8"
	GB18030 Encoding = "gb18030"
)

// Field is what a column of a payment file holds.
type Field string

const (
	FSeq          Field = "seq"
	FVoucher      Field = "voucher"
	FHolder       Field = "payee_holder"
	FNumber       Field = "payee_account"
	FBank         Field = "payee_bank"
	FBankNo       Field = "payee_bank_no"
	FYuan         Field = "amount_yuan" // "1300.00"
	FFen          Field = "amount_fen"  // "130000"
	FPurpose      Field = "purpose"
	FPayerHolder  Field = "payer_holder"
	FPayerNumber  Field = "payer_account"
	FOrder        Field = "order_number"
	FList         Field = "list_number"
	FDay          Field = "day"       // "2026-12-08"
	FDayCompact   Field = "day_plain" // "20261208"
	FConst        Field = "const"     // Column.Value
	FPreviousSlip Field = "previous_voucher"
)

// Column is one column of a payment file.
type Column struct {
	Title string `json:"title" yaml:"title"`
	Field Field  `json:"field" yaml:"field"`
	Value string `json:"value,omitempty" yaml:"value,omitempty"` // of FConst only
}

// Profile describes one bank's payment file as data.
type Profile struct {
	Code     string   `json:"code" yaml:"code"`
	Zh       string   `json:"zh" yaml:"zh"`
	En       string   `json:"en,omitempty" yaml:"en,omitempty"`
	Form     Form     `json:"form" yaml:"form"` // CSV or Pain001
	Encoding Encoding `json:"encoding,omitempty" yaml:"encoding,omitempty"`
	Columns  []Column `json:"columns,omitempty" yaml:"columns,omitempty"`
	// Titles writes a first row of titles; Total a last row "合计,count,yuan".
	Titles bool `json:"titles,omitempty" yaml:"titles,omitempty"`
	Total  bool `json:"total,omitempty" yaml:"total,omitempty"`
	// TabText ends digit strings with a TAB, so that a spreadsheet keeps them as text.
	TabText bool `json:"tab_text,omitempty" yaml:"tab_text,omitempty"`
}

// ResultField is what a column of a result file holds.
type ResultField string

const (
	RVoucher ResultField = "voucher"
	RYuan    ResultField = "amount_yuan"
	RStatus  ResultField = "status"
	RSerial  ResultField = "serial" // the bank's own number
	RDay     ResultField = "day"    // value date, 2026-12-08
	RCode    ResultField = "code"   // reason of a return
	RReason  ResultField = "reason" // in words
	RIgnore  ResultField = "ignore"
)

// ResultColumn is one column of a result file.
type ResultColumn struct {
	Title string      `json:"title" yaml:"title"`
	Field ResultField `json:"field" yaml:"field"`
}

// ResultProfile describes one bank's result file as data. A CSV file has a
// first row of exactly these titles and a last row "合计,count,yuan".
type ResultProfile struct {
	Code     string            `json:"code" yaml:"code"`
	Zh       string            `json:"zh" yaml:"zh"`
	En       string            `json:"en,omitempty" yaml:"en,omitempty"`
	Form     Form              `json:"form" yaml:"form"` // CSV or Pain002
	Encoding Encoding          `json:"encoding,omitempty" yaml:"encoding,omitempty"`
	Columns  []ResultColumn    `json:"columns,omitempty" yaml:"columns,omitempty"`
	Words    map[string]Status `json:"words,omitempty" yaml:"words,omitempty"` // the bank's words for a status
}

var plainColumns = []Column{
	{Title: "序号", Field: FSeq}, {Title: "凭证号", Field: FVoucher},
	{Title: "收款人户名", Field: FHolder}, {Title: "收款人账号", Field: FNumber},
	{Title: "开户行", Field: FBank}, {Title: "联行号", Field: FBankNo},
	{Title: "金额", Field: FYuan}, {Title: "用途", Field: FPurpose},
}

// Profiles lists the payment files that ship; an installation may add its own.
func Profiles() []Profile {
	return []Profile{
		{Code: "csv-utf8", Zh: "通用表格(UTF-8)", En: "plain table (UTF-8)", Form: CSV, Encoding: UTF8BOM, Columns: plainColumns, Titles: true, Total: true, TabText: true},
		{Code: "csv-gb18030", Zh: "通用文本(GB 18030)", En: "plain text (GB 18030)", Form: CSV, Encoding: GB18030, Columns: plainColumns, Titles: true, Total: true},
		{Code: "pain.001", Zh: "ISO 20022 pain.001.001.10", En: "ISO 20022 pain.001.001.10", Form: Pain001},
	}
}

var plainResult = []ResultColumn{
	{"凭证号", RVoucher}, {"金额", RYuan}, {"结果", RStatus}, {"银行流水号", RSerial},
	{"入账日期", RDay}, {"退回代码", RCode}, {"退回说明", RReason},
}

// ResultProfiles lists the result files that ship; an installation may add its own.
func ResultProfiles() []ResultProfile {
	words := map[string]Status{"成功": Paid, "退回": Returned, "处理中": Unknown}
	return []ResultProfile{
		{Code: "csv-utf8", Zh: "通用回单(UTF-8)", En: "plain result (UTF-8)", Form: CSV, Encoding: UTF8BOM, Columns: plainResult, Words: words},
		{Code: "csv-gb18030", Zh: "通用回单(GB 18030)", En: "plain result (GB 18030)", Form: CSV, Encoding: GB18030, Columns: plainResult, Words: words},
		{Code: "pain.002", Zh: "ISO 20022 pain.002", En: "ISO 20022 pain.002", Form: Pain002},
	}
}

var (
	badProfile = problem.Define("payment.profile", problem.Invalid,
		"银行文件格式定义有误:%[1]s", "the description of a bank file is wrong: %[2]s",
		"请更正该格式的定义", "correct the description")
	profileCode = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,39}$`)
	fields      = map[Field]bool{
		FSeq: true, FVoucher: true, FHolder: true, FNumber: true, FBank: true, FBankNo: true, FYuan: true, FFen: true,
		FPurpose: true, FPayerHolder: true, FPayerNumber: true, FOrder: true, FList: true, FDay: true, FDayCompact: true,
		FConst: true, FPreviousSlip: true,
	}
	resultFields = map[ResultField]bool{
		RVoucher: true, RYuan: true, RStatus: true, RSerial: true, RDay: true, RCode: true, RReason: true, RIgnore: true,
	}
)

// Check refuses a profile that would leave out who is paid, how much or our
// voucher number, or that holds text a spreadsheet would run.
func (p *Profile) Check() error {
	if !profileCode.MatchString(p.Code) {
		return badProfile.With("代码", "its code").At("code")
	}
	if p.Form == Pain001 {
		return nil
	}
	if p.Form != CSV || !p.Encoding.valid() {
		return badProfile.With("种类或编码", "its form or encoding").At("form")
	}
	have := map[Field]bool{}
	for _, c := range p.Columns {
		if !fields[c.Field] || p.Titles && !safeText(c.Title, maxText) || (c.Value != "") != (c.Field == FConst) ||
			c.Field == FConst && !safeText(c.Value, maxText) {
			return badProfile.With("列的内容", "a column").At("columns")
		}
		have[c.Field] = true
	}
	if !have[FVoucher] || !have[FHolder] || !have[FNumber] || have[FYuan] == have[FFen] {
		return badProfile.With("须有凭证号、户名、账号和一列金额", "it needs voucher, holder, account and one amount").At("columns")
	}
	return nil
}

// Check refuses a profile from which no result could be matched.
func (p *ResultProfile) Check() error {
	if !profileCode.MatchString(p.Code) {
		return badProfile.With("代码", "its code").At("code")
	}
	if p.Form == Pain002 {
		return nil
	}
	if p.Form != CSV || !p.Encoding.valid() {
		return badProfile.With("种类或编码", "its form or encoding").At("form")
	}
	have := map[ResultField]int{}
	for _, c := range p.Columns {
		if !resultFields[c.Field] || !safeText(c.Title, maxText) || have[c.Field] > 0 && c.Field != RIgnore {
			return badProfile.With("列的内容", "a column").At("columns")
		}
		have[c.Field]++
	}
	if have[RVoucher]*have[RYuan]*have[RStatus]*have[RDay] != 1 || len(p.Columns) < 3 {
		return badProfile.With("须有凭证号、金额、结果和入账日期", "it needs voucher, amount, status and day").At("columns")
	}
	for w, s := range p.Words {
		if !safeText(w, maxText) || !s.Valid() {
			return badProfile.With("结果的说法", "its words for a status").At("words")
		}
	}
	if len(p.Words) == 0 {
		return badProfile.With("结果的说法", "its words for a status").At("words")
	}
	return nil
}

func (e Encoding) valid() bool { return e == UTF8 || e == UTF8BOM || e == GB18030 }
