package load_test

import (
	"bytes"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"saavu/data"
	"saavu/internal/load"
	"saavu/internal/source"
	"saavu/scenarios"
)

// Known shares of facilities become part of the network, the remote one left out, in
// an order that is not that of the file: sums of them are the same to the bit.
func TestKnownSharesAreInAnOrderOfTheirOwn(t *testing.T) {
	files := fstest.MapFS{}
	entries, err := data.FS.ReadDir("vantaa-kerava")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		text, err := data.FS.ReadFile("vantaa-kerava/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		if e.Name() == "county.yaml" {
			lines := bytes.SplitAfter(text, []byte("\n"))
			isShare := func(line []byte) bool { return bytes.Contains(line, []byte("{kind: share,")) }
			from := slices.IndexFunc(lines, isShare)
			to := from
			for isShare(lines[to]) {
				to++
			}
			slices.Reverse(lines[from:to])
			text = bytes.Join(lines, nil)
		}
		files["vantaa-kerava/"+e.Name()] = &fstest.MapFile{Data: text}
	}
	c := embedded(t)
	reversed, err := load.Read(t.Context(), source.Embedded(files, scenarios.FS), load.EmbeddedCounty, load.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Base.Network.Shares) != 7 || c.Known[0].Facility == reversed.Known[0].Facility {
		t.Fatalf("%d shares; the first known figure is %q and %q", len(c.Base.Network.Shares), c.Known[0].Facility, reversed.Known[0].Facility)
	}
	if d := cmp.Diff(c.Base.Network.Shares, reversed.Base.Network.Shares); d != "" {
		t.Error(d)
	}
}
