package services

import (
	"encoding/json"

	"github.com/invopop/jsonschema"

	"saavu/internal/load/field"
)

// File is a service with all that it depends on, or only the id of one of the
// embedded county.
type File struct {
	Inherited bool `json:"-"` // only the id is given

	ID            string      `json:"id" jsonschema:"required,pattern=^[\\p{L}\\p{N}_-]+$" jsonschema_description:"short name in letters, digits, _ and -"`
	Name          field.Name  `json:"name" jsonschema:"required"`
	Short         field.Name  `json:"short,omitempty" jsonschema_description:"short form for table headings, at most 16 characters if possible; the name by default"`
	Bundle        string      `json:"bundle,omitempty" jsonschema_description:"name of a group of services that are reported together"`
	Tier          string      `json:"tier" jsonschema:"required,enum=local,enum=district,enum=central" jsonschema_description:"how widely the service is spread; sets the time limit"`
	Target        field.Ages  `json:"target" jsonschema:"required" jsonschema_description:"age group, such as 0-6, 75+ or all"`
	Products      bool        `json:"products,omitempty" jsonschema_description:"true if need, minutes and the ceiling of remote contacts come from the file of products; rates, client_minutes, remote_max and the minutes of staff are then not read"`
	Rates         string      `json:"rates,omitempty" jsonschema:"minLength=1" jsonschema_description:"parameters: contacts per person and year, by age"`
	Staff         []staffFile `json:"staff" jsonschema:"required" jsonschema_description:"professions in a contact; the first one meets the client"`
	RemoteMinutes string      `json:"remote_minutes,omitempty" jsonschema_description:"parameter: staff minutes of a remote contact; left out if remote contacts are not possible"`
	ClientMinutes string      `json:"client_minutes,omitempty" jsonschema:"minLength=1" jsonschema_description:"parameter: minutes in the room"`
	RoomM2        string      `json:"room_m2" jsonschema:"required,minLength=1" jsonschema_description:"parameter: gross square metres per room"`
	RoomType      string      `json:"room_type,omitempty" jsonschema:"pattern=^\\p{L}[\\p{L}_-]*$" jsonschema_description:"type of room that a contact needs: reception by default; partner for the rooms of a host, which are no rooms of a building of the county"`
	RemoteMax     string      `json:"remote_max,omitempty" jsonschema_description:"parameter: share of contacts that are clinically suitable for remote"`
	RemoteNow     string      `json:"remote_now,omitempty" jsonschema_description:"parameter: share of contacts that are remote today"`
	UnitCost      string      `json:"unit_cost" jsonschema:"required,minLength=1" jsonschema_description:"parameter: full cost of a contact in person"`
	RemoteCost    string      `json:"remote_cost,omitempty" jsonschema_description:"parameter: full cost of a remote contact"`
	Fee           string      `json:"fee,omitempty" jsonschema_description:"parameter: client fee of a contact in person"`
	FeeFreeUnder  int         `json:"fee_free_under,omitempty" jsonschema:"minimum=0,maximum=120" jsonschema_description:"no fee under this age"`
	NonUrgent     string      `json:"non_urgent,omitempty" jsonschema_description:"parameter: share of contacts that are not urgent, for known counts of these"`
	Window        string      `json:"window,omitempty" jsonschema_description:"parameter: longest acceptable wait in days"`
	SchoolAges    field.Ages  `json:"school_ages,omitempty" jsonschema_description:"ages that a school unit serves at school"`
	Statutory     bool        `json:"statutory,omitempty" jsonschema_description:"true if the law requires the service"`
	InPersonOnly  bool        `json:"in_person_only,omitempty" jsonschema_description:"true if it is never remote"`
	MobileOK      bool        `json:"mobile_ok,omitempty" jsonschema_description:"true if a mobile unit may provide it"`
	ThirdSectorOK bool        `json:"third_sector_ok,omitempty" jsonschema_description:"true if the third sector may provide it"`
	SwedishByLaw  bool        `json:"swedish_by_law,omitempty" jsonschema_description:"true if it must be available in Swedish"`
	PtFree        bool        `json:"pt_free,omitempty" jsonschema_description:"true if public transport to it is free"`
}

// UnmarshalJSON accepts a service, or a text: the id of an inherited one.
func (s *File) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] == '"' {
		s.Inherited = true
		return json.Unmarshal(text, &s.ID)
	}
	type plain File
	return json.Unmarshal(text, (*plain)(s))
}

// JSONSchemaExtend allows the id alone.
func (File) JSONSchemaExtend(s *jsonschema.Schema) {
	s.Type, s.Extras = "", map[string]any{"type": []string{"object", "string"}}
	s.Description = "a service, or the id of a service of the embedded county"
}

type staffFile struct {
	Profession string `json:"profession" jsonschema:"required,minLength=1"`
	Minutes    string `json:"minutes,omitempty" jsonschema:"minLength=1" jsonschema_description:"parameter: minutes of work per contact"`
	Wage       string `json:"wage" jsonschema:"required,minLength=1" jsonschema_description:"parameter: euros per hour"`
}
