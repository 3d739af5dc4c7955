package queue

import (
	"strconv"

	"songbai/domain/claim"
	"songbai/door/web/ui"
)

// routeEn names a route in English.
func routeEn(route string) string { return claim.Route(route).En() }

// nameOr gives the name, or says that there is none.
func nameOr(p ui.Page, name string) string {
	if name == "" {
		return p.T("（无名）", "(no name)")
	}
	return name
}

func days(p ui.Page, n int) string {
	if n == 0 {
		return p.T("今天", "today")
	}
	return p.T(strconv.Itoa(n)+" 天", strconv.Itoa(n)+" d")
}
