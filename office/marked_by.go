package office

import (
	"strings"

	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/store"
)

// markedBy fills in who set the marks of one line, and what the record of each
// pass says: which items of the check list were open, or in which bulk it passed.
func markedBy(s *store.Scope, l *openedList, a party.Actor, marks []MarkView) error {
	reasons, err := s.ReasonsOf(l.ID, string(party.CheckLine))
	if err != nil {
		return err
	}
	for i := range marks {
		m := &marks[i]
		ours := m.Mark == settlement.MarkAnswer && l.Kind == settlement.Local && a.OfficeKind == party.Home && a.Home == l.Unit
		if ours || mayKnowStaff(a, 0) {
			if m.Name, err = staffName(s, m.Person); err != nil {
				return err
			}
		}
		if m.Mark != settlement.MarkPass {
			continue
		}
		for _, word := range strings.Fields(reasons[m.At]) {
			if open, ok := strings.CutPrefix(word, openWord); ok {
				m.Open = strings.Split(open, ",")
			}
			if bulk, ok := strings.CutPrefix(word, bulkWord); ok {
				m.Bulk = bulk
			}
		}
	}
	return nil
}
