package load

import (
	"context"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"saavu/internal/source"
	"saavu/pkg/scenario"
)

// The change set of an option has the same bounds.
func TestSetKeepsBoundsOfShippedParameters(t *testing.T) {
	c, err := Read(context.Background(), source.Embedded(os.DirFS("../../data"), os.DirFS("../../scenarios")), EmbeddedCounty, Options{})
	if err != nil {
		t.Fatal(err)
	}
	refused := func(path string, v float64) bool {
		_, refusals := scenario.Apply(&c.Base, scenario.Option{Changes: []scenario.Change{&scenario.Set{Path: path, Value: v}}})
		return slices.ContainsFunc(refusals, func(r scenario.Refusal) bool { return strings.Contains(r.Reason, "cannot be") })
	}
	tried := 0
	for _, p := range c.Base.Params.All() {
		if p.Text != "" {
			continue
		}
		tried++
		b := p.Bounds()
		below, above := math.Nextafter(b.Lo, math.Inf(-1)), math.Nextafter(b.Hi, math.Inf(1))
		if b.Above {
			below = b.Lo
		}
		if !refused(p.Path, below) || !refused(p.Path, above) {
			t.Errorf("%s is taken just outside of %s", p.Path, b)
		}
		if refused(p.Path, math.Nextafter(b.Lo, math.Inf(1))) || refused(p.Path, b.Hi) {
			t.Errorf("%s is refused just inside of %s", p.Path, b)
		}
	}
	if tried < 200 {
		t.Errorf("%d parameters tried", tried)
	}
}

// A value outside its range is noted and used, and the range is extended to it.
func TestValueOutsideItsOwnRangeIsNoted(t *testing.T) {
	files := small(t)
	text := string(files["small/county.yaml"].Data)
	text = strings.Replace(text, "{v: 2, unit: contacts/person/year, src: source, ref: \"test\", lo: 1.5, hi: 2.5}",
		"{v: 2, unit: contacts/person/year, src: source, ref: \"test\", lo: 2.25, hi: 2.5}", 1)
	files["small/county.yaml"].Data = []byte(text)
	c, err := read(files)
	if err != nil {
		t.Fatal(err)
	}
	if p, _ := c.Base.Params.Get("visit_rates.clinic.0-6"); p.V != 2 || p.Lo != 2 || p.Hi != 2.5 {
		t.Errorf("%+v", p)
	}
	if want := "county.yaml:53: visit_rates.clinic.0-6 is 2, below its low of 2.25, so its range begins at the value"; !slices.Contains(noted(c.Notes), want) {
		t.Errorf("notes %q", noted(c.Notes))
	}
}
