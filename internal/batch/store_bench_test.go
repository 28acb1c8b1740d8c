package batch

import (
	"path/filepath"
	"strconv"
	"testing"

	"saavu/data"
	"saavu/internal/source"
	"saavu/scenarios"
)

// BenchmarkSave stores 1,000 results of an option of the embedded county as a run stores
// them: those of a chunk together, with the disk waited for. Bar: 1.5 s.
func BenchmarkSave(b *testing.B) {
	dir := b.TempDir()
	plan := filepath.Join("..", "..", "scenarios", "vantaa-kerava", "nightly.yaml")
	run, err := Run(b.Context(), Request{Plan: plan, Out: filepath.Join(dir, "runs"), Embedded: source.Embedded(data.FS, scenarios.FS), Select: []string{"local"}})
	if err != nil {
		b.Fatal(err)
	}
	s, err := OpenStore(filepath.Join(dir, "runs"))
	if err != nil {
		b.Fatal(err)
	}
	t := run.Tasks[len(run.Tasks)-1]
	r, err := s.Load(t.Key)
	if err != nil {
		b.Fatal(err)
	}
	var paths []string
	for i := range r.Reads {
		paths = append(paths, r.Reads[i].Path)
	}
	number := 0
	for b.Loop() {
		for range 1000 / chunkSize {
			list := make([]finished, chunkSize)
			for i := range list {
				number++
				copied := *r
				list[i] = finished{&copied, strconv.Itoa(number), paths}
			}
			if err := s.save(t.group.find, list); err != nil {
				b.Fatal(err)
			}
		}
	}
}
