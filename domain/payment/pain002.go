package payment

import (
	"bytes"
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"songbai/domain/money"
	"songbai/domain/problem"
)

const pain002Space = "urn:iso:std:iso:20022:tech:xsd:pain.002.001."

// The part of pain.002 that says what became of each payment. Each field is a
// slice, so that an element given twice is seen and refused.
type (
	painGroupStatus struct {
		Order []string `xml:"OrgnlMsgId"`
		Name  []string `xml:"OrgnlMsgNmId"`
		Count []string `xml:"OrgnlNbOfTxs"`
		Sum   []string `xml:"OrgnlCtrlSum"`
	}
	painDetail struct {
		Count  []string `xml:"DtldNbOfTxs"`
		Status []string `xml:"DtldSts"`
		Sum    []string `xml:"DtldCtrlSum"`
	}
	painStatus struct {
		EndID  []string         `xml:"OrgnlEndToEndId"`
		Status []string         `xml:"TxSts"`
		Code   []string         `xml:"StsRsnInf>Rsn>Cd"`
		Own    []string         `xml:"StsRsnInf>Rsn>Prtry"`
		Reason []string         `xml:"StsRsnInf>AddtlInf"`
		When   []string         `xml:"AccptncDtTm"`
		Serial []string         `xml:"AcctSvcrRef"`
		Amount []painStatusYuan `xml:"OrgnlTxRef>Amt>InstdAmt"`
	}
	painStatusYuan struct {
		Currency string `xml:"Ccy,attr"`
		Yuan     string `xml:",chardata"`
	}
)

// painWords maps the status codes of ISO 20022. Accepted is not yet paid.
var painWords = map[string]Status{
	"ACSC": Paid, "ACCC": Paid,
	"RJCT": Returned, "CANC": Returned,
	"RCVD": Unknown, "PDNG": Unknown, "ACTC": Unknown, "ACCP": Unknown, "ACSP": Unknown, "ACWC": Unknown, "ACWP": Unknown,
}

// painReader walks the elements and remembers where it is.
type painReader struct {
	dec     *xml.Decoder
	r       *reading
	words   map[string]Status
	drafts  []draft
	details []painDetail
	group   int          // OrgnlGrpInfAndSts seen
	faults  problem.List // of the whole file
}

// parsePain002 reads a message into r; what it gives is wrong with the whole file.
func parsePain002(data []byte, r *reading) problem.List {
	x := &painReader{dec: xml.NewDecoder(bytes.NewReader(data)), r: r, words: painWords}
	x.dec.Strict = true
	if p := x.walk(); p != nil {
		return append(x.faults, p)
	}
	if x.group != 1 {
		x.faults = append(x.faults, badFile.With(1, "须有且只有一个原报文标识", "it must name one original message"))
	}
	if bad := r.take(x.drafts, x.words); bad != nil {
		return append(x.faults, bad)
	}
	if len(x.faults) == 0 {
		x.faults = x.control()
	}
	return x.faults
}

func (x *painReader) at() int { line, _ := x.dec.InputPos(); return line }

func (x *painReader) broken(zh, en string) *problem.Problem { return badFile.With(x.at(), zh, en) }

// walk reads the whole document; what it does not know is passed over.
func (x *painReader) walk() *problem.Problem {
	var path []string
	done := false
	for {
		tok, err := x.dec.Token()
		if err == io.EOF && len(path) == 0 && done {
			return nil
		}
		if err == io.EOF {
			return cutOff.With()
		}
		if err != nil {
			if strings.Contains(err.Error(), "unexpected EOF") {
				return cutOff.With()
			}
			return x.broken("不是合格的 XML", "it is not well-formed XML")
		}
		switch t := tok.(type) {
		case xml.Directive:
			return x.broken("不接受文档类型声明", "a document type is not accepted")
		case xml.StartElement:
			if len(path) == 0 && (done || t.Name.Local != "Document" || !strings.HasPrefix(t.Name.Space, pain002Space)) {
				return x.broken("不是 pain.002 报文", "it is not a pain.002 message")
			}
			used, p := x.element(path, t)
			if p != nil {
				return p
			}
			if !used {
				if path = append(path, t.Name.Local); len(path) > 20 {
					return x.broken("层次过深", "it is nested too deeply")
				}
			}
		case xml.EndElement:
			path = path[:len(path)-1]
			done = len(path) == 0
		}
	}
}

