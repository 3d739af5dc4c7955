package payment

import (
	"fmt"
	"strings"
	"testing"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/problem"
)

var (
	csvResult = ResultProfiles()[0]
	gbResult  = ResultProfiles()[1]
	xmlResult = ResultProfiles()[2]
)

const resultHead = "凭证号,金额,结果,银行流水号,入账日期,退回代码,退回说明\n"

// csvOf writes a result as a bank would, with right totals.
func csvOf(rs []ResultLine) string {
	words := map[Status]string{Paid: "成功", Returned: "退回", Unknown: "处理中"}
	var b strings.Builder
	b.WriteString(resultHead)
	sum := int64(0)
	for _, r := range rs {
		day := ""
		if r.Day != nil {
			day = r.Day.String()
		}
		fmt.Fprintf(&b, "%s,%s,%s,%s,%s,%s,%s\n", r.Voucher, r.Fen, words[r.Status], r.Serial, day, r.Code, r.Reason)
		sum += int64(r.Fen)
	}
	fmt.Fprintf(&b, "合计,%d,%d.%02d\n", len(rs), sum/100, sum%100)
	return b.String()
}

// xmlOf writes a result as pain.002, with counts per status.
func xmlOf(o *Order, rs []ResultLine) string {
	codes := map[Status]string{Paid: "ACSC", Returned: "RJCT", Unknown: "PDNG"}
	var tx strings.Builder
	count, sums := map[string]int{}, map[string]int64{}
	for _, r := range rs {
		s := codes[r.Status]
		count[s]++
		sums[s] += int64(r.Fen)
		fmt.Fprintf(&tx, "<TxInfAndSts>\n<OrgnlEndToEndId>%s</OrgnlEndToEndId><TxSts>%s</TxSts>\n", r.Voucher, s)
		if r.Code != "" {
			fmt.Fprintf(&tx, "<StsRsnInf><Rsn><Cd>%s</Cd></Rsn><AddtlInf>%s</AddtlInf></StsRsnInf>\n", r.Code, r.Reason)
		}
		if r.Day != nil {
			fmt.Fprintf(&tx, "<AccptncDtTm>%sT10:00:00+08:00</AccptncDtTm>\n", *r.Day)
		}
		if r.Serial != "" {
			fmt.Fprintf(&tx, "<AcctSvcrRef>%s</AcctSvcrRef>\n", r.Serial)
		}
		fmt.Fprintf(&tx, `<OrgnlTxRef><Amt><InstdAmt Ccy="CNY">%s</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>`+"\n", r.Fen)
	}
	var per strings.Builder
	for _, s := range []string{"ACSC", "RJCT", "PDNG"} {
		if count[s] > 0 {
			fmt.Fprintf(&per, "<NbOfTxsPerSts><DtldNbOfTxs>%d</DtldNbOfTxs><DtldSts>%s</DtldSts><DtldCtrlSum>%d.%02d</DtldCtrlSum></NbOfTxsPerSts>\n",
				count[s], s, sums[s]/100, sums[s]%100)
		}
	}
	return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.11"><CstmrPmtStsRpt>
<GrpHdr><MsgId>B1</MsgId><CreDtTm>2026-12-10T12:00:00+08:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>` + o.Number + `</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.10</OrgnlMsgNmId>` +
		fmt.Sprintf("<OrgnlNbOfTxs>%d</OrgnlNbOfTxs><OrgnlCtrlSum>%s</OrgnlCtrlSum></OrgnlGrpInfAndSts>\n", len(o.Lines), o.Sum) +
		"<OrgnlPmtInfAndSts><OrgnlPmtInfId>" + o.Number + "</OrgnlPmtInfId>\n" + per.String() + tx.String() +
		"</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>\n"
}

// answers is one result line for each line of o: paid, returned, unknown, paid …
func answers(o *Order) []ResultLine {
	day := date.MustDay("2026-12-10")
	rs := make([]ResultLine, len(o.Lines))
	for i, l := range o.Lines {
		rs[i] = ResultLine{Voucher: l.Voucher, Fen: l.Fen, Status: Unknown}
		switch i % 3 {
		case 0:
			rs[i].Status, rs[i].Day, rs[i].Serial = Paid, &day, fmt.Sprintf("S%05d", i)
		case 1:
			rs[i].Status, rs[i].Code, rs[i].Reason = Returned, "AC01", "账号户名不符"
		}
	}
	return rs
}

func TestResultsReadAlikeInEveryForm(t *testing.T) {
	o := sheetOrder(t)
	text := csvOf(answers(&o))
	gb, err := ident.EncodeGB18030(text)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "result.csv", []byte(text))
	golden(t, "result-gb18030.csv", gb)
	golden(t, "result-pain.002.xml", []byte(xmlOf(&o, answers(&o))))
	for name, c := range map[string]struct {
		p    ResultProfile
		data string
	}{
		"utf-8":    {csvResult, text},
		"bom":      {csvResult, bom + text},
		"crlf":     {csvResult, strings.ReplaceAll(text, "\n", "\r\n")},
		"tabs":     {csvResult, strings.ReplaceAll(text, ",成功", "\t,成功")},
		"gb18030":  {gbResult, string(gb)},
		"pain.002": {xmlResult, xmlOf(&o, answers(&o))},
	} {
		r, err := ParseResult(&c.p, []byte(c.data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(r.Lines) != 4 || r.Sum != o.Sum || len(r.SHA256) != 64 {
			t.Fatalf("%s: %+v", name, r)
		}
		out, err := Match(&o, &r)
		if err != nil || out[0].Status != Paid || out[0].Serial != "S00000" || *out[0].Day != date.MustDay("2026-12-10") ||
			out[1].Status != Returned || out[1].Code != "AC01" || out[2].Status != Unknown || out[3].Status != Paid {
			t.Errorf("%s: %+v, %v", name, out, err)
		}
	}
}

// codes lists the codes of every problem of err, and fails when an error
// repeats something of the file.
func codes(t *testing.T, err error, secrets ...string) string {
	t.Helper()
	var out []string
	switch e := err.(type) {
	case nil:
	case problem.List:
		for _, p := range e {
			out = append(out, p.Code)
		}
	case *problem.Problem:
		out = append(out, e.Code)
	default:
		t.Errorf("%T is no problem", err)
	}
	for _, s := range secrets {
		if err != nil && strings.Contains(err.Error(), s) {
			t.Errorf("the error repeats %q", s)
		}
	}
	return strings.Join(out, " ")
}

func TestCSVResultsRefused(t *testing.T) {
	o := sheetOrder(t)
	good := csvOf(answers(&o))
	rows := strings.SplitAfter(good, "\n")
	swap := func(old, new string) string { return strings.Replace(good, old, new, 1) }
	for name, c := range map[string]struct{ data, want string }{
		"empty":            {"", "payment.result_file"},
		"other titles":     {swap("凭证号", "流水"), "payment.result_file"},
		"titles only":      {resultHead, "payment.result_truncated"},
		"cut after a line": {strings.Join(rows[:3], ""), "payment.result_truncated"},
		"cut in a line":    {strings.Join(rows[:3], "") + rows[3][:30], "payment.result_truncated"},
		"line lost":        {strings.Join(append(rows[:2:2], rows[3:]...), ""), "payment.result_control"},
		"count":            {swap("合计,4,", "合计,5,"), "payment.result_control"},
		"sum":              {swap("5199.94", "5199.95"), "payment.result_control"},
		"padded count":     {swap("合计,4,", "合计,04,"), "payment.result_control"},
		"line after end":   {good + rows[1], "payment.result_truncated"},
		"twice":            {strings.Join(append(rows[:2:2], rows[1:]...), ""), "payment.result_duplicate payment.result_duplicate"},
		"voucher":          {swap("00001,1300", "0000x,1300"), "payment.result_line"},
		"third decimal":    {swap("1300.00", "1300.001"), "payment.result_line"},
		"separator":        {swap("1300.00", `"1,300.00"`), "payment.result_line"},
		"negative":         {swap("1300.00", "-1300.00"), "payment.result_line"},
		"zero":             {swap("1300.00", "0.00"), "payment.result_line"},
		"word":             {swap("成功", "OK"), "payment.result_line"},
		"no day":           {swap("2026-12-10", ""), "payment.result_line"},
		"bad day":          {swap("2026-12-10", "2026-02-30"), "payment.result_line"},
		"columns":          {swap("账号户名不符", "账号,户名不符"), "payment.result_line"},
		"long reason":      {swap("账号户名不符", strings.Repeat("长", 501)), "payment.result_line"},
		"bell":             {swap("账号户名不符", "\a"), "payment.result_line"},
		"quote":            {swap("成功", `成"功`), "payment.result_file"},
		"encoding":         {swap("成功", "\xb3\xc9"), "payment.result_file"},
		"lost characters":  {swap("账号户名不符", "\ufffd"), "payment.result_file"},
		"two faults":       {strings.Replace(swap("成功", "OK"), "AC01", strings.Repeat("A", 33), 1), "payment.result_line payment.result_line"},
	} {
		r, err := ParseResult(&csvResult, []byte(c.data))
		if got := codes(t, err, "账号户名", "OK,", "1300"); got != c.want || len(r.Lines) != 0 {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if _, err := ParseResult(&gbResult, []byte(good)); err == nil {
		t.Error("UTF-8 was read as GB 18030")
	}
	if _, err := ParseResult(&csvResult, make([]byte, maxResult+1)); problem.CodeOf(err) != "payment.result_file" {
		t.Errorf("too large: %v", err)
	}
	if _, err := ParseResult(&ResultProfile{}, []byte(good)); problem.CodeOf(err) != "payment.profile" {
		t.Errorf("no profile: %v", err)
	}
}

func TestFaultsNameTheirLine(t *testing.T) {
	o := sheetOrder(t)
	bad := strings.Replace(csvOf(answers(&o)), ",处理中,", ",？,", 1) // third payment: line 4
	_, err := ParseResult(&csvResult, []byte(bad))
	if err == nil || !strings.Contains(err.Error(), "第 4 行") || !strings.Contains(problem.Of(err).En, "line 4") {
		t.Errorf("%v", err)
	}
	var many strings.Builder
	many.WriteString(resultHead)
	for range 300 {
		many.WriteString("x,x,x,x,x,x,x\n")
	}
	many.WriteString("合计,300,1.00\n")
	_, err = ParseResult(&csvResult, []byte(many.String()))
	if l, ok := err.(problem.List); !ok || len(l) != maxFaults {
		t.Errorf("%d faults", len(l))
	}
}

func TestPain002Refused(t *testing.T) {
	o := sheetOrder(t)
	good := xmlOf(&o, answers(&o))
	swap := func(old, new string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("%q is not in the file", old)
		}
		return strings.Replace(good, old, new, 1)
	}
	for name, c := range map[string]struct{ data, want string }{
		"empty":          {"", "payment.result_truncated"},
		"text":           {"hello", "payment.result_truncated"},
		"cut":            {good[:len(good)/2], "payment.result_truncated"},
		"cut at the end": {good[:len(good)-12], "payment.result_truncated"},
		"other message":  {swap("pain.002.001.11", "camt.054.001.08"), "payment.result_file"},
		"doctype":        {swap("<Document", `<!DOCTYPE x [<!ENTITY e "v">]><Document`), "payment.result_file"},
		"entity":         {swap("账号户名不符", "&e;"), "payment.result_file"},
		"two documents":  {good + good[strings.Index(good, "<Document"):], "payment.result_file"},
		"crossed tags":   {swap("</TxSts>", "</TxStsx>"), "payment.result_file"},
		"no original":    {strings.ReplaceAll(good, "OrgnlGrpInfAndSts", "Other"), "payment.result_file"},
		"original kind":  {swap("pain.001.001.10", "pacs.008"), "payment.result_line"},
		"two vouchers":   {swap("<TxSts>", "<OrgnlEndToEndId>x</OrgnlEndToEndId><TxSts>"), "payment.result_line"},
		"two statuses":   {swap("<TxSts>ACSC</TxSts>", "<TxSts>ACSC</TxSts><TxSts>RJCT</TxSts>"), "payment.result_line"},
		"two sums":       {swap("</InstdAmt>", `</InstdAmt><InstdAmt Ccy="CNY">1.00</InstdAmt>`), "payment.result_line"},
		"currency":       {swap(`Ccy="CNY"`, `Ccy="USD"`), "payment.result_line"},
		"status":         {swap("<TxSts>ACSC", "<TxSts>GOOD"), "payment.result_line"},
		"zone":           {swap("+08:00</AccptncDtTm>", "Z</AccptncDtTm>"), "payment.result_line"},
		"day":            {swap("2026-12-10T10", "2026-13-10T10"), "payment.result_line"},
		"count of paid":  {swap("<DtldNbOfTxs>2", "<DtldNbOfTxs>3"), "payment.result_control"},
		"sum of paid":    {swap("<DtldCtrlSum>2599.97", "<DtldCtrlSum>2599.98"), "payment.result_control"},
		"status unsaid":  {swap("<DtldSts>PDNG", "<DtldSts>RCVD"), "payment.result_control"},
		"status twice":   {swap("<DtldSts>PDNG", "<DtldSts>RJCT"), "payment.result_control"},
		"count as words": {swap("<DtldNbOfTxs>2", "<DtldNbOfTxs>two"), "payment.result_control"},
		"order count":    {swap("<OrgnlNbOfTxs>4", "<OrgnlNbOfTxs>-4"), "payment.result_line"},
		"deep":           {swap("<GrpHdr>", strings.Repeat("<a>", 30)+strings.Repeat("</a>", 30)+"<GrpHdr>"), "payment.result_file"},
	} {
		r, err := ParseResult(&xmlResult, []byte(c.data))
		if got := codes(t, err, "账号户名"); got != c.want || len(r.Lines) != 0 {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func FuzzResultCSV(f *testing.F) {
	o := sheetOrder(f)
	f.Add([]byte(csvOf(answers(&o))))
	f.Add([]byte(bom + resultHead + "合计,0,0.00\n"))
	f.Add([]byte(`"` + resultHead))
	f.Fuzz(func(t *testing.T, data []byte) { checkAny(t, &csvResult, data) })
}

func FuzzResultGB18030(f *testing.F) {
	o := sheetOrder(f)
	gb, _ := ident.EncodeGB18030(csvOf(answers(&o)))
	f.Add(gb)
	f.Add([]byte("\x81\x30"))
	f.Fuzz(func(t *testing.T, data []byte) { checkAny(t, &gbResult, data) })
}

func FuzzPain002(f *testing.F) {
	o := sheetOrder(f)
	f.Add([]byte(xmlOf(&o, answers(&o))))
	f.Add([]byte("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.002.001.10'/>"))
	f.Fuzz(func(t *testing.T, data []byte) { checkAny(t, &xmlResult, data) })
}

// checkAny holds whatever bytes a bank sends: no panic; either problems and
// nothing else, or lines that are whole, unique and add up.
func checkAny(t *testing.T, p *ResultProfile, data []byte) {
	r, err := ParseResult(p, data)
	if err != nil {
		if len(r.Lines) != 0 || problem.Of(err) == nil {
			t.Fatalf("a fault and lines: %v", err)
		}
		return
	}
	sum := r.Sum
	seen := map[string]bool{}
	for _, l := range r.Lines {
		sum -= l.Fen
		if l.Fen <= 0 || seen[l.Voucher] || !l.Status.Valid() || l.Status == Paid && l.Day == nil || l.At < 1 {
			t.Fatalf("line %+v", l)
		}
		if _, _, _, err := ParseVoucher(l.Voucher); err != nil {
			t.Fatal(err)
		}
		seen[l.Voucher] = true
	}
	if sum != 0 {
		t.Fatal("the lines do not add up")
	}
}
