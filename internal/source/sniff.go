package source

import (
	"bytes"
	"errors"
	"io"
	"regexp"
)

// Kind is a format as far as the beginning of a file shows it.
type Kind uint8

// The formats that Sniff recognises.
const (
	Unknown    Kind = iota
	Text            // delimited text
	GeoJSON         // FeatureCollection, Feature, geometry, or features line by line
	GeoPackage      // an SQLite database
	Parquet         // GeoParquet too
	KML
	PTV            // pages of the Finnish Service Catalogue
	ServiceMap     // pages of the Service Map of the Helsinki region
	JSONStat       // statistics by dimensions
	AreaStatistics // statistics by area: group, statistic, area, numbers
	TopoJSON
	Zip       // of any files; a KMZ and an Excel workbook are zips too
	OldOffice // a compound file: .xls, or an .xlsx with a password
)

// jsonStat and areaStatistics match the beginning of statistics, whichever
// member comes first.
var (
	jsonStat = regexp.MustCompile(`^\{\s*"dataset"\s*:|^\{\s*("version"\s*:\s*"[0-9.]*"\s*,\s*)?"class"\s*:\s*"(dataset|collection|dimension)"|` +
		`"category"\s*:\s*\{\s*"(index|label)"`)
	areaStatistics = regexp.MustCompile(`^\{(\s*"[^"]*"\s*:\s*\{){3}\s*"(total|proportion|value)"\s*:`)
)

// topology matches the beginning of a TopoJSON, whichever member comes first.
var topology = regexp.MustCompile(`^\{\s*"arcs"\s*:|^\{\s*"transform"\s*:|"type"\s*:\s*"Topology"`)

// headBytes is how many bytes Sniff examines.
const headBytes = 4096

// head reads the beginning of a file.
func (f Files) head(name string) ([]byte, error) {
	file, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	head := make([]byte, headBytes)
	n, err := io.ReadFull(file, head)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return head[:n], err
}

// Sniff recognises a format by the beginning of a file.
func Sniff(head []byte) Kind {
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte("SQLite format 3\x00")):
		return GeoPackage
	case bytes.HasPrefix(head, []byte("PAR1")), bytes.HasPrefix(head, []byte("PARE")):
		return Parquet
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return Zip
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return OldOffice
	case bytes.HasPrefix(text, []byte("{")) && topology.Match(text):
		return TopoJSON
	case jsonStat.Match(text):
		return JSONStat
	case areaStatistics.Match(text):
		return AreaStatistics
	case bytes.HasPrefix(text, []byte("{")), bytes.HasPrefix(text, []byte("[")):
		if kind := register(text); kind != Unknown {
			return kind
		}
		if text[0] == '[' {
			return Text
		}
		return GeoJSON
	case bytes.HasPrefix(text, []byte("\x1e")):
		return GeoJSON
	case bytes.HasPrefix(text, []byte("<")):
		return KML
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return Text // in UTF-16
	case bytes.IndexByte(head, 0) >= 0:
		return Unknown
	}
	return Text
}
