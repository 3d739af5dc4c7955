package print

import (
	"songbai/domain/date"
	"songbai/domain/money"
)

// ListKind says which list a SettlementList is.
type ListKind int8

const (
	// Local is a funeral home's list of a period (五(一)): waivers and
	// unclaimed bodies.
	Local ListKind = iota
	// OutOfArea is the bureau's determination sheet of reimbursements (五(二)).
	OutOfArea
)

// SettlementList is a 费用结算清册 or a determination sheet, as submitted or as
// sealed. Every text comes as it is to be printed: full on the official copy,
// masked elsewhere. The sums given are checked against the lines; a list that
// does not add up is not printed.
type SettlementList struct {
	Kind      ListKind
	Title     string   // whole title with the place: ××市城乡居民殡葬基本服务费用结算清册
	Text      string   // which text this is: 报送文本, 盖章文本
	Number    string   // number of the list
	Maker     string   // 填报单位: the home, or the bureau on a determination sheet
	Payer     string   // 拨款单位: the finance bureau
	Period    string   // 2026年11月
	Round     int      // from 1; a list sent back is made again as the next round
	Items     []string // names of the service items in their order, 1 to 8
	Lines     []SettlementLine
	Total     Sums        // of the lines that are not struck
	Funds     []FundSum   // what each fund bears; together the waived total; may be empty
	Boxes     []Box       // opinions and seals, in their order; usually three
	Submitted string      // digest of the submitted text, on the sealed text; else empty
	Notes     []string    // remarks under the table, each a paragraph
	Annex     []AnnexLine // index of the papers behind the lines; empty: none is printed
	Mark      Mark        // digest and audit position, on every page
}

// Sums are the three amounts of a line or a total: Charged = Waived + FamilyPays.
type Sums struct {
	Charged, Waived, FamilyPays money.Amount
}

// FundSum is what one fund bears.
type FundSum struct {
	Name  string       // 县级财政预算
	Count int          // number of funerals; 0 is not printed
	Fen   money.Amount // its share of the waived total
}

// SettlementLine is one funeral on a list.
type SettlementLine struct {
	Seq          int    // number on the list, from 1
	Slip         string // 凭单号; in the annex of the spreadsheet
	Name         string // 逝者姓名
	ID           string // 证件号码
	Sex          string
	Age          string // 81, or 3天 for an infant
	Town         string // 户籍镇（街）
	Class        string // 对象类别
	Clause       string // clause of the class: 一(一)
	DeathDay     *date.Day
	DeathPaper   string // number of the death certificate
	CremationDay *date.Day
	Cremator     string    // 火化单位, on a determination sheet
	Certificate  string    // 火化证号
	Items        []ItemSum // one for each name in SettlementList.Items
	Sums                   // of the line
	Fund         string    // 资金渠道
	Handler      string    // 经办人; the applicant on a determination sheet
	HandlerID    string    // 经办人证件号码; only in the spreadsheet's annex
	Relation     string    // 与逝者关系
	Phone        string
	Payee        string // 收款人; determination sheet only
	Bank         string // 开户银行; determination sheet only
	Account      string // account, masked; determination sheet only
	Attachments  int    // 附件数
	Struck       string // why the line was struck; "" for a line that counts
	StruckClause string // clause of the reason
}

// ItemSum is one item of a line.
type ItemSum struct {
	Charged, Waived money.Amount
	Price           money.Amount // list price of one unit; only in the spreadsheet's annex
	Unit            string       // 具, 天, 公里
	Quantity        string       // 3; only in the spreadsheet's annex
}

// settlementColumns gives the columns of the paper, and the index of the first
// item column.
func settlementColumns(v SettlementList) (cols []column, item int) {
	cols = []column{
		{head: "序号", width: 9, align: centre, field: "seq"},
		{head: "逝者姓名", width: 22, field: "name"},
		{head: "证件号码", width: 28, align: centre, field: "id", whole: true},
		{head: "性别", width: 7, align: centre, field: "sex"},
		{head: "年龄", width: 8, align: centre, field: "age"},
		{head: "户籍\n镇（街）", width: 19, field: "town", small: true},
		{head: "对象类别\n（条款）", width: 21, field: "class", small: true},
		{head: "死亡日期", width: 16, align: centre, field: "death_day", whole: true},
		{head: "死亡证明", width: 20, align: centre, field: "death_paper", small: true},
		{head: "火化日期", width: 16, align: centre, field: "cremation_day", whole: true},
		{head: "火化证号", width: 20, align: centre, field: "certificate", small: true},
		{head: "项目", width: 8, align: centre, field: "kind", half: true},
	}
	if v.Kind == OutOfArea {
		cols[10].head = "火化单位\n及证号"
	}
	item = len(cols)
	width := min(17, 104/float64(max(len(v.Items), 1)))
	for _, name := range v.Items {
		cols = append(cols, column{head: name, width: width, align: right, field: "items", half: true})
	}
	cols = append(cols,
		column{head: "收费合计", width: 16, align: right, field: "charged", whole: true},
		column{head: "免除合计", width: 16, align: right, field: "waived", whole: true},
		column{head: "家属自付", width: 15, align: right, field: "family_pays", whole: true},
		column{head: "资金渠道", width: 17, field: "fund", small: true})
	if v.Kind == OutOfArea {
		return append(cols,
			column{head: "申领人", width: 15, field: "handler", small: true},
			column{head: "关系", width: 9.5, align: centre, field: "relation", small: true},
			column{head: "电话", width: 18, align: centre, field: "phone", whole: true},
			column{head: "收款人", width: 15, field: "payee", small: true},
			column{head: "开户银行", width: 19, field: "bank", small: true},
			column{head: "收款账号", width: 21, align: centre, field: "account", small: true},
			column{head: "附件", width: 7, align: centre, field: "attachments"}), item
	}
	return append(cols,
		column{head: "经办人", width: 17, field: "handler"},
		column{head: "与逝者\n关系", width: 11, align: centre, field: "relation", small: true},
		column{head: "电话", width: 19, align: centre, field: "phone", whole: true},
		column{head: "附件数", width: 8, align: centre, field: "attachments"}), item
}

func dayText(d *date.Day) string {
	if d == nil {
		return "不详"
	}
	return d.String()
}

// amountText leaves a sum of nothing as a dash, so that a column reads at a
// glance.
func amountText(a money.Amount) string {
	if a == 0 {
		return "—"
	}
	return a.Grouped()
}
