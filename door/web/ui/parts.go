package ui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// itemID is the id of one of several inputs; the first has the field's own, so
// that the error summary leads there.
func itemID(name string, i int) string {
	if i == 0 {
		return ID(name)
	}
	return ID(name) + "-" + strconv.Itoa(i)
}

func has(values []string, v string) bool { return slices.Contains(values, v) }

// Row is a line of a summary: what, how it is, and where it can be changed.
type Row struct {
	Key    string
	Value  string
	Href   string // "" when it cannot be changed here
	Change string // words of the link
	Late   bool
	Own    bool // the value stands as somebody wrote it, in Chinese
}

// Step is an entry of a timeline.
type Step struct {
	Title string
	By    string
	At    string // as shown
	Text  string
	Own   bool // Text is what somebody wrote: Chinese on every page
}

// Tone is the colour of a tag.
type Tone string

// The tones: grey for what rests, blue for what waits, yellow for what must be
// mended, red for what blocks, green for what is done, purple for a second look.
const (
	Grey   Tone = "grey"
	Blue   Tone = "blue"
	Yellow Tone = "yellow"
	Red    Tone = "red"
	Green  Tone = "green"
	Purple Tone = "purple"
)

// StateTone gives the tone of a state of a claim or list by its code.
func StateTone(state string) Tone {
	switch state {
	case "draft", "withdrawn", "void", "reversed":
		return Grey
	case "returned", "queried":
		return Yellow
	case "refused", "struck", "bank_returned":
		return Red
	case "paid", "completed", "checked":
		return Green
	}
	return Blue
}

// JobWords says what a run of a job went over, in words.
func JobWords(p Page, detail string) string {
	for _, w := range [][3]string{{"notes=", "提醒 ", "reminders "}, {"anchors=", "锚点 ", "anchors "}, {"audit=", "审计记录 ", "records "}, {"claims=", "申请 ", "claims "}, {"lists=", "清册 ", "lists "}, {"entries=", "分录 ", "entries "}, {"findings=", "发现 ", "findings "}} {
		detail = strings.Replace(detail, w[0], p.T(w[1], w[2]), 1)
	}
	return detail
}

// Left says how many working days are left to a day, or by how many it is late.
func Left(l Lang, days int) string {
	switch {
	case days < 0:
		return l.T(fmt.Sprintf("逾期 %d 个工作日", -days), fmt.Sprintf("%d working days late", -days))
	case days == 0:
		return l.T("今天到期", "due today")
	}
	return l.T(fmt.Sprintf("剩 %d 个工作日", days), fmt.Sprintf("%d working days left", days))
}
