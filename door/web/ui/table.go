package ui

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"songbai/domain/date"
	"songbai/domain/money"
)

// Table is how rows of one kind are shown. On a narrow screen each row becomes a
// card in which every cell is named by its column's heading; a wide table scrolls
// in a box instead.
type Table[T any] struct {
	Caption string // what the rows are; read out, not shown
	Empty   string // said in its place when there is no row, with what would bring one
	Cols    []Col[T]
	Class   func(T) string // of a row, nil for none
	Sums    string         // heading of the last row, "" for none; see Col.Total
	Wide    bool           // scrolls
	Dense   bool           // the cards of a phone hold several cells a line: for many rows
}

// Col is a column: its heading and how a row's cell is filled, said once.
type Col[T any] struct {
	Head  string // "" for a column that needs none
	Class string
	Cell  func(T) templ.Component
	Name  bool // the cell names its row
	Late  func(T) bool
	Sum   templ.Component // of all rows, nil for none
}

// Cell is a column of anything.
func Cell[T any](head string, cell func(T) templ.Component) Col[T] {
	return Col[T]{Head: head, Cell: cell}
}

// Words is a column of text.
func Words[T any](head string, text func(T) string) Col[T] {
	return Cell(head, func(r T) templ.Component { return say(text(r)) })
}

// Strong is a column of text that the eye shall find first: names.
func Strong[T any](head string, text func(T) string) Col[T] {
	return Cell(head, func(r T) templ.Component { return strong(text(r)) })
}

// Code is a column of text that stays on one line: numbers of papers, periods.
func Code[T any](head string, text func(T) string) Col[T] { return Words(head, text).With("nowrap") }

// Dated is a column of days.
func Dated[T any](head string, day func(T) date.Day) Col[T] {
	return Code(head, func(r T) string { return day(r).String() })
}

// Link is a column of links; a row without an address shows its text alone.
func Link[T any](head string, link func(T) (href, text string)) Col[T] {
	return Cell(head, func(r T) templ.Component { return anchor(link(r)) })
}

// Noted is a column of text with a quieter word behind it; "" for none.
func Noted[T any](head string, text func(T) (main, note string)) Col[T] {
	return Cell(head, func(r T) templ.Component { return noted(text(r)) })
}

// Fen is a column of sums in yuan.
func Fen[T any](head string, fen func(T) money.Amount) Col[T] {
	return Words(head, func(r T) string { return Yuan(fen(r)) }).With("num")
}

// Count is a column of whole numbers.
func Count[T any](head string, n func(T) int) Col[T] {
	return Words(head, func(r T) string { return strconv.Itoa(n(r)) }).With("num")
}

// With adds a class to the column's cells and, for numbers, its heading.
func (c Col[T]) With(class string) Col[T] {
	if c.Class != "" {
		class = c.Class + " " + class
	}
	c.Class = class
	return c
}

// Naming makes the column's cells the headings of their rows.
func (c Col[T]) Naming() Col[T] { c.Name = true; return c }

// Marked shows the cells of rows that are late or short in the colour of alarm.
func (c Col[T]) Marked(late func(T) bool) Col[T] { c.Late = late; return c }

// Total puts a sum into the last row.
func (c Col[T]) Total(fen money.Amount) Col[T] { c.Sum = strong(Yuan(fen)); return c }

// class gives the classes of a row's cell.
func (c *Col[T]) class(r T) string {
	if c.Late != nil && c.Late(r) {
		return join("govuk-table__cell", c.Class, "late")
	}
	return join("govuk-table__cell", c.Class)
}

// headClass gives the classes of the heading; that of numbers stands right too.
func (c *Col[T]) headClass() string {
	if c.Class == "num" {
		return "govuk-table__header num"
	}
	return "govuk-table__header"
}

func (t *Table[T]) class(r T) string {
	if t.Class == nil {
		return "govuk-table__row"
	}
	return join("govuk-table__row", t.Class(r))
}

// join writes classes one behind the other.
func join(classes ...string) string {
	return strings.Join(slices.DeleteFunc(classes, func(c string) bool { return c == "" }), " ")
}
