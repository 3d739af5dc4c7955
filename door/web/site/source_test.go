package site

import (
	"net/http/httptest"
	"testing"
)

// TestWhereARequestComesFrom: a sender is believed about itself alone, a proxy on
// this machine about the last sender it saw.
func TestWhereARequestComesFrom(t *testing.T) {
	for _, x := range []struct {
		remote, forwarded, want string
	}{
		{"203.0.113.7:4711", "", "203.0.113.7"},
		{"203.0.113.7:4711", "198.51.100.1", "203.0.113.7"},
		{"127.0.0.1:4711", "198.51.100.1, 203.0.113.7", "203.0.113.7"},
		{"127.0.0.1:4711", "made up", "127.0.0.1"},
		{"127.0.0.1:4711", "", "127.0.0.1"},
		{"[2001:db8:1:2:3:4:5:6]:4711", "", "2001:db8:1:2::/64"},
		{"[2001:db8:1:2:ffff::9]:4711", "", "2001:db8:1:2::/64"},
		{"[::ffff:203.0.113.7]:4711", "", "203.0.113.7"},
	} {
		r := httptest.NewRequest("POST", "/find", nil)
		r.RemoteAddr = x.remote
		if x.forwarded != "" {
			r.Header.Set("X-Forwarded-For", x.forwarded)
		}
		if got := (&Visit{R: r}).Source(); got != x.want {
			t.Errorf("%s, forwarded %q: %s, want %s", x.remote, x.forwarded, got, x.want)
		}
	}
}
