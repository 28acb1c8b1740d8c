package load

import (
	"github.com/invopop/jsonschema"
)

// travelFile says where travel times come from.
type travelFile struct {
	Format   string      `json:"format" jsonschema:"required,enum=synthetic,enum=tables" jsonschema_description:"synthetic: reckoned from distances; tables: files of travel times"`
	Stations string      `json:"stations,omitempty" jsonschema_description:"synthetic: table of rail lines and their stations"`
	Sources  []timesFile `json:"sources,omitempty" jsonschema_description:"tables: the files, each with the modes and times of day that it holds"`
}

// timesFile is one file or folder of travel times.
type timesFile struct {
	Layout      string        `json:"layout" jsonschema:"required,enum=ttm,enum=long,enum=wide" jsonschema_description:"ttm: a file travel_times_to_ID.txt for each destination; long: a row for each pair; wide: a row for each origin, a column for each destination"`
	Dir         string        `json:"dir,omitempty" jsonschema_description:"ttm: folder or zip of the files travel_times_to_ID.txt; {data} stands for the --data folder"`
	File        string        `json:"file,omitempty" jsonschema_description:"long, wide: the table; {data} stands for the --data folder"`
	Layer       string        `json:"layer,omitempty" jsonschema_description:"long, wide: sheet or table of a file that has several"`
	Unit        string        `json:"unit,omitempty" jsonschema:"enum=minutes,enum=seconds" jsonschema_description:"long, wide: what the times are in; never guessed"`
	From        string        `json:"from,omitempty" jsonschema_description:"column of the cell's id: from_id by default, in the layout wide the first column"`
	To          string        `json:"to,omitempty" jsonschema_description:"long: column of the destination's id, to_id by default"`
	Percentiles string        `json:"percentiles,omitempty" jsonschema_description:"long: column that says of which percentile a row is, where each has rows of its own"`
	Ends        string        `json:"destinations,omitempty" jsonschema:"enum=cells,enum=facilities" jsonschema_description:"long, wide: what the ids of destinations are, cells by default"`
	Places      *placesFile   `json:"places,omitempty" jsonschema_description:"long, wide: table of destinations that are neither cells nor facilities"`
	Missing     []missingMark `json:"missing,omitempty" jsonschema_description:"long, wide: what stands for no time, in place of the usual marks: nothing, NA, NaN, Inf, NULL, -1, -9999 and the like"`
	Tables      []timesTable  `json:"tables,omitempty" jsonschema_description:"what is read; ttm: the usual columns that the files have by default"`
}

// timesTable is one table of travel times and the columns that hold it.
type timesTable struct {
	Mode       string `json:"mode" jsonschema:"required,enum=walk,enum=bike,enum=transit,enum=car"`
	Period     string `json:"period,omitempty" jsonschema:"enum=any,enum=rush,enum=midday" jsonschema_description:"time of day, any by default"`
	Percentile int    `json:"percentile,omitempty" jsonschema:"minimum=1,maximum=99" jsonschema_description:"percentile of the departures that the times are of, not stated by default"`
	Time       string `json:"time,omitempty" jsonschema_description:"ttm, long: column of the times"`
	Metres     string `json:"metres,omitempty" jsonschema_description:"ttm, long: column of metres, left out where distances are not kept"`
}

// placesFile is a table of destinations with their places.
type placesFile struct {
	File  string `json:"file" jsonschema:"required,minLength=1" jsonschema_description:"any table or map of points; {data} stands for the --data folder"`
	Layer string `json:"layer,omitempty" jsonschema_description:"sheet, table or object of a file that has several"`
	ID    string `json:"id,omitempty" jsonschema_description:"column of the id, id by default"`
	X     string `json:"x,omitempty" jsonschema_description:"column of the easting or longitude, x by default; not asked where rows are points of a map"`
	Y     string `json:"y,omitempty" jsonschema_description:"column of the northing or latitude, y by default"`
	EPSG  int    `json:"epsg,omitempty" jsonschema_description:"code of the coordinate system, where the file does not tell it"`
	Axes  string `json:"axes,omitempty" jsonschema:"enum=xy,enum=yx" jsonschema_description:"yx where the file gives y before x"`
}

// missingMark is a text that stands for no time; a number is one too.
type missingMark string

// UnmarshalJSON takes a text, a number or nothing.
func (m *missingMark) UnmarshalJSON(text []byte) error { return wordOrNumber(text, (*string)(m)) }

// JSONSchema describes the words.
func (missingMark) JSONSchema() *jsonschema.Schema {
	return describedAs(types("string", "number", "null"), `a text or number that stands for no time; "" is an empty field`)
}
