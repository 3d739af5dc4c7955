package verify

import "strings"

// claimRow is a row of claim.
type claimRow struct {
	key
	Route, State, Resume, Slip, Link, Class string
	Home, Office                            int64
	Town, Death, Cremation, Lodged, Done    string
	PrivateN, ServicesN, Decision, Signed   int64
	SettleN, Moves                          int64
	Created, Thing                          string
	ReturnedBy                              int64
}

type moveRow struct {
	key
	Seq            int64
	Act, From, To  string
	Person, Office int64
	Role, At       string
	Digest         string
	Pos            int64
}

type partRow struct {
	key
	Person   int64
	Part, At string
}

type privateRow struct {
	key
	N           int64
	Commitments string
	Sealed      []byte // only with keys
	At          string
}

type guardRow struct {
	key
	Kind, Token, Taken, Released string
}

type paperRow struct {
	key
	Seq          int64
	Kind         string
	Original     int64
	Copies       int64
	File         string
	Person       int64
	At           string
	EvidenceHome int64 // claim that holds the file, 0 when there is none
}

type serviceRow struct {
	key
	N, Seq                          int64
	Item, Grade                     string
	Quantity, Metres, Unit, Charged int64
	Person                          int64
	Day, At                         string
}

type signatureRow struct {
	key
	N, Decision      int64
	Digest, Evidence string
	Means            string
	Person           int64
	At               string
}

type settleRow struct {
	key
	N                       int64
	Kind                    string
	Unit                    int64
	Period                  string
	Year                    int64
	Route, Town             string
	Decision, PrivateN      int64
	Charged, Waived, Family int64
	Digest, At              string
}

type claimLineRow struct {
	key
	List, Seq, SettleN, Decision int64
	Waived                       int64
	Released                     string
}

type bookRow struct {
	key
	Entry   int64
	Kind    string
	Account string
	Fund    string
	Level   string
	Year    int64
	Fen     int64
	At      string
}

// caseFile is one claim with all that hangs on it.
type caseFile struct {
	claimRow
	moves      []moveRow
	parts      []partRow
	private    []privateRow
	guards     []guardRow
	papers     []paperRow
	services   []serviceRow
	decisions  []decisionRow
	lines      []lineRow
	shares     []shareRow
	signatures []signatureRow
	settles    []settleRow
	listed     []claimLineRow
	books      []bookRow

	certificates []certificateRow
	invoiced     []invoicedRow
}

// caseStreams reads claims and what hangs on them side by side.
type caseStreams struct {
	claims     *stream[claimRow]
	moves      group[moveRow]
	parts      group[partRow]
	private    group[privateRow]
	guards     group[guardRow]
	papers     group[paperRow]
	services   group[serviceRow]
	decisions  group[decisionRow]
	lines      group[lineRow]
	shares     group[shareRow]
	signatures group[signatureRow]
	settles    group[settleRow]
	listed     group[claimLineRow]
	books      group[bookRow]

	certificates group[certificateRow]
	invoiced     group[invoicedRow]
}

// hangs opens the rows of table that hang on a claim.
func hangs[T any](r *run, table, q string, k func(*T) *key, scan func(*T) []any) group[T] {
	st := open(r.src, q, func(v *T) []any { return append([]any{&k(v).county, &k(v).id}, scan(v)...) })
	return group[T]{stream: st, key: func(v *T) key { return *k(v) }, orphan: func(v *T) {
		r.bad(25, table, rowKey(*k(v)), "所属的申请不存在", "it hangs on a claim that does not exist")
	}}
}

