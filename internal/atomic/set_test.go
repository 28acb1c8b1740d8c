package atomic

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// listManifest is a manifest in JSON.
var listManifest = Manifest{Name: "list.json", Read: func(path string) ([]File, error) {
	text, err := os.ReadFile(path)
	var list []File
	if err == nil {
		err = json.Unmarshal(text, &list)
	}
	return list, err
}}

// publish publishes files with these texts.
func publish(ctx context.Context, dir string, set map[string]string) (Changes, error) {
	return Publish(ctx, dir, listManifest, func(s *Stage) error {
		for _, name := range slices.Sorted(maps.Keys(set)) {
			if err := s.Add(name, text(set[name])); err != nil {
				return err
			}
		}
		list, err := s.Files()
		if err != nil {
			return err
		}
		return s.Add(listManifest.Name, func(w io.Writer) error { return json.NewEncoder(w).Encode(list) })
	})
}

func mustPublish(t *testing.T, dir string, set map[string]string) Changes {
	t.Helper()
	c, err := publish(t.Context(), dir, set)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// whole reports whether the set of a folder is complete.
func whole(dir string) bool {
	_, against, err := Check(context.Background(), dir, listManifest)
	return err == nil && !slices.ContainsFunc(against, func(d Difference) bool { return d.Kind != Same })
}

// texts returns every file below a folder; links by their targets.
func texts(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		if to, err := os.Readlink(path); err == nil {
			out[name] = "-> " + to
			return nil
		}
		b, err := os.ReadFile(path)
		out[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Three successive sets in a folder with a foreign file.
var (
	firstSet  = map[string]string{"a.csv": "a 1", "b.csv": "b 1", "c.csv": "c 1"}
	secondSet = map[string]string{"a.csv": "a two", "c.csv": "c 1", "d.csv": "d 2", "ä ö.csv": "new"}
)

func TestSetsFollowEachOther(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "deep")
	if c := mustPublish(t, dir, firstSet); c.Removed != nil || c.Kept != nil || c.Replaced != nil {
		t.Errorf("%+v", c)
	}
	put(t, filepath.Join(dir, "mine.txt"), "mine")
	if !whole(dir) {
		t.Error("the first set is not whole")
	}
	if c := mustPublish(t, dir, secondSet); !slices.Equal(c.Removed, []string{"b.csv"}) || c.Kept != nil || c.Replaced != nil {
		t.Errorf("%+v", c)
	}
	got := texts(t, dir)
	delete(got, listManifest.Name)
	want := maps.Clone(secondSet)
	want["mine.txt"] = "mine"
	if !whole(dir) || !maps.Equal(got, want) {
		t.Errorf("got %q, expected %q", got, want)
	}
}

// A changed file is replaced if the run writes it, and kept if it does not.
// Both are reported.
func TestChangedFilesAreReported(t *testing.T) {
	dir := t.TempDir()
	mustPublish(t, dir, firstSet)
	put(t, filepath.Join(dir, "a.csv"), "a x")
	put(t, filepath.Join(dir, "b.csv"), "b x")
	if whole(dir) {
		t.Error("a changed set is whole")
	}
	c := mustPublish(t, dir, secondSet)
	if !slices.Equal(c.Replaced, []string{"a.csv"}) || !slices.Equal(c.Kept, []string{"b.csv"}) || c.Removed != nil {
		t.Errorf("%+v", c)
	}
	if read(t, filepath.Join(dir, "a.csv")) != "a two" || read(t, filepath.Join(dir, "b.csv")) != "b x" || !whole(dir) {
		t.Errorf("%q", texts(t, dir))
	}
}

func TestFilesOfOthersAreInTheWay(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.csv", "d.csv", "mine.txt"} {
		put(t, filepath.Join(dir, name), "mine")
	}
	if err := os.Mkdir(filepath.Join(dir, "c.csv"), 0o755); err != nil {
		t.Fatal(err)
	}
	before := texts(t, dir)
	_, err := publish(t.Context(), dir, secondSet)
	at := func(name string) string { return filepath.Join(dir, name) }
	want := at("a.csv") + " exists and is not listed in list.json: name another folder, or remove it\n" +
		at("c.csv") + " is a folder, expected a file or nothing\n" +
		at("d.csv") + " exists and is not listed in list.json: name another folder, or remove it"
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v, expected\n%s", err, want)
	}
	if got := texts(t, dir); !maps.Equal(got, before) {
		t.Errorf("files %q", got)
	}
	if got := files(t, dir); len(got) != 4 {
		t.Errorf("left behind: %q", got)
	}
}

