package parquet

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"saavu/internal/format/record"
)

// crsJSON is PROJJSON as far as it names a system.
type crsJSON struct {
	Name string     `json:"name"`
	ID   *crsID     `json:"id"`
	IDs  []crsID    `json:"ids"`
	Base *crsJSON   `json:"source_crs"` // of a bound system
	Part []*crsJSON `json:"components"` // of a compound system: the plane comes first

	Below      *datumJSON `json:"base_crs"`
	Conversion struct {
		Method     nameJSON
		Parameters []struct {
			Name  string
			Value float64
			Unit  any // a word, or an object for a unit that is none of the usual ones
		}
	} `json:"conversion"`
	Plane struct {
		Axis []struct{ Unit any }
	} `json:"coordinate_system"`
}

type nameJSON struct{ Name string }

// datumJSON is the geographic system below a projection.
type datumJSON struct {
	Name     string    `json:"name"`
	Datum    *bodyJSON `json:"datum"`
	Ensemble *bodyJSON `json:"datum_ensemble"`
}

type bodyJSON struct {
	Name      string `json:"name"`
	Ellipsoid struct {
		Name       string  `json:"name"`
		Axis       float64 `json:"semi_major_axis"`
		Flattening float64 `json:"inverse_flattening"`
	} `json:"ellipsoid"`
}

// wkt writes a projection without a code as well-known text of version 2, with metres as
// unit; "" if it has none, or another unit, which would be an object.
func (c *crsJSON) wkt() string {
	if c.Below == nil || c.Conversion.Method.Name == "" {
		return ""
	}
	quoted := func(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
	body := cmp.Or(c.Below.Datum, c.Below.Ensemble, &bodyJSON{})
	text := fmt.Sprintf("PROJCRS[%s,BASEGEOGCRS[%s,DATUM[%s,ELLIPSOID[%s,%g,%.12g]]],CONVERSION[\"\",METHOD[%s]", quoted(c.Name), quoted(c.Below.Name),
		quoted(body.Name), quoted(body.Ellipsoid.Name), body.Ellipsoid.Axis, body.Ellipsoid.Flattening,
		quoted(c.Conversion.Method.Name))
	for _, a := range c.Plane.Axis {
		if a.Unit != "metre" {
			return ""
		}
	}
	for _, p := range c.Conversion.Parameters {
		if p.Unit != "degree" && p.Unit != "metre" && p.Unit != "unity" {
			return ""
		}
		text += fmt.Sprintf(",PARAMETER[%s,%.17g]", quoted(p.Name), p.Value)
	}
	return text + "]]"
}

type crsID struct {
	Authority string `json:"authority"`
	Code      any    `json:"code"`
}

var spatialReference = regexp.MustCompile(`(?i)^(?:srid|epsg):([0-9]{4,6})$`)

// projection reads PROJJSON, or the name of a system as text.
func projection(raw json.RawMessage) record.System {
	const from = "the crs of its metadata"
	var crs crsJSON
	if err := json.Unmarshal(raw, &crs); err != nil {
		var text string
		if json.Unmarshal(raw, &text) != nil {
			text = string(raw)
		}
		if m := spatialReference.FindStringSubmatch(strings.TrimSpace(text)); m != nil {
			code, _ := strconv.Atoi(m[1])
			return record.System{EPSG: code, From: from}
		}
		return record.System{Text: text, From: from}
	}
	for depth := 0; depth < 4; depth++ {
		switch {
		case crs.Base != nil:
			crs = *crs.Base
		case len(crs.Part) > 0 && crs.Part[0] != nil:
			crs = *crs.Part[0]
		}
	}
	if crs.ID != nil {
		crs.IDs = append([]crsID{*crs.ID}, crs.IDs...)
	}
	for _, id := range crs.IDs {
		code := fmt.Sprint(id.Code)
		if n, err := strconv.Atoi(code); err == nil && strings.EqualFold(id.Authority, "EPSG") {
			return record.System{EPSG: n, From: from}
		}
		if strings.EqualFold(code, "CRS84") {
			return record.System{Text: defaultCRS, From: from}
		}
	}
	if text := crs.wkt(); text != "" {
		return record.System{Text: text, From: from}
	}
	if crs.Name == "" {
		crs.Name = "a system without a name"
	}
	return record.System{Text: crs.Name, From: from}
}