func (r *run) openCases() *caseStreams {
	s := &caseStreams{claims: open(r.src, `SELECT county, id, route, state, COALESCE(resume_state, ''), slip, link_token, class, home, office, town, COALESCE(death_day, ''), COALESCE(cremation_day, ''),
		COALESCE(lodged_day, ''), COALESCE(completed_day, ''), private_n, services_n, COALESCE(decision, 0), COALESCE(signed_decision, 0), settle_n, moves,
		created_at, COALESCE(thing, ''), COALESCE(returned_by, 0) FROM claim ORDER BY county, id`,
		func(c *claimRow) []any {
			return []any{&c.county, &c.id, &c.Route, &c.State, &c.Resume, &c.Slip, &c.Link, &c.Class, &c.Home, &c.Office, &c.Town, &c.Death, &c.Cremation,
				&c.Lodged, &c.Done, &c.PrivateN, &c.ServicesN, &c.Decision, &c.Signed, &c.SettleN, &c.Moves, &c.Created, &c.Thing, &c.ReturnedBy}
		})}
	s.moves = hangs(r, "claim_move", `SELECT county, claim, seq, act, from_state, to_state, person, office, role, at, digest, audit_pos FROM claim_move ORDER BY county, claim, seq`,
		func(v *moveRow) *key { return &v.key }, func(v *moveRow) []any {
			return []any{&v.Seq, &v.Act, &v.From, &v.To, &v.Person, &v.Office, &v.Role, &v.At, &v.Digest, &v.Pos}
		})
	s.parts = hangs(r, "claim_person", `SELECT county, claim, person, part, at FROM claim_person ORDER BY county, claim, person`,
		func(v *partRow) *key { return &v.key }, func(v *partRow) []any { return []any{&v.Person, &v.Part, &v.At} })
	sealed := `CAST(NULL AS ` + map[bool]string{true: "BYTEA", false: "BLOB"}[r.src.pg] + `)`
	if r.keys != nil {
		sealed = "sealed"
	}
	s.private = hangs(r, "claim_private", `SELECT county, claim, n, commitments, `+sealed+`, at FROM claim_private ORDER BY county, claim, n`,
		func(v *privateRow) *key { return &v.key }, func(v *privateRow) []any { return []any{&v.N, &v.Commitments, &v.Sealed, &v.At} })
	s.guards = hangs(r, "guard", `SELECT county, claim, kind, token, taken_at, COALESCE(released_at, '') FROM guard ORDER BY county, claim, taken_at, kind, token`,
		func(v *guardRow) *key { return &v.key }, func(v *guardRow) []any { return []any{&v.Kind, &v.Token, &v.Taken, &v.Released} })
	s.papers = hangs(r, "paper", `SELECT p.county, p.claim, p.seq, p.kind, p.original, p.copies, p.file_hash, p.person, p.at, COALESCE(e.claim, 0) FROM paper p
		LEFT JOIN evidence e ON e.county = p.county AND e.hash = p.file_hash ORDER BY p.county, p.claim, p.seq`,
		func(v *paperRow) *key { return &v.key }, func(v *paperRow) []any {
			return []any{&v.Seq, &v.Kind, &v.Original, &v.Copies, &v.File, &v.Person, &v.At, &v.EvidenceHome}
		})
	s.openMoney(r)
	s.certificates = hangs(r, "certificate", certificateQuery+` WHERE x.claim <> 0 ORDER BY x.county, x.claim, x.at, x.n`, func(v *certificateRow) *key { return &v.key }, scanCertificate)
	s.invoiced = hangs(r, "invoiced", invoicedQuery, func(v *invoicedRow) *key { return &v.key }, scanInvoiced)
	return s
}

// openMoney opens the streams that hold sums.
func (s *caseStreams) openMoney(r *run) {
	s.services = hangs(r, "service", `SELECT county, claim, n, seq, item, grade, quantity, metres, unit_fen, charged_fen, day, person, at FROM service ORDER BY county, claim, n, seq`,
		func(v *serviceRow) *key { return &v.key }, func(v *serviceRow) []any {
			return []any{&v.N, &v.Seq, &v.Item, &v.Grade, &v.Quantity, &v.Metres, &v.Unit, &v.Charged, &v.Day, &v.Person, &v.At}
		})
	s.decisions = hangs(r, "decision", decisionQuery, func(v *decisionRow) *key { return &v.key }, scanDecision)
	s.lines = hangs(r, "decision_line", lineQuery, func(v *lineRow) *key { return &v.key }, scanLine)
	s.shares = hangs(r, "decision_share", shareQuery, func(v *shareRow) *key { return &v.key }, scanShare)
	s.signatures = hangs(r, "signature", `SELECT county, claim, n, decision, digest, evidence, means, person, at FROM signature ORDER BY county, claim, n`,
		func(v *signatureRow) *key { return &v.key }, func(v *signatureRow) []any {
			return []any{&v.N, &v.Decision, &v.Digest, &v.Evidence, &v.Means, &v.Person, &v.At}
		})
	s.settles = hangs(r, "settle", `SELECT county, claim, n, kind, unit, period, year, route, town, decision, private_n, charged_fen, waived_fen, family_fen, digest, at FROM settle ORDER BY county, claim, n`,
		func(v *settleRow) *key { return &v.key }, func(v *settleRow) []any {
			return []any{&v.N, &v.Kind, &v.Unit, &v.Period, &v.Year, &v.Route, &v.Town, &v.Decision, &v.PrivateN, &v.Charged, &v.Waived, &v.Family, &v.Digest, &v.At}
		})
	s.listed = hangs(r, "list_line", `SELECT county, claim, list, seq, settle_n, decision, waived_fen, COALESCE(released_at, '') FROM list_line ORDER BY county, claim, list, seq`,
		func(v *claimLineRow) *key { return &v.key }, func(v *claimLineRow) []any {
			return []any{&v.List, &v.Seq, &v.SettleN, &v.Decision, &v.Waived, &v.Released}
		})
	s.books = hangs(r, "entry", `SELECT e.county, e.claim, e.id, e.kind, p.account, p.fund, p.level, p.year, p.fen, e.at FROM entry e
		JOIN posting p ON p.county = e.county AND p.entry = e.id WHERE e.claim <> 0 ORDER BY e.county, e.claim, e.id, p.seq`,
		func(v *bookRow) *key { return &v.key }, func(v *bookRow) []any {
			return []any{&v.Entry, &v.Kind, &v.Account, &v.Fund, &v.Level, &v.Year, &v.Fen, &v.At}
		})
}

