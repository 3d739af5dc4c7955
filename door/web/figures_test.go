package web_test

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"songbai/domain/date"
	"songbai/door/demo"
	"songbai/door/web"
	"songbai/office"
	"songbai/policies"
	"songbai/store"
)

// opened are the pages that a figure opens: each lists what the figure counts.
var opened = []string{"/stats/claims", "/stats/lists", "/stats/bank", "/stats/waiting", "/budgets/moves", "/book/entries"}

// figure is a number of a page that opens a list.
type figure struct{ on, says, number, href string }

var numeral = regexp.MustCompile(`^-?[\d,]+(\.\d+)?( 天)?$`)

// figures reads the figures of a page: links with a number for their words. What is
// read out before the number is its name.
func figures(t *testing.T, on, page string) (out []figure) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		href, _, _ := strings.Cut(attribute(n, "href"), "?")
		if n.DataAtom != atom.A || !slices.Contains(opened, href) {
			continue
		}
		f := figure{on: on, href: attribute(n, "href")}
		for d := range n.Descendants() {
			if d.Type == html.TextNode && attribute(d.Parent, "class") == "govuk-visually-hidden" {
				f.says = d.Data
			} else if d.Type == html.TextNode && f.number == "" {
				f.number = strings.TrimSpace(d.Data)
			}
		}
		if numeral.MatchString(f.number) {
			out = append(out, f)
		}
	}
	return out
}

// list reads a list from its first page to its last: how many rows it has, what
// each of its columns of numbers comes to (in hundredths), and what it says of all.
func (b *browser) list(path string) (rows int64, sums []int64, total string) {
	b.t.Helper()
	for pages := 0; path != ""; pages++ {
		r, page := b.get(path)
		if r.StatusCode != http.StatusOK || pages > 50 {
			b.t.Fatalf("%s: %s", path, r.Status)
		}
		doc, err := html.Parse(strings.NewReader(page))
		if err != nil {
			b.t.Fatal(err)
		}
		path = ""
		for n := range doc.Descendants() {
			switch {
			case n.DataAtom == atom.P && strings.HasSuffix(attribute(n, "class"), " total"):
				total = strings.TrimSpace(words(n))
			case n.DataAtom == atom.A && attribute(n, "rel") == "next":
				path = attribute(n, "href")
			case n.DataAtom == atom.Tr && n.Parent.DataAtom == atom.Tbody:
				rows++
				col := 0
				for c := range n.ChildNodes() {
					if !slices.Contains(strings.Fields(attribute(c, "class")), "num") {
						continue
					}
					if len(sums) <= col {
						sums = append(sums, 0)
					}
					sums[col] += hundredths(words(c))
					col++
				}
			}
		}
	}
	return rows, sums, total
}

func hundredths(s string) int64 {
	s = strings.ReplaceAll(strings.TrimSpace(s), ",", "")
	whole, part, cents := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole+part, 10, 64)
	if err != nil {
		return 0
	}
	if !cents {
		n *= 100
	}
	return n
}

// holds says whether a list comes to the figure that opened it: a count is its rows,
// a sum one of its columns, a mean its days by its rows.
func (f figure) holds(rows int64, sums []int64) bool {
	if days, ok := strings.CutSuffix(f.number, " 天"); ok {
		tenths := hundredths(strings.ReplaceAll(days, ".", "")) / 100
		return rows > 0 && slices.ContainsFunc(sums, func(s int64) bool { return (s/10+rows/2)/rows == tenths })
	}
	if strings.HasPrefix(f.href, "/book/entries") { // the book shows credits without their sign, beside the debits
		return slices.Contains(sums, hundredths(f.number)) || slices.Contains(sums, -hundredths(f.number))
	}
	if strings.Contains(f.number, ".") {
		return slices.Contains(append(sums, 0)[:max(len(sums), 1)], hundredths(f.number)) // an empty list has no column and comes to 0
	}
	return hundredths(f.number)/100 == rows
}

