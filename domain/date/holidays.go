package date

import "slices"

// notice is one yearly notice of the General Office of the State Council:
// spans of days off (first and last day, both included) and single make-up
// workdays on weekends.
type notice struct {
	document string
	off      []span
	work     []span
}

type span struct{ name, first, last string }

var notices = []notice{{
	document: "国务院办公厅关于2025年部分节假日安排的通知（国办发明电〔2024〕12号）",
	off: []span{
		{"元旦", "2025-01-01", "2025-01-01"},
		{"春节", "2025-01-28", "2025-02-04"},
		{"清明节", "2025-04-04", "2025-04-06"},
		{"劳动节", "2025-05-01", "2025-05-05"},
		{"端午节", "2025-05-31", "2025-06-02"},
		{"国庆节、中秋节", "2025-10-01", "2025-10-08"},
	},
	work: []span{
		{"春节", "2025-01-26", "2025-01-26"}, {"春节", "2025-02-08", "2025-02-08"},
		{"劳动节", "2025-04-27", "2025-04-27"},
		{"国庆节、中秋节", "2025-09-28", "2025-09-28"}, {"国庆节、中秋节", "2025-10-11", "2025-10-11"},
	},
}, {
	document: "国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）",
	off: []span{
		{"元旦", "2026-01-01", "2026-01-03"},
		{"春节", "2026-02-15", "2026-02-23"},
		{"清明节", "2026-04-04", "2026-04-06"},
		{"劳动节", "2026-05-01", "2026-05-05"},
		{"端午节", "2026-06-19", "2026-06-21"},
		{"中秋节", "2026-09-25", "2026-09-27"},
		{"国庆节", "2026-10-01", "2026-10-07"},
	},
	work: []span{
		{"元旦", "2026-01-04", "2026-01-04"},
		{"春节", "2026-02-14", "2026-02-14"}, {"春节", "2026-02-28", "2026-02-28"},
		{"劳动节", "2026-05-09", "2026-05-09"},
		{"国庆节", "2026-09-20", "2026-09-20"}, {"国庆节", "2026-10-10", "2026-10-10"},
	},
}}

// PublicHolidays lists every day off and every make-up workday of the notices
// of the State Council that are known here (2025 and 2026), in the order of
// the days, each with the notice that sets it. Days off that fall on a weekend
// are listed too. A later year's rows are entered by the installation when its
// notice is out.
func PublicHolidays() []Holiday {
	var rows []Holiday
	for _, n := range notices {
		for _, s := range n.off {
			rows = append(rows, daysOf(s, false, n.document)...)
		}
		for _, s := range n.work {
			rows = append(rows, daysOf(s, true, n.document)...)
		}
	}
	slices.SortFunc(rows, func(a, b Holiday) int { return int(a.Day - b.Day) })
	return rows
}

func daysOf(s span, work bool, document string) (rows []Holiday) {
	for d, last := MustDay(s.first), MustDay(s.last); d <= last; d++ {
		rows = append(rows, Holiday{Day: d, Work: work, Name: s.name, Document: document})
	}
	return rows
}
