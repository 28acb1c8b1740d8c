package lint

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestNothingNeedsC holds what README says to those who have no C compiler or not
// its headers: only packages of Go's own library use C, and those have a way
// without, so that everything builds with CGO_ENABLED=0.
func TestNothingNeedsC(t *testing.T) {
	list := exec.Command("go", "list", "-e", "-deps", "-f", "{{if and .CgoFiles (not .Standard)}}{{.ImportPath}}{{end}}", "./...")
	list.Dir = root
	list.Env = append(os.Environ(), "CGO_ENABLED=1")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	if found := strings.Fields(string(out)); len(found) > 0 {
		t.Errorf("%s need C: choose modules that do not", strings.Join(found, ", "))
	}
}
