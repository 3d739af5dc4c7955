package chart

import (
	"strings"
	"testing"
)

func TestPairsShowBothAndSayThem(t *testing.T) {
	was := []Point{{Label: "1月", Value: 100, Text: "1.00"}, {Label: "2月", Value: 0, Text: "0.00"}}
	is := []Point{{Label: "1月", Value: 200, Text: "2.00"}, {Label: "2月", Value: 50, Text: "0.50"}}
	got := Pairs(Zh, "费用", "原来", "拟改为", was, is)
	for _, w := range []string{`aria-label="费用"`, "1月 1.00", "1月 2.00", "2月 0.50", "原来", "拟改为"} {
		if !strings.Contains(got, w) {
			t.Errorf("the picture does not say %q", w)
		}
	}
	if strings.Count(got, "<rect") != 6 { // four bars, two signs of the legend
		t.Errorf("%d rectangles", strings.Count(got, "<rect"))
	}
	if Pairs(Zh, "费用", "a", "b", nil, nil) == "" {
		t.Error("nothing has no picture")
	}
}
