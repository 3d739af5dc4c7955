package print

import (
	"fmt"
	"strings"
	"testing"
)

func TestAnnexIndexNamesEveryPaper(t *testing.T) {
	v := sampleList(60, true)
	plain := len(pages(t, pdf(t, v)))
	for i, l := range v.Lines {
		x := AnnexLine{Seq: l.Seq, Slip: l.Slip, Name: l.Name}
		for k := range i % 4 {
			x.Papers = append(x.Papers, AnnexPaper{Name: fmt.Sprintf("材料%d之%d", l.Seq, k), Original: k == 0, Copies: k, File: strings.Repeat(fmt.Sprintf("%02x", i), 32)})
		}
		v.Annex = append(v.Annex, x)
	}
	ps := pages(t, pdf(t, v))
	if len(ps) <= plain {
		t.Fatalf("%d pages with the index, %d without", len(ps), plain)
	}
	text := squeeze(strings.Join(ps[plain:], ""))
	for i, p := range ps {
		wantText(t, p, fmt.Sprintf("第 %d 页，共 %d 页", i+1, len(ps)), v.Mark.Digest)
		if i >= plain {
			wantText(t, p, "附件目录", v.Number)
		}
	}
	for _, l := range v.Annex {
		for _, x := range l.Papers {
			if !strings.Contains(text, x.Name) {
				t.Errorf("line %d: %s is not on the index", l.Seq, x.Name)
			}
		}
	}
	wantText(t, text, "没有登记材料", "已核", "2份")
}
