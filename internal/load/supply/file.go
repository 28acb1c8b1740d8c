package supply

import "saavu/internal/load/field"

// File names the files of facilities, buildings and service points.
type File struct {
	Facilities string  `json:"facilities,omitempty" jsonschema:"minLength=1" jsonschema_description:"table of facilities, relative to this file; required without supply"`
	Buildings  string  `json:"buildings,omitempty" jsonschema:"minLength=1" jsonschema_description:"table of buildings, relative to this file; facilities name theirs"`
	Points     string  `json:"points,omitempty" jsonschema:"minLength=1" jsonschema_description:"table of service points, relative to this file; required without supply"`
	Supply     []Entry `json:"supply,omitempty" jsonschema_description:"files of service points in their own format, in addition to or instead of facilities and points"`
}

// Entry describes one file of service points in its own format: what its
// columns hold, and what its words mean.
type Entry struct {
	File     field.Files  `json:"file" jsonschema:"required" jsonschema_description:"a table or map, or pages of a register: one file, a list of files, or their folder; {data} stands for the --data folder"`
	Layer    string       `json:"layer,omitempty" jsonschema_description:"sheet or layer to read, if the file has several"`
	EPSG     field.EPSG   `json:"epsg,omitempty" jsonschema_description:"EPSG code of the coordinate system, or county for the county's own, if the file does not state it"`
	Axes     string       `json:"axes,omitempty" jsonschema:"enum=xy,enum=yx" jsonschema_description:"yx if the file gives y, the northing or latitude, first"`
	Columns  columnsFile  `json:"columns,omitempty" jsonschema_description:"column of each property; not needed for pages of a register"`
	Services servicesFile `json:"services,omitempty" jsonschema_description:"how the file names services"`
	Words    wordsFile    `json:"words,omitempty" jsonschema_description:"meaning of the file's own words, in addition to the known ones"`
	Missing  []string     `json:"missing,omitempty" jsonschema_description:"values that mean a missing value, such as -"`
	Defaults defaultsFile `json:"defaults,omitempty" jsonschema_description:"values to use if a column is missing or empty"`
}

// columnsFile names columns of the file.
type columnsFile struct {
	ID           string            `json:"id,omitempty" jsonschema_description:"id of the location; rows with the same id are one location"`
	Name         string            `json:"name,omitempty" jsonschema_description:"name of the location, its id by default"`
	NameEn       string            `json:"name_en,omitempty" jsonschema_description:"name in English, the name by default; so are name_fi and name_sv"`
	NameFi       string            `json:"name_fi,omitempty"`
	NameSv       string            `json:"name_sv,omitempty"`
	X            string            `json:"x,omitempty" jsonschema_description:"easting or longitude; by default the geometry is used"`
	Y            string            `json:"y,omitempty" jsonschema_description:"northing or latitude"`
	Type         string            `json:"type,omitempty" jsonschema_description:"type of facility"`
	BarrierFree  string            `json:"barrier_free,omitempty"`
	Size         string            `json:"size,omitempty"`
	FloorM2      string            `json:"floor_m2,omitempty" jsonschema_description:"square metres"`
	Provider     string            `json:"provider,omitempty" jsonschema_description:"producer of the services"`
	Status       string            `json:"status,omitempty"`
	From         string            `json:"from,omitempty" jsonschema_description:"first year or date"`
	To           string            `json:"to,omitempty" jsonschema_description:"last year or date"`
	LeaseEnd     string            `json:"lease_end,omitempty" jsonschema_description:"year or date"`
	OpeningHours string            `json:"opening_hours,omitempty" jsonschema_description:"text such as ma-pe 8-16 or Mo-Fr 08:00-16:00"`
	Languages    string            `json:"languages,omitempty" jsonschema_description:"languages of service"`
	Note         string            `json:"note,omitempty"`
	Staff        map[string]string `json:"staff,omitempty" jsonschema_description:"column of positions of each profession"`
	Rooms        map[string]string `json:"rooms,omitempty" jsonschema_description:"column of the number of rooms of each type; the numbers are added up"`
}

// servicesFile describes how a file states the services of a location.
type servicesFile struct {
	Column    string              `json:"column,omitempty" jsonschema_description:"column of service names"`
	Separator string              `json:"separator,omitempty" jsonschema_description:"text between the names, a comma by default"`
	Words     map[string][]string `json:"words,omitempty" jsonschema_description:"words for each service: whole names or parts of them, ignoring case; = before a word requires the whole name"`
	Columns   map[string]string   `json:"columns,omitempty" jsonschema_description:"for each service, a column with yes or a number above 0 where it is offered"`
}

// wordsFile are the file's own words, by meaning.
type wordsFile struct {
	Status      map[string][]string `json:"status,omitempty" jsonschema_description:"words for open, planned, interim, closed, candidate, assumed, unknown"`
	Provider    map[string][]string `json:"provider,omitempty" jsonschema_description:"words for own, purchased, voucher, third_sector"`
	BarrierFree map[string][]string `json:"barrier_free,omitempty" jsonschema_description:"words for yes, no, unknown"`
	Size        map[string][]string `json:"size,omitempty" jsonschema_description:"words for small, medium, large"`
	Type        map[string][]string `json:"type,omitempty" jsonschema_description:"words for each type of facility"`
	Languages   map[string][]string `json:"languages,omitempty" jsonschema_description:"words for each language, by its two-letter code"`
}

// defaultsFile apply if a column is not mapped or its value is missing.
type defaultsFile struct {
	Type        string      `json:"type,omitempty"`
	Status      string      `json:"status,omitempty" jsonschema:"enum=open,enum=planned,enum=interim,enum=closed,enum=candidate,enum=assumed" jsonschema_description:"open by default"`
	CoordClass  string      `json:"coord_class,omitempty" jsonschema:"enum=A,enum=B,enum=C" jsonschema_description:"accuracy class of the coordinates, A by default"`
	Size        string      `json:"size,omitempty" jsonschema:"enum=small,enum=medium,enum=large" jsonschema_description:"by default there is no size, and so no site cost"`
	Provider    string      `json:"provider,omitempty" jsonschema:"enum=own,enum=purchased,enum=voucher,enum=third_sector" jsonschema_description:"own by default"`
	BarrierFree field.YesNo `json:"barrier_free,omitempty"`
	Days        field.Days  `json:"days,omitempty" jsonschema_description:"days with office hours, mon-fri by default"`
	Services    []string    `json:"services,omitempty" jsonschema_description:"services of a location without services in the file"`
}
