package finance

import (
	"fmt"

	"songbai/domain/party"
	"songbai/door/web/site"
	"songbai/office"
)

func returned(v *site.Visit) error {
	rows, err := v.O.Suggestions(v.R.Context(), v.Caller)
	if err != nil {
		return err
	}
	p := v.Page("退回待重拨", "Returned lines")
	p.Side = side(p, "reissue")
	return v.Show(p, returnedView(p, rows, v.May(party.Reissue), v.May(party.CorrectAccountPropose)))
}

// reissue orders the chosen returned lines again.
func reissue(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	err = v.Confirm()
	var made office.OrderMade
	if err == nil {
		made, err = v.O.Reissue(v.R.Context(), v.Acting(), office.Reissue{Order: id, Vouchers: v.Form.Values["voucher"]})
	}
	if err == nil {
		return v.Done(fmt.Sprintf("/orders/%d", made.Order), "again")
	}
	rows, fail := v.O.Suggestions(v.R.Context(), v.Caller)
	if fail != nil {
		return fail
	}
	p := v.Page("退回待重拨", "Returned lines")
	p.Side = side(p, "reissue")
	return v.Again(err, p, returnedView(p, rows, true, v.May(party.CorrectAccountPropose)))
}

// byOrder splits returned lines by their orders.
func byOrder(rows []office.Suggested) (out [][]office.Suggested) {
	for i := range rows {
		if i == 0 || rows[i].Order != rows[i-1].Order {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], rows[i])
	}
	return out
}

func ready(rows []office.Suggested) bool {
	for _, s := range rows {
		if s.Ready {
			return true
		}
	}
	return false
}
