package verify

import (
	"fmt"
	"strings"
)

// checkBehind wants every row of a claim to be written by one of its moves, by
// the person who made it (INV-16).
func (r *run) checkBehind(f *caseFile) {
	at := map[string]*moveRow{}
	for i := range f.moves {
		at[f.moves[i].At] = &f.moves[i]
	}
	by := func(table, row, when string, person int64) {
		m := at[when]
		r.want(m != nil && (person == -1 || person == m.Person), 16, table, row, "没有写入它的环节", "no move of the claim by that person wrote the row")
	}
	for i := range f.private {
		by("claim_private", rowKey(f.key, f.private[i].N), f.private[i].At, -1)
	}
	for i := range f.services {
		s := &f.services[i]
		by("service", rowKey(f.key, s.N, s.Seq), s.At, s.Person)
	}
	for i := range f.papers {
		p := &f.papers[i]
		by("paper", rowKey(f.key, p.Seq), p.At, p.Person)
		r.want(p.Seq == int64(i+1), 16, "paper", rowKey(f.key, p.Seq), "材料序号不连续", "the numbers of the papers have a gap")
	}
	for i := range f.signatures {
		s := &f.signatures[i]
		by("signature", rowKey(f.key, s.N), s.At, s.Person)
		r.want(s.N == int64(i+1) && (s.Means == "paper" || s.Means == "screen"), 12, "signature", rowKey(f.key, s.N), "签名记录不完整", "the signature is malformed")
	}
	for i := range f.decisions {
		by("decision", rowKey(f.county, f.decisions[i].ID), f.decisions[i].At, -1)
	}
	for i := range f.parts {
		by("claim_person", rowKey(f.key, f.parts[i].Person), f.parts[i].At, f.parts[i].Person)
	}
	r.checkInvoiced(f)
	for i := range f.settles {
		s := &f.settles[i]
		_, known := r.chain.acts[stamp{f.county, s.At}]
		r.want(at[s.At] != nil || known, 16, "settle", rowKey(f.key, s.N), "没有写入它的操作", "no act wrote the row")
	}
	for i := range f.books {
		b := &f.books[i]
		_, known := r.chain.acts[stamp{f.county, b.At}]
		r.want(at[b.At] != nil || known, 16, "entry", rowKey(f.county, b.Entry), "没有写入它的操作", "no act wrote the entry")
	}
}

// checkRow compares what the claim's row repeats with where it is kept.
func (r *run) checkRow(f *caseFile) {
	row := rowKey(f.key)
	if len(f.moves) > 0 {
		r.want(f.Created == f.moves[0].At, 13, "claim", row, "建立时间不是第一个环节的时间", "it was not created by its first move")
	}
	asker := int64(0)
	if f.State == "returned" {
		for _, m := range f.moves {
			if m.Act == "return" {
				asker = m.Person
			}
		}
	}
	r.want(f.ReturnedBy == asker && (f.Thing != "") == (f.State == "returned"), 13, "claim", row, "补正的退回人或事项不符", "who returned it, or for what, is wrong")
	_, known := r.world.offices[key{f.county, f.Office}]
	r.want(known || f.Office == 0, 25, "claim", row, "所在机构不存在", "the office that holds it does not exist")
	if !ready(f.State) {
		return
	}
	if d := f.decision(f.Decision); d != nil {
		r.want(f.Class == d.Class, 13, "claim", row, "对象类别不是决定的类别", "its class is not the decision's")
	}
	if s := f.settle(f.SettleN); s != nil {
		r.want(s.Town == f.Town && (s.Kind != "local" || s.Unit == f.Home), 4, "claim", row, "镇街或殡仪馆与结算行不符", "its town or home is not that of its settle row")
		r.want(f.Decision == s.Decision, 4, "claim", row, "当前决定不是结算的决定", "its decision is not the one settled")
	}
	r.checkSeats(f)
}

// checkSeats wants those who forwarded and determined a claim to be preparer
// and reviewer of the sheet it stands in (INV-14).
func (r *run) checkSeats(f *caseFile) {
	if f.Route != "reimbursement" {
		return
	}
	for i := range f.listed {
		l := r.lists[key{f.county, f.listed[i].List}]
		if l == nil || f.listed[i].Released != "" {
			continue
		}
		last := map[string]int64{}
		for _, m := range f.moves {
			last[m.Act] = m.Person
		}
		r.want(l.people["preparer"][last["forward"]] && l.people["reviewer"][last["determine"]], 14, "list_person", rowKey(l.key), "上报人或核定人没有登记为本表的环节人员", "who forwarded or determined a claim of it has no part in the sheet")
	}
}