// element takes in the element that begins, when it is one of ours.
func (x *painReader) element(path []string, t xml.StartElement) (used bool, p *problem.Problem) {
	line := x.at()
	switch strings.Join(path, "/") + "/" + t.Name.Local {
	case "Document/CstmrPmtStsRpt/OrgnlGrpInfAndSts":
		var g painGroupStatus
		if err := x.dec.DecodeElement(&g, &t); err != nil {
			return true, x.cut(err)
		}
		x.group++
		x.original(line, &g)
		return true, nil
	case "Document/CstmrPmtStsRpt/OrgnlPmtInfAndSts/NbOfTxsPerSts":
		var d painDetail
		if err := x.dec.DecodeElement(&d, &t); err != nil {
			return true, x.cut(err)
		}
		x.details = append(x.details, d)
		return true, nil
	case "Document/CstmrPmtStsRpt/OrgnlPmtInfAndSts/TxInfAndSts":
		var s painStatus
		if err := x.dec.DecodeElement(&s, &t); err != nil {
			return true, x.cut(err)
		}
		if len(x.drafts) >= maxLines {
			return true, x.broken("行数过多", "it has too many lines")
		}
		x.status(line, &s)
		return true, nil
	}
	return false, nil
}

func (x *painReader) cut(err error) *problem.Problem {
	if strings.Contains(err.Error(), "EOF") {
		return cutOff.With()
	}
	return x.broken("不是合格的 XML", "it is not well-formed XML")
}

func (x *painReader) original(line int, g *painGroupStatus) {
	ok := len(g.Order) == 1 && len(g.Name) == 1 && strings.HasPrefix(g.Name[0], "pain.001") && len(g.Count) <= 1 && len(g.Sum) <= 1
	if ok {
		x.r.Order = g.Order[0]
	}
	if len(g.Count) == 1 {
		n, err := strconv.Atoi(g.Count[0])
		ok = ok && err == nil && n > 0
		x.r.OrderCount = n
	}
	if len(g.Sum) == 1 {
		sum, err := money.Parse(g.Sum[0])
		ok = ok && err == nil && sum > 0
		x.r.OrderSum = sum
	}
	if !ok {
		x.faults = append(x.faults, badRow.With(line, "原报文标识", "the original message"))
	}
}

func (x *painReader) status(line int, s *painStatus) {
	one := func(v []string) bool { return len(v) == 1 }
	most1 := func(v []string) bool { return len(v) <= 1 }
	if !one(s.EndID) || !one(s.Status) || len(s.Amount) != 1 || s.Amount[0].Currency != "CNY" ||
		!most1(s.When) || !most1(s.Serial) || len(s.Code)+len(s.Own) > 1 {
		x.r.fault(line, badRow.With(line, "内容", "a part is missing, stands twice or is not in CNY, so it"))
		return
	}
	d := draft{
		at: line, voucher: s.EndID[0], yuan: s.Amount[0].Yuan, status: s.Status[0],
		serial: strings.Join(s.Serial, ""), code: strings.Join(s.Code, "") + strings.Join(s.Own, ""),
		reason: strings.Join(s.Reason, " "),
	}
	if len(s.When) == 1 {
		var ok bool
		if d.day, ok = beijingDay(s.When[0]); !ok {
			d.day = "?" // refused with the line
		}
	}
	x.drafts = append(x.drafts, d)
}

// beijingDay gives the day of an ISODateTime in Beijing time: local without a
// zone, or with the zone +08:00; any other zone is refused.
func beijingDay(s string) (string, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 19 || s[10] != 'T' {
		return "", false
	}
	rest := strings.TrimSuffix(s[11:], "+08:00")
	for i := 0; i < len(rest); i++ {
		if c := rest[i]; (c < '0' || c > '9') && c != ':' && c != '.' {
			return "", false
		}
	}
	return s[:10], true
}

// control checks the counts and sums per status that the file states; a file may
// state none.
func (x *painReader) control() (faults problem.List) {
	if len(x.details) == 0 {
		return nil
	}
	if x.r.blind != 0 {
		return problem.List{blindTotal.With(x.r.blind)}
	}
	type total struct {
		n   int
		sum money.Amount
	}
	told := map[string]total{}
	for _, d := range x.details {
		if len(d.Count) != 1 || len(d.Status) != 1 || len(d.Sum) > 1 {
			return problem.List{badControl.With(1)}
		}
		n, err := strconv.Atoi(d.Count[0])
		if _, twice := told[d.Status[0]]; err != nil || twice {
			return problem.List{badControl.With(1)}
		}
		t := total{n, -1}
		if len(d.Sum) == 1 {
			if t.sum, err = money.Parse(d.Sum[0]); err != nil {
				return problem.List{badControl.With(1)}
			}
		}
		told[d.Status[0]] = t
	}
	found := map[string]total{}
	for i, d := range x.drafts {
		t := found[d.status]
		found[d.status] = total{t.n + 1, t.sum + x.r.fens[i]}
	}
	for s, t := range told {
		if f := found[s]; f.n != t.n || t.sum >= 0 && f.sum != t.sum {
			return problem.List{badControl.With(1)}
		}
		delete(found, s)
	}
	if len(found) > 0 {
		return problem.List{badControl.With(1)}
	}
	return nil
}