// counted is a sample county two months on: March is paid with a line returned,
// April waits for its list past its day, May is being worked on.
func counted(t *testing.T) *browser {
	t.Helper()
	ctx := context.Background()
	clock := demo.NewClock(date.MustDay("2026-01-05"))
	s, err := store.Create(ctx, filepath.Join(t.TempDir(), "d"), store.Config{Engine: store.SQLite}, store.Test, "样本", clock.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	sample, err := demo.SampleOf(policies.FS, date.MustDay("2025-10-01"), "")
	if err != nil {
		t.Fatal(err)
	}
	sample.Towns = 3
	w, err := demo.Found(ctx, office.New(s), sample)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.OpenAccounts(ctx); err != nil {
		t.Fatal(err)
	}
	month, _ := date.ParseMonth("2026-03")
	if _, err := demo.Month(ctx, w, demo.Options{Month: month, Seed: 5, Claims: 70, Clock: clock, Prices: sample.Prices}); err != nil {
		t.Fatal(err)
	}
	clock.Set(date.MustDay("2026-04-02"))
	g := demo.NewGenerator(w, sample.Prices, 9, "T")
	for range 60 {
		c := g.Next(month)
		clock.Set(max(clock.Now().Day(), date.MustDay("2026-04-20")))
		if _, err := w.Run(ctx, &c); err != nil {
			t.Fatal(err)
		}
	}
	clock.Set(date.MustDay("2026-05-20"))
	return serve(t, w, web.Options{Version: "v1", Plain: true})
}

// TestEveryFigureOpensItsList walks the pages of numbers as those who read them and
// opens every figure: its list comes to what the figure says.
func TestEveryFigureOpensItsList(t *testing.T) {
	b := counted(t)
	paths := []string{"/stats", "/stats?from=2026-03&to=2026-03", "/stats?class=resident", "/stats/benefits", "/stats/backlog", "/stats/outlook", "/budgets", "/book", "/book?by=month", "/book?by=fund"}
	seen := map[string]int{}
	for _, login := range []string{"chief1", "auditor1", "manager1", "approver1", demo.TownClerk(1)} {
		b.signIn(login)
		done := map[string]bool{}
		for _, path := range paths {
			r, page := b.get(path)
			if r.StatusCode != http.StatusOK {
				continue // not this reader's
			}
			for _, f := range figures(t, path, page) {
				if done[f.href+f.number] || login != "chief1" && len(done) > 40 && path != "/budgets" {
					continue
				}
				done[f.href+f.number] = true
				rows, sums, total := b.list(f.href)
				if !f.holds(rows, sums) {
					t.Errorf("%s as %s: %s%s opens %s with %d rows, sums %v (%s)", f.on, login, f.says, f.number, f.href, rows, sums, total)
				}
				kind, _, _ := strings.Cut(f.href, "?")
				seen[kind]++
			}
		}
		b.post("/me", "/sign-out", nil)
	}
	for _, kind := range opened {
		if seen[kind] == 0 {
			t.Errorf("no figure opened %s", kind)
		}
	}
	t.Log(fmt.Sprint(seen))
}

// TestCountsOfAnOrderOpenItsLines opens what the bank said of each order: as many
// lines stand there.
func TestCountsOfAnOrderOpenItsLines(t *testing.T) {
	b := counted(t)
	b.signIn("payer1")
	_, page := b.get("/orders")
	counts := regexp.MustCompile(`href="(/orders/\d+\?only=(?:paid|returned|unknown))#lines">\s*<strong[^>]*>(?:到账|退回|待确认) (\d+)<`).FindAllStringSubmatch(page, -1)
	if len(counts) == 0 {
		t.Fatal("no order has paid and returned lines")
	}
	for _, c := range counts {
		_, order := b.get(c[1])
		if !strings.Contains(order, "："+c[2]+" 笔，") || strings.Count(order, "哪些逝者") != int(hundredths(c[2])/100) {
			t.Errorf("%s says %s, %d lines", c[1], c[2], strings.Count(order, "哪些逝者"))
		}
	}
}

// TestAnOverdueListIsNamed sees the month that a home did not submit among the lists
// that somebody holds, and its claims behind it.
func TestAnOverdueListIsNamed(t *testing.T) {
	b := counted(t)
	b.signIn("chief1")
	_, page := b.get("/stats/backlog")
	if strings.Contains(page, "没有在办的清册") || !strings.Contains(page, "未报送") || !strings.Contains(page, "已逾期") || !strings.Contains(page, "2026年4月") {
		t.Error("the overdue list is not named")
	}
}

// TestEveryMonthIsReached: a home two months behind lands on the month it owes, and
// from there comes to every other by links.
func TestEveryMonthIsReached(t *testing.T) {
	b := counted(t)
	b.signIn("manager1")
	_, page := b.get("/month")
	if !strings.Contains(page, "清册：2026年4月") || !strings.Contains(page, "2026年4月 · 未报送") || !strings.Contains(page, "2026年5月") {
		t.Error("the month that is owed does not stand first")
	}
	seen := 0
	for path := "/month"; seen < 3; seen++ {
		_, page := b.get(path)
		m := regexp.MustCompile(`href="(/month\?period=[0-9-]+)">前一月`).FindStringSubmatch(page)
		if m == nil {
			t.Fatalf("%s leads to no month before", path)
		}
		path = m[1]
		if seen == 0 {
			if _, march := b.get(path); !strings.Contains(march, "本期清册已报送") {
				t.Error("March was submitted, its page does not say so")
			}
		}
	}
}
