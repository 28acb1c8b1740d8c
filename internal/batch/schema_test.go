package batch

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"saavu/internal/words"
	"saavu/pkg/lang"
)

// What is printed as JSON is what its schema says, and the schemas of the docs are those
// of the code.
func TestContracts(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("plan.yaml", "options: [less, \"options/*.yaml\"]", "options: [less]")
	w.run(w.request(out))
	w.edit("small/county.yaml", "gp: {v: 0.9,", "gp: {v: 0.82,")
	w.edit("small/points.csv", "hs_east,gp_reception,0.02", "hs_east,gp_reception,0.01")
	w.put("options/broken.yaml", "name: Broken\nchange: []\n")
	w.edit("plan.yaml", "options: [less]", "options: [less, options/broken.yaml]")
	w.run(w.request(out))
	h, err := HistoryOf(out, w.request("").Embedded)
	if err != nil {
		t.Fatal(err)
	}
	q := w.request(out)
	q.Plan = ""
	why, err := WhyTask(t.Context(), q, "small/less/2026/base/staff", words.In(lang.English))
	if err != nil {
		t.Fatal(err)
	}
	v, err := Verify(t.Context(), out, words.In(lang.English))
	if err != nil {
		t.Fatal(err)
	}
	p, err := Prune(t.Context(), PruneRequest{Out: out, Last: 1, DryRun: true, Clock: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	for kind, value := range map[string]any{"history": h, "diff": w.diff(out, 5), "why": why, "runs": v, "prune": p} {
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
		if want, err := os.ReadFile(name); err != nil || string(want) != string(text) {
			t.Errorf("%s differs from the code, %v (go test -update writes it)", name, err)
		}
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource(kind, doc); err != nil {
			t.Fatal(err)
		}
		compiled, err := c.Compile(kind)
		if err != nil {
			t.Fatal(err)
		}
		printed, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		instance, err := jsonschema.UnmarshalJSON(strings.NewReader(string(printed)))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(instance); err != nil {
			t.Errorf("%s: %v\n%s", kind, err, printed)
		}
	}
	if kinds := Contracts(); len(kinds) != 5 {
		t.Errorf("%v", kinds)
	}
	if _, err := Schema("other"); err == nil {
		t.Error("there is a schema of another kind")
	}
}
