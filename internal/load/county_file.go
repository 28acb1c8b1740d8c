package load

import (
	"encoding/json"

	"github.com/invopop/jsonschema"

	"saavu/internal/load/yaml"
)

// countyFile is the content of county.yaml. Its JSON Schema is generated from it;
// the tags describe each key for editors.
type countyFile struct {
	County     aboutFile       `json:"county" jsonschema:"required" jsonschema_description:"the county and how its options are compared"`
	Inherit    string          `json:"inherit,omitempty" jsonschema:"enum=embedded" jsonschema_description:"embedded: use the services, rules and parameters of the embedded county where this file has none"`
	Population populationFile  `json:"population" jsonschema:"required" jsonschema_description:"the population grid"`
	Areas      areasFile       `json:"areas" jsonschema:"required" jsonschema_description:"the areas of the county"`
	Partitions []partitionFile `json:"partitions,omitempty" jsonschema_description:"further partitions of the cells, from maps of boundaries"`
	Travel     travelFile      `json:"travel" jsonschema:"required" jsonschema_description:"where travel times come from"`
	Store      string          `json:"store,omitempty" jsonschema_description:"folder of the imported store, relative to this file and inside its folder; by default the file's name with .store"`
	Facilities string          `json:"facilities,omitempty" jsonschema:"minLength=1" jsonschema_description:"table of facilities, relative to this file; required without supply"`
	Buildings  string          `json:"buildings,omitempty" jsonschema:"minLength=1" jsonschema_description:"table of buildings, relative to this file; facilities name theirs"`
	Points     string          `json:"points,omitempty" jsonschema:"minLength=1" jsonschema_description:"table of service points, relative to this file; required without supply"`
	Supply     []supplyFile    `json:"supply,omitempty" jsonschema_description:"files of service points in their own format, in addition to or instead of facilities and points"`
	Options    optionsFile     `json:"options,omitempty" jsonschema_description:"the options that are compared"`
	Forecasts  []forecastFile  `json:"forecasts,omitempty" jsonschema_description:"people by area and age in other years"`
	Services   []serviceFile   `json:"services,omitempty" jsonschema_description:"the services and the parameters that they depend on"`
	Rules      []ruleFile      `json:"rules,omitempty" jsonschema_description:"minimum rules that every option is checked against"`
	Known      []knownFile     `json:"known,omitempty" jsonschema_description:"observed figures to compare the model with"`
	Background backgroundFile  `json:"background,omitempty" jsonschema_description:"maps of water, roads and rail that the maps of a report show below their figures; no figure depends on them"`
	Sources    []sourceFile    `json:"sources,omitempty" jsonschema_description:"where the data comes from: who must be named, and the licences"`
	Parameters parameterGroup  `json:"parameters,omitempty" jsonschema_description:"groups of parameters; each leaf has v, unit, src, ref, lo, hi, range, shared_draw"`
}

type aboutFile struct {
	ID            string   `json:"id" jsonschema:"required,pattern=^[\\p{L}\\p{N}-]+$" jsonschema_description:"short name in letters, digits and -"`
	Name          nameFile `json:"name" jsonschema:"required"`
	Synthetic     bool     `json:"synthetic,omitempty" jsonschema_description:"true if the grid or the travel times are synthetic"`
	Demonstration bool     `json:"demonstration,omitempty" jsonschema_description:"true if the network is not the county's own"`
	Year          int      `json:"year" jsonschema:"required,minimum=1990,maximum=2200" jsonschema_description:"year of the baseline"`
	CRS           crsFile  `json:"crs,omitempty" jsonschema_description:"system of the county's places, in metres: an EPSG code, 3067 (ETRS-TM35FIN) by default, or its parameters"`
	Period        string   `json:"period,omitempty" jsonschema:"enum=rush,enum=midday" jsonschema_description:"time of day of the travel times, rush by default"`
	Cycling       bool     `json:"cycling,omitempty" jsonschema_description:"true if people without a car may also cycle"`
	Path          string   `json:"path,omitempty" jsonschema:"enum=observed,enum=documents" jsonschema_description:"population of a year: observed (default) starts from the grid's counts, documents from the count in the planning documents"`
	Assignment    string   `json:"assignment,omitempty" jsonschema:"enum=nearest,enum=choice" jsonschema_description:"free choice among points (default) or the nearest one"`
}

