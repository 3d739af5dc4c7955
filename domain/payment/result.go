package payment

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"slices"
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
	blindTotal = problem.Define("payment.result_unproven", problem.Invalid,
		"第 %[1]d 行的金额读不出来,回单的合计无法核对,所以一行也不能导入", "the sum in line %[1]d cannot be read, so the totals of the file prove nothing and no line is taken in",
		"请向银行重新取得完整的回单", "ask the bank for the whole file")
	badControl = problem.Define("payment.result_control", problem.Invalid,
		"回单的笔数或金额合计与各行不符(第 %[1]d 行)", "the count or sum that the result states does not fit its lines (line %[1]d)",
		"请向银行重新取得完整的回单", "ask the bank for the whole file")
)

// RowFault is a row of a result file that cannot be taken in, with every reason.
// Its line of the order stays as it was.
type RowFault struct {
	At      int    // line of the file, from 1
	Voucher string // "" when it cannot be read as one of ours
	Faults  problem.List
}

// ParseResult reads a result file in the shape of p. It is strict: a file that
// is too large, cut off, in another encoding or that holds one malformed line
// gives no Result but every fault found, with line numbers (problem.List, at
// most 100). It does not know the order: see Match and Apply.
func ParseResult(p *ResultProfile, data []byte) (Result, error) {
	r, faulty, err := ReadResult(p, data)
	if len(faulty) > 0 {
		return Result{}, allFaults(faulty)
	}
	return r, err
}

// ReadResult reads a result file like ParseResult, but gives the rows that cannot
// be taken in beside the good ones: the Result holds the good ones alone. An
// error is of the whole file: its form, its end, or totals that do not prove its
// rows, faulty ones included. Then no row of it can be trusted.
func ReadResult(p *ResultProfile, data []byte) (Result, []RowFault, error) {
	if err := p.Check(); err != nil {
		return Result{}, nil, err
	}
	if len(data) > maxResult {
		return Result{}, nil, badFile.With(1, "文件过大", "it is too large")
	}
	x := reading{}
	var whole problem.List
	if p.Form == Pain002 {
		whole = parsePain002(data, &x)
	} else {
		text, err := decode(p.Encoding, data)
		if err != nil {
			return Result{}, nil, err
		}
		whole = parseCSV(p, text, &x)
	}
	if len(whole) > 0 {
		return Result{}, x.faulty, whole[:min(len(whole), maxFaults)]
	}
	sum := sha256.Sum256(data)
	x.SHA256 = hex.EncodeToString(sum[:])
	return x.Result, x.faulty, nil
}

// allFaults gives the faults of all rows, at most 100.
func allFaults(faulty []RowFault) (all problem.List) {
	for _, f := range faulty {
		all = append(all, f.Faults...)
	}
	return all[:min(len(all), maxFaults)]
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

// reading is a file taken apart: the result of its good rows, its faulty rows,
// and what all rows come to, which the file's own totals are held against.
type reading struct {
	Result
	faulty []RowFault
	rows   int            // good and faulty
	whole  money.Amount   // sum of all rows whose sum can be read
	fens   []money.Amount // of each draft
	blind  int            // line of the first row whose sum cannot be read, 0 for none
}

// fault notes a row that cannot be taken apart at all.
func (x *reading) fault(at int, p *problem.Problem) {
	x.rows++
	if x.blind == 0 {
		x.blind = at
	}
	x.faulty = append(x.faulty, RowFault{At: at, Faults: problem.List{p}})
}

// take reads the drafts. A voucher that stands twice makes each of its rows
// faulty: nobody can say which one holds.
func (x *reading) take(drafts []draft, words map[string]Status) *problem.Problem {
	first := make(map[string]int, len(drafts))
	twice := map[string]int{}
	for i := range drafts {
		d := &drafts[i]
		if at, seen := first[d.voucher]; !seen {
			first[d.voucher] = d.at
		} else if ours(d.voucher) != "" {
			twice[d.voucher] = at
		}
	}
	for i := range drafts {
		l, faults := drafts[i].line(words)
		if at := twice[l.Voucher]; at != 0 && at == l.At {
			at = second(drafts[i+1:], l.Voucher)
			faults = append(faults, twiceInFile.With(l.At, at))
		} else if at != 0 {
			faults = append(faults, twiceInFile.With(l.At, at))
		}
		if l.Fen == 0 && x.blind == 0 {
			x.blind = l.At
		}
		sum, err := money.Sum(x.whole, l.Fen)
		if err != nil {
			return badControl.With(l.At)
		}
		x.whole = sum
		x.rows++
		x.fens = append(x.fens, l.Fen)
		if len(faults) > 0 {
			x.faulty = append(x.faulty, RowFault{l.At, ours(l.Voucher), faults})
			continue
		}
		x.Sum += l.Fen
		x.Lines = append(x.Lines, l)
	}
	slices.SortStableFunc(x.faulty, func(a, b RowFault) int { return a.At - b.At })
	return nil
}

// second gives the line on which a voucher stands again.
func second(rest []draft, voucher string) int {
	for i := range rest {
		if rest[i].voucher == voucher {
			return rest[i].at
		}
	}
	return 0
}

// ours gives a voucher back when it is one of ours in form.
func ours(voucher string) string {
	if _, _, _, err := ParseVoucher(voucher); err != nil {
		return ""
	}
	return voucher
}
