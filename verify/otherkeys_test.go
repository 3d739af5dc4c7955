package verify_test

import (
	"os"
	"path/filepath"
	"testing"

	"songbai/verify"
)

func TestKeysOfAnotherInstallationAreFound(t *testing.T) {
	dir := folder(t)
	other := filepath.Join(t.TempDir(), "keys.json")
	if err := os.WriteFile(other, []byte(`{"version":1,"keys":{}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	rep := check(t, verify.Options{Dir: dir, Keyset: true, Keys: other})
	if rep.OK() || rep.Scrubbed != 0 || rep.Findings[0].Inv != "INV-17" {
		t.Fatalf("a key file without the keys was taken for a scrubbed installation: %+v", rep)
	}
}