// populationFile describes the source of the population.
type populationFile struct {
	gridFile
	Format     string   `json:"format" jsonschema:"required,enum=cells,enum=grid" jsonschema_description:"cells: a table in the project's own format; grid: any file of cells"`
	File       string   `json:"file" jsonschema:"required,minLength=1" jsonschema_description:"file of the grid; {data} stands for the --data folder"`
	Side       float64  `json:"side,omitempty" jsonschema:"exclusiveMinimum=0" jsonschema_description:"side of a cell in metres; by default 250 for cells, found from the file for grid"`
	Year       int      `json:"year,omitempty" jsonschema:"minimum=1990,maximum=2200" jsonschema_description:"year of the counts, the county's year by default"`
	KeepTotals []idFile `json:"keep_totals,omitempty" jsonschema_description:"ids of cells to keep although their rows look like totals, by name or by sum"`
	Outside    string   `json:"outside,omitempty" jsonschema:"enum=ignore" jsonschema_description:"ignore: the grid covers more than the county, so more than 5 % of its people may be outside all areas"`
}

// idFile is an id in a data file, a text or a number.
type idFile string

// UnmarshalJSON accepts a text, or a number as its digits.
func (id *idFile) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] != '"' {
		*id = idFile(text)
		return nil
	}
	return json.Unmarshal(text, (*string)(id))
}

// JSONSchema describes ids.
func (idFile) JSONSchema() *jsonschema.Schema { return yaml.Types("string", "number") }

type optionsFile struct {
	Dir   string   `json:"dir,omitempty" jsonschema_description:"folder of the option files, relative to this file"`
	Order []string `json:"order,omitempty" jsonschema_description:"ids of the options in order; the others are compared with the first"`
}

// serviceFile is a service with all that it depends on, or only the id of one of the
// embedded county.
type serviceFile struct {
	inherited bool

	ID            string      `json:"id" jsonschema:"required,pattern=^[\\p{L}\\p{N}_-]+$" jsonschema_description:"short name in letters, digits, _ and -"`
	Name          nameFile    `json:"name" jsonschema:"required"`
	Short         nameFile    `json:"short,omitempty" jsonschema_description:"short form for table headings, at most 16 characters if possible; the name by default"`
	Bundle        string      `json:"bundle,omitempty" jsonschema_description:"name of a group of services that are reported together"`
	Tier          string      `json:"tier" jsonschema:"required,enum=local,enum=district,enum=central" jsonschema_description:"how widely the service is spread; sets the time limit"`
	Target        ageGroup    `json:"target" jsonschema:"required" jsonschema_description:"age group, such as 0-6, 75+ or all"`
	Rates         string      `json:"rates" jsonschema:"required,minLength=1" jsonschema_description:"parameters: contacts per person and year, by age"`
	Staff         []staffFile `json:"staff" jsonschema:"required" jsonschema_description:"professions in a contact; the first one meets the client"`
	RemoteMinutes string      `json:"remote_minutes,omitempty" jsonschema_description:"parameter: staff minutes of a remote contact; left out if remote contacts are not possible"`
	ClientMinutes string      `json:"client_minutes" jsonschema:"required,minLength=1" jsonschema_description:"parameter: minutes in the room"`
	RoomM2        string      `json:"room_m2" jsonschema:"required,minLength=1" jsonschema_description:"parameter: gross square metres per room"`
	RemoteMax     string      `json:"remote_max,omitempty" jsonschema_description:"parameter: share of contacts that are clinically suitable for remote"`
	RemoteNow     string      `json:"remote_now,omitempty" jsonschema_description:"parameter: share of contacts that are remote today"`
	UnitCost      string      `json:"unit_cost" jsonschema:"required,minLength=1" jsonschema_description:"parameter: full cost of a contact in person"`
	RemoteCost    string      `json:"remote_cost,omitempty" jsonschema_description:"parameter: full cost of a remote contact"`
	Fee           string      `json:"fee,omitempty" jsonschema_description:"parameter: client fee of a contact in person"`
	FeeFreeUnder  int         `json:"fee_free_under,omitempty" jsonschema:"minimum=0,maximum=120" jsonschema_description:"no fee under this age"`
	NonUrgent     string      `json:"non_urgent,omitempty" jsonschema_description:"parameter: share of contacts that are not urgent, for known counts of these"`
	Window        string      `json:"window,omitempty" jsonschema_description:"parameter: longest acceptable wait in days"`
	SchoolAges    ageGroup    `json:"school_ages,omitempty" jsonschema_description:"ages that a school unit serves at school"`
	Statutory     bool        `json:"statutory,omitempty" jsonschema_description:"true if the law requires the service"`
	InPersonOnly  bool        `json:"in_person_only,omitempty" jsonschema_description:"true if it is never remote"`
	MobileOK      bool        `json:"mobile_ok,omitempty" jsonschema_description:"true if a mobile unit may provide it"`
	ThirdSectorOK bool        `json:"third_sector_ok,omitempty" jsonschema_description:"true if the third sector may provide it"`
	SwedishByLaw  bool        `json:"swedish_by_law,omitempty" jsonschema_description:"true if it must be available in Swedish"`
	PtFree        bool        `json:"pt_free,omitempty" jsonschema_description:"true if public transport to it is free"`
}

