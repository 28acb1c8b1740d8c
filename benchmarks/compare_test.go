package benchmarks

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"saavu/internal/realdata"
)

// binary builds the program as a user would, without cgo.
func binary(b *testing.B) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), "saavu")
	build := exec.Command("go", "build", "-o", path, "saavu/cmd/saavu")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return path
}

// run runs the program from the module's root and returns what it printed and
// its peak memory in bytes.
func run(b *testing.B, path string, args ...string) ([]byte, int64) {
	b.Helper()
	cmd := exec.Command(path, args...)
	cmd.Dir = ".."
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		b.Fatalf("saavu %s: %v\n%s", strings.Join(args, " "), err, errs.String())
	}
	return out.Bytes(), peakOf(cmd.ProcessState)
}

// report is the part of report.json that the bars check.
type report struct {
	Options  []struct{ ID string }
	Services []struct {
		People float64
		Rows   []struct {
			Points int
			People float64
		}
	}
}

// answers checks that a comparison has its options and services and that nobody
// of the reference's target groups is lost. Tests check the figures themselves.
func answers(b *testing.B, out []byte, options, services int) {
	b.Helper()
	var r report
	if err := json.Unmarshal(out, &r); err != nil {
		b.Fatal(err)
	}
	if len(r.Options) != options || len(r.Services) != services {
		b.Fatalf("%d options and %d services, expected %d and %d", len(r.Options), len(r.Services), options, services)
	}
	for _, s := range r.Services {
		if s.People <= 0 || len(s.Rows) != options || s.Rows[0].People != s.People {
			b.Fatalf("a service with %g people and %d rows", s.People, len(s.Rows))
		}
	}
}

// BenchmarkCompareEmbedded is the README's main command on the built binary,
// including start-up. Bar: 0.5 s.
func BenchmarkCompareEmbedded(b *testing.B) {
	path := binary(b)
	b.ResetTimer()
	for b.Loop() {
		out, peak := run(b, path, "compare", "--json", "--quiet")
		b.ReportMetric(float64(peak)/1e6, "MB-peak")
		b.StopTimer()
		answers(b, out, 11, 7)
		b.StartTimer()
	}
}

// BenchmarkCompareReal is the comparison on the real data: 13,231 cells and 134
// destinations from text. Bar: 300 MB of peak memory.
func BenchmarkCompareReal(b *testing.B) {
	data := realdata.Dir(b)
	path := binary(b)
	b.ResetTimer()
	for b.Loop() {
		out, peak := run(b, path, "compare", "--county", "scenarios/helsinki-region/county.yaml", "--data", data, "--json", "--quiet")
		b.ReportMetric(float64(peak)/1e6, "MB-peak")
		b.StopTimer()
		answers(b, out, 6, 7)
		b.StartTimer()
	}
}
