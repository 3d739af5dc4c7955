package verify

import "strconv"

// listFacts is what is known of one list; a list holds many claims, so the map
// of them is small.
type listFacts struct {
	key
	Unit                                      int64
	Kind, Period                              string
	Round                                     int64
	Number, State                             string
	Lines, Charged, Waived                    int64
	SubmittedDigest, SubmittedAt              string
	SealedLines, SealedCharged, SealedFen     int64
	SealedDigest, SealedAt, Opinion, Approved string
	Voided                                    string

	submitted, struck, sealed amounts
	people                    map[string]map[int64]bool // part → persons
	book                      map[string]amounts        // kind of entry → sums
	orders                    int
	paidOn                    string // last value day
}

type unitPeriod struct {
	county, unit int64
	kind, period string
}

type listLineRow struct {
	key                                 // county, list
	Seq, Claim, SettleN, Decision, Year int64
	Route                               string
	Charged, Waived, Family, Running    int64
	Digest, Released                    string
	SCharged, SWaived, SFamily, SYear   int64 // of the settle row; -1 when there is none
	SDecision                           int64
	SDigest, SKind, SPeriod, SRoute     string
	SUnit                               int64
}

type lineShareRow struct {
	key
	Seq int64
	part
	Fen int64
}

type markRow struct {
	key
	Seq, N                 int64
	Mark, Code, Commitment string
	Person                 int64
	At                     string
}

type listPersonRow struct {
	key
	Person int64
	Part   string
}

type sealUseRow struct {
	key        // county, list
	ID         int64
	Seal       string
	Person     int64
	Digest, At string
}

const listQuery = `SELECT county, id, unit, kind, period, round, number, state, lines, charged_fen, waived_fen, submitted_digest, submitted_at,
	COALESCE(sealed_lines, -1), COALESCE(sealed_charged, -1), COALESCE(sealed_fen, -1), COALESCE(sealed_digest, ''), COALESCE(sealed_at, ''),
	COALESCE(opinion_commitment, ''), COALESCE(approved_at, ''), COALESCE(voided_at, '') FROM list ORDER BY county, id`

func scanList(l *listFacts) []any {
	return []any{&l.county, &l.id, &l.Unit, &l.Kind, &l.Period, &l.Round, &l.Number, &l.State, &l.Lines, &l.Charged, &l.Waived, &l.SubmittedDigest, &l.SubmittedAt,
		&l.SealedLines, &l.SealedCharged, &l.SealedFen, &l.SealedDigest, &l.SealedAt, &l.Opinion, &l.Approved, &l.Voided}
}

const listLineQuery = `SELECT l.county, l.list, l.seq, l.claim, l.settle_n, l.decision, l.year, l.route, l.charged_fen, l.waived_fen, l.family_fen, l.running_fen, l.digest, COALESCE(l.released_at, ''),
	COALESCE(s.charged_fen, -1), COALESCE(s.waived_fen, -1), COALESCE(s.family_fen, -1), COALESCE(s.year, -1), COALESCE(s.decision, -1), COALESCE(s.digest, ''), COALESCE(s.kind, ''), COALESCE(s.period, ''), COALESCE(s.route, ''), COALESCE(s.unit, -1)
	FROM list_line l LEFT JOIN settle s ON s.county = l.county AND s.claim = l.claim AND s.n = l.settle_n ORDER BY l.county, l.list, l.seq`

func scanListLine(l *listLineRow) []any {
	return []any{&l.county, &l.id, &l.Seq, &l.Claim, &l.SettleN, &l.Decision, &l.Year, &l.Route, &l.Charged, &l.Waived, &l.Family, &l.Running, &l.Digest, &l.Released,
		&l.SCharged, &l.SWaived, &l.SFamily, &l.SYear, &l.SDecision, &l.SDigest, &l.SKind, &l.SPeriod, &l.SRoute, &l.SUnit}
}

const lineShareQuery = `SELECT l.county, l.list, l.seq, d.fund, d.level, l.year, d.fen
	FROM list_line l JOIN decision_share d ON d.county = l.county AND d.decision = l.decision ORDER BY l.county, l.list, l.seq, d.seq`

// listStreams reads lists and what hangs on them side by side.
type listStreams struct {
	lists  *stream[listFacts]
	lines  group[listLineRow]
	shares group[lineShareRow]
	marks  group[markRow]
	people group[listPersonRow]
	seals  group[sealUseRow]
}

