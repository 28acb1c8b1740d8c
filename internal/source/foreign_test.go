package source

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// A table with a byte 0, and the lock file of a workbook, are identified as
// such.
func TestTablesWithZeroBytesAndLockFiles(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"a.csv":     {"from_id,to_id,travel_time\na,1,10\nb,1,15\n\x00", `f/a.csv:4: found "a byte 0 in line 4", expected a text table`},
		"~$b.xlsx":  {"\x05Anna" + strings.Repeat(" \x00", 50), `found "the lock file of a workbook that is open in Excel"`},
		"bytes.csv": {strings.Repeat("a\x00", 50), "expected a shapefile, GeoPackage"},
	} {
		files := In(map[string]fs.FS{"f": fstest.MapFS{name: {Data: []byte(c.text)}}})
		if _, err := Open(files, "f/"+name, Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
