package verify

import (
	"fmt"
	"strings"
)

// learnDays reads the calendar and holds every row to the act that entered it:
// the act's digest is of all rows of its instant (INV-37).
func (r *run) learnDays() {
	r.world.calendar = calendar{}
	type holiday struct {
		day, name, document, at string
		work                    int64
	}
	texts, counts := map[string]*strings.Builder{}, map[string]int64{}
	each(r.src, `SELECT day, work, name, document, recorded_at FROM holiday ORDER BY recorded_at, day`,
		func(h *holiday) []any { return []any{&h.day, &h.work, &h.name, &h.document, &h.at} }, func(h *holiday) {
			d, ok := dayOf(h.day)
			r.want(ok && (h.work == 0 || h.work == 1), 37, "holiday", h.day, "日历行写法不对", "the row of the calendar is malformed")
			r.world.calendar[d] = h.work == 1
			if texts[h.at] == nil {
				texts[h.at] = &strings.Builder{}
				texts[h.at].WriteString("songbai-calendar 1\n")
			}
			fmt.Fprintf(texts[h.at], "%s\t%d\t%s\t%s\n", h.day, h.work, h.name, h.document)
			counts[h.at]++
		})
	type act struct {
		at, digest string
		rows       int64
	}
	each(r.src, `SELECT at, digest, subject FROM audit WHERE act = 'set_calendar' ORDER BY county, pos`, func(a *act) []any { return []any{&a.at, &a.digest, &a.rows} }, func(a *act) {
		text := ""
		if b := texts[a.at]; b != nil {
			text = b.String()
		}
		r.want(counts[a.at] == a.rows && sum([]byte(text)) == a.digest, 37, "holiday", a.at, "日历与录入时的记录不符", "the rows of the calendar are not those that were entered")
		delete(texts, a.at)
	})
	for at := range texts {
		r.want(false, 37, "holiday", at, "日历行没有录入记录", "rows of the calendar were entered by no act")
	}
}
