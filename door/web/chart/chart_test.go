package chart_test

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"songbai/door/web/chart"
)

// parts reads a picture as XML and counts its elements.
func parts(t *testing.T, svg string) map[string]int {
	t.Helper()
	n := map[string]int{}
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return n
		}
		if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
		if e, ok := tok.(xml.StartElement); ok {
			n[e.Name.Local]++
			for _, a := range e.Attr {
				if a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") {
					t.Errorf("<%s %s> is stopped by the pages' content policy", e.Name.Local, a.Name.Local)
				}
			}
		}
	}
}

func TestEveryPictureSaysWhatItShows(t *testing.T) {
	pts := []chart.Point{{Label: "1月", Value: 120, Href: "/x?a=1&b=2"}, {Label: "2月 <小>", Value: 0}, {Label: "3月", Value: 7, Text: "7 宗"}}
	for name, svg := range map[string]string{
		"bars":  chart.Bars(chart.Zh, "各月宗数", pts),
		"rows":  chart.Rows(chart.Zh, "各月宗数", pts),
		"line":  chart.Line(chart.Zh, "各月宗数", pts, pts, []chart.Range{{1, 2, 3}, {1, 2, 300}, {4, 5, 6}}),
		"share": chart.Share(chart.Zh, "各月宗数", pts),
		"none":  chart.Bars(chart.Zh, "各月宗数", nil) + "",
	} {
		n := parts(t, svg)
		if !strings.Contains(svg, map[bool]string{true: `role="group"`, false: `role="img"`}[n["a"] > 0]) || !strings.Contains(svg, `<title>各月宗数</title>`) || !strings.Contains(svg, `aria-label="各月宗数"`) {
			t.Errorf("%s has no name: %s", name, svg)
		}
		if name != "none" && (n["a"] == 0 || !strings.Contains(svg, "2月 &lt;小&gt;") || !strings.Contains(svg, "a=1&amp;b=2")) {
			t.Errorf("%s: %v %s", name, n, svg)
		}
	}
}

func TestBarsBeginAtZeroAndStandInProportion(t *testing.T) {
	svg := chart.Bars(chart.Zh, "x", []chart.Point{{Label: "a", Value: 50}, {Label: "b", Value: 100}})
	if !strings.Contains(svg, `height="84" fill="#14576b"`) || !strings.Contains(svg, `height="168" fill="#14576b"`) {
		t.Errorf("the bar of 50 is not half the bar of 100: %s", svg)
	}
	if !strings.Contains(svg, ">0</text>") || !strings.Contains(chart.Bars(chart.Zh, "x", []chart.Point{{Value: 2_400_000}}), "100万") {
		t.Error("the axis has no zero, or no readable numbers")
	}
}