// A manifest is untrusted: files that it names outside the folder are neither
// removed nor replaced, whatever their checksum, and the set is ignored.
func TestManifestIsNeverFollowedOutOfTheFolder(t *testing.T) {
	root := t.TempDir()
	mine := filepath.Join(root, "mine.txt")
	put(t, mine, "mine")
	f, err := sum(t.Context(), root, "mine.txt")
	if err != nil {
		t.Fatal(err)
	}
	entry := func(name string) string { return fmt.Sprintf(`{"Name":%q,"SHA256":%q,"Bytes":4}`, name, f.SHA256) }
	for list, want := range map[string]string{
		entry("../mine.txt"):                   `list.json names "../mine.txt", expected the plain name`,
		entry(`..\mine.txt`):                   `expected the plain name`,
		entry(mine):                            `expected the plain name`,
		entry("deep/mine.txt"):                 `expected the plain name`,
		entry("C:mine.txt"):                    `expected the plain name`,
		entry(`\\host\mine.txt`):               `expected the plain name`,
		entry("mine.txt:stream"):               `expected the plain name`,
		entry(".."):                            `expected the plain name`,
		entry("."):                             `expected the plain name`,
		entry(""):                              `expected the plain name`,
		entry(".saavu-lock"):                   `expected the plain name`,
		entry("nul"):                           `expected the plain name`,
		entry("COM1.csv"):                      `expected the plain name`,
		entry("aux .txt"):                      `expected the plain name`,
		entry("mine.txt."):                     `expected the plain name`,
		entry("mine.txt "):                     `expected the plain name`,
		entry("a\nb"):                          `expected the plain name`,
		entry(strings.Repeat("x", 300)):        `expected the plain name`,
		entry("list.json"):                     `list.json names "list.json" twice, or itself`,
		entry("a") + "," + entry("A"):          `names "A" twice`,
		`{"Name":"a","SHA256":"..","Bytes":4}`: `gives a the SHA-256 ".."`,
		`{"Name":"a"}`:                         `gives a the SHA-256 ""`,
		strings.Replace(entry("a"), `:4}`, `:-1}`, 1): `and -1 bytes, which is not possible`,
		`{`: "list.json: unexpected end of JSON input",
	} {
		dir := filepath.Join(root, "out")
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(dir, "list.json"), "["+list+"]")
		if list == "{" {
			put(t, filepath.Join(dir, "list.json"), list)
		}
		put(t, filepath.Join(dir, "mine.txt"), "mine")
		before := texts(t, root)
		if _, _, err := Check(t.Context(), dir, listManifest); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, expected %s", list, err, want)
		}
		if _, err := publish(t.Context(), dir, secondSet); err == nil || !strings.HasSuffix(err.Error(), "no run has written it: name another folder, or remove it") {
			t.Errorf("%s: got %v", list, err)
		}
		if got := texts(t, root); !maps.Equal(got, before) {
			t.Errorf("%s: files %q, expected %q", list, got, before)
		}
	}
}

// faulty is a context that ends at the n-th check.
type faulty struct {
	context.Context
	left int
	end  func() error
}

func (f *faulty) Err() error {
	if f.left--; f.left < 0 {
		return f.end()
	}
	return nil
}

// The folder is unchanged, to the byte, wherever publishing is stopped.
func TestStoppedAtEachStep(t *testing.T) {
	steps := 0
	for ; ; steps++ {
		dir := t.TempDir()
		mustPublish(t, dir, firstSet)
		put(t, filepath.Join(dir, "b.csv"), "b 1") // unchanged
		put(t, filepath.Join(dir, "mine.txt"), "mine")
		before := texts(t, dir)
		_, err := publish(&faulty{t.Context(), steps, func() error { return context.Canceled }}, dir, secondSet)
		if err == nil {
			break
		}
		if got := texts(t, dir); !errors.Is(err, context.Canceled) || !maps.Equal(got, before) {
			t.Fatalf("step %d: %v, files %q, expected %q", steps, err, got, before)
		}
		if got := files(t, dir); len(got) != len(before) {
			t.Fatalf("step %d: left behind: %q", steps, got)
		}
		fresh := filepath.Join(dir, "fresh", "deep")
		if _, err := publish(&faulty{t.Context(), steps, func() error { return context.Canceled }}, fresh, firstSet); err != nil && exists(filepath.Dir(fresh)) {
			t.Fatalf("step %d: a folder was left: %v", steps, err)
		}
	}
	if steps < 10 {
		t.Errorf("only %d steps", steps)
	}
}

// killed publishes until it kills itself.
func killed(dir string) {
	n, err := strconv.Atoi(os.Getenv("SAAVU_TEST_STEP"))
	if err != nil {
		panic(err)
	}
	_, err = publish(&faulty{context.Background(), n, func() error {
		if p, err := os.FindProcess(os.Getpid()); err == nil {
			_ = p.Kill()
		}
		select {}
	}}, dir, secondSet)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	os.Exit(0)
}

