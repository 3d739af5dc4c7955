// Package web owns the joining of the pages: which modules there are, in which
// order they stand, and how they are served over one office floor.
//
// It never holds a page of its own. Always true: what is served is the table of
// routes of its modules; every page but the public ones needs a session; every
// answer carries the security headers; a form from another site is refused.
package web

import (
	"net/http"

	"songbai/door/web/admin"
	"songbai/door/web/audit"
	"songbai/door/web/bureau"
	"songbai/door/web/claimpage"
	"songbai/door/web/claims"
	"songbai/door/web/desk"
	"songbai/door/web/family"
	"songbai/door/web/finance"
	"songbai/door/web/home"
	"songbai/door/web/inbox"
	"songbai/door/web/lists"
	"songbai/door/web/outreach"
	"songbai/door/web/queue"
	"songbai/door/web/reveal"
	"songbai/door/web/rules"
	"songbai/door/web/site"
	"songbai/door/web/start"
	"songbai/door/web/stats"
	"songbai/office"
)

//go:generate templ generate

// Options of the pages.
type Options = site.Options

// New joins the modules over an office floor; nil where only samples are wanted.
func New(o *office.Office, opt Options) *site.Site {
	return site.New(o, opt, start.Module(), family.Module(), inbox.Module(), queue.Module(), desk.Module(), home.Module(), claims.Module(), claimpage.Module(),
		reveal.Module(), lists.Module(), bureau.Module(), rules.Module(), finance.Module(), outreach.Module(), stats.Module(), audit.Module(), admin.Module())
}

// Handler serves the pages of an installation.
func Handler(o *office.Office, opt Options) http.Handler { return New(o, opt).Handler() }