// under opens the rows of table that hang on a list.
func under[T any](r *run, table, q string, k func(*T) key, scan func(*T) []any) group[T] {
	return group[T]{stream: open(r.src, q, scan), key: k, orphan: func(v *T) {
		r.bad(25, table, rowKey(k(v)), "所属的清册不存在", "it hangs on a list that does not exist")
	}}
}

func (r *run) openLists() *listStreams {
	return &listStreams{
		lists: open(r.src, listQuery, scanList),
		lines: under(r, "list_line", listLineQuery, func(v *listLineRow) key { return v.key }, scanListLine),
		shares: under(r, "decision_share", lineShareQuery, func(v *lineShareRow) key { return v.key }, func(v *lineShareRow) []any {
			return []any{&v.county, &v.id, &v.Seq, &v.Fund, &v.Level, &v.Year, &v.Fen}
		}),
		marks: under(r, "line_mark", `SELECT county, list, seq, n, mark, code, note_commitment, person, at FROM line_mark ORDER BY county, list, seq, n`,
			func(v *markRow) key { return v.key }, func(v *markRow) []any {
				return []any{&v.county, &v.id, &v.Seq, &v.N, &v.Mark, &v.Code, &v.Commitment, &v.Person, &v.At}
			}),
		people: under(r, "list_person", `SELECT county, list, person, part FROM list_person ORDER BY county, list, person`,
			func(v *listPersonRow) key { return v.key }, func(v *listPersonRow) []any { return []any{&v.county, &v.id, &v.Person, &v.Part} }),
		seals: under(r, "seal_use", `SELECT county, list, id, seal, person, digest, at FROM seal_use ORDER BY county, list, id`,
			func(v *sealUseRow) key { return v.key }, func(v *sealUseRow) []any {
				return []any{&v.county, &v.id, &v.ID, &v.Seal, &v.Person, &v.Digest, &v.At}
			}),
	}
}

// checkLists goes over every list with its lines, marks, people and seals.
func (r *run) checkLists() {
	r.world.standing = map[unitPeriod]*listFacts{}
	s := r.openLists()
	for c := s.lists.peek(); c != nil && r.src.err == nil; c = s.lists.peek() {
		l := *c
		l.submitted, l.struck, l.sealed = amounts{}, amounts{}, amounts{}
		l.people, l.book = map[string]map[int64]bool{}, map[string]amounts{}
		r.lists[l.key] = &l
		r.rep.Lists++
		for _, p := range s.people.take(l.key) {
			if l.people[p.Part] == nil {
				l.people[p.Part] = map[int64]bool{}
			}
			l.people[p.Part][p.Person] = true
		}
		r.checkLines(&l, s)
		r.checkListHead(&l)
		r.checkPeopleOf(&l, s.seals.take(l.key))
		s.lists.next()
	}
	s.lines.rest()
	s.shares.rest()
	s.marks.rest()
	s.people.rest()
	s.seals.rest()
}

// tally is what the lines of a list come to.
type tally struct {
	lines, passed, charged, waived, passedCharged, passedWaived, family, passedFamily int64
	open                                                                              int64 // lines neither passed nor struck
}

// checkLines streams the lines of one list: sums, marks and both digests.
func (r *run) checkLines(l *listFacts, s *listStreams) {
	submitted, sealed := newText(), newText()
	l.headText(submitted, false)
	l.headText(sealed, true)
	var t tally
	for {
		v := s.lines.peek()
		if v == nil || l.key.less(v.key) {
			break
		}
		if v.key != l.key {
			s.lines.orphan(v)
			s.lines.next()
			continue
		}
		struck, note := r.marksOf(l, v, s, &t)
		r.checkLine(l, v, &t, struck)
		for sh := s.shares.peek(); sh != nil && sh.key == l.key && sh.Seq == v.Seq; sh = s.shares.peek() {
			l.submitted.add(sh.part, sh.Fen)
			if struck == "" {
				l.sealed.add(sh.part, sh.Fen)
			} else {
				l.struck.add(sh.part, sh.Fen)
			}
			s.shares.next()
		}
		submitted.line("line", v.Seq, v.Claim, v.Decision, v.Digest, v.Route, v.Charged, v.Waived, v.Family)
		if struck == "" {
			sealed.line("line", v.Seq, v.Claim, v.Decision, v.Digest, v.Route, v.Charged, v.Waived, v.Family)
		} else {
			sealed.line("struck", v.Seq, v.Claim, v.Decision, v.Digest, v.Route, v.Charged, v.Waived, v.Family, struck, note)
		}
		r.step()
		s.lines.next()
	}
	l.endText(submitted, l.submitted, t.lines, 0, t.charged, t.waived, t.family)
	l.endText(sealed, l.sealed, t.passed, t.lines-t.passed, t.passedCharged, t.passedWaived, t.passedFamily)
	row := rowKey(l.key)
	r.want(submitted.sum() == l.SubmittedDigest, 5, "list", row, "报送摘要不符", "the submitted digest does not hold")
	r.checkListSums(l, &t)
	if l.SealedAt != "" {
		r.want(sealed.sum() == l.SealedDigest, 15, "list", row, "盖章摘要不符", "the sealed digest does not hold")
		r.want(t.open == 0, 13, "list", row, "盖章时还有未审结的行", "lines were not reviewed when it was sealed")
	}
}

