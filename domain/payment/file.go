package payment

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"songbai/domain/ident"
	"songbai/domain/problem"
)

const bom = "\ufeff"

// File is the bank file of one order: made once, kept, given out again.
type File struct {
	Profile string
	Name    string // of the file: order number and suffix; no personal value
	Media   string // MIME type
	Bytes   []byte
	SHA256  string // of Bytes, 64 hex
}

var notEncodable = problem.Define("payment.encoding", problem.Invalid,
	"拨款文件含有不能写入的字符", "the payment file holds a character that cannot be written",
	"请核对户名和开户行中的生僻字", "check rare characters in holders and banks")

// Write makes the bank file of o in the shape of p. The same order and profile
// give the same bytes.
func Write(p *Profile, o *Order) (File, error) {
	if err := p.Check(); err != nil {
		return File{}, err
	}
	if err := o.Check(); err != nil {
		return File{}, err
	}
	f := File{Profile: p.Code, Name: o.Number + ".csv", Media: "text/csv; charset=utf-8"}
	var err error
	if p.Form == Pain001 {
		f.Name, f.Media = o.Number+".xml", "application/xml"
		f.Bytes, err = writePain001(o)
	} else {
		if p.Encoding == GB18030 {
			f.Media = "text/csv; charset=gb18030"
		}
		f.Bytes, err = writeCSV(p, o)
	}
	if err != nil {
		return File{}, err
	}
	sum := sha256.Sum256(f.Bytes)
	f.SHA256 = hex.EncodeToString(sum[:])
	return f, nil
}

// writeCSV quotes every cell but sums, ends rows with CRLF and never starts a
// cell with a sign that a spreadsheet would run (Order.Check, Profile.Check).
func writeCSV(p *Profile, o *Order) ([]byte, error) {
	var b bytes.Buffer
	if p.Titles {
		for i, c := range p.Columns {
			cell(&b, i, c.Title)
		}
		b.WriteString("\r\n")
	}
	for i := range o.Lines {
		l := &o.Lines[i]
		for j, c := range p.Columns {
			if v, bare := value(c, o, l); bare {
				comma(&b, j)
				b.WriteString(v)
			} else if p.TabText && digits(v) {
				cell(&b, j, v+"\t")
			} else {
				cell(&b, j, v)
			}
		}
		b.WriteString("\r\n")
	}
	if p.Total {
		cell(&b, 0, "合计")
		b.WriteString("," + strconv.Itoa(len(o.Lines)) + "," + o.Sum.String() + "\r\n")
	}
	switch p.Encoding {
	case GB18030:
		out, err := ident.EncodeGB18030(b.String())
		if err != nil {
			return nil, notEncodable.With().Because(err)
		}
		return out, nil
	case UTF8BOM:
		return append([]byte(bom), b.Bytes()...), nil
	}
	return b.Bytes(), nil
}

// value gives the text of a cell; bare ones are numbers and stand unquoted.
func value(c Column, o *Order, l *Line) (v string, bare bool) {
	switch c.Field {
	case FSeq:
		return strconv.Itoa(l.Seq), true
	case FYuan:
		return l.Fen.String(), true
	case FFen:
		return strconv.FormatInt(int64(l.Fen), 10), true
	case FVoucher:
		return l.Voucher, false
	case FHolder:
		return l.Payee.Holder, false
	case FNumber:
		return l.Payee.Number, false
	case FBank:
		return l.Payee.Bank, false
	case FBankNo:
		return l.Payee.BankNo, false
	case FPurpose:
		return l.Purpose, false
	case FPayerHolder:
		return o.Payer.Holder, false
	case FPayerNumber:
		return o.Payer.Number, false
	case FOrder:
		return o.Number, false
	case FList:
		return o.ListNumber, false
	case FDay:
		return o.Day.String(), false
	case FDayCompact:
		return strings.ReplaceAll(o.Day.String(), "-", ""), false
	case FPreviousSlip:
		return l.Previous, false
	}
	return c.Value, false
}

func comma(b *bytes.Buffer, col int) {
	if col > 0 {
		b.WriteByte(',')
	}
}

func cell(b *bytes.Buffer, col int, s string) {
	comma(b, col)
	b.WriteByte('"')
	b.WriteString(strings.ReplaceAll(s, `"`, `""`))
	b.WriteByte('"')
}
