package cells

import (
	"encoding/json"
	"strconv"

	"github.com/invopop/jsonschema"

	"saavu/internal/load/field"
	"saavu/internal/load/yaml"
)

// columnsFile holds the keys of population for format grid, which maps the columns of
// any file of cells.
type columnsFile struct {
	Layer       string                `json:"layer,omitempty" jsonschema_description:"grid: table, layer or sheet to read, if the file has several"`
	Profile     string                `json:"profile,omitempty" jsonschema:"enum=hsy,enum=statfi-250m,enum=statfi-1km,enum=ykr" jsonschema_description:"grid: publisher of the file; sets the keys below, each of which overrides it"`
	ID          string                `json:"id,omitempty" jsonschema_description:"grid: column of cell ids, numbers or texts"`
	Total       string                `json:"total,omitempty" jsonschema_description:"grid: column of the total people of a cell"`
	Bands       map[string]field.Ages `json:"bands,omitempty" jsonschema_description:"grid: ages of each column, from 0 to an open band without gap or overlap"`
	Hidden      []markFile            `json:"hidden,omitempty" jsonschema_description:"grid: marks of a hidden count"`
	HiddenTotal *rangeFile            `json:"hidden_total,omitempty" jsonschema_description:"grid: lowest and highest number of people of a cell whose total is hidden"`
	Split       string                `json:"split,omitempty" jsonschema:"enum=even,enum=profile" jsonschema_description:"grid: how bands are split into years of age: evenly (default), or by the parameters population.age_profile"`
	X           string                `json:"x,omitempty" jsonschema_description:"grid: column of the easting or longitude, in a table without geometry"`
	Y           string                `json:"y,omitempty" jsonschema_description:"grid: column of the northing or latitude"`
	WKT         string                `json:"wkt,omitempty" jsonschema_description:"grid: column of geometries as well-known text"`
	XY          string                `json:"xy,omitempty" jsonschema:"enum=centre,enum=southwest" jsonschema_description:"grid: which point of a cell x and y give, the centre by default"`
	Area        string                `json:"area,omitempty" jsonschema_description:"grid: column of the area id of a cell, if the areas have no boundaries"`
	EPSG        field.EPSG            `json:"epsg,omitempty" jsonschema_description:"grid: EPSG code of the coordinate system, or county for the county's own, if the file does not state it or states it wrong"`
	Axes        string                `json:"axes,omitempty" jsonschema:"enum=xy,enum=yx" jsonschema_description:"grid: yx if the file gives the northing or latitude first"`
	Grid        string                `json:"grid,omitempty" jsonschema_description:"grid: file of the cells that travel times start in; people are moved to them in proportion to area"`
	GridLayer   string                `json:"grid_layer,omitempty" jsonschema_description:"grid: table or layer of the file of cells"`
	GridID      string                `json:"grid_id,omitempty" jsonschema_description:"grid: id column of the file of cells, YKR_ID by default"`
	GridEPSG    field.EPSG            `json:"grid_epsg,omitempty" jsonschema_description:"grid: EPSG code of the file of cells, or county for the county's own system, if it does not state it"`
	NoBuilding  string                `json:"no_building,omitempty" jsonschema_description:"grid: cell that holds people without a building: its id, or largest-outside to find it"`
}

// rangeFile is a range of numbers.
type rangeFile struct {
	Low  float64 `json:"low" jsonschema:"required,minimum=0"`
	High float64 `json:"high" jsonschema:"required,minimum=0"`
}

// markFile is a mark of a hidden count: a number, or a text as in the file, empty
// for an empty field.
type markFile struct {
	number   float64
	text     string
	isNumber bool
}

// UnmarshalJSON accepts a number, also in quotes, or a text.
func (m *markFile) UnmarshalJSON(text []byte) error {
	if err := json.Unmarshal(text, &m.number); err == nil {
		m.isNumber = true
		return nil
	}
	err := json.Unmarshal(text, &m.text)
	if n, bad := strconv.ParseFloat(m.text, 64); err == nil && bad == nil {
		m.number, m.isNumber = n, true
	}
	return err
}

// JSONSchema describes the marks.
func (markFile) JSONSchema() *jsonschema.Schema { return yaml.Types("string", "number") }

// File describes the source of the population.
type File struct {
	columnsFile
	Format     string     `json:"format" jsonschema:"required,enum=cells,enum=grid" jsonschema_description:"cells: a table in the project's own format; grid: any file of cells"`
	File       string     `json:"file" jsonschema:"required,minLength=1" jsonschema_description:"file of the grid; {data} stands for the --data folder"`
	Side       float64    `json:"side,omitempty" jsonschema:"exclusiveMinimum=0" jsonschema_description:"side of a cell in metres; by default 250 for cells, found from the file for grid"`
	Year       int        `json:"year,omitempty" jsonschema:"minimum=1990,maximum=2200" jsonschema_description:"year of the counts, the county's year by default"`
	KeepTotals []field.ID `json:"keep_totals,omitempty" jsonschema_description:"ids of cells to keep although their rows look like totals, by name or by sum"`
	Outside    string     `json:"outside,omitempty" jsonschema:"enum=ignore" jsonschema_description:"ignore: the grid covers more than the county, so more than 5 % of its people may be outside all areas"`
}
