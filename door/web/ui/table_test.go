package ui_test

import (
	"context"
	"strings"
	"testing"

	"songbai/domain/money"
	"songbai/door/web/ui"
)

type line struct {
	name string
	fen  money.Amount
	late bool
}

func rendered(t *testing.T, table ui.Table[line], rows ...line) string {
	t.Helper()
	var b strings.Builder
	if err := ui.Rows(table, rows).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func sample() ui.Table[line] {
	return ui.Table[line]{Caption: "各笔", Empty: "没有", Sums: "合计", Cols: []ui.Col[line]{
		ui.Link("名称", func(l line) (string, string) { return "/lines/" + l.name, l.name }).Naming(),
		ui.Fen("金额", func(l line) money.Amount { return l.fen }).Marked(func(l line) bool { return l.late }).Total(300000),
	}}
}

func TestATableNamesEveryCell(t *testing.T) {
	got := rendered(t, sample(), line{"a", 100000, false}, line{"b<", 200000, true})
	for _, want := range []string{
		`<table class="govuk-table cards"><caption class="govuk-visually-hidden">各笔</caption>`,
		`<th scope="col" class="govuk-table__header num">金额</th>`,
		`<th scope="row" class="govuk-table__cell"><a class="govuk-link nowrap" href="/lines/a">a</a></th>`,
		`<td class="govuk-table__cell num" data-label="金额">1,000.00</td>`,
		`<td class="govuk-table__cell num late" data-label="金额">2,000.00</td>`,
		`<th scope="row" class="govuk-table__cell">合计</th><td class="govuk-table__cell num" data-label="金额"><b>3,000.00</b></td>`,
		`b&lt;`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("it lacks %s:\n%s", want, got)
		}
	}
}

func TestATableSaysThatItIsEmpty(t *testing.T) {
	if got := rendered(t, sample()); strings.Contains(got, "<table") || !strings.Contains(got, "没有") {
		t.Error(got)
	}
}

func TestAWideTableScrollsInANamedBox(t *testing.T) {
	wide := sample()
	wide.Wide = true
	got := rendered(t, wide, line{"a", 1, false})
	if !strings.HasPrefix(got, `<div class="scroll" tabindex="0" role="region" aria-label="各笔">`) || strings.Contains(got, "cards") {
		t.Error(got)
	}
}
