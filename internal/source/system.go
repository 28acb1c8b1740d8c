package source

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/pkg/report"
	"saavu/pkg/spatial"
)

// Known finds the system that a file states, by its code, its name or its
// well-known text, and returns the file's name for it. An error reports that it
// is not supported; without a name the text is not a system at all.
func Known(stated record.System) (c spatial.CRS, name string, err error) {
	text := strings.TrimSpace(stated.Text)
	code := stated.EPSG
	if m := codeName.FindStringSubmatch(text); code == 0 && m != nil {
		code, _ = strconv.Atoi(strings.Join(m[1:], "")) // one of them is present
	}
	switch {
	case code != 0:
		return byCode(code, text)
	case strings.HasSuffix(strings.ToUpper(text), "CRS84"):
		c, err = spatial.ByEPSG(4326)
		return c, c.String(), err
	}
	if c, ok := spatial.ByName(text); ok {
		return c, c.String(), nil
	}
	if text != "" && !strings.ContainsAny(text, "[(") {
		return c, problem.Clip(text), errors.New("this coordinate system name is not known: a code such as EPSG:3067 is")
	}
	c, err = spatial.FromWKT(text)
	return c, spatial.WKTName(text), err
}

// byCode finds the system of a code. An unknown code may be identified by the
// well-known text next to it.
func byCode(code int, text string) (c spatial.CRS, name string, err error) {
	if c, err = spatial.ByEPSG(code); err == nil {
		return c, c.String(), nil
	}
	if other, failed := spatial.FromWKT(text); failed == nil {
		return other, other.String(), nil
	}
	plain := fmt.Sprintf("EPSG:%d", code)
	if name = spatial.CodeName(code); name == plain {
		if more := spatial.WKTName(text); strings.HasPrefix(more, plain) {
			name = more
		} else if more != "" {
			name += " (" + more + ")"
		}
	}
	return c, name, err
}

// codeName matches a code as files spell it: EPSG:3067, with a height
// EPSG:3067+5717, urn:ogc:def:crs:EPSG::3067, urn:ogc:def:crs:EPSG:6.9:3067,
// the address .../def/crs/EPSG/0/3067 of the OGC, the older one that ends in
// epsg.xml#3067, the urn of a plane and a height, an address of
// spatialreference.org or epsg.io, or the +init of PROJ.
var codeName = regexp.MustCompile(`(?i)^(?:urn:(?:x-)?ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?EPSG[:/](?:[0-9.]*[:/])?([0-9]{4,6})(?:\+[0-9]{4,6})?$|` +
	`^https?://www\.opengis\.net/gml/srs/epsg\.xml#([0-9]{4,6})$|` +
	`^urn:(?:x-)?ogc:def:crs,crs:EPSG:[0-9.]*:([0-9]{4,6}),|` +
	`^https?://(?:www\.)?(?:spatialreference\.org/ref/epsg|epsg\.io)/([0-9]{4,6})(?:[/.].*)?$|` +
	`^\+init=epsg:([0-9]{4,6})(?:\s.*)?$`)

// Save explains how a file in another system is converted to one with a code.
func Save(file string, to int) report.Message {
	code := strconv.Itoa(to)
	return report.NewMessage("do.save", "code", code, "command", "ogr2ogr -t_srs EPSG:"+code+" new.gpkg "+shellName(file))
}

// SaveAs is the code of the system to save a file in: the county's, or degrees if it has no
// code or no county is known. The old systems of Finland become EPSG:3067.
func SaveAs(name string, d Declared) int {
	switch code := d.Home.Named().EPSG; {
	case strings.Contains(name, "KKJ"):
		return 3067
	case d.Anywhere || code == 0:
		return 4326
	default:
		return code
	}
}

// shellName is the name of a file quoted for a command line.
func shellName(file string) string {
	name := path.Base(strings.ReplaceAll(file, `\`, "/"))
	switch {
	case plainFile.MatchString(name):
		return name
	case strings.ContainsAny(name, "\"`$!\n"):
		return "FILE"
	}
	return `"` + name + `"`
}

var plainFile = regexp.MustCompile(`^[A-Za-z0-9_.][A-Za-z0-9_.-]*$`)

// notSupported is the hint for a stated or declared system that is not
// supported.
func notSupported(file, name string, d Declared, reason error, looks Looks) string {
	hint, declared, to := reason.Error(), d.EPSG, SaveAs(name, d)
	switch {
	case declared != 0 && !strings.Contains(name, "("): // not a code that is known here
	case declared != 0:
		hint = fmt.Sprintf("bring the places to EPSG:%d first, in QGIS or with ogr2ogr -s_srs EPSG:%d -t_srs EPSG:%d; %s", to, declared, to, hint)
	case name != "":
		hint = inEnglish(Save(file, to)) + "; " + hint
	}
	if len(looks.Systems) == 0 {
		return hint
	}
	return hint + "; if that is not the system of the file, " + looks.String()
}