// A run that is killed at any step never leaves a mixed set that looks
// complete. A reader gets the earlier set back, and the next run leaves only
// its own set.
func TestKilledAtEachStep(t *testing.T) {
	for step := 0; ; step++ {
		dir := t.TempDir()
		mustPublish(t, dir, firstSet)
		put(t, filepath.Join(dir, "mine.txt"), "mine")
		earlier := texts(t, dir)
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "SAAVU_TEST_PUBLISHES="+dir, "SAAVU_TEST_STEP="+strconv.Itoa(step))
		out, err := cmd.CombinedOutput()
		if err == nil {
			if step < 10 {
				t.Errorf("only %d steps", step)
			}
			break
		}
		if len(out) > 0 {
			t.Fatalf("%v: %s", err, out)
		}
		visible := map[string]string{}
		for name, s := range texts(t, dir) {
			if !strings.HasPrefix(name, ".saavu-") {
				visible[name] = s
			}
		}
		if whole(dir) && !maps.Equal(visible, earlier) {
			t.Fatalf("step %d: a mixed set is called whole: %q", step, visible)
		}
		if step%2 == 0 { // a reader runs first
			if err := TakeBack(t.Context(), dir, listManifest); err != nil {
				t.Fatalf("step %d: %v", step, err)
			}
			got := texts(t, dir)
			maps.DeleteFunc(got, func(name, _ string) bool { return strings.HasPrefix(name, ".saavu-") })
			if !whole(dir) || !maps.Equal(got, earlier) {
				t.Fatalf("step %d: a reader finds %q, expected %q", step, got, earlier)
			}
		}
		c := mustPublish(t, dir, firstSet)
		if got := texts(t, dir); !maps.Equal(got, earlier) || c.Kept != nil || c.Replaced != nil || c.Removed != nil {
			t.Fatalf("step %d: the next run leaves %q, expected %q; changes %+v", step, got, earlier, c)
		}
		if got := files(t, dir); len(got) != len(earlier) {
			t.Fatalf("step %d: left behind: %q", step, got)
		}
	}
}

