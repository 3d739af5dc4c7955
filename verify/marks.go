package verify

// strikeReasons are the reasons a line is struck for.
var strikeReasons = map[string]bool{
	"query_open": true, "duplicate": true, "paper_missing": true, "amount_wrong": true, "not_eligible": true, "wrong_period": true, "home_asked": true,
}

// marksOf follows the marks of one line: the reason when it is struck, and the
// commitment of the note.
func (r *run) marksOf(l *listFacts, v *listLineRow, s *listStreams, t *tally) (struck, note string) {
	state, n := "", int64(0)
	for m := s.marks.peek(); m != nil; m = s.marks.peek() {
		if l.key.less(m.key) || m.key == l.key && m.Seq > v.Seq {
			break
		}
		row := rowKey(l.key, m.Seq, m.N)
		if m.key != l.key || m.Seq < v.Seq {
			r.bad(25, "line_mark", rowKey(m.key, m.Seq, m.N), "所属的行不存在", "it hangs on a line that does not exist")
			s.marks.next()
			continue
		}
		n++
		ok := m.N == n && state != "strike" && (m.Mark == "pass" && state != "pass" || m.Mark == "query" && state != "query" ||
			m.Mark == "answer" && state == "query" || m.Mark == "strike")
		ok = ok && strikeReasons[m.Code] == (m.Mark == "strike") && (m.Code == "" || m.Mark == "strike")
		r.want(ok, 13, "line_mark", row, "标记不能接在前一标记之后", "the mark cannot follow the one before")
		r.want(m.At > l.SubmittedAt, 12, "line_mark", row, "标记早于报送", "the mark is before the list was submitted")
		r.want(l.SealedAt == "" || m.At <= l.SealedAt, 15, "line_mark", row, "盖章后又作标记", "it was marked after the list was sealed")
		who := "reviewer"
		if m.Mark == "answer" {
			who = "preparer"
		} else if m.Code == "query_open" {
			who = "sealer"
		}
		r.want(l.people[who][m.Person], 14, "line_mark", row, "标记人不是本清册的相应环节人员", "the mark is by a person without that part in the list")
		if state = m.Mark; state == "strike" {
			struck, note = m.Code, m.Commitment
		}
		s.marks.next()
	}
	switch {
	case state == "query" && l.SealedAt != "":
		struck = "query_open"
	case state == "" && l.Kind == "reimbursement": // reviewed when it was determined
	case state != "pass" && state != "strike":
		t.open++
	}
	return struck, note
}
