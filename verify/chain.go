package verify

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

type auditRow struct {
	county, pos    int64
	act            string
	person, office int64
	role           string
	kind           string
	subject        int64
	at, reason     string
	digest, prev   string
	hash           string
}

// linkRow is a move of a claim by its place in the chain.
type linkRow struct {
	county, pos    int64
	claim, seq     int64
	act            string
	person, office int64
	role, at       string
	digest, reason string
}

type requestRow struct {
	county        int64
	key           string
	act, hash, at string
}

// anchorFact is a head of a chain as it was published.
type anchorFact struct {
	pos   int64
	hash  string
	where string
}

// chainState follows one county's chain.
type chainState struct {
	county, pos int64
	hash, at    string
	anchors     []anchorFact
}

const auditQuery = `SELECT county, pos, act, person, office, role, subject_kind, subject, at, reason, digest, prev, hash FROM audit ORDER BY county, pos`

func scanAudit(a *auditRow) []any {
	return []any{&a.county, &a.pos, &a.act, &a.person, &a.office, &a.role, &a.kind, &a.subject, &a.at, &a.reason, &a.digest, &a.prev, &a.hash}
}

// text is the canonical line of an audit record.
func (a *auditRow) text() string {
	return strings.Join([]string{"songbai-audit-1", strconv.FormatInt(a.county, 10), strconv.FormatInt(a.pos, 10), plain(a.act), strconv.FormatInt(a.person, 10), strconv.FormatInt(a.office, 10),
		plain(a.role), plain(a.kind), strconv.FormatInt(a.subject, 10), plain(a.at), plain(a.reason), plain(a.digest), plain(a.prev)}, "|")
}

