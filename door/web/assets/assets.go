// Package assets owns the built styles and scripts of the pages and the
// addresses they are served under.
//
// It never holds a page. Always true: an address holds the hash of what it
// serves, so a browser may keep it for ever; only files that `make assets` built
// from door/web/assets/src are served.
package assets

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"
)

//go:embed all:built
var built embed.FS

// ErrNotBuilt says that the program was built without its styles and scripts.
var ErrNotBuilt = errors.New("the pages have no styles and scripts: run make assets, then build again")

// file is one built file.
type file struct {
	address string
	bytes   []byte
}

// files are the built files by name, read once.
var files = func() map[string]file {
	out := map[string]file{}
	entries, _ := fs.ReadDir(built, "built")
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		b, err := built.ReadFile("built/" + e.Name())
		if err != nil {
			continue
		}
		sum := sha256.Sum256(b)
		ext := path.Ext(e.Name())
		out[e.Name()] = file{"/static/" + strings.TrimSuffix(e.Name(), ext) + "-" + hex.EncodeToString(sum[:6]) + ext, b}
	}
	return out
}()

// byAddress are the built files by address.
var byAddress = func() map[string]file {
	out := map[string]file{}
	for _, f := range files {
		out[f.address] = f
	}
	return out
}()

// Ready answers nil when the styles and scripts were built in, else ErrNotBuilt.
func Ready() error {
	if len(files) == 0 {
		return ErrNotBuilt
	}
	return nil
}

// Address gives where a built file is served: Address("family.css"). A file that
// was not built has an address that answers 404.
func Address(name string) string {
	if f, ok := files[name]; ok {
		return f.address
	}
	return "/static/" + name
}

// Bytes gives a built file, nil when there is none.
func Bytes(name string) []byte { return files[name].bytes }

// Handler serves the built files under /static/.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, ok := byAddress[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(f.address)))
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		_, _ = w.Write(f.bytes)
	})
}

// Names lists the built files in order.
func Names() []string { return slices.Sorted(maps.Keys(files)) }
