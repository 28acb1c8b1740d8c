package load

import (
	"encoding/json"

	"github.com/invopop/jsonschema"
)

// optionFile is an option file as it is written. Its JSON Schema is made from
// it.
type optionFile struct {
	ID      string       `json:"id,omitempty" jsonschema_description:"short name; the file's name by default"`
	Name    string       `json:"name" jsonschema:"required,minLength=1" jsonschema_description:"name in tables"`
	Year    int          `json:"year,omitempty" jsonschema:"minimum=1990,maximum=2200" jsonschema_description:"year of the option, the county's year by default"`
	Against string       `json:"against,omitempty" jsonschema_description:"id of the option that it is compared with, the first by default"`
	Listed  string       `json:"listed,omitempty" jsonschema_description:"why it is shown although it breaks a rule"`
	Split   bool         `json:"split,omitempty" jsonschema_description:"show each lever of the option alone, and their interaction"`
	Changes []changeFile `json:"changes" jsonschema:"required" jsonschema_description:"planned changes in order, one key each"`
}

// changeFile is one change: a map with one key.
type changeFile struct {
	Close       *closeFile     `json:"close,omitempty"`
	Open        *openFile      `json:"open,omitempty"`
	Move        *moveFile      `json:"move,omitempty"`
	Merge       *mergeFile     `json:"merge,omitempty"`
	SetCapacity *capacityFile  `json:"set-capacity,omitempty"`
	SetHours    *setHoursFile  `json:"set-hours,omitempty"`
	AddMobile   *addMobileFile `json:"add-mobile,omitempty"`
	AddRemote   *addRemoteFile `json:"add-remote,omitempty"`
	Contract    *contractFile  `json:"contract,omitempty"`
	Set         setFile        `json:"set,omitempty"`
}

// JSONSchemaExtend asks for exactly one key.
func (changeFile) JSONSchemaExtend(s *jsonschema.Schema) {
	one := uint64(1)
	s.MinProperties, s.MaxProperties = &one, &one
	s.Description = "give each change an item of its own in the list"
}

type closeFile struct {
	Facility string   `json:"facility" jsonschema:"required,minLength=1" jsonschema_description:"id of the facility"`
	Services []string `json:"services,omitempty" jsonschema_description:"services that end there; all where none is named"`
}

// UnmarshalJSON also takes the id alone.
func (c *closeFile) UnmarshalJSON(text []byte) error {
	type plain closeFile
	return idOr(text, &c.Facility, (*plain)(c))
}

// JSONSchemaExtend allows the id alone.
func (closeFile) JSONSchemaExtend(s *jsonschema.Schema) { allowID(s) }

type openFile struct {
	Facility    string   `json:"facility" jsonschema:"required,minLength=1" jsonschema_description:"id of a known facility or of a new one"`
	Name        string   `json:"name,omitempty" jsonschema_description:"name of a new facility"`
	Type        string   `json:"type,omitempty" jsonschema_description:"type of a new facility"`
	At          *place   `json:"at,omitempty"`
	Services    []string `json:"services,omitempty" jsonschema_description:"services that start there"`
	FTE         float64  `json:"fte,omitempty" jsonschema:"minimum=0" jsonschema_description:"positions of each profession; 0: staff follow the clients"`
	Rooms       float64  `json:"rooms,omitempty" jsonschema:"minimum=0" jsonschema_description:"0: as many as the staff need"`
	Visiting    bool     `json:"visiting,omitempty" jsonschema_description:"true where it is open on visiting days only"`
	Production  string   `json:"production,omitempty" jsonschema:"enum=own,enum=purchased,enum=voucher,enum=third_sector"`
	BarrierFree yesNo    `json:"barrier_free,omitempty"`
	Size        string   `json:"size,omitempty" jsonschema:"enum=small,enum=medium,enum=large"`
	Interim     bool     `json:"interim,omitempty" jsonschema_description:"true for an interim place"`
	OneOff      float64  `json:"one_off,omitempty" jsonschema:"minimum=0" jsonschema_description:"euros once"`
	hoursFile
}

// UnmarshalJSON also takes the id alone.
func (o *openFile) UnmarshalJSON(text []byte) error {
	type plain openFile
	return idOr(text, &o.Facility, (*plain)(o))
}

// JSONSchemaExtend allows the id alone.
func (openFile) JSONSchemaExtend(s *jsonschema.Schema) { allowID(s) }

