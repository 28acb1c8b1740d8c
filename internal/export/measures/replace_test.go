package measures

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"saavu/internal/save"
	"saavu/internal/scene"
	"saavu/pkg/report"
)

// Many runs that write to one file leave the whole result of one of them, in every
// format. A link at a name that could be guessed leads nowhere.
func TestManyRunsLeaveOneWholeAccessFile(t *testing.T) {
	results := []*report.Access{measured30(), measured30()}
	results[1].IDs = []string{strings.Repeat("long", 8_000), "f", "g"}
	for _, ending := range save.Endings() {
		dir := t.TempDir()
		var whole [][]byte
		for k, a := range results {
			name := filepath.Join(dir, "whole"+string(rune('0'+k))+ending)
			if err := File(t.Context(), name, a, nil); err != nil {
				t.Fatal(err)
			}
			whole = append(whole, scene.Read(t, dir, filepath.Base(name)))
		}
		name := filepath.Join(dir, "out"+ending)
		if runtime.GOOS != "windows" {
			if err := os.Symlink("whole0"+ending, filepath.Join(dir, ".out"+ending+".part")); err != nil {
				t.Fatal(err)
			}
		}
		before := scene.Listed(t, dir)
		var group sync.WaitGroup
		for k := range 12 {
			group.Go(func() {
				if err := File(t.Context(), name, results[k%2], nil); err != nil && runtime.GOOS != "windows" {
					t.Error(err)
				}
			})
		}
		group.Wait()
		got := scene.Read(t, dir, "out"+ending)
		if !bytes.Equal(got, whole[0]) && !bytes.Equal(got, whole[1]) {
			t.Errorf("%s: %d bytes that no run wrote", ending, len(got))
		}
		if !bytes.Equal(scene.Read(t, dir, "whole0"+ending), whole[0]) {
			t.Errorf("%s: the file behind the link was changed", ending)
		}
		if after := scene.Listed(t, dir); len(after) != len(before)+1 {
			t.Errorf("%s: left behind: %q", ending, after)
		}
	}
}

// A file that cannot be replaced is reported once, with its name.
func TestAccessFileNamesWhatIsInTheWay(t *testing.T) {
	for _, ending := range save.Endings() {
		dir := t.TempDir()
		name := filepath.Join(dir, "out"+ending)
		if err := os.Mkdir(name, 0o755); err != nil {
			t.Fatal(err)
		}
		err := File(t.Context(), name, measured30(), nil)
		if err == nil || !strings.HasSuffix(err.Error(), name+": it is a directory") || strings.Count(err.Error(), name) != 1 {
			t.Errorf("got %v", err)
		}
		if got := scene.Listed(t, dir); len(got) != 1 {
			t.Errorf("left behind: %q", got)
		}
	}
}
