package web

import (
	"net/http"

	"songbai/domain/party"
	"songbai/office"
)

// first is what the first page of an office shows.
type first struct {
	Claims []office.ClaimView
	Lists  []office.ListView
	Admin  bool // the administrators see no claims
}

// home is the first page: the claims and lists of the person's office.
func (d *door) home(w http.ResponseWriter, r *http.Request, c office.Caller) {
	v := view{Title: "首页", Me: &c, Office: d.officeName(r, c)}
	var data first
	if _, may := party.ReachOf(party.Search, c.Role); may {
		claims, err := d.o.Claims(r.Context(), c, office.ClaimFilter{Limit: 50})
		if err != nil {
			d.no(w, &c, err)
			return
		}
		data.Claims = claims
	}
	if _, may := party.ReachOf(party.View, c.Role); may {
		lists, err := d.o.Lists(r.Context(), c, office.ListFilter{})
		if err != nil {
			d.no(w, &c, err)
			return
		}
		data.Lists = lists
	}
	data.Admin = party.KindOf(c.Role) == party.Admin
	v.Data = data
	d.page(w, http.StatusOK, "home.html", v)
}

// officeName names the caller's office.
func (d *door) officeName(r *http.Request, c office.Caller) string {
	all, err := d.o.Offices(r.Context(), c)
	if err != nil {
		return ""
	}
	for _, of := range all {
		if of.Office == c.Office {
			return of.Name
		}
	}
	return ""
}

// claim shows one claim.
func (d *door) claim(w http.ResponseWriter, r *http.Request, c office.Caller) {
	id, err := number(r)
	if err != nil {
		d.no(w, &c, err)
		return
	}
	v, err := d.o.ClaimView(r.Context(), c, id)
	if err != nil {
		d.no(w, &c, err)
		return
	}
	d.page(w, http.StatusOK, "claim.html", view{Title: "申请 " + v.Slip, Me: &c, Office: d.officeName(r, c), Data: v})
}

// oneList is a list with its first lines.
type oneList struct {
	office.ListView
	Rows []office.LineView
}

// list shows one list.
func (d *door) list(w http.ResponseWriter, r *http.Request, c office.Caller) {
	id, err := number(r)
	if err != nil {
		d.no(w, &c, err)
		return
	}
	v, err := d.o.ListView(r.Context(), c, id)
	if err != nil {
		d.no(w, &c, err)
		return
	}
	rows, err := d.o.LineViews(r.Context(), c, id, 0, 500)
	if err != nil {
		d.no(w, &c, err)
		return
	}
	d.page(w, http.StatusOK, "list.html", view{Title: "清册 " + v.Number, Me: &c, Office: d.officeName(r, c), Data: oneList{v, rows}})
}