// plain writes control characters, "%" and "|" as % and two hex digits.
func plain(s string) string {
	safe := true
	for i := range len(s) {
		safe = safe && s[i] != '%' && s[i] != '|' && s[i] >= 0x20 && s[i] != 0x7f
	}
	if safe {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c == '%' || c == '|' || c < 0x20 || c == 0x7f {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// checkChains follows the audit chain of every county from its first record:
// links, positions, anchors (INV-16), the moves and requests that point into it
// (INV-16, INV-18), the roles held (INV-14), the acts of lists (INV-12).
func (r *run) checkChains() {
	r.chain = chainFacts{map[stamp]actAt{}, map[key]map[string]actAt{}}
	anchors := r.anchors()
	moves := open(r.src, `SELECT county, audit_pos, claim, seq, act, person, office, role, at, digest, reason FROM claim_move ORDER BY county, audit_pos, claim, seq`,
		func(m *linkRow) []any {
			return []any{&m.county, &m.pos, &m.claim, &m.seq, &m.act, &m.person, &m.office, &m.role, &m.at, &m.digest, &m.reason}
		})
	requests := open(r.src, `SELECT county, key, act, hash, at FROM request ORDER BY county, at, key`,
		func(q *requestRow) []any { return []any{&q.county, &q.key, &q.act, &q.hash, &q.at} })
	c := &chainState{county: -1}
	each(r.src, auditQuery, scanAudit, func(a *auditRow) {
		if a.county != c.county {
			r.endChain(c)
			c = &chainState{county: a.county, anchors: anchors[a.county]}
			delete(anchors, a.county)
		}
		r.checkLink(c, a)
		r.checkRole(a)
		r.checkMovesAt(a, moves)
		r.checkRequests(a, requests)
		r.noteAct(a)
		r.rep.Audit++
		r.step()
	})
	r.endChain(c)
	for county, list := range anchors {
		r.endChain(&chainState{county: county, anchors: list})
	}
	for m := moves.peek(); m != nil; m = moves.peek() {
		r.bad(16, "claim_move", rowKey(m.county, m.claim, m.seq), "没有对应的审计记录", "no audit record stands behind the move")
		moves.next()
	}
	for q := requests.peek(); q != nil; q = requests.peek() {
		r.bad(18, "request", rowKey(q.county, q.key), "没有对应的审计记录", "no act stands behind the request")
		requests.next()
	}
}

func (r *run) checkLink(c *chainState, a *auditRow) {
	row := rowKey(a.county, a.pos)
	r.want(a.pos == c.pos+1, 16, "audit", row, "审计位置不连续，上一条为 "+strconv.FormatInt(c.pos, 10), "a gap in the positions after "+strconv.FormatInt(c.pos, 10))
	r.want(a.prev == c.hash, 16, "audit", row, "没有接在上一条之后", "it is not linked to the record before")
	r.want(sum([]byte(a.text())) == a.hash, 16, "audit", row, "记录被改动，摘要不符", "the record was edited: its hash does not hold")
	r.want(isInstant(a.at) && a.at > c.at, 16, "audit", row, "时间没有递增", "its time does not increase")
	c.pos, c.hash, c.at = a.pos, a.hash, a.at
	for len(c.anchors) > 0 && c.anchors[0].pos <= a.pos {
		x := c.anchors[0]
		r.want(x.pos == a.pos && x.hash == a.hash || x.pos == 0, 16, "audit", row, "与已公布的锚点不符（"+x.where+"）", "it is not what was anchored ("+x.where+")")
		c.anchors = c.anchors[1:]
	}
}

// endChain compares the end of a chain with its head row and the anchors left.
func (r *run) endChain(c *chainState) {
	if c.county < 0 {
		return
	}
	h := r.world.counties[c.county]
	row := strconv.FormatInt(c.county, 10)
	r.want(h != nil && h.pos == c.pos && h.hash == c.hash, 16, "head", row, "链尾与县头记录不符", "the chain does not end where the head says")
	for _, x := range c.anchors {
		r.want(x.pos == 0, 16, "audit", rowKey(c.county, c.pos+1), "链尾被截断，锚点（"+x.where+"）在更后的位置", "the tail was cut: an anchor ("+x.where+") lies beyond it")
	}
}

// alone are roles that act without a person.
var alone = map[string]bool{"family": true, "timer": true, "": true}

// checkRole wants the role held by the person in that office at that instant.
func (r *run) checkRole(a *auditRow) {
	if a.county == 0 || a.act == "found_county" {
		return
	}
	row := rowKey(a.county, a.pos)
	if a.person == 0 {
		r.want(alone[a.role], 14, "audit", row, "角色“"+a.role+"”没有办理人", "role "+a.role+" acted without a person")
		return
	}
	r.want(r.world.holds(a.county, a.person, a.office, a.role, a.at), 14, "audit", row, "办理人当时不担任角色“"+a.role+"”", "the person did not hold role "+a.role+" at that moment")
	if roles, ok := actRoles[a.act]; ok {
		r.want(strings.Contains(roles, a.role), 14, "audit", row, "角色“"+a.role+"”无权办理“"+a.act+"”", "role "+a.role+" may not do "+a.act)
	}
}

// actRoles are the roles that may take the steps of a list and of money.
var actRoles = map[string]string{
	"submit_list": "cashier home_manager", "open_list": "bureau_reviewer timer",
	"check_line": "bureau_reviewer", "query_line": "bureau_reviewer", "strike_line": "bureau_reviewer",
	"answer_query": "desk cashier home_manager", "seal_list": "bureau_sealer",
	"send_back":    "bureau_reviewer bureau_sealer finance_examiner finance_approver",
	"examine_list": "finance_examiner", "approve_list": "finance_approver", "countersign_list": "finance_approver", "tick_claim": "bureau_reviewer",
	"order": "finance_payer", "make_file": "finance_payer", "import_result": "finance_payer", "import_return": "finance_payer", "reissue": "finance_payer",
	"determine": "bureau_reviewer", "forward": "town_clerk town_head", "accept": "desk home_manager town_clerk town_head",
	"sign": "desk cashier", "complete": "desk cashier home_manager", "set_budget": "finance_examiner finance_approver",
	"reverse": "bureau_reviewer bureau_chief", "recover": "bureau_chief finance_examiner",
}

// movingActs are acts on one claim that always leave a move.
var movingActs = map[string]bool{
	"draft": true, "lodge": true, "sight_paper": true, "attach_paper": true, "accept": true, "record_services": true, "sign": true, "complete": true,
	"see_unclaimed": true, "forward": true, "determine": true, "return": true, "resume": true, "withdraw": true, "refuse": true, "review": true, "uphold": true, "correct_identity": true,
}

// checkMovesAt matches the moves that point at one record with it.
func (r *run) checkMovesAt(a *auditRow, moves *stream[linkRow]) {
	n := 0
	for m := moves.peek(); m != nil; m = moves.peek() {
		if m.county > a.county || m.county == a.county && m.pos > a.pos {
			break
		}
		row := rowKey(m.county, m.claim, m.seq)
		if m.county != a.county || m.pos != a.pos {
			r.bad(16, "claim_move", row, "没有对应的审计记录", "no audit record stands behind the move")
			moves.next()
			continue
		}
		n++
		same := m.act == a.act && m.person == a.person && m.office == a.office && m.role == a.role && m.at == a.at && m.digest == a.digest && m.reason == a.reason
		about := a.kind == "claim" && a.subject == m.claim || a.kind == "list" || a.kind == "order"
		r.want(same && about, 16, "claim_move", row, "与审计记录不符", "it is not what its audit record says")
		moves.next()
	}
	if a.kind == "claim" && movingActs[a.act] {
		r.want(n == 1, 16, "audit", rowKey(a.county, a.pos), "该操作应有且只有一个环节", "the act has not exactly one move")
	}
}

// checkRequests matches the keys answered at one record's instant (INV-18).
func (r *run) checkRequests(a *auditRow, requests *stream[requestRow]) {
	n := 0
	for q := requests.peek(); q != nil; q = requests.peek() {
		if q.county > a.county || q.county == a.county && q.at > a.at {
			return
		}
		row := rowKey(q.county, q.key)
		if q.county != a.county || q.at != a.at {
			r.bad(18, "request", row, "没有对应的审计记录", "no act stands behind the request")
		} else {
			n++
			r.want(q.act == a.act && n == 1, 18, "request", row, "与审计记录的操作不符或重复", "it is not the act of its audit record, or a second key of it")
			r.want(q.hash != "", 18, "request", row, "没有请求摘要", "it has no hash of the request")
		}
		requests.next()
	}
}

// anchors reads the heads that were published: the table and the file.
func (r *run) anchors() map[int64][]anchorFact {
	out := map[int64][]anchorFact{}
	type anchorRow struct {
		county, pos int64
		hash, day   string
	}
	var all []anchorRow
	each(r.src, `SELECT county, pos, hash, day FROM anchor ORDER BY county, pos`, func(a *anchorRow) []any { return []any{&a.county, &a.pos, &a.hash, &a.day} },
		func(a *anchorRow) { out[a.county] = append(out[a.county], anchorFact{a.pos, a.hash, a.day}) })
	path := r.opt.Anchors
	if path == "" && r.opt.Dir != "" {
		path = filepath.Join(r.opt.Dir, "anchors.txt")
	}
	b, err := os.ReadFile(path)
	if err != nil {
		if r.opt.Anchors != "" {
			r.src.fail("anchors", err)
		}
		return out
	}
	for i, line := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
		if line == "" {
			continue
		}
		var a anchorRow
		_, err := fmt.Sscanf(line, "anchor %d %d %s %s", &a.county, &a.pos, &a.hash, &a.day)
		if r.want(err == nil, 16, "anchors.txt", strconv.Itoa(i+1), "锚点行写法不对", "not an anchor line") {
			all = append(all, a)
		}
	}
	for _, a := range all {
		out[a.county] = insert(out[a.county], anchorFact{a.pos, a.hash, "anchors.txt " + a.day})
	}
	return out
}

// insert keeps anchors in the order of their positions.
func insert(list []anchorFact, a anchorFact) []anchorFact {
	i := len(list)
	for i > 0 && list[i-1].pos > a.pos {
		i--
	}
	list = append(list, anchorFact{})
	copy(list[i+1:], list[i:])
	list[i] = a
	return list
}
