package app_test

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"

	"saavu/internal/engine"
)

var update = flag.Bool("update", false, "write the golden texts again")

// modelFile has the version of the model and a hash of figures that it gives.
const modelFile = "testdata/model.txt"

// Figures of the embedded county may change only with engine.Model: stored results are
// found by it. If this test fails because figures change on purpose, raise engine.Model
// and run go test ./internal/app -run Model -update.
func TestModel(t *testing.T) {
	if runtime.GOARCH != "amd64" {
		t.Skip("the last digits are those of amd64")
	}
	h := sha256.New()
	for _, frame := range []string{"staff", "budget"} {
		q := request()
		q.Frame, q.Draws, q.Networks, q.Detail = frame, 2, 1, true
		out, err := compare(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range out.Report.Scores {
			fmt.Fprintln(h, s.Option, s.Service, s.Measure, s.Area, s.Group, s.Facility, digits(s.Value), digits(s.Lo), digits(s.Hi), s.Unit)
		}
		for _, o := range out.Report.Options {
			for _, b := range o.Breaches {
				fmt.Fprintln(h, o.ID, b.ID, b.Verdict)
			}
		}
		for _, s := range out.Report.Services {
			for _, r := range s.Rows {
				fmt.Fprintln(h, s.ID, r.Best, r.NextBest)
			}
		}
	}
	now := engine.Model + " " + hex.EncodeToString(h.Sum(nil)) + "\n"
	text, err := os.ReadFile(modelFile)
	was := string(text)
	model, _, _ := strings.Cut(was, " ")
	switch {
	case err == nil && now == was:
	case *update && model != engine.Model:
		if err := os.WriteFile(modelFile, []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
	case model == engine.Model:
		t.Errorf("figures have changed, but engine.Model is still %s: raise it, then run go test ./internal/app -run Model -update", engine.Model)
	default:
		t.Errorf("engine.Model is %s, %s has %s: run go test ./internal/app -run Model -update (%v)", engine.Model, modelFile, model, err)
	}
}

// digits writes a number as in scores.csv, with twelve digits.
func digits(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return fmt.Sprintf("%.12g", v)
}