func (l *listFacts) headText(t *text, sealed bool) {
	word := "songbai-list-1 submitted"
	if sealed {
		word = "songbai-list-1 sealed"
	}
	home, office := l.Unit, int64(0)
	if l.Kind != "local" {
		home, office = 0, l.Unit
	}
	t.line(word)
	t.line("county", countyCode(l.county))
	t.line("home", home)
	t.line("office", office)
	t.line("kind", l.Kind)
	t.line("period", l.Period)
	t.line("round", l.Round)
	t.line("list", l.id)
	if sealed {
		t.line("submitted", l.SubmittedDigest)
		t.line("opinion", l.Opinion)
	}
}

func (l *listFacts) endText(t *text, parts amounts, lines, struck, charged, waived, family int64) {
	for _, s := range parts.byFund() {
		t.line("fund", s.Fund, s.Level, s.Fen)
	}
	t.line("total", lines, struck, charged, waived, family)
	t.line("end")
}

// checkLine holds a line against its settle row and counts it.
func (r *run) checkLine(l *listFacts, v *listLineRow, t *tally, struck string) {
	row := rowKey(l.key, v.Seq)
	t.lines++
	t.charged, t.waived, t.family = t.charged+v.Charged, t.waived+v.Waived, t.family+v.Family
	if struck == "" {
		t.passed++
		t.passedCharged, t.passedWaived, t.passedFamily = t.passedCharged+v.Charged, t.passedWaived+v.Waived, t.passedFamily+v.Family
	}
	r.want(v.Seq == t.lines, 5, "list_line", row, "行号不连续", "the numbers of the lines have a gap")
	r.want(v.Charged >= 0 && v.Waived >= 0 && v.Family >= 0, 7, "list_line", row, "金额为负", "a sum is negative")
	r.want(v.Charged == v.Waived+v.Family, 3, "list_line", row, "收费不等于免除加自付", "charged is not waived plus family")
	r.want(v.Charged == v.SCharged && v.Waived == v.SWaived && v.Family == v.SFamily && v.Decision == v.SDecision && v.Year == v.SYear, 4, "list_line", row,
		"与结算行不符", "it is not its settle row")
	r.want(v.Digest == v.SDigest, 5, "list_line", row, "摘要与结算行不符", "its digest is not that of its settle row")
	r.want(v.SKind == l.Kind && v.SUnit == l.Unit && v.SPeriod == l.Period, 21, "list_line", row, "不属于本清册的单位或结算期", "it belongs to another unit or period")
	r.want(v.Running == t.waived, 27, "list_line", row, "累计数不符", "the running total is wrong")
	_, act := r.chain.acts[stamp{l.county, v.Released}]
	r.want(v.Released == "" || act, 16, "list_line", row, "释放时刻没有对应的操作", "no act released it at that instant")
	free := struck != "" && l.State != "submitted" && l.State != "reviewing" || l.State == "void"
	r.want(!free || v.Released != "", 21, "list_line", row, "已剔除或作废的行没有释放", "a struck or voided line was not released")
}