// checkSeen makes again the text of what was seen at each move, from the rows
// as they stood then (INV-16). Moves whose text holds words that are kept
// nowhere else (a return) are left to the chain.
func (r *run) checkSeen(f *caseFile) {
	for i := range f.moves {
		m := &f.moves[i]
		extra, ok := f.extra(m)
		if !ok {
			continue
		}
		com, privateN, servicesN, decision := "", int64(0), int64(0), int64(0)
		for j := range f.private {
			if p := &f.private[j]; p.At <= m.At {
				com, privateN = p.Commitments, p.N
			}
		}
		for j := range f.services {
			if f.services[j].At <= m.At {
				servicesN = max(servicesN, f.services[j].N)
			}
		}
		for j := range f.decisions {
			if f.decisions[j].At <= m.At {
				decision = f.decisions[j].ID
			}
		}
		text := fmt.Sprintf("songbai-seen 1\ncounty=%d\nclaim=%d\nact=%s\nfrom=%s\nto=%s\nprivate=%d\nservices=%d\ndecision=%d\ncommitments=%s\n%s",
			f.county, f.id, m.Act, m.From, m.To, privateN, servicesN, decision, sum([]byte(com)), extra)
		r.want(sum([]byte(text)) == m.Digest, 16, "claim_move", rowKey(f.key, m.Seq), "当时所见内容的摘要不符", "the digest of what was seen does not hold for the rows as they are")
	}
}

// extra gives the act's own lines of what was seen; ok is false where they
// cannot be made from rows.
func (f *caseFile) extra(m *moveRow) (string, bool) {
	switch m.Act {
	case "draft", "lodge", "accept", "see_unclaimed", "forward", "resume", "withdraw", "refuse", "review", "uphold", "correct_identity":
		return "", true
	case "determine":
		for i := range f.decisions {
			if f.decisions[i].At == m.At {
				return "determined=" + f.determination(&f.decisions[i], m.At) + "\n", true
			}
		}
	case "complete":
		last := ""
		for i := range f.certificates {
			if x := &f.certificates[i]; x.At <= m.At && x.Step == "issue" {
				last = fmt.Sprintf("certificate=%s day=%s\n", x.text(), x.Day)
			}
		}
		return last, true
	case "record_services":
		n := 0
		for i := range f.services {
			if f.services[i].At == m.At {
				n++
			}
		}
		return fmt.Sprintf("lines=%d\n", n), n > 0
	case "sign":
		for i := range f.signatures {
			if f.signatures[i].At == m.At {
				return "signed=" + f.signatures[i].Digest + "\n", true
			}
		}
	case "sight_paper", "attach_paper":
		for i := range f.papers {
			if p := &f.papers[i]; p.At == m.At && m.Act == "sight_paper" {
				return fmt.Sprintf("paper=%s original=%t copies=%d\n", p.Kind, p.Original == 1, p.Copies), true
			} else if p.At == m.At {
				return "paper=" + p.Kind + "\n", true
			}
		}
	}
	return "", strings.HasPrefix(m.Act, "sign") || strings.HasSuffix(m.Act, "_paper")
}

// determination makes the digest of what a determination showed and fixed.
func (f *caseFile) determination(d *decisionRow, at string) string {
	n := int64(0)
	for i := range f.services {
		if f.services[i].At <= at {
			n = max(n, f.services[i].N)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "songbai-determination 1\ncounty=%d\nclaim=%d\nservices=%d\nclass=%s\nclause=%s\ncharged=%d\nwaived=%d\nfamily=%d\n",
		f.county, f.id, n, d.Class, d.Clause, d.Charged, d.Waived, d.Family)
	for i := range f.lines {
		if l := &f.lines[i]; l.Decision == d.ID {
			fmt.Fprintf(&b, "line=%s %d %d %d %d %s\n", l.Item, l.Quantity, l.ChargedFen, l.WaivedFen, l.FamilyFen, l.Clause)
		}
	}
	for i := range f.shares {
		if x := &f.shares[i]; x.Decision == d.ID {
			fmt.Fprintf(&b, "share=%s %s %d\n", x.Fund, x.Level, x.Fen)
		}
	}
	return sum([]byte(b.String()))
}
