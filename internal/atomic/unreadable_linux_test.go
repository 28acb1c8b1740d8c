package atomic

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"testing"
)

// One unreadable file does not hide the results for the others.
func TestCheckNamesAFileThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	mustPublish(t, dir, map[string]string{"a": "1", "b": "1"})
	at := filepath.Join(dir, "a")
	for name, mode := range map[string]os.FileMode{at: 0, dir: 0o755, filepath.Dir(dir): 0o755} {
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	asNobody(t)
	if _, err := os.ReadFile(at); err == nil {
		t.Fatal("the file can be read")
	}
	_, against, err := Check(t.Context(), dir, listManifest)
	if err != nil || !slices.Equal(against, []Difference{{Kind: Unreadable, Found: "permission denied"}, {}}) {
		t.Errorf("got %+v, %v", against, err)
	}
}

// asNobody removes the right of root to read every file from this test: the thread
// that it runs on reads files as another user.
func asNobody(t *testing.T) {
	t.Helper()
	if os.Getuid() != 0 {
		return
	}
	const nobody = 65534
	runtime.LockOSThread()
	syscall.RawSyscall(syscall.SYS_SETFSUID, nobody, 0, 0)
	t.Cleanup(func() {
		syscall.RawSyscall(syscall.SYS_SETFSUID, 0, 0, 0)
		runtime.UnlockOSThread()
	})
}
