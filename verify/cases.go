package verify

import (
	"encoding/json"
	"slices"
)

// checkDates checks the order of the days of a claim (INV-20).
func (r *run) checkDates(f *caseFile) {
	row := rowKey(f.key)
	days := map[string]day{}
	for name, s := range map[string]string{"death": f.Death, "cremation": f.Cremation, "lodged": f.Lodged, "completed": f.Done} {
		if s != "" {
			d, ok := dayOf(s)
			r.want(ok, 20, "claim", row, "日期写法不对", "a day is malformed")
			days[name] = d
		}
	}
	before := func(a, b, zh, en string) {
		x, ok1 := days[a]
		y, ok2 := days[b]
		if ok1 && ok2 {
			r.want(x <= y, 20, "claim", row, zh, en)
		}
	}
	before("death", "cremation", "火化早于死亡", "the cremation is before the death")
	before("death", "lodged", "申请早于死亡", "it was lodged before the death")
	before("cremation", "completed", "办结早于火化", "it was completed before the cremation")
	before("lodged", "completed", "办结早于申请", "it was completed before it was lodged")
	if live(f.State) {
		r.want(f.Lodged != "", 20, "claim", row, "在办的申请没有申请日期", "a live claim has no day of lodging")
	}
	if ready(f.State) {
		r.want(f.Cremation != "" && f.Done != "", 20, "claim", row, "已办结的申请没有火化或办结日期", "a completed claim has no day of cremation or completion")
	}
	for _, s := range f.services {
		d, ok := dayOf(s.Day)
		at, _ := beijing(s.At)
		death, known := days["death"]
		if s.N == f.ServicesN {
			r.want(ok && d <= at && (!known || d >= death), 20, "service", rowKey(f.key, s.N, s.Seq), "服务日期早于死亡或晚于登记", "the service is dated before the death or after it was recorded")
		}
	}
}

// checkPapers wants papers seen before acceptance, each with its file (INV-12,
// INV-28), and two original papers behind actual cost (INV-08).
func (r *run) checkPapers(f *caseFile) {
	accepted := ""
	for _, m := range f.moves {
		if m.Act == "accept" {
			accepted = m.At
		}
	}
	seen, originals := 0, map[string]bool{}
	for _, p := range f.papers {
		if p.File != "" {
			r.want(p.EvidenceHome == f.id, 28, "paper", rowKey(f.key, p.Seq), "材料的影像文件不存在或属于其他申请", "its file is missing or belongs to another claim")
		}
		if p.At <= accepted {
			seen++
			if p.Original == 1 {
				originals[p.Kind] = true
			}
		}
	}
	if accepted == "" {
		return
	}
	r.want(seen > 0, 12, "claim", rowKey(f.key), "受理前没有核对任何材料", "it was accepted before any paper was seen")
	if f.Route == "unclaimed" {
		r.want(len(originals) >= 2 && r.hasAll(f, originals), 8, "claim", rowKey(f.key), "无人认领遗体没有公安机关和镇街两方面的原件", "an unclaimed body without originals of police and town")
	}
}

// hasAll reports whether every original that the pack of its decision wants of an
// unclaimed body was seen.
func (r *run) hasAll(f *caseFile, originals map[string]bool) bool {
	d := f.decision(f.Decision)
	if d == nil {
		return true
	}
	b := r.world.bases[key{d.county, d.Basis}]
	for i := 0; b != nil && i < len(b.unnamed); i++ {
		if !originals[b.unnamed[i]] {
			return false
		}
	}
	return true
}

// privateAt gives the commitments of the version in force at an instant.
func (f *caseFile) privateAt(at string) (string, bool) {
	for i := len(f.private) - 1; i >= 0; i-- {
		if f.private[i].At <= at {
			return f.private[i].Commitments, true
		}
	}
	return "", false
}

func (f *caseFile) privateN(n int64) (string, bool) {
	for i := range f.private {
		if f.private[i].N == n {
			return f.private[i].Commitments, true
		}
	}
	return "", false
}