// checkListSums compares what the head says with its lines (INV-04, 05, 27).
func (r *run) checkListSums(l *listFacts, t *tally) {
	row := rowKey(l.key)
	r.want(l.Lines == t.lines, 5, "list", row, "行数不符", "the number of lines is wrong")
	r.want(l.Waived == t.waived, 4, "list", row, "免除合计不等于各行之和", "the waived total is not the sum of the lines")
	r.want(l.Charged == t.charged, 27, "list", row, "收费合计不等于各行之和", "the charged total is not the sum of the lines")
	r.want(l.submitted.total() == t.waived, 10, "list", row, "经费分担之和不等于免除合计", "the funds do not add up to the waived total")
	if l.SealedAt == "" {
		r.want(l.SealedFen == -1 && l.SealedLines == -1 && l.SealedCharged == -1 && l.SealedDigest+l.Opinion == "", 13, "list", row, "未盖章却有盖章数字", "not sealed, yet it has sealed sums")
		return
	}
	r.want(l.SealedFen == t.passedWaived, 4, "list", row, "盖章免除额不等于通过各行之和", "the sealed sum is not that of the lines passed")
	r.want(l.SealedLines == t.passed, 5, "list", row, "盖章行数不符", "the sealed number of lines is wrong")
	r.want(l.SealedCharged == t.passedCharged, 27, "list", row, "盖章收费合计不符", "the sealed charged total is wrong")
}

// checkListHead checks the state of a list against its own marks of time
// (INV-12, INV-13) and that one list stands for a unit and period.
func (r *run) checkListHead(l *listFacts) {
	row := rowKey(l.key)
	sealed, approved, void := l.SealedAt != "", l.Approved != "", l.Voided != ""
	ok := false
	switch l.State {
	case "submitted", "reviewing":
		ok = !sealed && !approved && !void
	case "sealed":
		ok = sealed && !approved && !void
	case "approved", "ordered", "paid", "returned":
		ok = sealed && approved && !void
	case "void":
		ok = void
	}
	r.want(ok, 13, "list", row, "状态“"+l.State+"”与盖章、审定、作废的时间不符", "the state "+l.State+" does not agree with the times of seal, approval and voiding")
	times := []string{l.SubmittedAt, l.SealedAt, l.Approved}
	last := ""
	for _, t := range times {
		if t != "" {
			r.want(isInstant(t) && t > last, 12, "list", row, "报送、盖章、审定的先后不对", "submission, seal and approval are not in this order")
			last = t
		}
	}
	if l.State == "void" {
		return
	}
	u := unitPeriod{l.county, l.Unit, l.Kind, l.Period}
	if l.Kind == "local" {
		r.want(r.world.standing[u] == nil, 21, "list", row, "同一单位和结算期有两份清册", "two lists stand for one unit and period")
	}
	r.world.standing[u] = l
}

// checkPeopleOf wants five different people, each with the part of the step
// that was reached (INV-14), and every seal used on the digest it sealed.
func (r *run) checkPeopleOf(l *listFacts, seals []sealUseRow) {
	row := rowKey(l.key)
	need := []string{"preparer"}
	if l.SealedAt != "" {
		need = append(need, "reviewer", "sealer")
	}
	if l.Approved != "" {
		need = append(need, "approver")
	}
	if l.State == "ordered" || l.State == "paid" || l.State == "returned" {
		need = append(need, "payer")
	}
	for _, p := range need {
		r.want(len(l.people[p]) > 0, 14, "list_person", row, "缺少环节人员 "+p, "nobody has the part "+p)
	}
	seat := map[int64]string{}
	for part, people := range l.people {
		for p := range people {
			r.want(seat[p] == "", 14, "list_person", rowKey(l.key, p), "同一人担任两个环节", "one person has two parts")
			seat[p] = part
		}
	}
	for i := range seals {
		u := &seals[i]
		at := rowKey(l.county, u.ID)
		part := map[string]string{"home": "preparer", "bureau": "sealer", "finance": "approver"}[u.Seal]
		r.want(l.people[part][u.Person], 14, "seal_use", at, "用印人不是本清册的相应环节人员", "the seal was used by a person without that part in the list")
		digest := l.SealedDigest
		if u.Seal == "home" {
			digest = l.SubmittedDigest
		}
		r.want(u.Digest == digest, 15, "seal_use", at, "用印的摘要不是清册的摘要", "the seal is on another digest than the list's")
	}
	r.want(l.SealedAt == "" || len(seals) > 0, 12, "seal_use", row, "盖章没有用印记录", "sealed without a use of the seal: "+strconv.Itoa(len(seals)))
}
