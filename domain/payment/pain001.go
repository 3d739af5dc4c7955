package payment

import (
	"bytes"
	"encoding/xml"
)

const pain001Space = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.10"

// The part of pain.001.001.10 that a credit transfer in yuan within China needs.
type (
	painDocument struct {
		XMLName xml.Name  `xml:"Document"`
		Space   string    `xml:"xmlns,attr"`
		Group   painGroup `xml:"CstmrCdtTrfInitn>GrpHdr"`
		Payment painInfo  `xml:"CstmrCdtTrfInitn>PmtInf"`
	}
	painGroup struct {
		ID      string `xml:"MsgId"`
		Made    string `xml:"CreDtTm"`
		Count   int    `xml:"NbOfTxs"`
		Sum     string `xml:"CtrlSum"`
		Initial string `xml:"InitgPty>Nm"`
	}
	painInfo struct {
		ID     string     `xml:"PmtInfId"`
		Method string     `xml:"PmtMtd"`
		Count  int        `xml:"NbOfTxs"`
		Sum    string     `xml:"CtrlSum"`
		Day    string     `xml:"ReqdExctnDt>Dt"`
		Debtor string     `xml:"Dbtr>Nm"`
		Number string     `xml:"DbtrAcct>Id>Othr>Id"`
		Bank   painBank   `xml:"DbtrAgt>FinInstnId"`
		Lines  []painLine `xml:"CdtTrfTxInf"`
	}
	painBank struct {
		Member *painMember `xml:"ClrSysMmbId"`
		Name   string      `xml:"Nm,omitempty"`
	}
	painMember struct {
		ID string `xml:"MmbId"`
	}
	painLine struct {
		Instr   string      `xml:"PmtId>InstrId"`
		EndID   string      `xml:"PmtId>EndToEndId"`
		Amount  painAmount  `xml:"Amt>InstdAmt"`
		Bank    *painBank   `xml:"CdtrAgt>FinInstnId"`
		Holder  string      `xml:"Cdtr>Nm"`
		Number  string      `xml:"CdtrAcct>Id>Othr>Id"`
		Purpose painPurpose `xml:"RmtInf"`
	}
	painAmount struct {
		Currency string `xml:"Ccy,attr"`
		Yuan     string `xml:",chardata"`
	}
	painPurpose struct {
		Text string `xml:"Ustrd"`
	}
)

func writePain001(o *Order) ([]byte, error) {
	doc := painDocument{
		Space: pain001Space,
		Group: painGroup{o.Number, o.Made.String()[:19] + "Z", len(o.Lines), o.Sum.String(), o.Payer.Holder},
		Payment: painInfo{
			ID: o.Number, Method: "TRF", Count: len(o.Lines), Sum: o.Sum.String(), Day: o.Day.String(),
			Debtor: o.Payer.Holder, Number: o.Payer.Number, Bank: bankOf(o.Payer),
			Lines: make([]painLine, len(o.Lines)),
		},
	}
	if doc.Payment.Bank == (painBank{}) {
		doc.Payment.Bank.Name = "NOTPROVIDED" // the schema wants a debtor agent
	}
	for i := range o.Lines {
		l := &o.Lines[i]
		x := painLine{
			Instr: l.Voucher, EndID: l.Voucher, Amount: painAmount{"CNY", l.Fen.String()},
			Holder: l.Payee.Holder, Number: l.Payee.Number, Purpose: painPurpose{l.Purpose},
		}
		if b := bankOf(l.Payee); b != (painBank{}) {
			x.Bank = &b
		}
		doc.Payment.Lines[i] = x
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", " ")
	if err := enc.Encode(doc); err != nil {
		return nil, notEncodable.With().Because(err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

func bankOf(a Account) painBank {
	b := painBank{Name: a.Bank}
	if a.BankNo != "" {
		b.Member = &painMember{a.BankNo}
	}
	return b
}
