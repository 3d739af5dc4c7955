package payment

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/money"
	"songbai/domain/problem"
)

// ResultLine is one line of a result file.
type ResultLine struct {
	At      int // line of the file, from 1
	Voucher string
	Fen     money.Amount
	Status  Status
	Serial  string    // the bank's own number, may be empty
	Day     *date.Day // value date; always set on a paid line
	Code    string    // reason of a return, may be empty
	Reason  string    // in the bank's words; may hold personal data, never copied into an error
}

// Result is one result file read whole: its own control totals have been
// checked against its lines. It may name any part of an order's lines.
type Result struct {
	Order      string       // order number, "" when the form has none
	OrderCount int          // lines of the original order as the bank states it, 0 when it does not
	OrderSum   money.Amount // and its sum, 0 when it does not
	Lines      []ResultLine
	Sum        money.Amount // of the lines
	SHA256     string       // of the file's bytes, 64 hex: the same file twice is the same result
}

const (
	maxResult = 32 << 20 // bytes
	maxFaults = 100
)

var (
	badFile = problem.Define("payment.result_file", problem.Invalid,
		"这不是可读的回单文件(第 %[1]d 行:%[2]s)", "this is not a readable result file (line %[1]d: %[3]s)",
		"请确认文件格式和编码,或向银行重新取得回单", "check form and encoding, or ask the bank for the file again")
	badRow = problem.Define("payment.result_line", problem.Invalid,
		"回单第 %[1]d 行的%[2]s不对", "line %[1]d of the result: %[3]s is malformed",
		"请向银行重新取得回单,不要手工修改", "ask the bank for the file again; do not edit it")
	cutOff = problem.Define("payment.result_truncated", problem.Invalid,
		"回单不完整:没有结尾的合计行", "the result is cut off: it has no closing totals",
		"请向银行重新取得完整的回单", "ask the bank for the whole file")
	badControl = problem.Define("payment.result_control", problem.Invalid,
		"回单的笔数或金额合计与各行不符(第 %[1]d 行)", "the count or sum that the result states does not fit its lines (line %[1]d)",
		"请向银行重新取得完整的回单", "ask the bank for the whole file")
)

// ParseResult reads a result file in the shape of p. It is strict: a file that
// is too large, cut off, in another encoding or that holds one malformed line
// gives no Result but every fault found, with line numbers (problem.List, at
// most 100). It does not know the order: see Match and Apply.
func ParseResult(p *ResultProfile, data []byte) (Result, error) {
	if err := p.Check(); err != nil {
		return Result{}, err
	}
	if len(data) > maxResult {
		return Result{}, badFile.With(1, "文件过大", "it is too large")
	}
	r := Result{}
	var faults problem.List
	if p.Form == Pain002 {
		faults = parsePain002(data, &r)
	} else {
		text, err := decode(p.Encoding, data)
		if err != nil {
			return Result{}, err
		}
		faults = parseCSV(p, text, &r)
	}
	if len(faults) > 0 {
		return Result{}, faults[:min(len(faults), maxFaults)]
	}
	sum := sha256.Sum256(data)
	r.SHA256 = hex.EncodeToString(sum[:])
	return r, nil
}

// decode gives the text of a CSV file. A byte order mark is dropped from UTF-8
// files of either profile.
func decode(e Encoding, data []byte) (string, error) {
	if e == GB18030 {
		s, err := ident.DecodeGB18030(data)
		if err != nil {
			return "", badFile.With(1, "编码不是 GB 18030", "it is not in GB 18030").Because(err)
		}
		return s, nil
	}
	data = bytes.TrimPrefix(data, []byte(bom))
	if !utf8.Valid(data) || bytes.ContainsRune(data, utf8.RuneError) {
		return "", badFile.With(1, "编码不是 UTF-8", "it is not in UTF-8")
	}
	return string(data), nil
}

// draft is a result line as text, before it is understood.
type draft struct {
	at                                               int
	voucher, yuan, status, serial, day, code, reason string
}

// line reads a draft; every fault names the line and the column, never the value.
func (d *draft) line(words map[string]Status) (ResultLine, problem.List) {
	var faults problem.List
	bad := func(zh, en string) { faults = append(faults, badRow.With(d.at, zh, en)) }
	l := ResultLine{At: d.at, Voucher: d.voucher, Serial: d.serial, Code: d.code, Reason: d.reason}
	if _, _, _, err := ParseVoucher(d.voucher); err != nil {
		bad("凭证号", "the voucher")
	}
	var err error
	if l.Fen, err = money.Parse(d.yuan); err != nil || l.Fen == 0 {
		bad("金额", "the sum")
	}
	var known bool
	if l.Status, known = words[d.status]; !known {
		bad("结果", "the status")
	}
	if d.day != "" {
		day, err := date.ParseDay(d.day)
		if err != nil {
			bad("入账日期", "the day")
		}
		l.Day = &day
	} else if l.Status == Paid {
		bad("入账日期", "the day")
	}
	if !quiet(d.serial, 64) {
		bad("银行流水号", "the bank's number")
	}
	if !quiet(d.code, 32) {
		bad("退回代码", "the reason code")
	}
	if !quiet(d.reason, 500) {
		bad("退回说明", "the reason")
	}
	return l, faults
}

// quiet reports whether s is short and free of control characters.
func quiet(s string, most int) bool {
	return utf8.RuneCountInString(s) <= most && !strings.ContainsFunc(s, func(r rune) bool { return r < 0x20 || r == 0x7f })
}

// take adds the drafts to r; a voucher twice in one file is a fault.
func take(r *Result, drafts []draft, words map[string]Status) (faults problem.List) {
	seen := make(map[string]int, len(drafts))
	for i := range drafts {
		l, bad := drafts[i].line(words)
		if first, twice := seen[l.Voucher]; twice {
			bad = append(bad, twiceInFile.With(l.At, first))
		}
		seen[l.Voucher] = l.At
		faults = append(faults, bad...)
		if len(bad) > 0 {
			continue
		}
		sum, err := money.Sum(r.Sum, l.Fen)
		if err != nil {
			faults = append(faults, badControl.With(l.At))
			continue
		}
		r.Sum = sum
		r.Lines = append(r.Lines, l)
	}
	return faults
}