// checkClaims goes over every claim with all that hangs on it.
func (r *run) checkClaims() {
	s := r.openCases()
	for c := s.claims.peek(); c != nil && r.src.err == nil; c = s.claims.peek() {
		f := &caseFile{claimRow: *c, moves: s.moves.take(c.key), parts: s.parts.take(c.key), private: s.private.take(c.key), guards: s.guards.take(c.key),
			papers: s.papers.take(c.key), services: s.services.take(c.key), decisions: s.decisions.take(c.key), lines: s.lines.take(c.key),
			shares: s.shares.take(c.key), signatures: s.signatures.take(c.key), settles: s.settles.take(c.key), listed: s.listed.take(c.key), books: s.books.take(c.key),
			certificates: s.certificates.take(c.key), invoiced: s.invoiced.take(c.key)}
		r.rep.Claims++
		r.checkCase(f)
		r.step()
		s.claims.next()
	}
	s.moves.rest()
	s.parts.rest()
	s.private.rest()
	s.guards.rest()
	s.papers.rest()
	s.services.rest()
	s.decisions.rest()
	s.lines.rest()
	s.shares.rest()
	s.signatures.rest()
	s.settles.rest()
	s.listed.rest()
	s.invoiced.rest()
	s.books.rest()
	s.certificates.rest()
}

func (r *run) checkCase(f *caseFile) {
	r.want(f.id/1_000_000_000_000 == f.county, 25, "claim", rowKey(f.key), "编号不属于本县", "its id belongs to another county")
	r.checkPath(f)
	r.checkActors(f)
	r.checkHold(f)
	r.checkDates(f)
	r.checkPapers(f)
	r.checkDecisions(f)
	r.checkSigned(f)
	r.checkSettles(f)
	r.checkCaseBooks(f)
	r.checkCaseOrder(f)
	r.checkSlip(f)
	r.checkBehind(f)
	r.checkRow(f)
	r.checkSeen(f)
	if r.keys != nil {
		r.openPrivate(f)
	}
}

// checkPath follows the moves of a claim through the table (INV-13).
func (r *run) checkPath(f *caseFile) {
	route := routeLetter(f.Route)
	at := place{}
	for i, m := range f.moves {
		row := rowKey(f.key, m.Seq)
		if !r.want(m.Seq == int64(i+1), 13, "claim_move", row, "环节序号不连续", "the numbers of the moves have a gap") {
			return
		}
		r.want(kept(f.Route, m.From) == at.state, 13, "claim_move", row,
			"起始状态“"+m.From+"”不是上一环节的结果“"+at.state+"”", "it begins at "+m.From+", but the move before led to "+at.state)
		next, offices, ok := at.after(route, m.From, m.Act)
		if !r.want(ok, 13, "claim_move", row, "没有从“"+m.From+"”办理“"+m.Act+"”的环节", "there is no move "+m.Act+" from "+m.From) {
			return
		}
		r.want(next.state == m.To, 13, "claim_move", row, "环节应到“"+next.state+"”，记录为“"+m.To+"”", "the move leads to "+next.state+", recorded is "+m.To)
		r.want(strings.Contains(offices, officeLetter(m.Role)), 14, "claim_move", row, "角色“"+m.Role+"”不办理此环节", "role "+m.Role+" does not make this move")
		if i > 0 {
			r.want(m.At > f.moves[i-1].At && m.Pos > f.moves[i-1].Pos, 12, "claim_move", row, "时间或审计位置没有递增", "time or audit position does not increase")
		}
		at = place{kept(f.Route, next.state), next.back}
	}
	r.want(int64(len(f.moves)) == f.Moves, 13, "claim", rowKey(f.key), "环节数与记录不符", "the number of moves is not what the row says")
	r.want(at.state == f.State, 13, "claim", rowKey(f.key), "状态“"+f.State+"”不是最后环节的结果“"+at.state+"”", "the state "+f.State+" is not where the last move led: "+at.state)
	r.want(at.back == f.Resume, 13, "claim", rowKey(f.key), "退回前的状态不符", "the state to come back to is wrong")
}

