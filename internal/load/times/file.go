package times

import (
	"github.com/invopop/jsonschema"

	"saavu/internal/load/field"
	"saavu/internal/load/yaml"
)

// File describes the source of travel times.
type File struct {
	Format   string       `json:"format" jsonschema:"required,enum=synthetic,enum=tables" jsonschema_description:"synthetic: computed from distances; tables: files of travel times"`
	Stations string       `json:"stations,omitempty" jsonschema_description:"synthetic: table of rail lines with their stations"`
	Sources  []SourceFile `json:"sources,omitempty" jsonschema_description:"tables: the files, each with its modes and times of day"`
}

// SourceFile is one file or folder of travel times.
type SourceFile struct {
	Layout      string        `json:"layout" jsonschema:"required,enum=ttm,enum=long,enum=wide" jsonschema_description:"ttm: a file travel_times_to_ID.txt for each destination; long: a row for each pair; wide: a row for each origin, a column for each destination"`
	Dir         string        `json:"dir,omitempty" jsonschema_description:"ttm: folder or zip of the files travel_times_to_ID.txt; {data} stands for the --data folder"`
	File        string        `json:"file,omitempty" jsonschema_description:"long, wide: the table; {data} stands for the --data folder"`
	Layer       string        `json:"layer,omitempty" jsonschema_description:"long, wide: sheet or table to read, if the file has several"`
	Unit        string        `json:"unit,omitempty" jsonschema:"enum=minutes,enum=seconds" jsonschema_description:"long, wide: unit of the times; never guessed"`
	From        string        `json:"from,omitempty" jsonschema_description:"column of the cell's id: from_id by default, in the layout wide the first column"`
	To          string        `json:"to,omitempty" jsonschema_description:"long: column of the destination's id, to_id by default"`
	Percentiles string        `json:"percentiles,omitempty" jsonschema_description:"long: column of the percentile, if each percentile has its own rows"`
	Ends        string        `json:"destinations,omitempty" jsonschema:"enum=cells,enum=facilities" jsonschema_description:"long, wide: what destination ids refer to, cells by default"`
	Places      *PlacesFile   `json:"places,omitempty" jsonschema_description:"long, wide: table of destinations that are neither cells nor facilities"`
	Missing     []missingMark `json:"missing,omitempty" jsonschema_description:"long, wide: marks of a missing time, instead of the usual ones: an empty field, NA, NaN, Inf, NULL, -1, -9999 and similar"`
	Tables      []TableFile   `json:"tables,omitempty" jsonschema_description:"tables to read; ttm: by default the usual columns that the files have"`
}

// TableFile is one table of travel times and the columns that hold it.
type TableFile struct {
	Mode       string `json:"mode" jsonschema:"required,enum=walk,enum=bike,enum=transit,enum=car"`
	Period     string `json:"period,omitempty" jsonschema:"enum=any,enum=rush,enum=midday" jsonschema_description:"time of day, any by default"`
	Percentile int    `json:"percentile,omitempty" jsonschema:"minimum=1,maximum=99" jsonschema_description:"percentile of travel times over departures, not stated by default"`
	Time       string `json:"time,omitempty" jsonschema_description:"ttm, long: column of the times"`
	Metres     string `json:"metres,omitempty" jsonschema_description:"ttm, long: column of metres; without it distances are not read"`
}

// PlacesFile is a table of destinations with their places.
type PlacesFile struct {
	File  string     `json:"file" jsonschema:"required,minLength=1" jsonschema_description:"any table or map of points; {data} stands for the --data folder"`
	Layer string     `json:"layer,omitempty" jsonschema_description:"sheet, table or object to read, if the file has several"`
	ID    string     `json:"id,omitempty" jsonschema_description:"column of the id, id by default"`
	X     string     `json:"x,omitempty" jsonschema_description:"column of the easting or longitude, x by default; not used if rows are points of a map"`
	Y     string     `json:"y,omitempty" jsonschema_description:"column of the northing or latitude, y by default"`
	EPSG  field.EPSG `json:"epsg,omitempty" jsonschema_description:"EPSG code of the coordinate system, or county for the county's own, if the file does not state it"`
	Axes  string     `json:"axes,omitempty" jsonschema:"enum=xy,enum=yx" jsonschema_description:"yx if the file gives y, the northing or latitude, first"`
}

// missingMark is a text or number that means a missing time.
type missingMark string

// UnmarshalJSON accepts a text, a number or null.
func (m *missingMark) UnmarshalJSON(text []byte) error { return field.WordOrNumber(text, (*string)(m)) }

// JSONSchema describes the words.
func (missingMark) JSONSchema() *jsonschema.Schema {
	return yaml.DescribedAs(yaml.Types("string", "number", "null"), `a text or number that means a missing time; "" is an empty field`)
}
