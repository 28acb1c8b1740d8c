package parquet

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go/format"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
)

// geoMeta is the metadata of GeoParquet, as far as it is read.
type geoMeta struct {
	Version string               `json:"version"`
	Primary string               `json:"primary_column"`
	Columns map[string]geoColumn `json:"columns"`
}

type geoColumn struct {
	Encoding string          `json:"encoding"`
	CRS      json.RawMessage `json:"crs"` // nil if absent, which differs from null
	Covering struct {
		BBox map[string][]string `json:"bbox"`
	} `json:"covering"`
}

// defaultCRS applies if a file names no system.
const defaultCRS = "OGC:CRS84"

// isGeometry reports whether a column has geometries, by its type or by the
// metadata of the file.
func (f *File) isGeometry(c *column) bool {
	if c.isTyped() {
		return true
	}
	meta, err := f.geo()
	if err != nil {
		return false
	}
	_, ok := meta.Columns[c.name]
	return ok
}

// geo reads the metadata; the zero value if the file has none.
func (f *File) geo() (geoMeta, error) {
	var meta geoMeta
	text := f.Meta("geo")
	if text == "" {
		return meta, nil
	}
	if err := json.Unmarshal([]byte(text), &meta); err != nil {
		return meta, bad{"geo metadata that is not GeoParquet JSON: " + err.Error(), "version, primary_column and columns"}
	}
	return meta, nil
}

// places finds the geometry column and its coordinate system; -1 if the file
// has no geometries.
func (f *File) places(s *record.Source) (int, error) {
	if f.Meta("geo") == "" {
		return f.typedPlaces(s), nil
	}
	meta, err := f.geo()
	if err != nil {
		return -1, f.problem(err, 0, "")
	}
	s.Format = "GeoParquet"
	about, ok := meta.Columns[meta.Primary]
	if !ok {
		return -1, f.problem(bad{fmt.Sprintf("primary_column %q", meta.Primary), "one of the columns in the geo metadata"}, 0, "")
	}
	if !strings.EqualFold(about.Encoding, "WKB") {
		return -1, f.problem(bad{"geometries in the encoding " + about.Encoding, "WKB"}, 0, meta.Primary)
	}
	at, ok := f.Column(meta.Primary)
	if !ok || f.columns[at].physical != format.ByteArray {
		return -1, f.problem(bad{"no such column of bytes", "the column of geometries that the geo metadata names"}, 0, meta.Primary)
	}
	if v := meta.Version; !knownVersion.MatchString(v) {
		s.Notes = append(s.Notes, fmt.Sprintf("GeoParquet of version %q is read as 1.1", v))
	}
	f.system(s, about.CRS, &f.columns[at])
	f.leaveOut(s, meta)
	s.Places = true
	return at, nil
}

var knownVersion = regexp.MustCompile(`^(1\.[01]|2\.0)\.`)

// system sets the coordinate system: none if crs is null; if crs is absent,
// that of the column's type, which version 2 has, else the default.
func (f *File) system(s *record.Source, crs json.RawMessage, c *column) {
	switch {
	case string(crs) == "null":
	case crs != nil:
		s.System = projection(crs)
	case c.isTyped():
		s.System = f.typedSystem(c)
	default:
		s.System = record.System{Text: defaultCRS, From: "the default of GeoParquet, as the file names none"}
	}
}

// isTyped reports whether a column is of the type GEOMETRY or GEOGRAPHY.
func (c *column) isTyped() bool {
	_, is := c.typedCRS()
	return is
}

// typedCRS returns the name of the coordinate system in the type of a column.
func (c *column) typedCRS() (string, bool) {
	switch l := c.logical.(type) {
	case *format.GeometryType:
		return l.CRS, true
	case *format.GeographyType:
		return l.CRS, true
	}
	return "", false
}

// typedSystem returns the coordinate system stated in the type of a column.
func (f *File) typedSystem(c *column) record.System {
	crs, _ := c.typedCRS()
	key, isKey := strings.CutPrefix(crs, "projjson:")
	switch {
	case crs == "":
		return record.System{Text: defaultCRS, From: "the default of the type GEOMETRY, as the file names none"}
	case isKey:
		return projection(json.RawMessage(f.Meta(key)))
	}
	return projection(json.RawMessage(crs))
}

// leaveOut removes the columns of bounding boxes from those reported as not
// read, and notes which other geometries there are.
func (f *File) leaveOut(s *record.Source, meta geoMeta) {
	var others []string
	for name, about := range meta.Columns {
		if name != meta.Primary {
			others = append(others, name)
		}
		for _, path := range about.Covering.BBox {
			if len(path) > 1 {
				f.nested = slices.DeleteFunc(f.nested, func(n string) bool { return n == path[0] })
			}
		}
	}
	slices.Sort(others)
	noteOthers(s, meta.Primary, others)
}

func noteOthers(s *record.Source, read string, others []string) {
	if len(others) > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("the geometries are those of %s; not read: %s", read, problem.Listed(others, 10)))
	}
}

// typedPlaces finds the first column of the type GEOMETRY or GEOGRAPHY.
func (f *File) typedPlaces(s *record.Source) int {
	found := -1
	var others []string
	for i := range f.columns {
		c := &f.columns[i]
		switch {
		case !c.isTyped():
		case found < 0 && c.physical == format.ByteArray:
			found = i
		default:
			others = append(others, c.name)
		}
	}
	if found < 0 {
		return -1
	}
	s.Places = true
	s.System = f.typedSystem(&f.columns[found])
	noteOthers(s, f.columns[found].name, others)
	return found
}
