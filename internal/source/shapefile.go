package source

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/format/shapefile"
)

// shapefileBase returns the name of a shapefile without its extension.
func shapefileBase(name string) (string, bool) {
	switch ending := strings.ToLower(path.Ext(name)); ending {
	case ".shp", ".dbf", ".prj", ".shx", ".cpg":
		return name[:len(name)-len(ending)], true
	}
	return "", false
}

// openShapefile opens the parts of a shapefile. The .shp is required; without a
// .dbf the shapes have no attributes.
func openShapefile(files Files, base string) (*record.Source, error) {
	in := shapefile.Files{Name: files.part(base, ".shp")}
	parts := []string{in.Name}
	var problems problem.Problems
	read := func(ending string) []byte {
		name := files.part(base, ending)
		text, err := files.Read(name)
		switch {
		case err == nil:
			if ending != ".shp" {
				parts = append(parts, name)
			}
		case ending == ".shp" || !errors.Is(err, fs.ErrNotExist):
			problems.Add(problem.Problem{File: name, Expected: "a file that can be read", Hint: Cause(err)})
		}
		return text
	}
	in.SHP, in.DBF, in.CPG = read(".shp"), read(".dbf"), string(read(".cpg"))
	prj := strings.TrimSpace(string(read(".prj")))
	if err := problems.Err(); err != nil {
		return nil, err
	}
	s, err := shapefile.Source(in, prj)
	if err != nil {
		return nil, err
	}
	s.Parts = parts
	return s, nil
}

// part returns the name of a part of a shapefile as the folder spells it: parts
// from older systems are uppercase, in the extension or throughout. It is the
// plain name if there is no such file.
func (f Files) part(base, ending string) string {
	plain := base + ending
	for _, name := range []string{plain, base + strings.ToUpper(ending)} {
		if file, err := f.Open(name); err == nil {
			file.Close()
			return name
		}
	}
	dir := path.Dir(filepath.ToSlash(plain))
	entries, err := f.entries(dir)
	if err != nil {
		return plain
	}
	for _, e := range entries {
		if strings.EqualFold(e.Name(), path.Base(plain)) {
			return f.Join(dir, e.Name())
		}
	}
	return plain
}