// UnmarshalJSON accepts a service, or a text: the id of an inherited one.
func (s *serviceFile) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] == '"' {
		s.inherited = true
		return json.Unmarshal(text, &s.ID)
	}
	type plain serviceFile
	return json.Unmarshal(text, (*plain)(s))
}

// JSONSchemaExtend allows the id alone.
func (serviceFile) JSONSchemaExtend(s *jsonschema.Schema) {
	s.Type, s.Extras = "", map[string]any{"type": []string{"object", "string"}}
	s.Description = "a service, or the id of a service of the embedded county"
}

type staffFile struct {
	Profession string `json:"profession" jsonschema:"required,minLength=1"`
	Minutes    string `json:"minutes" jsonschema:"required,minLength=1" jsonschema_description:"parameter: minutes of work per contact"`
	Wage       string `json:"wage" jsonschema:"required,minLength=1" jsonschema_description:"parameter: euros per hour"`
}

type ruleFile struct {
	ID       string   `json:"id" jsonschema:"required,minLength=1"`
	Kind     ruleKind `json:"kind" jsonschema:"required" jsonschema_description:"how the rule is computed"`
	Severity string   `json:"severity" jsonschema:"required,enum=law,enum=own rule,enum=wish"`
	Service  string   `json:"service,omitempty" jsonschema_description:"service that the rule applies to; all services by default"`
	Items    []string `json:"items,omitempty" jsonschema_description:"keep-service: facilities; one-per-area: partition and facility type"`
	Number   float64  `json:"number,omitempty" jsonschema_description:"language-gap: largest difference between shares; min-staff: positions"`
	From     int      `json:"from,omitempty" jsonschema:"minimum=1990,maximum=2200" jsonschema_description:"first year that the rule applies to"`
	To       int      `json:"to,omitempty" jsonschema:"minimum=1990,maximum=2200" jsonschema_description:"last year that the rule applies to"`
	Text     nameFile `json:"text" jsonschema:"required" jsonschema_description:"the rule in words"`
	Source   nameFile `json:"source,omitempty" jsonschema_description:"section of the law, or document"`
}

// ruleKind is a way to compute a rule.
type ruleKind string

// JSONSchema lists the kinds.
func (ruleKind) JSONSchema() *jsonschema.Schema {
	return &jsonschema.Schema{Type: "string", Enum: []any{"keep-service", "remote-ceiling", "in-person-option",
		"statutory-kept", "one-per-area", "language-gap", "min-staff", "third-sector-lawful", "manual"}}
}

