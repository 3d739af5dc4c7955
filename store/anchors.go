package store

import (
	"os"
	"path/filepath"
	"strings"

	"songbai/domain/audit"
)

// anchorFile lies in the data folder, outside the database.
const anchorFile = "anchors.txt"

// PutAnchor keeps a head that will be written to the file of anchors. A head
// that was kept before is left as it is.
func (tx *Tx) PutAnchor(a audit.Anchor) error {
	tx.exec(`INSERT INTO anchor (county, pos, hash, day, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`, tx.County, a.Pos, a.Hash, a.Day, tx.Now.String())
	return tx.failed
}

// Anchors lists the county's anchors, oldest first.
func (s *Scope) Anchors() ([]audit.Anchor, error) {
	return many(s, "anchor", `SELECT county, pos, hash, day FROM anchor WHERE county = $1 ORDER BY pos`, []any{s.County},
		func(a *audit.Anchor) []any { return []any{&a.County, &a.Pos, &a.Hash, &a.Day} })
}

// AppendAnchors adds to anchors.txt what is not in it yet, and syncs it. The
// file is only ever added to.
func (s *Store) AppendAnchors(all []audit.Anchor) (added int, err error) {
	path := filepath.Join(s.dir, anchorFile)
	text, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		return 0, wrap("anchors", err)
	}
	have := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		have[strings.TrimSuffix(line, "\n")] = true
	}
	var b strings.Builder
	if len(text) > 0 && text[len(text)-1] != '\n' {
		b.WriteByte('\n') // a line that was cut by a crash is told from the next
	}
	for _, a := range all {
		if !have[a.Line()] {
			b.WriteString(a.Line() + "\n")
			added++
		}
	}
	if added == 0 {
		return 0, nil
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, wrap("anchors", err)
	}
	if _, err = f.WriteString(b.String()); err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return added, wrap("anchors", err)
}
