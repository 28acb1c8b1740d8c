package source

import (
	"bytes"
	"errors"
	"io"

	"saavu/internal/format/aluesarjat"
	"saavu/internal/format/geojson"
	"saavu/internal/format/gpkg"
	"saavu/internal/format/jsonstat"
	"saavu/internal/format/kml"
	"saavu/internal/format/pages"
	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/format/table"
	"saavu/internal/format/topojson"
)

// Options are the settings of Open.
type Options struct {
	Layer     string // the table, sheet or object of a file that has several
	Delimiter rune   // between the fields of a text table; 0 = found from its header
}

// Open opens a file of records in any format, recognised by its content, not by
// its name, except for shapefiles, of which any part may be named. Errors are
// problem.Problems, or a file that cannot be read.
func Open(files Files, name string, o Options) (*record.Source, error) {
	if base, ok := shapefileBase(name); ok {
		return openShapefile(files, base)
	}
	if inside, err := files.folder(name); err == nil && (len(inside) != 1 || inside[0] != name) {
		return OpenAll(files, []string{name}, o)
	}
	head, err := files.head(name)
	if err != nil {
		return nil, problem.Problems{{File: name, Expected: "a file that can be read", Hint: Cause(err)}}
	}
	kind := Sniff(head)
	if kind == Unknown || kind == Text {
		if err := unsupportedFormat(name, head); err != nil {
			return nil, err
		}
	}
	switch kind {
	case GeoPackage:
		s, err := gpkg.Source(files.geoPackage(name), o.Layer)
		return s, problem.From(name, err).Err()
	case Parquet:
		return openParquet(files, name)
	case GeoJSON:
		return openGeoJSON(files, name)
	case TopoJSON:
		return whole(files, name, func(text []byte, name string) (*record.Source, error) {
			return topojson.Source(text, name, o.Layer)
		})
	case Zip:
		return openPacked(files, name, o)
	case OldOffice:
		return nil, problem.Problems{{File: name, Found: "an old Excel workbook (.xls), or one with a password", Expected: "an Excel workbook (.xlsx) or a text table", Hint: "save it as .xlsx, without a password"}}
	case KML:
		return whole(files, name, kml.Source)
	case JSONStat:
		return whole(files, name, jsonstat.Source)
	case AreaStatistics:
		return whole(files, name, aluesarjat.Source)
	case PTV, ServiceMap:
		return whole(files, name, func(data []byte, name string) (*record.Source, error) {
			return openPages(kind, []pages.File{{Name: name, Data: data}})
		})
	}
	return table.Source(files.stream(name), name, table.Options{Delimiter: o.Delimiter})
}

// whole opens a file that is read into memory.
func whole(files Files, name string, open func([]byte, string) (*record.Source, error)) (*record.Source, error) {
	text, err := files.Read(name)
	if err != nil {
		return nil, problem.Problems{{File: name, Expected: "a file that can be read", Hint: Cause(err)}}
	}
	return open(text, name)
}

// geoPackage locates a GeoPackage: on disk, or in an archive or the program,
// from which it is read into memory.
func (f Files) geoPackage(name string) gpkg.File {
	if _, _, zipped := f.inZip(name); f.system && !zipped {
		return gpkg.File{Path: name}
	}
	return gpkg.File{Path: name, Data: func() ([]byte, error) {
		data, err := f.Read(name)
		if err != nil {
			return nil, problem.Problem{File: name, Expected: "a file that can be read", Hint: Cause(err)}
		}
		return data, nil
	}}
}

// openGeoJSON opens a document, or a file of any length that is read line by line.
func openGeoJSON(files Files, name string) (*record.Source, error) {
	open := files.stream(name)
	file, err := open()
	if err != nil {
		return nil, problem.Problems{{File: name, Expected: "a file that can be read", Hint: err.Error()}}
	}
	lined := geojson.Lined(file)
	file.Close()
	if lined {
		return geojson.LineSource(open, name)
	}
	return whole(files, name, geojson.Source)
}

// stream returns a function to open a file repeatedly, with errors that do not
// name it.
func (f Files) stream(name string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) {
		file, err := f.Open(name)
		if err != nil {
			return nil, errors.New(Cause(err))
		}
		return plain{file}, nil
	}
}

type plain struct{ io.ReadCloser }

func (p plain) Read(b []byte) (int, error) {
	n, err := p.ReadCloser.Read(b)
	if err != nil && err != io.EOF {
		err = errors.New(Cause(err))
	}
	return n, err
}

// clean returns the beginning of an unrecognised file, for messages.
func clean(head []byte) string {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	return string(bytes.ToValidUTF8(line, []byte("\uFFFD")))
}
