package benchmarks

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"saavu/data"
)

// variants is how many options a batch compares.
const variants = 1000

// nights writes a plan with many options of the embedded county, each of which closes
// one point of one service and moves some of its staff to or from another point. The
// plan's name and that of a new run folder are returned.
func nights(b *testing.B) (plan, runs string) {
	b.Helper()
	f, err := data.FS.Open("vantaa-kerava/service-points.csv")
	if err != nil {
		b.Fatal(err)
	}
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		b.Fatal(err)
	}
	var points [][2]string
	for _, row := range rows[1:] {
		points = append(points, [2]string{row[0], row[1]})
	}
	dir := b.TempDir()
	put := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	made := 0
	for step := 1; made < variants; step++ {
		for i, p := range points {
			other := -1
			for k := range points {
				if at := (i + k + 1) % len(points); at != i && points[at][1] == p[1] {
					other = at
					break
				}
			}
			if other < 0 || made == variants {
				continue
			}
			put(fmt.Sprintf("v%04d.yaml", made), fmt.Sprintf("name: Variant %d\nchanges:\n  - close: {facility: %s, services: [%s]}\n  - set-capacity: {facility: %s, service: %s, fte_factor: %g}\n",
				made, p[0], p[1], points[other][0], p[1], 1+0.01*float64(step)))
			made++
		}
	}
	put("plan.yaml", "version: 1\nname: variants\noptions: [\"v*.yaml\"]\n")
	return filepath.Join(dir, "plan.yaml"), filepath.Join(dir, "runs")
}

// thousands is the space within a printed number.
var thousands = regexp.MustCompile(`([0-9])[ \x{a0}\x{202f}]([0-9])`)

// computed checks how many tasks a run found and computed. Today's network is one more.
func computed(b *testing.B, out []byte, stored, ran int) {
	b.Helper()
	plain := thousands.ReplaceAllString(string(out), "$1$2")
	if want := fmt.Sprintf("%d tasks: %d stored before, %d computed, 0 failed", variants+1, stored, ran); !strings.Contains(plain, want) {
		b.Fatalf("got %s, expected %s", out, want)
	}
}

// BenchmarkBatch is a batch of 1,000 options of the embedded county without draws, as a
// program. Bar: 15 s, 400 MB.
func BenchmarkBatch(b *testing.B) {
	path := binary(b)
	plan, runs := nights(b)
	b.ResetTimer()
	for b.Loop() {
		out, peak := run(b, path, "batch", "run", plan, "--out", runs, "--quiet")
		b.ReportMetric(float64(peak)/1e6, "MB-peak")
		b.StopTimer()
		computed(b, out, 0, variants+1)
		if err := os.RemoveAll(runs); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}

// BenchmarkBatchUnchanged is the same batch again, with nothing changed. Bar: 0.5 s.
func BenchmarkBatchUnchanged(b *testing.B) {
	path := binary(b)
	plan, runs := nights(b)
	out, _ := run(b, path, "batch", "run", plan, "--out", runs, "--quiet")
	computed(b, out, 0, variants+1)
	b.ResetTimer()
	for b.Loop() {
		out, peak := run(b, path, "batch", "run", plan, "--out", runs, "--quiet")
		b.ReportMetric(float64(peak)/1e6, "MB-peak")
		b.StopTimer()
		computed(b, out, variants+1, 0)
		b.StartTimer()
	}
}
