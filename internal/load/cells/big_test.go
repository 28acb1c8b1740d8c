package cells

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/population"
)

// TestNationalGrid reads a grid of 350,000 cells with 20 bands of 40 columns
// and measures the peak memory. 101 ages of 8 bytes per cell are 283 MB, and
// reading needs less than the same amount in addition.
func TestNationalGrid(t *testing.T) {
	if testing.Short() {
		t.Skip("takes 500 MB: not with the race detector")
	}
	const cells, columns = 350_000, 20
	dir := t.TempDir()
	file, err := os.Create(filepath.Join(dir, "grid.csv"))
	if err != nil {
		t.Fatal(err)
	}
	profile := gridProfile("statfi-250m")
	var head []string
	for _, b := range profile.bands[0] {
		head = append(head, b.column)
	}
	for i := range 20 {
		head = append(head, fmt.Sprint("other", i))
	}
	fmt.Fprintf(file, "grid_id,xkoord,ykoord,he_vakiy,%s\n", strings.Join(head, ","))
	known := strings.Repeat(",1", columns) + strings.Repeat(",123.45", 20) + "\n"
	hidden := strings.Repeat(",-1", columns) + strings.Repeat(",-1", 20) + "\n"
	for i := range cells {
		x, y := 250_000+250*(i%700), 6_700_000+250*(i/700)
		row, all := known, columns
		if i%3 == 0 {
			row, all = hidden, 2
		}
		fmt.Fprintf(file, "250mN%dE%d,%d,%d,%d%s", y/10, x/10, x, y, all, row)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	county := "county: {id: g, name: G, year: 2020}\npopulation: {format: grid, profile: statfi-250m, file: grid.csv}\n" +
		"areas: {format: table, file: a}\ntravel: {format: synthetic}\nfacilities: f\npoints: p\n"
	if err := os.WriteFile(filepath.Join(dir, "county.yaml"), []byte(county), 0o644); err != nil {
		t.Fatal(err)
	}
	r := &input.Reader{Files: source.OS()}
	f, tree := input.ReadYAML[countyFile](r, r.Files, filepath.Join(dir, "county.yaml"), "", func() (*yaml.Rules, error) { return yaml.Compile(&countyFile{}) })
	areas := []population.Area{{ID: "all", Shape: everywhere}}
	var most atomic.Uint64
	stop, ended := make(chan bool), make(chan bool)
	go func() {
		defer close(ended)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most.Store(max(most.Load(), m.HeapInuse))
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	runtime.GC()
	start := time.Now()
	g := gridOf(t.Context(), r, &f, tree, areas)
	took := time.Since(start)
	close(stop)
	<-ended
	if g == nil || g.Cells() != cells {
		t.Fatal(r.Problems.Err())
	}
	all, _ := g.Total()
	e := g.Estimate(population.Group{From: 0, To: 6})
	const knownPeople = cells/3*2*columns + (cells/3+1)*2
	if all < knownPeople-1 || all > knownPeople+columns || len(g.Hidden.Parts) != cells/3+1 || !(e.Low < e.People && e.People < e.High) {
		t.Errorf("%.3f people, %d known; %d parts, %+v", all, knownPeople, len(g.Hidden.Parts), e)
	}
	peak := float64(most.Load()) / 1e6
	t.Logf("%d cells in %.1f s, heap at most %.0f MB, %.0f MB of it people", cells, took.Seconds(), peak, float64(8*len(g.People))/1e6)
	if peak > 650 {
		t.Errorf("heap of %.0f MB", peak)
	}
}
