package source

import (
	"bytes"
	"fmt"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"saavu/internal/format/problem"
)

// foreign are formats that are not read although planners receive them, by
// bytes at a position of the file, with advice.
var foreign = []struct {
	at         int
	mark       string
	what, hint string
}{
	{0, "\x1f\x8b", "a file packed with gzip", "unpack it first"},
	{0, "BZh", "a file packed with bzip2", "unpack it first"},
	{0, "\xfd7zXZ\x00", "a file packed with xz", "unpack it first"},
	{0, "\x28\xb5\x2f\xfd", "a file packed with Zstandard", "unpack it first"},
	{0, "7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"},
	{0, "Rar!", "a RAR archive", "unpack it first"},
	{257, "ustar", "a tar archive", "unpack it first"},
	{6, "OSMHeader", "OpenStreetMap data (PBF)", "routing programs read it; Saavu reads the travel times that they write"},
	{0, "%PDF-", "a PDF document", "ask for the data that its tables were made from"},
	{0, "\x00\x00\x27\x0a", "the index of a shapefile", "name its .shp"},
	{0, "fgb\x03", "FlatGeobuf", "save it as a GeoPackage"},
	{4, "Standard Jet DB", "an Access database", "save the table as CSV or Excel"},
	{4, "Standard ACE DB", "an Access database", "save the table as CSV or Excel"},
	{0, "ARROW1", "an Arrow file", "save it as Parquet"},
	{0, "\x89HDF", "an HDF5 file", "save the table as Parquet or CSV"},
	{0, "RDX3\n", "an R data file", "save the table as Parquet or CSV"},
}

// jsonList is how a list of JSON begins; a text table may also begin with a
// bracket.
var jsonList = regexp.MustCompile(`^\[\s*([\[{]|("[^"\n]*"|-?[0-9.]+)\s*(,|\]\s*$))`)

// unsupportedFormat identifies a file that no reader supports; nil for one that may be a
// text.
func unsupportedFormat(name string, head []byte) error {
	refuse := func(found, hint string) error {
		return problem.Problems{{File: name, Found: found, Expected: readable, Hint: hint}}
	}
	for _, f := range foreign {
		if len(head) > f.at && bytes.HasPrefix(head[f.at:], []byte(f.mark)) {
			return refuse(f.what, f.hint)
		}
	}
	if strings.HasPrefix(path.Base(filepath.ToSlash(name)), "~$") {
		return refuse("the lock file of a workbook that is open in Excel", "name the workbook itself, whose name has no ~$")
	}
	if named, ok := binaryNames[strings.ToLower(path.Ext(filepath.ToSlash(name)))]; ok && controlled(head) {
		return problem.Problems{{File: name, Found: "other bytes than those of " + named, Expected: named,
			Hint: "the file is damaged or has the name of another format: get it again"}}
	}
	switch text := bytes.TrimLeft(head, " \t\r\n"); {
	case Sniff(head) == Unknown && bytes.Count(head, []byte{0})*20 < len(head):
		at := bytes.IndexByte(head, 0)
		return problem.Problems{{File: name, Row: 1 + bytes.Count(head[:at], []byte("\n")),
			Found:    fmt.Sprintf("a byte 0 in line %d", 1+bytes.Count(head[:at], []byte("\n"))),
			Expected: "a text table", Hint: "the file is damaged, or was written by a program that ends texts with a byte 0: remove the bytes 0"}}
	case Sniff(head) == Unknown:
		return refuse(clean(head), "")
	case jsonList.Match(text):
		return refuse("a list of JSON", "")
	}
	return nil
}

// binaryNames are the endings of names of formats that are not text.
var binaryNames = map[string]string{".parquet": "a Parquet file", ".geoparquet": "a Parquet file", ".gpkg": "a GeoPackage", ".xlsx": "an Excel workbook",
	".xls": "an Excel workbook", ".zip": "a zip file", ".kmz": "a KMZ file"}

// controlled reports whether bytes cannot be a text: they have control characters that no
// text has. A text in UTF-16 begins with its mark.
func controlled(head []byte) bool {
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return false
	}
	return bytes.ContainsFunc(head,
		func(c rune) bool { return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1e' })
}

const readable = "a shapefile, GeoPackage, GeoJSON, TopoJSON, KML, KMZ, Parquet, zip, JSON-stat, Excel workbook or text table"

// IsGTFS reports whether names are those of the files of a timetable feed.
func IsGTFS(names []string) bool {
	parts := 0
	for _, n := range names {
		switch strings.ToLower(path.Base(n)) {
		case "stops.txt", "routes.txt", "trips.txt", "stop_times.txt":
			parts++
		}
	}
	return parts == 4
}

// GTFSHint is the advice for a feed.
const GTFSHint = "routing programs read it; Saavu reads the travel times that they write"
