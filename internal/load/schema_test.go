package load

import (
	"bytes"
	"os"
	"testing"
)

// TestSchemas compares the committed schemas with those of the structs.
func TestSchemas(t *testing.T) {
	for _, kind := range []string{"county", "scenario", "plan"} {
		text, err := Schema(kind)
		if err != nil {
			t.Fatal(err)
		}
		name := "../../docs/schema/" + kind + ".schema.json"
		if *update {
			if err := os.WriteFile(name, text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		have, err := os.ReadFile(name)
		if err != nil || !bytes.Equal(have, text) {
			t.Errorf("%s is not the schema of the structs: run go test ./internal/load -run Schemas -update (%v)", name, err)
		}
	}
	if _, err := Schema("matrix"); err == nil || err.Error() != `no schema "matrix", expected county, scenario or plan` {
		t.Errorf("got %v", err)
	}
}