// checkActors wants two people of the home beside the town for an unclaimed
// body (三(五)), and another person at a review (INV-14).
func (r *run) checkActors(f *caseFile) {
	refuser := int64(0)
	acted := map[string]int64{}
	for _, m := range f.moves {
		switch m.Act {
		case "refuse", "determine", "complete":
			refuser = m.Person
		case "review", "uphold":
			r.want(m.Person != refuser, 14, "claim_move", rowKey(f.key, m.Seq), "复核人与不予受理或核定金额的经办人相同", "the review is by the person who refused or fixed the sum")
		}
		acted[m.Act] = m.Person
	}
	part := map[string]int64{}
	for _, p := range f.parts {
		part[p.Part] = p.Person
	}
	if f.Route != "unclaimed" || acted["accept"] == 0 {
		return
	}
	r.want(part["witness"] != 0 && part["accepter"] != 0 && part["witness"] != part["accepter"], 14, "claim_person", rowKey(f.key),
		"无人认领遗体没有两名经办人", "an unclaimed body without two people on its case")
	r.want(acted["see_unclaimed"] != 0 && acted["see_unclaimed"] != acted["accept"], 14, "claim_person", rowKey(f.key),
		"核验人与受理人相同", "the witness is the person who accepted")
	r.want(part["witness"] == acted["see_unclaimed"] && part["accepter"] == acted["accept"], 14, "claim_person", rowKey(f.key),
		"登记的经办人不是办理环节的人", "the people kept are not those who made the moves")
}

// checkHold compares the keys a claim holds with where it stands (INV-01).
func (r *run) checkHold(f *caseFile) {
	held, identity := 0, 0
	for _, g := range f.guards {
		row := rowKey(g.Kind, f.key)
		r.want(isHash(g.Token) && (g.Kind == "identity" || g.Kind == "death_paper" || g.Kind == "cremation" || g.Kind == "invoice"), 1, "guard", row, "占用记录写法不对", "the hold is malformed")
		if g.Released == "" {
			held++
			if g.Kind == "identity" || g.Kind == "death_paper" {
				identity++
			}
		} else {
			r.want(g.Released >= g.Taken, 1, "guard", row, "释放早于占用", "it was released before it was taken")
			m := moveAt(f.moves, g.Released)
			r.want(m != nil && (m.Act == "correct_identity" || m.Act == "resume" || !live(kept(f.Route, m.To))), 1, "guard", row,
				"身份占用被释放，但当时没有撤回、不予受理、冲销或更正身份", "the key was released without a withdrawal, refusal, reversal or correction at that moment")
		}
		r.want(moveAt(f.moves, g.Taken) != nil, 1, "guard", row, "占用时刻没有对应的环节", "no move of the claim took it at that moment")
	}
	if live(f.State) {
		r.want(identity > 0, 1, "claim", rowKey(f.key), "在办的申请没有占用逝者身份", "a live claim holds no key of its deceased")
	} else {
		r.want(held == 0, 1, "claim", rowKey(f.key), "已终结的申请仍占用逝者身份", "a claim that is not live still holds a key")
	}
}

// moveAt finds the move made at an instant.
func moveAt(ms []moveRow, at string) *moveRow {
	for i := range ms {
		if ms[i].At == at {
			return &ms[i]
		}
	}
	return nil
}

// checkSlip checks the number on the slip (INV-29).
func (r *run) checkSlip(f *caseFile) {
	r.want(slipOK(f.Slip), 29, "claim", rowKey(f.key), "查询单号的校验位不对", "the check digit of the slip number is wrong")
	r.want(isHash(f.Link), 29, "claim", rowKey(f.key), "链接令牌的摘要不对", "the hash of the link's token is malformed")
}

// slipOK checks 12 digits of which the last is the check digit of ISO/IEC 7064
// MOD 11,10.
func slipOK(s string) bool {
	if len(s) != 12 || number(s) < 0 {
		return false
	}
	p := 10
	for i := range 11 {
		d := (p + int(s[i]-'0')) % 10
		if d == 0 {
			d = 10
		}
		p = d * 2 % 11
	}
	return (p+int(s[11]-'0'))%10 == 1
}

// isHash reports whether s is 64 lower-case hex digits.
func isHash(s string) bool {
	if len(s) != 64 {
		return false
	}
	return strings.Trim(s, "0123456789abcdef") == ""
}
