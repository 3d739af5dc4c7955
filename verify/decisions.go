package verify

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Basis is what a decision cites, as stored.
type Basis struct {
	County, ID         int64
	Hash, PackHash     string
	Pack               []byte // canonical bytes of the published pack
	Local, Prices      []byte
	Vocabulary, Engine int64
}

// Decision is what a decision comes to, as stored: what Replay must give again.
type Decision struct {
	OK              bool
	Refusal, Clause string
	Class           string
	Capped          bool // a total cap applies
	CapFen          int64
	ChargedFen      int64
	PreCapFen       int64
	WaivedFen       int64
	FamilyFen       int64
	Trace           string
	Lines           []DecisionLine
	Shares          []DecisionShare
}

// DecisionLine is one service of a decision.
type DecisionLine struct {
	Item                                               string
	Quantity, UnitFen, ChargedFen, Measure, AllowedFen int64
	WaivedFen, FamilyFen                               int64
	Reason, Clause                                     string
}

// DecisionShare is one share of the waived sum.
type DecisionShare struct {
	Fund, Level string
	Fen         int64
}

type decisionRow struct {
	key
	ID, Seq, Basis int64
	Facts          string
	OK             int64
	Refusal        string
	Clause, Class  string
	Capped, Cap    int64
	Charged        int64
	PreCap         int64
	Waived, Family int64
	Trace, At      string
}

const decisionQuery = `SELECT county, claim, id, seq, basis, facts, ok, refusal, clause, class, capped, cap_fen, charged_fen, pre_cap_fen, waived_fen, family_fen, trace, at
	FROM decision ORDER BY county, claim, seq`

func scanDecision(d *decisionRow) []any {
	return []any{&d.ID, &d.Seq, &d.Basis, &d.Facts, &d.OK, &d.Refusal, &d.Clause, &d.Class, &d.Capped, &d.Cap, &d.Charged, &d.PreCap, &d.Waived, &d.Family, &d.Trace, &d.At}
}

type lineRow struct {
	key
	Decision, Seq int64
	DecisionLine
}

const lineQuery = `SELECT d.county, d.claim, d.id, l.seq, l.item, l.quantity, l.unit_fen, l.charged_fen, l.measure, l.allowed_fen, l.waived_fen, l.family_fen, l.reason, l.clause
	FROM decision d JOIN decision_line l ON l.county = d.county AND l.decision = d.id ORDER BY d.county, d.claim, d.seq, l.seq`

func scanLine(l *lineRow) []any {
	return []any{&l.Decision, &l.Seq, &l.Item, &l.Quantity, &l.UnitFen, &l.ChargedFen, &l.Measure, &l.AllowedFen, &l.WaivedFen, &l.FamilyFen, &l.Reason, &l.Clause}
}

type shareRow struct {
	key
	Decision, Seq int64
	DecisionShare
}

const shareQuery = `SELECT d.county, d.claim, d.id, s.seq, s.fund, s.level, s.fen
	FROM decision d JOIN decision_share s ON s.county = d.county AND s.decision = d.id ORDER BY d.county, d.claim, d.seq, s.seq`

func scanShare(s *shareRow) []any { return []any{&s.Decision, &s.Seq, &s.Fund, &s.Level, &s.Fen} }

// facts are the stored facts of a decision, as far as they are checked.
type facts struct {
	Death       int64 `json:"death"`
	Cremation   int64 `json:"cremation"`
	Application int64 `json:"application"`
	Age         *int64
	Services    []struct {
		Item, Grade string
		Qty         int64
		M           int64
		Unit        int64
		Fen         int64
		Day         int64
	} `json:"services"`
}

// linesOf gives the lines and shares of one decision of the claim.
func (f *caseFile) linesOf(decision int64) (ls []lineRow, ss []shareRow) {
	for i := range f.lines {
		if f.lines[i].Decision == decision {
			ls = append(ls, f.lines[i])
		}
	}
	for i := range f.shares {
		if f.shares[i].Decision == decision {
			ss = append(ss, f.shares[i])
		}
	}
	return ls, ss
}

func (f *caseFile) decision(id int64) *decisionRow {
	for i := range f.decisions {
		if f.decisions[i].ID == id {
			return &f.decisions[i]
		}
	}
	return nil
}

