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
		"c.parquet": {"\x93\x02\"a,\x81\n\x07z", `f/c.parquet: found "other bytes than those of a Parquet file", expected a Parquet file (the file is damaged`},
		"D.GPKG":    {"\x00\x01\x02\x03", `f/D.GPKG: found "other bytes than those of a GeoPackage", expected a GeoPackage`},
		"e.xlsx":    {"\x01\xf0\xe0", "expected an Excel workbook"},
		"bytes.csv": {strings.Repeat("a\x00", 50), "expected a shapefile, GeoPackage"},
	} {
		files := In(map[string]fs.FS{"f": fstest.MapFS{name: {Data: []byte(c.text)}}})
		if _, err := Open(files, "f/"+name, Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A text is read whatever the ending of its name promises.
func TestTextWithTheNameOfAnotherFormat(t *testing.T) {
	for name, text := range map[string]string{"a.parquet": "a,b\n1,å\n", "b.xlsx": "\xff\xfea\x00,\x00b\x00\n\x001\x00,\x002\x00\n\x00"} {
		s, err := Open(In(map[string]fs.FS{"f": fstest.MapFS{name: {Data: []byte(text)}}}), "f/"+name, Options{})
		if err != nil || len(s.Fields) != 2 {
			t.Errorf("%s: %v, %v", name, s, err)
		}
	}
}
