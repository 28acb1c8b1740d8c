package source

import (
	"bytes"
	"io"
	"io/fs"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/format/xlsx"
)

// openPacked opens a file that begins as a zip: a workbook, or a zip of maps
// and tables.
func openPacked(files Files, name string, o Options) (*record.Source, error) {
	a, err := files.workbook(name)
	switch {
	case err != nil && !isZipName(name):
		return nil, problem.Problems{{File: name, Found: "a zip that cannot be read", Expected: "an Excel workbook, or a zip of maps or tables", Hint: Cause(cause(err))}}
	case err == nil && a.entry("xl/") != "":
		return xlsx.Source(a.part, name, o.Layer)
	case err == nil && a.entry("content.xml") != "" && a.entry("mimetype") != "":
		return nil, problem.Problems{{File: name, Found: "an OpenDocument file (.ods)", Expected: "an Excel workbook (.xlsx) or a text table", Hint: "save it as .xlsx or CSV"}}
	}
	return openZip(files, name, o)
}

// workbook opens the file as a zip, even if it is itself in another one.
func (f Files) workbook(name string) (*archive, error) {
	if _, inside, ok := f.inZip(name); !ok || inside == "." {
		return f.archive(name)
	}
	data, err := f.Read(name)
	if err != nil {
		return nil, err
	}
	return newArchive(bytes.NewReader(data), int64(len(data)))
}

// entry finds the name of a file, or of the first one in a folder, which ends
// in a slash; case is ignored, as in a workbook. "" if there is none.
func (a *archive) entry(name string) string {
	for _, e := range a.File {
		if strings.EqualFold(e.Name, name) || strings.HasSuffix(name, "/") && len(e.Name) > len(name) &&
			strings.EqualFold(e.Name[:len(name)], name) {
			return e.Name
		}
	}
	return ""
}

// part opens a part of a workbook. Its errors do not name the file.
func (a *archive) part(name string) (io.ReadCloser, error) {
	found := a.entry(name)
	if found == "" {
		return nil, fs.ErrNotExist
	}
	file, err := a.file(name, found)
	if err != nil {
		return nil, err
	}
	return plain{file}, nil
}