// checkDecisions checks every decision of the claim by its own rows and basis.
func (r *run) checkDecisions(f *caseFile) {
	for i := range f.decisions {
		d := &f.decisions[i]
		row := rowKey(d.county, d.ID)
		ls, ss := f.linesOf(d.ID)
		r.want(d.Seq == int64(i+1), 3, "decision", row, "决定序号不连续", "the numbers of the claim's decisions have a gap")
		var x facts
		err := json.Unmarshal([]byte(d.Facts), &x)
		r.want(err == nil, 26, "decision", row, "事实文本读不出来", "the text of the facts cannot be read")
		b := r.world.bases[key{d.county, d.Basis}]
		if r.want(b != nil, 26, "decision", row, "所依据的政策版本不存在", "the basis it cites does not exist") {
			r.want(b.recorded <= d.At, 26, "decision", row, "所依据的版本晚于决定", "its basis was recorded after it")
		}
		r.checkSums(d, ls, ss)
		r.checkAgainstFacts(f, d, ls, &x)
		if b != nil && d.OK == 1 {
			r.checkBounds(f, d, ls, &x, b)
		}
		if b != nil && r.opt.Replay != nil {
			r.replay(d, ls, ss, b)
		}
	}
	r.want(f.Decision == 0 || f.decision(f.Decision) != nil, 25, "claim", rowKey(f.key), "当前决定不是本申请的", "its current decision belongs to another claim")
	r.want(f.Signed == 0 || f.decision(f.Signed) != nil, 25, "claim", rowKey(f.key), "已签名的决定不是本申请的", "the decision signed belongs to another claim")
}

// checkSums adds up lines and shares (INV-03, INV-07, INV-10).
func (r *run) checkSums(d *decisionRow, ls []lineRow, ss []shareRow) {
	row := rowKey(d.county, d.ID)
	var charged, allowed, waived, family, shared int64
	for i := range ls {
		l := &ls[i]
		at := rowKey(d.county, d.ID, l.Seq)
		r.want(l.Seq == int64(i+1), 3, "decision_line", at, "行号不连续", "the numbers of the lines have a gap")
		r.want(l.ChargedFen >= 0 && l.WaivedFen >= 0 && l.FamilyFen >= 0 && l.AllowedFen >= 0 && l.Quantity >= 0 && l.Measure >= 0 && l.UnitFen >= 0,
			7, "decision_line", at, "金额或数量为负", "a sum or quantity is negative")
		r.want(l.ChargedFen == l.WaivedFen+l.FamilyFen, 3, "decision_line", at, "收费不等于免除加自付", "charged is not waived plus family")
		r.want(l.WaivedFen <= l.AllowedFen && l.AllowedFen <= l.ChargedFen, 3, "decision_line", at, "免除超过可免除额或收费", "waived is more than allowed, or allowed more than charged")
		r.want(l.Measure <= l.Quantity, 2, "decision_line", at, "免除数量超过发生数量", "more is waived than was used")
		charged, allowed, waived, family = charged+l.ChargedFen, allowed+l.AllowedFen, waived+l.WaivedFen, family+l.FamilyFen
	}
	for i := range ss {
		r.want(ss[i].Seq == int64(i+1), 10, "decision_share", rowKey(d.county, d.ID, ss[i].Seq), "分担行不连续", "the numbers of the shares have a gap")
		r.want(ss[i].Fen >= 0, 7, "decision_share", rowKey(d.county, d.ID, ss[i].Seq), "分担金额为负", "a share is negative")
		shared += ss[i].Fen
	}
	r.want(d.Charged == d.Waived+d.Family && d.Charged >= 0 && d.Waived >= 0 && d.Family >= 0, 3, "decision", row, "收费合计不等于免除加自付", "charged is not waived plus family")
	r.want(charged == d.Charged && allowed == d.PreCap && waived == d.Waived && family == d.Family, 3, "decision", row,
		"各行之和不等于决定的合计", "the lines do not add up to the decision")
	r.want(shared == d.Waived, 10, "decision", row, "经费分担之和不等于免除额", "the shares do not add up to what is waived")
	r.want(d.Capped == 0 || d.Waived <= d.Cap, 8, "decision", row, "免除额超过最高限额", "more is waived than the cap")
	r.want(d.OK == 1 || d.Waived == 0, 3, "decision", row, "不予免除的决定有免除金额", "a refusal waives money")
}

// checkAgainstFacts compares a decision with the facts it was made from, and
// the facts of the current one with the services as recorded (INV-03).
func (r *run) checkAgainstFacts(f *caseFile, d *decisionRow, ls []lineRow, x *facts) {
	row := rowKey(d.county, d.ID)
	if !r.want(len(x.Services) == len(ls), 3, "decision", row, "行数与事实中的服务不符", "it has not one line for each service of its facts") {
		return
	}
	for i := range ls {
		s, l := &x.Services[i], &ls[i]
		r.want(s.Item == l.Item && s.Qty == l.Quantity && s.Fen == l.ChargedFen && s.Unit == l.UnitFen, 3, "decision_line", rowKey(d.county, d.ID, l.Seq),
			"与事实中的服务不符", "it is not the service of the facts")
	}
	if d.ID != f.Decision || len(ls) == 0 {
		return
	}
	if ready(f.State) || f.State == "signed" {
		r.want(x.Death == 0 && f.Death == "" || day(x.Death).String() == f.Death, 3, "decision", row, "事实中的死亡日期与申请不符", "the facts name another day of death than the claim")
	}
	if !ready(f.State) {
		return
	}
	i := 0
	for _, s := range f.services {
		if s.N != f.ServicesN {
			continue
		}
		if !r.want(i < len(x.Services) && x.Services[i].Item == s.Item && x.Services[i].Qty == s.Quantity && x.Services[i].Fen == s.Charged && x.Services[i].M == s.Metres && x.Services[i].Grade == s.Grade && x.Services[i].Unit == s.Unit,
			3, "service", rowKey(f.key, s.N, s.Seq), "登记的服务与决定所用的不符", "the service recorded is not the one that was decided on") {
			return
		}
		i++
	}
	r.want(i == len(x.Services), 3, "decision", row, "决定所用的服务多于登记的服务", "it was decided on more services than are recorded")
}

