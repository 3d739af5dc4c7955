package claimpage

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"songbai/domain/party"
	"songbai/door/web/site"
	"songbai/office"
)

// Viewer is the pictures of a claim's papers beside what they prove: shut, or a
// page of them that the reader opened. Opening is an act that stays in the audit
// chain; the page itself is an ordinary one that can be read again.
type Viewer struct {
	All  []Shown
	Page int // of the pictures that are open, 1 …; 0 shut
	Post string
	May  bool
}

// Shown is one picture of a paper; Media is "" while it is shut. Source is where
// its bytes are, once it is open.
type Shown struct {
	Name, Hash, Media, Source string
}

// perPage is how many pictures stand open at once: enough to compare, few enough
// for a phone's line.
const perPage = 4

// pages is how many pages the pictures fill.
func (x *Viewer) pages() int { return (len(x.All) + perPage - 1) / perPage }

// open are the pictures of the page that is open.
func (x *Viewer) open() []Shown { return x.All[(x.Page-1)*perPage : min(x.Page*perPage, len(x.All))] }

// at says which pictures a page holds: 5–8.
func (x *Viewer) at(page int) string {
	first, last := (page-1)*perPage+1, min(page*perPage, len(x.All))
	if first == last {
		return strconv.Itoa(first)
	}
	return fmt.Sprintf("%d–%d", first, last)
}

func (s *Shown) picture() bool { return s.Media == "image/jpeg" || s.Media == "image/png" }

// View reads which page of the pictures the address asks for and whether it is
// open; post is where opening is asked for.
func View(v *site.Visit, s *office.ClaimSheet, at string) (Viewer, error) {
	path, tail, _ := strings.Cut(at, "?")
	x := Viewer{All: pictures(s), Post: path + "/papers", May: v.May(party.Unmask)}
	if tail != "" {
		x.Post += "?" + tail
	}
	page, _ := strconv.Atoi(v.R.URL.Query().Get("papers"))
	if page < 1 || page > x.pages() || !x.May {
		return x, nil
	}
	open, err := v.O.OpenedPapers(v.R.Context(), v.Caller, s.Claim)
	if err != nil {
		return x, err
	}
	media := map[string]string{}
	for _, o := range open {
		media[o.Hash] = o.Media
	}
	for i := range x.All {
		x.All[i].Media = media[x.All[i].Hash]
	}
	x.Page = page
	for _, o := range x.open() {
		if o.Media == "" {
			x.Page = 0 // shut again
			return x, nil
		}
	}
	v.Embedding()
	return x, nil
}

// Open opens a page of the pictures of a claim for the reader and goes to where
// they stand.
func Open(v *site.Visit, s *office.ClaimSheet, page int, at string) error {
	x := Viewer{All: pictures(s)}
	if x.Page = max(page, 1); x.Page > x.pages() {
		return v.To(at)
	}
	for _, o := range x.open() {
		if _, err := v.O.Evidence(v.R.Context(), v.Caller, office.ReadEvidence{Claim: s.Claim, Hash: o.Hash}); err != nil {
			return err
		}
	}
	return v.To(WithPapers(at, x.Page) + "#papers")
}

// WithPapers gives an address with a page of the pictures open; 0 leaves it as it is.
func WithPapers(at string, page int) string {
	if page == 0 {
		return at
	}
	u, err := url.Parse(at)
	if err != nil {
		return at
	}
	q := u.Query()
	q.Set("papers", strconv.Itoa(page))
	u.RawQuery = q.Encode()
	return u.String()
}

func openPapers(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	s, err := v.O.ClaimSheet(v.R.Context(), v.Caller, id)
	if err != nil {
		return err
	}
	return Open(v, &s, PageOf(v), address(id))
}

// PageOf is the page of pictures that a form asks for.
func PageOf(v *site.Visit) int {
	n, _ := strconv.Atoi(v.Form.Get("papers"))
	return n
}

// pictures lists the pictures of a claim's papers, each once.
func pictures(s *office.ClaimSheet) (out []Shown) {
	have := map[string]bool{}
	add := func(seen []office.SeenPaper) {
		for _, x := range seen {
			if x.File != "" && !have[x.File] {
				have[x.File] = true
				out = append(out, Shown{Name: x.Zh, Hash: x.File, Source: fmt.Sprintf("/claims/%d/papers/%s", s.Claim, x.File)})
			}
		}
	}
	for _, l := range s.Papers.Lines {
		add(l.Seen)
	}
	add(s.Papers.Other)
	return out
}

// file gives out a picture or PDF that the reader opened.
func file(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	e, err := v.O.OpenedPaper(v.R.Context(), v.Caller, office.ReadEvidence{Claim: id, Hash: v.R.PathValue("hash")})
	if err != nil {
		return err
	}
	ext := map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}[e.Media]
	return v.Send(e.Media, e.Hash[:12]+ext, true, e.Bytes)
}
