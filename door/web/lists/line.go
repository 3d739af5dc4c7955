package lists

import (
	"fmt"
	"net/url"
	"slices"

	"songbai/domain/party"
	"songbai/domain/settlement"
	"songbai/door/web/claimpage"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// linePage is everything that the page of one line shows.
type linePage struct {
	office.LineAt
	List  office.ListView
	Sheet office.ClaimSheet
	Keep  url.Values

	Pictures claimpage.Viewer
}

func (x *linePage) address(seq int) string {
	return fmt.Sprintf("/lists/%d/lines/%d%s", x.List.List, seq, tail(x.Keep))
}

// here is the address of the line as it stands, its pictures open or shut.
func (x *linePage) here() string { return claimpage.WithPapers(x.address(x.Line.Seq), x.Pictures.Page) }

// on is where an act on a line is sent; the filter goes with it.
func (x *linePage) on(seq int, act string) string {
	return fmt.Sprintf("/lists/%d/lines/%d/%s%s", x.List.List, seq, act, tail(x.Keep))
}

func (x *linePage) actAddress(act string) string { return x.on(x.Line.Seq, act) }

func (x *linePage) can(a party.Act) bool { return slices.Contains(x.Line.Acts, string(a)) }

func linePageOf(v *site.Visit) (ui.Page, linePage, error) {
	var x linePage
	id, err := v.ID("id")
	if err != nil {
		return ui.Page{}, x, err
	}
	seq, err := v.ID("seq")
	if err != nil {
		return ui.Page{}, x, err
	}
	q, keep, wrong := question(v, id)
	if err := wrong.Err(); err != nil {
		return ui.Page{}, x, err
	}
	x.Keep = keep
	if x.List, err = v.O.ListView(v.R.Context(), v.Caller, id); err != nil {
		return ui.Page{}, x, err
	}
	if x.LineAt, err = v.O.ReviewLine(v.R.Context(), v.Caller, q, int(seq)); err != nil {
		return ui.Page{}, x, err
	}
	if x.Sheet, err = v.O.ClaimSheet(v.R.Context(), v.Caller, x.Line.Claim); err != nil {
		return ui.Page{}, x, err
	}
	if x.Pictures, err = claimpage.View(v, &x.Sheet, x.address(x.Line.Seq)); err != nil {
		return ui.Page{}, x, err
	}
	p := v.Page(fmt.Sprintf("%s 第 %d 行", x.List.Number, seq), fmt.Sprintf("%s line %d", x.List.Number, seq))
	p.Back = listAddress(id) + tail(keep)
	return p, x, nil
}

func line(v *site.Visit) error {
	p, x, err := linePageOf(v)
	if err != nil {
		return err
	}
	return v.Show(p, lineView(p, &x))
}

// papers opens a page of the pictures of the line's papers and shows the line.
func papers(v *site.Visit) error {
	_, x, err := linePageOf(v)
	if err != nil {
		return err
	}
	return claimpage.Open(v, &x.Sheet, claimpage.PageOf(v), x.address(x.Line.Seq))
}

// onLine sets a mark on the line of the address and goes on to the next line of
// the same filter, its pictures open where those of this one were; a fault comes
// back on the line's page.
func onLine(v *site.Visit, code party.Act, do func(ref office.LineRef) error) error {
	_, x, err := linePageOf(v) // before the mark: the next line under the filter as it was
	if err != nil {
		return err
	}
	ref := office.LineRef{List: x.List.List, Seq: x.Line.Seq}
	if err := do(ref); err != nil {
		p, y, fail := linePageOf(v)
		if fail != nil {
			return fail
		}
		return v.Again(err, p, lineView(p, &y))
	}
	if x.Next == 0 {
		return v.Done(listAddress(ref.List)+tail(x.Keep), string(code))
	}
	v.Say(string(code))
	if claimpage.PageOf(v) == 0 {
		return v.To(x.address(x.Next))
	}
	q, _, _ := question(v, ref.List)
	next, err := v.O.ReviewLine(v.R.Context(), v.Caller, q, x.Next)
	if err != nil {
		return err
	}
	sheet, err := v.O.ClaimSheet(v.R.Context(), v.Caller, next.Line.Claim)
	if err != nil {
		return err
	}
	return claimpage.Open(v, &sheet, 1, x.address(x.Next))
}

func pass(v *site.Visit) error {
	return onLine(v, party.CheckLine, func(ref office.LineRef) error {
		_, err := v.O.CheckLine(v.R.Context(), v.Acting(), ref)
		return err
	})
}

func query(v *site.Visit) error {
	return onLine(v, party.QueryLine, func(ref office.LineRef) error {
		_, err := v.O.QueryLine(v.R.Context(), v.Acting(), office.QueryLine{LineRef: ref, Note: v.Form.Get("question")})
		return at(err, "note", "question")
	})
}

func strike(v *site.Visit) error {
	return onLine(v, party.StrikeLine, func(ref office.LineRef) error {
		_, err := v.O.StrikeLine(v.R.Context(), v.Acting(), office.StrikeLine{LineRef: ref, Reason: settlement.Reason(v.Form.Get("reason")), Note: v.Form.Get("note")})
		return err
	})
}

func answer(v *site.Visit) error {
	return onLine(v, party.AnswerQuery, func(ref office.LineRef) error {
		_, err := v.O.AnswerQuery(v.R.Context(), v.Acting(), office.AnswerQuery{LineRef: ref, Note: v.Form.Get("words")})
		return at(err, "note", "words")
	})
}