// begun creates a folder in which a dead run has begun to replace the first set
// with the second one, and has moved the manifest and a.csv.
func begun(t *testing.T) (dir, stage string) {
	t.Helper()
	dir = t.TempDir()
	mustPublish(t, dir, firstSet)
	dead := self()
	dead.Start++
	made := t.TempDir()
	mustPublish(t, made, secondSet)
	stage = filepath.Join(dir, fmt.Sprintf(".saavu-%s-%d-%d-%016x", dead.site(), dead.PID, dead.Start, 7))
	if err := os.CopyFS(stage, os.DirFS(made)); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(stage, oldName), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{listManifest.Name, "a.csv"} {
		if err := os.Rename(filepath.Join(dir, name), filepath.Join(stage, oldName, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Rename(filepath.Join(stage, "a.csv"), filepath.Join(dir, "a.csv")); err != nil {
		t.Fatal(err)
	}
	return dir, stage
}

// Files that somebody put into the folder after a run was killed stay there.
func TestTakingBackLeavesWhatOthersPutThere(t *testing.T) {
	dir, _ := begun(t)
	put(t, filepath.Join(dir, "a.csv"), "mine")
	put(t, filepath.Join(dir, "d.csv"), "mine too")
	if err := TakeBack(t.Context(), dir, listManifest); err != nil {
		t.Fatal(err)
	}
	want := maps.Clone(firstSet)
	want["a.csv"], want["d.csv"] = "mine", "mine too"
	got := texts(t, dir)
	delete(got, listManifest.Name)
	if !maps.Equal(got, want) || whole(dir) {
		t.Errorf("files %q, expected %q", got, want)
	}
	// A complete set that was put there is not touched either.
	dir, stage := begun(t)
	if err := os.WriteFile(filepath.Join(dir, listManifest.Name), []byte("[]"), 0o600); err != nil {
		t.Fatal(err)
	}
	before := read(t, filepath.Join(dir, "a.csv"))
	if err := TakeBack(t.Context(), dir, listManifest); err != nil || read(t, filepath.Join(dir, "a.csv")) != before || !exists(stage) {
		t.Errorf("%v: %q", err, texts(t, dir))
	}
}

// A stage with links to other places, or with such a manifest, moves nothing.
func TestStageIsNeverFollowedOutOfTheFolder(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // where not every user may create links
	}
	elsewhere := t.TempDir()
	put(t, filepath.Join(elsewhere, "b.csv"), "mine")
	put(t, filepath.Join(elsewhere, "list.json"), "[]")
	for what, spoil := range map[string]func(dir, stage string) error{
		"old is a link": func(_, stage string) error {
			return errors.Join(RemoveAll(filepath.Join(stage, oldName)), os.Symlink(elsewhere, filepath.Join(stage, oldName)))
		},
		"an old file is a link": func(dir, stage string) error {
			return errors.Join(os.Remove(filepath.Join(dir, "b.csv")), os.Symlink(filepath.Join(elsewhere, "b.csv"), filepath.Join(stage, oldName, "b.csv")))
		},
		"the manifest is a link": func(_, stage string) error {
			return errors.Join(os.Remove(filepath.Join(stage, "list.json")), os.Symlink(filepath.Join(elsewhere, "list.json"), filepath.Join(stage, "list.json")))
		},
		"the manifest leads out": func(_, stage string) error {
			return os.WriteFile(filepath.Join(stage, "list.json"), []byte(`[{"Name":"../b.csv"}]`), 0o600)
		},
		"the stage is a link": func(_, stage string) error {
			return errors.Join(RemoveAll(stage), os.Symlink(elsewhere, stage))
		},
	} {
		dir, stage := begun(t)
		if err := spoil(dir, stage); err != nil {
			t.Fatal(err)
		}
		_ = TakeBack(t.Context(), dir, listManifest)
		_, _ = publish(t.Context(), dir, secondSet)
		if got := texts(t, elsewhere); got["b.csv"] != "mine" || got["list.json"] != "[]" || len(got) != 2 {
			t.Errorf("%s: %q", what, got)
		}
		if b, err := os.Lstat(filepath.Join(dir, "b.csv")); err == nil && !b.Mode().IsRegular() {
			t.Errorf("%s: a link was put into the folder", what)
		}
	}
}

// Two concurrent runs leave the complete set of one of them.
func TestSetsAtOnceLeaveOneWholeSet(t *testing.T) {
	dir := t.TempDir()
	var group sync.WaitGroup
	sets := []map[string]string{firstSet, secondSet}
	for k := range 16 {
		group.Go(func() {
			if c, err := publish(t.Context(), dir, sets[k%2]); err != nil || c.Kept != nil || c.Replaced != nil {
				t.Errorf("%+v, %v", c, err)
			}
		})
	}
	group.Wait()
	got := texts(t, dir)
	delete(got, listManifest.Name)
	if !whole(dir) || !maps.Equal(got, firstSet) && !maps.Equal(got, secondSet) {
		t.Errorf("files %q", got)
	}
}

func TestStageRefuses(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	for want, fill := range map[string]func(*Stage) error{
		`"../a" is not the plain name of a file of at most 200 bytes`: func(s *Stage) error { return s.Add("../a", text("x")) },
		"A would be written twice: names that differ only in case may be the same file": func(s *Stage) error {
			return errors.Join(s.Add("a", text("x")), s.Add("A", text("x")))
		},
		"a would be written twice: names that differ only in case may be the same file": func(s *Stage) error {
			return errors.Join(s.Add("a", text("x")), s.Add("a", text("x")))
		},
		"a: half way":                       func(s *Stage) error { return s.Add("a", func(io.Writer) error { return errors.New("half way") }) },
		"no list.json was added to the set": func(s *Stage) error { return s.Add("a", text("x")) },
	} {
		if _, err := Publish(t.Context(), dir, listManifest, fill); err == nil || err.Error() != want {
			t.Errorf("got %v, expected %s", err, want)
		}
		if exists(dir) {
			t.Errorf("%s: the folder is there", want)
		}
	}
}

// Foreign files may be large: a signal ends a run while it reads them too.
func TestReadingASetEndsWithItsContext(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "a"), "a")
	ctx, cancel := context.WithCancel(t.Context())
	m := Manifest{Name: "m", Read: func(string) ([]File, error) {
		cancel()
		return []File{{Name: "a", SHA256: strings.Repeat("0", 64), Bytes: 1}}, nil
	}}
	put(t, filepath.Join(dir, "m"), "m")
	if _, _, err := Check(ctx, dir, m); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	_, err := Publish(t.Context(), dir, m, func(s *Stage) error { return s.Add("m", text("new")) })
	if err != nil {
		t.Errorf("with another context: %v", err)
	}
}

// A run that was suspended while another machine took its lock and removed its
// stage reports the lost lock, not a missing file of the stage.
func TestARunThatLostItsLockSaysSo(t *testing.T) {
	dir := t.TempDir()
	mustPublish(t, dir, map[string]string{"a": "1"})
	_, err := Publish(t.Context(), dir, listManifest, func(s *Stage) error {
		if err := errors.Join(os.Remove(filepath.Join(dir, lockName)), RemoveAll(s.at)); err != nil {
			t.Fatal(err)
		}
		return s.Add("a", text("2"))
	})
	if !errors.Is(err, ErrLost) || errors.Is(err, fs.ErrNotExist) || !whole(dir) {
		t.Errorf("got %v", err)
	}
}