// checkBounds holds a decision against the pack, the local values and the
// prices it cites: quantity limits, prices, the cap (INV-02, 03, 08, 09).
func (r *run) checkBounds(f *caseFile, d *decisionRow, ls []lineRow, x *facts, b *basisFacts) {
	row := rowKey(d.county, d.ID)
	priceInv := 3
	if f.Route == "reimbursement" {
		priceInv = 9
	}
	class, known := b.classes[d.Class]
	r.want(known, 26, "decision", row, "政策中没有这一对象类别", "the pack knows no such class")
	actual := class.Price == "actual"
	if r.want(d.Capped == 1 || class.Cap != "total", 8, "decision", row, "该类对象应受最高限额限制", "this class is under the cap, the decision is not") && d.Capped == 1 {
		r.want(b.caps(x)[d.Cap], 8, "decision", row, "最高限额不是所依据版本中的数值", "the cap is not one of the basis it cites")
	}
	if class.Cap == "none" && !actual {
		r.want(f.Route != "reimbursement", 9, "decision", row, "异地火化报销不受限额限制", "a reimbursement without a cap")
	}
	if actual {
		r.want(f.Route == "unclaimed", 8, "decision", row, "据实结算只适用于无人认领遗体", "actual cost is for unclaimed bodies only")
		return
	}
	if len(ls) != len(x.Services) {
		return // found by checkAgainstFacts
	}
	used := map[string]int64{}
	for i := range ls {
		l, s := &ls[i], &x.Services[i]
		at := rowKey(d.county, d.ID, l.Seq)
		it, listed := b.items[l.Item]
		if !r.want(listed || l.WaivedFen == 0 || class.Scope == "all", 2, "decision_line", at, "不在免费项目内却有免除", "waived, though it is not an item of the pack") || !listed {
			continue
		}
		if used[l.Item] += l.Measure; it.most > 0 {
			r.want(used[l.Item] <= it.most, 2, "decision_line", at, "超过该项目的数量限额 "+strconv.FormatInt(it.most, 10), "more than the limit of the item, "+strconv.FormatInt(it.most, 10))
		}
		if it.standard && l.WaivedFen > 0 && !strings.Contains(l.Reason, "grade") {
			most, priced := b.dearest(l.Item, s.M, x, s.Day)
			r.want(!priced || l.WaivedFen <= most*l.Measure, priceInv, "decision_line", at, "免除超过当日标准价乘以数量", "more is waived than the price in force times the quantity")
		}
	}
}

// replay decides again through the hook (INV-26).
func (r *run) replay(d *decisionRow, ls []lineRow, ss []shareRow, b *basisFacts) {
	row := rowKey(d.county, d.ID)
	full := b.Basis
	full.Pack = r.world.packs[b.PackHash]
	again, err := r.opt.Replay(full, []byte(d.Facts))
	if !r.want(err == nil, 26, "decision", row, "按原依据无法重新决定", "it cannot be decided again under its basis") {
		return
	}
	was := Decision{OK: d.OK == 1, Refusal: d.Refusal, Clause: d.Clause, Class: d.Class, Capped: d.Capped == 1, CapFen: d.Cap, ChargedFen: d.Charged,
		PreCapFen: d.PreCap, WaivedFen: d.Waived, FamilyFen: d.Family, Trace: d.Trace}
	for i := range ls {
		was.Lines = append(was.Lines, ls[i].DecisionLine)
	}
	for i := range ss {
		was.Shares = append(was.Shares, ss[i].DecisionShare)
	}
	r.want(same(&was, &again), 26, "decision", row, "按原依据重新决定，结果不同", "deciding again under its basis gives another result")
}

// same compares two decisions field by field.
func same(a, b *Decision) bool {
	x, y := *a, *b
	x.Lines, y.Lines, x.Shares, y.Shares = nil, nil, nil, nil
	ja, _ := json.Marshal(x)
	jb, _ := json.Marshal(y)
	if string(ja) != string(jb) || len(a.Lines) != len(b.Lines) || len(a.Shares) != len(b.Shares) {
		return false
	}
	for i := range a.Lines {
		if a.Lines[i] != b.Lines[i] {
			return false
		}
	}
	for i := range a.Shares {
		if a.Shares[i] != b.Shares[i] {
			return false
		}
	}
	return true
}
