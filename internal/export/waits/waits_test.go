package waits

import (
	"bytes"
	"flag"
	"strings"
	"testing"

	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/waiting"
)

var update = flag.Bool("update", false, "write golden files")

func TestSimulated(t *testing.T) {
	r := waiting.Runs{Runs: 4, Events: 4000, Seed: 1}
	s := &Simulated{Kind: "phone", Unit: "min", Load: 1.2, Runs: r, Figures: waiting.Phone{Agents: 10, Calls: 12, Service: 1, Patience: 2}.Compare(r)}
	schema, err := SimulatedSchema()
	if err != nil {
		t.Fatal(err)
	}
	scene.Golden(t, *update, "../../../docs/schema/simulate.schema.json", string(schema))
	var b bytes.Buffer
	if err := SimulatedJSON(&b, s); err != nil {
		t.Fatal(err)
	}
	scene.Follows(t, scene.Compiled(t, schema), b.Bytes())
	for _, l := range lang.Languages() {
		b.Reset()
		if err := SimulatedTable(&b, s, 80, false, words.In(l)); err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(b.String(), "\n") {
			if len([]rune(line)) > 80 {
				t.Errorf("%s: a line of %d characters: %s", l, len([]rune(line)), line)
			}
		}
	}
}
