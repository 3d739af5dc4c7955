package site

import (
	"encoding/json"
	"net/http"

	"songbai/domain/problem"
	"songbai/door/web/ui"
)

// Sent is what a page's script is answered for one file: the hash of what came,
// or what is wrong with it, and the page to go on to.
type Sent struct {
	SHA256 string `json:"sha256,omitempty"`
	Again  bool   `json:"again,omitempty"`
	Error  string `json:"error,omitempty"`
	Next   string `json:"next,omitempty"`
}

// ByScript tells whether a page's script sent the form.
func (v *Visit) ByScript() bool { return v.R.Header.Get("Accept") == "application/json" }

// AnswerScript answers a page's script for one file; done is the code of what was
// done, said by the page that comes next, "" for none.
func (v *Visit) AnswerScript(out Sent, done string, failed error) error {
	status := http.StatusOK
	if failed != nil {
		q := problem.Of(failed)
		if q == nil {
			return failed
		}
		out, status = Sent{Error: ui.Say(v.Lang, q)}, http.StatusUnprocessableEntity
	} else if done != "" {
		v.setCookie(doneCookie, done, 60)
	}
	b, err := json.Marshal(out)
	if err != nil {
		return fault.With().Because(err)
	}
	v.W.Header().Set("Content-Type", "application/json")
	v.W.WriteHeader(status)
	_, _ = v.W.Write(b)
	return nil
}