type knownFile struct {
	Kind     string   `json:"kind" jsonschema:"required,enum=share,enum=visits,enum=rate" jsonschema_description:"share of a facility, visits of a period, or visits per person and year"`
	Service  string   `json:"service,omitempty"`
	Services []string `json:"services,omitempty" jsonschema_description:"visits and rate: several services that are counted together, instead of service"`
	Facility string   `json:"facility,omitempty" jsonschema_description:"share: facility id, or remote"`
	Where    string   `json:"where,omitempty" jsonschema_description:"visits and rate: municipality, the whole county by default"`
	Urgency  string   `json:"urgency,omitempty" jsonschema:"enum=non-urgent" jsonschema_description:"visits and rate: non-urgent contacts only, all by default"`
	Channel  string   `json:"channel,omitempty" jsonschema:"enum=in person,enum=remote" jsonschema_description:"visits and rate: contacts of one channel only, all by default"`
	Months   float64  `json:"months,omitempty" jsonschema:"minimum=1,maximum=12" jsonschema_description:"visits: months that the count covers, 12 by default"`
	Year     int      `json:"year,omitempty" jsonschema:"minimum=1990,maximum=2200" jsonschema_description:"visits and rate: year of the count, that of the county by default; visits follow the growth of the people"`
	Value    float64  `json:"value" jsonschema:"required,minimum=0"`
	What     nameFile `json:"what" jsonschema:"required" jsonschema_description:"the figure in words"`
	Source   nameFile `json:"source,omitempty"`
	Waived   nameFile `json:"waived,omitempty" jsonschema_description:"why a difference is accepted"`
}

// ageGroup is an age group in words: 7, 0-6, 75+ or all.
type ageGroup string

// UnmarshalJSON accepts a text, or a single age as a number.
func (g *ageGroup) UnmarshalJSON(text []byte) error { return wordOrNumber(text, (*string)(g)) }

// JSONSchema describes the words.
func (ageGroup) JSONSchema() *jsonschema.Schema {
	s := yaml.Types("string", "integer")
	s.Pattern = `^(all|[0-9]{1,3}|[0-9]{1,3}-[0-9]{1,3}|[0-9]{1,3}\+)$`
	s.Description = ageWords
	return s
}

// parameterGroup is the tree of parameters, read from the nodes of the file.
type parameterGroup struct{}

// UnmarshalJSON does nothing: parameters reads the tree itself, with line and
// column.
func (parameterGroup) UnmarshalJSON([]byte) error { return nil }

// JSONSchema describes nested groups and their leaves. A map with the key v is a
// leaf.
func (parameterGroup) JSONSchema() *jsonschema.Schema {
	text := &jsonschema.Schema{Type: "string"}
	bound := yaml.Types("number", "null")
	leaf := &jsonschema.Schema{Type: "object", Required: []string{"v", "src"}, AdditionalProperties: jsonschema.FalseSchema,
		Properties: jsonschema.NewProperties()}
	leaf.Properties.Set("v", yaml.DescribedAs(yaml.Types("number", "string", "boolean", "null"), "value; null is unknown, never zero"))
	leaf.Properties.Set("unit", text)
	leaf.Properties.Set("src", &jsonschema.Schema{Type: "string", Enum: []any{"document", "source", "derived", "assumption"}})
	leaf.Properties.Set("ref", text)
	leaf.Properties.Set("lo", bound)
	leaf.Properties.Set("hi", bound)
	leaf.Properties.Set("range", yaml.DescribedAs(&jsonschema.Schema{Type: "string"}, "what lo and hi rest on, or why there are none"))
	leaf.Properties.Set("shared_draw", yaml.DescribedAs(&jsonschema.Schema{Type: "string"}, "name of the draw that parameters covered by one source or reason share; without it that of the inherited leaf"))
	leaf.Properties.Set("own_draw", yaml.DescribedAs(&jsonschema.Schema{Type: "boolean"}, "true: a draw of its own, though the inherited leaf shares one"))
	leaf.Properties.Set("name", yaml.DescribedAs(nameFile{}.JSONSchema(), "name in plain words: "+nameWords))
	return &jsonschema.Schema{
		Type: "object",
		AdditionalProperties: &jsonschema.Schema{
			Type:        "object",
			Description: "a group of parameters, or a leaf with v",
			If:          &jsonschema.Schema{Required: []string{"v"}},
			Then:        leaf,
			Else:        &jsonschema.Schema{Ref: "#/$defs/parameterGroup"},
		},
	}
}
