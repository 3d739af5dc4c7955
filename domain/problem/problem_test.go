package problem

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

var late = Define("test.late", Refused, "迟了 %d 天", "%d days late", "请在 %[2]s 前补交", "hand it in before %[2]s")
var plainNo = Define("test.plain", Invalid, "不行", "no", "请改", "change it")

func TestWithFillsEverySentence(t *testing.T) {
	p := late.With(3, "2026-11-10")
	if p.Zh != "迟了 3 天" || p.En != "3 days late" || p.CureZh != "请在 2026-11-10 前补交" || p.CureEn != "hand it in before 2026-11-10" {
		t.Errorf("%+v", p)
	}
	if p.Code != "test.late" || p.Kind != Refused {
		t.Errorf("%+v", p)
	}
	if q := plainNo.With(1, 2); q.Text("zh") != "不行。请改" {
		t.Errorf("%+v", q)
	}
	percent := Define("test.percent", Invalid, "超过 100%", "over 100%", "请改", "change it").With()
	if percent.Zh != "超过 100%" {
		t.Error(percent.Zh)
	}
}

func TestText(t *testing.T) {
	p := late.With(3, "2026-11-10").At("claim.death_day").Under("三(七)")
	if got := p.Error(); got != "claim.death_day: 迟了 3 天（三(七)）。请在 2026-11-10 前补交" {
		t.Error(got)
	}
	if got := p.Text("en"); got != "claim.death_day: 3 days late (clause 三(七)). hand it in before 2026-11-10" {
		t.Error(got)
	}
}

func TestAtUnderAndBecauseLeaveTheOriginal(t *testing.T) {
	p := plainNo.With()
	q := p.At("f").Under("四").Because(io.EOF)
	if p.Field != "" || p.Clause != "" || errors.Is(p, io.EOF) {
		t.Errorf("%+v", p)
	}
	if q.Field != "f" || q.Clause != "四" || !errors.Is(q, io.EOF) || strings.Contains(q.Error()+q.Text("en"), "EOF") {
		t.Errorf("%+v", q)
	}
	b, err := json.Marshal(q)
	if want := `{"code":"test.plain","kind":"invalid","field":"f","clause":"四","zh":"不行","en":"no","cure_zh":"请改","cure_en":"change it"}`; string(b) != want || err != nil {
		t.Errorf("%s %v", b, err)
	}
}

func TestIsComparesCodes(t *testing.T) {
	a := fmt.Errorf("wrapped: %w", late.With(1, "x"))
	if !errors.Is(a, late.With(2, "y")) || errors.Is(a, plainNo.With()) || errors.Is(a, io.EOF) {
		t.Error("codes are not compared")
	}
	l := fmt.Errorf("wrapped: %w", List{plainNo.With(), late.With(1, "x")})
	if !errors.Is(l, late.With(2, "y")) || errors.Is(l, io.EOF) {
		t.Error("a list hides its problems")
	}
}

func TestOfAndCodeOf(t *testing.T) {
	for want, err := range map[string]error{
		"test.late": fmt.Errorf("wrapped: %w", late.With(1, "x")), "test.plain": List{plainNo.With(), late.With(1, "x")},
	} {
		if CodeOf(err) != want || CodeOf(fmt.Errorf("more: %w", err)) != want {
			t.Error(want, CodeOf(err))
		}
	}
	for _, err := range []error{nil, io.EOF, List{}} {
		if Of(err) != nil || CodeOf(err) != "" {
			t.Error(err, Of(err))
		}
	}
}

func TestList(t *testing.T) {
	var l List
	if l.Err() != nil {
		t.Error("an empty list is an error")
	}
	l = append(l, plainNo.With().At("a"), late.With(1, "x").At("b"))
	if got := l.Err().Error(); got != "a: 不行。请改\nb: 迟了 1 天。请在 x 前补交" {
		t.Error(got)
	}
	if got := l.Text("en"); strings.Count(got, "\n") != 1 || !strings.HasPrefix(got, "a: no. change it") {
		t.Error(got)
	}
}

func TestDefineWantsEverySentence(t *testing.T) {
	full := [5]string{"test.x", "错", "wrong", "请改", "change it"}
	for i := range full {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("part %d may be missing", i)
				}
			}()
			c := full
			c[i] = ""
			Define(c[0], Invalid, c[1], c[2], c[3], c[4])
		}()
	}
}
