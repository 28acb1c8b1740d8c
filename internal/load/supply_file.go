package load

import (
	"github.com/invopop/jsonschema"
)

// supplyFile is one file of service points as others keep it: which columns
// hold what, and which words of the file mean what.
type supplyFile struct {
	File     fileNames      `json:"file" jsonschema:"required" jsonschema_description:"a table or map, or pages of a register: one file, a list of files, or their folder; {data} stands for the --data folder"`
	Layer    string         `json:"layer,omitempty" jsonschema_description:"sheet or layer of a file that has several"`
	EPSG     int            `json:"epsg,omitempty" jsonschema_description:"code of the coordinate system, where the file does not tell it"`
	Axes     string         `json:"axes,omitempty" jsonschema:"enum=xy,enum=yx" jsonschema_description:"yx: the file gives y (northing, latitude) before x"`
	Columns  supplyColumns  `json:"columns,omitempty" jsonschema_description:"which column holds what; pages of a register need none"`
	Services supplyServices `json:"services,omitempty" jsonschema_description:"how the file names the services"`
	Words    supplyWords    `json:"words,omitempty" jsonschema_description:"what the file's own words mean, beside those that are known"`
	Missing  []string       `json:"missing,omitempty" jsonschema_description:"values that mean nothing, such as -"`
	Defaults supplyDefaults `json:"defaults,omitempty" jsonschema_description:"what holds where a column says nothing"`
}

// supplyColumns names columns of the file.
type supplyColumns struct {
	ID           string            `json:"id,omitempty" jsonschema_description:"id of the location; rows of one id are one location"`
	Name         string            `json:"name,omitempty" jsonschema_description:"the id without it"`
	NameEn       string            `json:"name_en,omitempty" jsonschema_description:"name in English; name without it, as in the two below"`
	NameFi       string            `json:"name_fi,omitempty"`
	NameSv       string            `json:"name_sv,omitempty"`
	X            string            `json:"x,omitempty" jsonschema_description:"easting or longitude; the geometry without it"`
	Y            string            `json:"y,omitempty" jsonschema_description:"northing or latitude"`
	Type         string            `json:"type,omitempty" jsonschema_description:"kind of house"`
	BarrierFree  string            `json:"barrier_free,omitempty"`
	Size         string            `json:"size,omitempty"`
	FloorM2      string            `json:"floor_m2,omitempty" jsonschema_description:"square metres"`
	Provider     string            `json:"provider,omitempty" jsonschema_description:"who produces the services"`
	Status       string            `json:"status,omitempty"`
	From         string            `json:"from,omitempty" jsonschema_description:"first year or date"`
	To           string            `json:"to,omitempty" jsonschema_description:"last year or date"`
	LeaseEnd     string            `json:"lease_end,omitempty" jsonschema_description:"year or date"`
	OpeningHours string            `json:"opening_hours,omitempty" jsonschema_description:"text such as ma-pe 8-16 or Mo-Fr 08:00-16:00"`
	Languages    string            `json:"languages,omitempty" jsonschema_description:"languages of service"`
	Note         string            `json:"note,omitempty"`
	Staff        map[string]string `json:"staff,omitempty" jsonschema_description:"column of the positions of each profession"`
	Rooms        map[string]string `json:"rooms,omitempty" jsonschema_description:"column of the number of rooms of each type; they are added up"`
}

// supplyServices says how a file tells which services a location gives.
type supplyServices struct {
	Column    string              `json:"column,omitempty" jsonschema_description:"column of names of services"`
	Separator string              `json:"separator,omitempty" jsonschema_description:"between the names, a comma by default"`
	Words     map[string][]string `json:"words,omitempty" jsonschema_description:"for each service the words that mean it: whole names or parts of them, without regard to case; = before a word asks for the whole name"`
	Columns   map[string]string   `json:"columns,omitempty" jsonschema_description:"for each service a column that says yes, or a number above 0, where it is given"`
}

// supplyWords are the file's own words, by what they mean.
type supplyWords struct {
	Status      map[string][]string `json:"status,omitempty" jsonschema_description:"words for open, planned, interim, closed, candidate, assumed, unknown"`
	Provider    map[string][]string `json:"provider,omitempty" jsonschema_description:"words for own, purchased, voucher, third_sector"`
	BarrierFree map[string][]string `json:"barrier_free,omitempty" jsonschema_description:"words for yes, no, unknown"`
	Size        map[string][]string `json:"size,omitempty" jsonschema_description:"words for small, medium, large"`
	Type        map[string][]string `json:"type,omitempty" jsonschema_description:"words for each type of house"`
	Languages   map[string][]string `json:"languages,omitempty" jsonschema_description:"words for languages by their two letters"`
}

// supplyDefaults hold where a column is not mapped or says nothing.
type supplyDefaults struct {
	Type        string   `json:"type,omitempty"`
	Status      string   `json:"status,omitempty" jsonschema:"enum=open,enum=planned,enum=interim,enum=closed,enum=candidate,enum=assumed" jsonschema_description:"open by default"`
	CoordClass  string   `json:"coord_class,omitempty" jsonschema:"enum=A,enum=B,enum=C" jsonschema_description:"how well the places are known, A by default"`
	Size        string   `json:"size,omitempty" jsonschema:"enum=small,enum=medium,enum=large" jsonschema_description:"no size, no cost of a site, by default"`
	Provider    string   `json:"provider,omitempty" jsonschema:"enum=own,enum=purchased,enum=voucher,enum=third_sector" jsonschema_description:"own by default"`
	BarrierFree yesNo    `json:"barrier_free,omitempty"`
	Days        weekdays `json:"days,omitempty" jsonschema_description:"opening in office hours, mon-fri by default"`
	Services    []string `json:"services,omitempty" jsonschema_description:"services of a location of which the file names none"`
}

// fileNames is one name or a list of names.
type fileNames []string

// UnmarshalJSON takes one text or a list.
func (f *fileNames) UnmarshalJSON(text []byte) error { return oneOrMore(text, (*[]string)(f)) }

// JSONSchema describes both forms.
func (fileNames) JSONSchema() *jsonschema.Schema {
	one, s := uint64(1), types("string", "array")
	s.MinLength, s.MinItems = &one, &one
	s.Items = &jsonschema.Schema{Type: "string", MinLength: &one}
	return s
}
