package lists

import (
	"fmt"
	"strconv"

	"songbai/domain/date"
	"songbai/domain/party"
	"songbai/door/web/site"
	"songbai/door/web/ui"
	"songbai/office"
)

// moneyPageOf reads a list against its budgets.
func moneyPageOf(v *site.Visit) (ui.Page, office.ExamineView, error) {
	id, err := v.ID("id")
	if err != nil {
		return ui.Page{}, office.ExamineView{}, err
	}
	x, err := v.O.ExamineView(v.R.Context(), v.Caller, id)
	p := v.Page("经费 "+x.Number, "Money of "+x.Number)
	p.Back = listAddress(id)
	return p, x, err
}

func moneyPage(v *site.Visit) error {
	p, x, err := moneyPageOf(v)
	if err != nil {
		return err
	}
	return v.Show(p, moneyView(p, &x, v.O.Today()))
}

// onMoney runs an act of finance on the list of the address.
func onMoney(v *site.Visit, code party.Act, do func(ref office.ListRef) error) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	if err = do(office.ListRef{List: id}); err == nil {
		return v.Done(listAddress(id)+"/money", string(code))
	}
	p, x, fail := moneyPageOf(v)
	if fail != nil {
		return fail
	}
	return v.Again(err, p, moneyView(p, &x, v.O.Today()))
}

func examine(v *site.Visit) error {
	return onMoney(v, party.ExamineList, func(ref office.ListRef) error {
		_, err := v.O.ExamineList(v.R.Context(), v.Acting(), ref)
		return err
	})
}

func approve(v *site.Visit) error {
	return onMoney(v, party.ApproveList, func(ref office.ListRef) error {
		if err := v.Confirm(); err != nil {
			return err
		}
		_, err := v.O.ApproveList(v.R.Context(), v.Acting(), office.ApproveList{List: ref.List, Overrun: v.Form.Get("overrun")})
		return err
	})
}

func countersign(v *site.Visit) error {
	return onMoney(v, party.CountersignList, func(ref office.ListRef) error {
		if err := v.Confirm(); err != nil {
			return err
		}
		_, err := v.O.CountersignList(v.R.Context(), v.Acting(), ref)
		return err
	})
}

// order makes the payment order and goes on to its page.
func order(v *site.Visit) error {
	var made office.OrderMade
	err := onOrder(v, &made)
	if err == nil {
		return v.Done(fmt.Sprintf("/orders/%d", made.Order), string(party.Order))
	}
	p, x, fail := moneyPageOf(v)
	if fail != nil {
		return fail
	}
	return v.Again(err, p, moneyView(p, &x, v.O.Today()))
}

func onOrder(v *site.Visit, made *office.OrderMade) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	if err := v.Confirm(); err != nil {
		return err
	}
	var day *date.Day
	if day, err = v.Form.Day("day"); err != nil {
		return err
	}
	req := office.OrderPayment{List: id, Day: day}
	for _, x := range v.Form.Values["offset"] {
		n, err := strconv.ParseInt(x, 10, 64)
		if err != nil {
			return site.NoPage.With()
		}
		req.Offsets = append(req.Offsets, n)
	}
	*made, err = v.O.OrderPayment(v.R.Context(), v.Acting(), req)
	return err
}
