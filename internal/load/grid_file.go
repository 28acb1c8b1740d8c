package load

import (
	"encoding/json"
	"strconv"

	"github.com/invopop/jsonschema"
)

// gridFile is the keys of population that format grid reads: which columns of
// any file of cells hold what.
type gridFile struct {
	Layer       string              `json:"layer,omitempty" jsonschema_description:"grid: table, layer or sheet of a file that has several"`
	Profile     string              `json:"profile,omitempty" jsonschema:"enum=hsy,enum=statfi-250m,enum=statfi-1km,enum=ykr" jsonschema_description:"grid: whose file it is; fills the keys below, and each key that is given wins"`
	ID          string              `json:"id,omitempty" jsonschema_description:"grid: column of the cells' ids, numbers or texts"`
	Total       string              `json:"total,omitempty" jsonschema_description:"grid: column of all people of a cell"`
	Bands       map[string]ageGroup `json:"bands,omitempty" jsonschema_description:"grid: column to its ages, from 0 to an open band without gap or overlap"`
	Hidden      []markFile          `json:"hidden,omitempty" jsonschema_description:"grid: what stands where a count is hidden"`
	HiddenTotal *rangeFile          `json:"hidden_total,omitempty" jsonschema_description:"grid: between which numbers the people of a cell lie whose total is hidden"`
	Split       string              `json:"split,omitempty" jsonschema:"enum=even,enum=profile" jsonschema_description:"grid: how bands become years of age: evenly (default), or by the parameters population.age_profile"`
	X           string              `json:"x,omitempty" jsonschema_description:"grid: column of the easting or longitude, in a table without geometry"`
	Y           string              `json:"y,omitempty" jsonschema_description:"grid: column of the northing or latitude"`
	WKT         string              `json:"wkt,omitempty" jsonschema_description:"grid: column of geometries as well-known text"`
	XY          string              `json:"xy,omitempty" jsonschema:"enum=centre,enum=southwest" jsonschema_description:"grid: which point of a cell x and y give, the centre by default"`
	Area        string              `json:"area,omitempty" jsonschema_description:"grid: column of the id of a cell's area, where the areas have no boundaries"`
	EPSG        int                 `json:"epsg,omitempty" jsonschema_description:"grid: code of the coordinate system, where the file does not tell it or tells it wrong"`
	Axes        string              `json:"axes,omitempty" jsonschema:"enum=xy,enum=yx" jsonschema_description:"grid: yx where the file gives the northing or latitude first"`
	Grid        string              `json:"grid,omitempty" jsonschema_description:"grid: file of the cells that travel times start in, to which people are moved by area"`
	GridLayer   string              `json:"grid_layer,omitempty" jsonschema_description:"grid: its table or layer"`
	GridID      string              `json:"grid_id,omitempty" jsonschema_description:"grid: its column of ids, YKR_ID by default"`
	GridEPSG    int                 `json:"grid_epsg,omitempty" jsonschema_description:"grid: its coordinate system, where it does not tell it"`
	NoBuilding  string              `json:"no_building,omitempty" jsonschema_description:"grid: the cell that holds people without a building: largest-outside, or its id"`
}

// rangeFile is a range of numbers.
type rangeFile struct {
	Low  float64 `json:"low" jsonschema:"required,minimum=0"`
	High float64 `json:"high" jsonschema:"required,minimum=0"`
}

// markFile is what stands where a count is hidden: a number, or a text as the
// file has it, empty for an empty field.
type markFile struct {
	number   float64
	text     string
	isNumber bool
}

// UnmarshalJSON takes a number, also one in quotes, or a text.
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
func (markFile) JSONSchema() *jsonschema.Schema { return types("string", "number") }
