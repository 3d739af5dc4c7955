package verify

import "testing"

// TestToldOn reads the day of a line out of both forms of a bank's result.
func TestToldOn(t *testing.T) {
	csv := "\ufeff凭证号,金额,结果,银行流水号,入账日期,退回代码,退回说明\r\n" +
		"\"\tZF1\",1.00,成功,S0,2026-12-10,,\r\nZF2,2.00,退回,,,AC01,账号户名不符\r\n合计,2,3.00\r\n"
	xml := "<Document><TxInfAndSts><OrgnlEndToEndId>ZF1</OrgnlEndToEndId><TxSts>ACSC</TxSts>\n<AccptncDtTm>2026-12-10T10:00:00+08:00</AccptncDtTm></TxInfAndSts>" +
		"<TxInfAndSts><OrgnlEndToEndId>ZF2</OrgnlEndToEndId><TxSts>PDNG</TxSts></TxInfAndSts></Document>"
	first := "<x:TxInfAndSts><x:AccptncDtTm> 2026-12-10T10:00:00</x:AccptncDtTm><x:OrgnlEndToEndId>ZF1</x:OrgnlEndToEndId></x:TxInfAndSts>"
	for _, c := range []struct {
		name, file, voucher, day string
		want                     bool
	}{
		{"csv", csv, "ZF1", "2026-12-10", true}, {"another day", csv, "ZF1", "2026-12-09", false},
		{"returned", csv, "ZF2", "2026-12-10", false}, {"not there", csv, "ZF3", "2026-12-10", false}, {"no day", csv, "ZF2", "", false},
		{"xml", xml, "ZF1", "2026-12-10", true}, {"pending", xml, "ZF2", "2026-12-10", false}, {"day first", "<Document>" + first + "</Document>", "ZF1", "2026-12-10", true},
	} {
		if got := toldOn([]byte(c.file), c.voucher, c.day); got != c.want {
			t.Errorf("%s: %t, want %t", c.name, got, c.want)
		}
	}
}
