package kept

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestStoreStaysBelowTheCounty(t *testing.T) {
	for name, want := range map[string]bool{
		"kept": true, "kept/here": true, `kept\here`: true, "a/../b": true, "ä b.store": true, "...": true, "a:b": false, "kept/a:b": runtime.GOOS != "windows",
		".": false, "..": false, "../x": false, "a/../../x": false, `..\x`: false, `a\..\..\x`: false, "a/..": false,
		"/x": false, `\x`: false, `C:\x`: false, "C:/x": false, "C:x": false, `\\server\share\x`: false, "//server/share": false,
	} {
		if below(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}

func TestStoreIsNotBehindALinkOut(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // not everybody may make links there
	}
	root := t.TempDir()
	home, out := filepath.Join(root, "county"), filepath.Join(root, "out")
	for _, dir := range []string{filepath.Join(home, "in"), out} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, to := range map[string]string{"near": "in", "away": out, "up": "..", "self": ".", "nowhere": "none"} {
		if err := os.Symlink(to, filepath.Join(home, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(home, filepath.Join(root, "linked")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(home)
	for _, at := range []string{home, filepath.Join(root, "linked"), "", "../county/"} {
		for name, want := range map[string]string{"new": "", "new/deep": "", "in": "", "in/new": "", "near": "", "near/new": "",
			"away": "away", "away/new": "away", "in/../up/x": "up", "self": "self", "nowhere": "nowhere"} {
			if got, err := linkOutside(at, filepath.Join(at, name)); err != nil || got != want {
				t.Errorf("%q, %s: %q, %v, expected %q", at, name, got, err, want)
			}
		}
	}
}