// checkSigned makes each signed text again (INV-15), and wants the completed
// sums to be those that were signed (INV-12).
func (r *run) checkSigned(f *caseFile) {
	for i := range f.private {
		r.want(f.private[i].N == int64(i+1), 15, "claim_private", rowKey(f.key, f.private[i].N), "个人信息版本不连续", "the versions of the personal values have a gap")
	}
	r.want(f.PrivateN == int64(len(f.private)), 15, "claim", rowKey(f.key), "个人信息版本与记录不符", "the row names another version of the personal values than the last")
	last := ""
	for _, s := range f.signatures {
		row := rowKey(f.key, s.N)
		d := f.decision(s.Decision)
		if !r.want(d != nil, 25, "signature", row, "所签决定不存在", "the decision signed does not exist") {
			continue
		}
		ls, _ := f.linesOf(d.ID)
		com, _ := f.privateAt(s.At)
		r.want(signedDigest(f, ls, r.basisHash(d), com) == s.Digest, 15, "signature", row, "签名内容的摘要不符", "the digest of what was signed does not hold")
		r.want(s.At == d.At, 12, "signature", row, "签名与所签决定不在同一时刻", "the signature and its decision are not of one moment")
		r.want(s.Evidence == "" || slices.ContainsFunc(f.papers, func(p paperRow) bool { return p.File == s.Evidence }), 19, "signature", row, "签名影像不在该件材料中", "the picture of the signature is not among the claim's papers")
		last = s.Digest
	}
	if f.Route != "waiver" || !ready(f.State) && f.State != "signed" {
		return
	}
	row := rowKey(f.key)
	if !r.want(last != "" && f.Signed != 0, 12, "claim", row, "没有丧属签名", "the family has not signed") {
		return
	}
	r.want(f.signatures[len(f.signatures)-1].Decision == f.Signed, 12, "claim", row, "记录的签名决定不是最后签名的", "the decision named as signed is not the last one signed")
	if d := f.decision(f.Decision); d != nil && ready(f.State) {
		ls, _ := f.linesOf(d.ID)
		com, _ := f.privateAt(d.At)
		if s := f.settle(f.SettleN); s != nil {
			com, _ = f.privateN(s.PrivateN)
		}
		r.want(signedDigest(f, ls, r.basisHash(d), com) == last, 12, "claim", row, "办结的项目和金额与签名的不同", "items and sums at completion are not those signed")
	}
}

func (r *run) basisHash(d *decisionRow) string {
	if b := r.world.bases[key{d.county, d.Basis}]; b != nil {
		return b.Hash
	}
	return ""
}

func (f *caseFile) settle(n int64) *settleRow {
	for i := range f.settles {
		if f.settles[i].N == n {
			return &f.settles[i]
		}
	}
	return nil
}

// checkSettles holds every settle row against its decision and makes its digest
// again (INV-04, INV-05), and finds the claim's place in lists (INV-21).
func (r *run) checkSettles(f *caseFile) {
	for i := range f.settles {
		s := &f.settles[i]
		row := rowKey(f.key, s.N)
		r.want(s.N == int64(i+1), 4, "settle", row, "结算行序号不连续", "the numbers of the settle rows have a gap")
		r.want(s.Charged >= 0 && s.Waived >= 0 && s.Family >= 0, 7, "settle", row, "金额为负", "a sum is negative")
		d := f.decision(s.Decision)
		if !r.want(d != nil && d.OK == 1, 4, "settle", row, "所结算的决定不存在或不予免除", "the decision it settles is missing or refuses") {
			continue
		}
		r.want(s.Charged == d.Charged && s.Waived == d.Waived && s.Family == d.Family, 4, "settle", row, "结算金额与决定不符", "its sums are not those of the decision")
		_, valid := lastOf(s.Period)
		r.want(valid, 21, "settle", row, "结算期写法不对", "the period is malformed")
		r.want(s.Route == f.Route && (s.Kind == "reimbursement") == (f.Route == "reimbursement"), 4, "settle", row, "办理途径不符", "its route or kind is not the claim's")
		var x facts
		_ = json.Unmarshal([]byte(d.Facts), &x)
		ls, ss := f.linesOf(d.ID)
		com, ok := f.privateN(s.PrivateN)
		r.want(ok && settleDigest(s, d, ls, ss, &x, r.basisHash(d), com) == s.Digest, 5, "settle", row, "结算行的摘要不符", "the digest of the settle row does not hold")
	}
	r.want(f.SettleN == int64(len(f.settles)), 4, "claim", rowKey(f.key), "结算行与记录不符", "the row names another settle row than the last")
	r.checkPlace(f)
}

// checkPlace wants a completed claim in exactly one unreleased line, or waiting
// for a list that is not submitted yet (INV-21).
func (r *run) checkPlace(f *caseFile) {
	row := rowKey(f.key)
	var in *claimLineRow
	n := 0
	for i := range f.listed {
		l := &f.listed[i]
		at := rowKey(f.county, l.List, l.Seq)
		s := f.settle(l.SettleN)
		r.want(s != nil && s.Decision == l.Decision && s.Waived == l.Waived, 4, "list_line", at, "清册行与结算行不符", "the line is not its settle row")
		if l.Released == "" {
			in = l
			n++
		}
	}
	r.want(n <= 1, 21, "claim", row, "同时在两份清册中", "it stands in two lists at once")
	waits := ready(f.State) || f.State == "returned" && ready(f.Resume)
	if !waits {
		r.want(n == 0, 21, "claim", row, "未办结却在清册中", "it stands in a list without being completed")
		return
	}
	s := f.settle(f.SettleN)
	if !r.want(s != nil, 21, "claim", row, "已办结而没有结算行", "completed, but it has no settle row: it would never be listed") {
		return
	}
	if in != nil {
		r.want(in.SettleN == f.SettleN, 21, "list_line", rowKey(f.county, in.List, in.Seq), "清册行不是最新结算行", "the line is of an older settle row")
		return
	}
	if l := r.standing(s); l != nil {
		r.want(false, 21, "claim", row, "该结算期清册已报送而未列入，将被遗漏", "the list of its period is submitted without it: it would be left behind")
		return
	}
	r.did(21)
	if last, ok := lastOf(s.Period); ok && s.Kind == "local" && r.world.calendar.due(last) < r.world.today {
		r.late(21, "claim", row, "结算期已过付款日，清册还没有报送", "its period is past its payment day and no list was submitted")
	}
}

