package source

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestKindsOfFiles(t *testing.T) {
	for mode, want := range map[fs.FileMode]string{0o644: "", fs.ModeDir | 0o755: "", fs.ModeNamedPipe: "a pipe", fs.ModeSocket: "a socket",
		fs.ModeDevice: "a device", fs.ModeDevice | fs.ModeCharDevice: "a device", fs.ModeIrregular: "a special file"} {
		if got := irregularKind(mode); got != want {
			t.Errorf("%v: %q, expected %q", mode, got, want)
		}
	}
}

// A device or a folder is refused at once, whatever its name and its reader.
func TestOnlyRegularFilesAreRead(t *testing.T) {
	dir := t.TempDir()
	for name, target := range map[string]string{"a.csv": os.DevNull, "a.shp": os.DevNull, "a.zip": os.DevNull, "folder.yaml": dir} {
		link := filepath.Join(dir, name)
		if err := os.Symlink(target, link); err != nil {
			t.Fatal(err)
		}
		_, err := OS().Read(link)
		if err == nil || !strings.Contains(Cause(err), "not a regular file") {
			t.Errorf("%s: read, %v", name, err)
		}
		if name == "folder.yaml" {
			continue
		}
		if _, err = Open(OS(), link, Options{}); err == nil || !strings.Contains(err.Error(), "it is a device, not a regular file: save its output as a file, and name that") {
			t.Errorf("%s: opened, %v", name, err)
		}
	}
	if _, err := OS().Open(filepath.Join(dir, "a.zip", "inside.csv")); err == nil || !strings.Contains(Cause(err), "a device") {
		t.Errorf("in a zip: %v", err)
	}
}

// The end of a context stops reading between two pieces of a file.
func TestReadingEndsWithItsContext(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(name, []byte("id,n\n1,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	file, err := OS().Until(ctx).Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if n, err := file.Read(make([]byte, 2)); n != 2 || err != nil {
		t.Fatal(n, err)
	}
	cancel()
	if n, err := file.Read(make([]byte, 2)); n != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("%d, %v", n, err)
	}
	if n, err := file.(*stoppable).ReadAt(make([]byte, 2), 0); n != 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("%d, %v", n, err)
	}
}