// hoursFile is weekly opening hours as they are written.
type hoursFile struct {
	Days      weekdays `json:"days,omitempty"`
	Evening   weekdays `json:"evening,omitempty"`
	Saturday  yesNo    `json:"saturday,omitempty"`
	EveryDays float64  `json:"every_days,omitempty" jsonschema:"minimum=7" jsonschema_description:"days from one visit to the next, where it is open less than once a week"`
}

type moveFile struct {
	Facility string `json:"facility" jsonschema:"required,minLength=1"`
	At       *place `json:"at" jsonschema:"required"`
}

type mergeFile struct {
	Facility string `json:"facility" jsonschema:"required,minLength=1" jsonschema_description:"facility that is closed"`
	Into     string `json:"into" jsonschema:"required,minLength=1" jsonschema_description:"facility that takes its staff and rooms"`
}

type capacityFile struct {
	Facility    string   `json:"facility,omitempty" jsonschema_description:"one facility; all where it is left out"`
	Service     string   `json:"service" jsonschema:"required,minLength=1"`
	FTE         *float64 `json:"fte,omitempty" jsonschema_description:"positions of the first profession"`
	Rooms       *float64 `json:"rooms,omitempty"`
	FTEFactor   *float64 `json:"fte_factor,omitempty"`
	RoomsFactor *float64 `json:"rooms_factor,omitempty"`
}

type setHoursFile struct {
	Facilities []string `json:"facilities,omitempty" jsonschema_description:"all that are open where none is named"`
	Services   []string `json:"services,omitempty" jsonschema_description:"all where none is named"`
	hoursFile
}

type addMobileFile struct {
	ID       string     `json:"id" jsonschema:"required,minLength=1"`
	Name     string     `json:"name,omitempty"`
	Kind     string     `json:"kind" jsonschema:"required,minLength=1" jsonschema_description:"group of its parameters under mobile"`
	Count    *int       `json:"count,omitempty" jsonschema:"minimum=1,maximum=1000" jsonschema_description:"vehicles or teams, 1 by default"`
	Services []string   `json:"services" jsonschema:"required" jsonschema_description:"services on board"`
	Stops    []stopFile `json:"stops,omitempty"`
	Schools  bool       `json:"schools,omitempty" jsonschema_description:"true where it meets pupils at school"`
}

type stopFile struct {
	Facility string   `json:"facility" jsonschema:"required,minLength=1" jsonschema_description:"id of an open facility or of a new stop"`
	Name     string   `json:"name,omitempty" jsonschema_description:"name of a new stop"`
	At       *place   `json:"at,omitempty"`
	Days     weekdays `json:"days" jsonschema:"required"`
}

type addRemoteFile struct {
	Service string  `json:"service" jsonschema:"required,minLength=1"`
	Share   float64 `json:"share" jsonschema:"required" jsonschema_description:"share of contacts, 0 to 1"`
	Support bool    `json:"support,omitempty" jsonschema_description:"true with digital support"`
}

type contractFile struct {
	Service    string  `json:"service" jsonschema:"required,minLength=1"`
	Production string  `json:"production" jsonschema:"required,enum=purchased,enum=voucher,enum=third_sector"`
	Share      float64 `json:"share" jsonschema:"required" jsonschema_description:"share of contacts, above 0 and at most 1"`
	Price      float64 `json:"price,omitempty" jsonschema:"minimum=0" jsonschema_description:"euros a contact; the parameter of the production by default"`
}

// setFile is a parameter's path and its new value.
type setFile map[string]float64

// JSONSchema asks for one path with a number.
func (setFile) JSONSchema() *jsonschema.Schema {
	one := uint64(1)
	return &jsonschema.Schema{Type: "object", MinProperties: &one, MaxProperties: &one,
		AdditionalProperties: &jsonschema.Schema{Type: "number"}, Description: "the path of a parameter and its value"}
}

// idOr decodes a text into id, or anything else into the struct that holds it.
func idOr(text []byte, id *string, whole any) error {
	if len(text) > 0 && text[0] == '"' {
		return json.Unmarshal(text, id)
	}
	return json.Unmarshal(text, whole)
}

// allowID lets an object's schema take a text too.
func allowID(s *jsonschema.Schema) {
	one := uint64(1)
	s.Type, s.MinLength = "", &one
	s.Extras = map[string]any{"type": []string{"object", "string"}}
	s.Description = "the id of a facility, or keys with values"
}