// standing gives the list of a settle row's unit, kind and period that is not
// void, nil when there is none.
func (r *run) standing(s *settleRow) *listFacts {
	return r.world.standing[unitPeriod{s.county, s.Unit, s.Kind, s.Period}]
}

// checkCaseBooks compares the entries of a claim with its decisions (INV-04).
func (r *run) checkCaseBooks(f *caseFile) {
	expense, due, promise := amounts{}, int64(0), int64(0)
	for _, b := range f.books {
		p := part{b.Fund, b.Level, b.Year}
		switch {
		case b.Account == "9001":
			promise += b.Fen
		case b.Account == "5001" && b.Kind == "recovery_due":
			due -= b.Fen
		case b.Account == "5001":
			expense.add(p, b.Fen)
		}
	}
	r.checkPromises(f)
	row := rowKey(f.key)
	promised := int64(0)
	if d := f.decision(f.Signed); d != nil && (f.State == "signed" || f.Resume == "signed") {
		promised = d.Waived
	}
	r.want(promise == promised, 4, "claim", row, "账上的承诺不等于签名的免除额", "the promise on the books is not what was signed")
	want := amounts{}
	if s := f.settle(f.SettleN); s != nil && (ready(f.State) || f.State == "returned" && ready(f.Resume)) {
		_, ss := f.linesOf(s.Decision)
		for i := range ss {
			want.add(part{ss[i].Fund, ss[i].Level, s.Year}, ss[i].Fen)
		}
	}
	if f.State == "reversed" {
		r.want(expense.total() == due, 4, "claim", row, "冲销后账上仍有余额", "a reversed claim still stands on the books")
		return
	}
	r.want(expense.equal(want), 4, "claim", row, "账上的支出不等于办结的免除额", "the expense on the books is not the completed waiver")
	r.want(due <= expense.total(), 4, "claim", row, "追回超过已入账金额", "more is to be recovered than was booked")
}

// checkPromises wants each signature to have promised the shares of its
// decision (INV-04).
func (r *run) checkPromises(f *caseFile) {
	for i := range f.signatures {
		s := &f.signatures[i]
		_, ss := f.linesOf(s.Decision)
		want, got := amounts{}, amounts{}
		for j := range ss {
			want.add(part{ss[j].Fund, ss[j].Level, 0}, ss[j].Fen)
		}
		for j := range f.books {
			if b := &f.books[j]; b.Kind == "waiver_promised" && b.Account == "9001" && b.At == s.At {
				got.add(part{b.Fund, b.Level, 0}, b.Fen)
			}
		}
		r.want(got.equal(want), 4, "signature", rowKey(f.key, s.N), "账上承诺与签名决定的经费分担不符", "what was promised on the books is not the shares of the decision signed")
	}
}

// checkCaseOrder wants every settle row to come from a completion or a
// determination after acceptance, or to repeat the one before for a later
// period (INV-12).
func (r *run) checkCaseOrder(f *caseFile) {
	for i := range f.settles {
		s := &f.settles[i]
		row := rowKey(f.key, s.N)
		d := f.decision(s.Decision)
		if d == nil {
			continue
		}
		if s.At != d.At {
			again := i > 0 && f.settles[i-1].Digest == s.Digest && f.settles[i-1].Decision == s.Decision && f.settles[i-1].Period < s.Period
			r.want(again && s.At > d.At, 12, "settle", row, "结算行既不是办结产生的，也不是剔除后转入下期", "neither a completion nor a struck line put before a later period made it")
			continue
		}
		m := moveAt(f.moves, s.At)
		r.want(m != nil && (m.Act == "complete" || m.Act == "determine"), 12, "settle", row, "结算行不是由办结或核定产生的", "no completion or determination made it at that moment")
		accepted := false
		for _, m := range f.moves {
			accepted = accepted || m.Act == "accept" && m.At < s.At
		}
		r.want(accepted, 12, "settle", row, "未经受理", "the claim was not accepted before")
	}
}
