package load

import (
	"fmt"
	"sync"

	"github.com/invopop/jsonschema"

	"saavu/internal/load/areas"
	"saavu/internal/load/background"
	"saavu/internal/load/cells"
	"saavu/internal/load/field"
	"saavu/internal/load/forecast"
	"saavu/internal/load/input"
	"saavu/internal/load/optionfile"
	"saavu/internal/load/parameters"
	"saavu/internal/load/products"
	"saavu/internal/load/services"
	"saavu/internal/load/supply"
	"saavu/internal/load/times"
	"saavu/internal/load/yaml"
	"saavu/internal/source"
)

// countyFile is the content of county.yaml. Its JSON Schema is generated from it;
// the tags describe each key for editors.
type countyFile struct {
	County     aboutFile         `json:"county" jsonschema:"required" jsonschema_description:"the county and how its options are compared"`
	Inherit    string            `json:"inherit,omitempty" jsonschema:"enum=embedded" jsonschema_description:"embedded: use the services, rules and parameters of the embedded county where this file has none"`
	Population cells.File        `json:"population" jsonschema:"required" jsonschema_description:"the population grid"`
	Areas      areas.File        `json:"areas" jsonschema:"required" jsonschema_description:"the areas of the county"`
	Partitions []areas.Partition `json:"partitions,omitempty" jsonschema_description:"further partitions of the cells, from maps of boundaries"`
	Travel     times.File        `json:"travel" jsonschema:"required" jsonschema_description:"where travel times come from"`
	Store      string            `json:"store,omitempty" jsonschema_description:"folder of the imported store, relative to this file and inside its folder; by default the file's name with .store"`
	supply.File
	Options    optionsFile      `json:"options,omitempty" jsonschema_description:"the options that are compared"`
	Forecasts  []forecast.Entry `json:"forecasts,omitempty" jsonschema_description:"people by area and age in other years"`
	Services   []services.File  `json:"services,omitempty" jsonschema_description:"the services and the parameters that they depend on"`
	Products   products.File    `json:"products,omitempty" jsonschema_description:"what services consist of, by municipality: need, minutes and staff of the services with products: true, and the rows that saavu harmonise compares"`
	Contracts  string           `json:"contracts,omitempty" jsonschema:"minLength=1" jsonschema_description:"table of today's contracts with other producers, which saavu producers compares; relative to this file"`
	Observed   string           `json:"observations,omitempty" jsonschema:"minLength=1" jsonschema_description:"table of what was observed: indicators with their days; relative to this file"`
	Goals      string           `json:"goals,omitempty" jsonschema:"minLength=1" jsonschema_description:"table of the county's goals, which saavu goals grades; relative to this file"`
	Rules      []ruleFile       `json:"rules,omitempty" jsonschema_description:"minimum rules that every option is checked against"`
	Known      []knownFile      `json:"known,omitempty" jsonschema_description:"observed figures to compare the model with"`
	Background background.File  `json:"background,omitempty" jsonschema_description:"maps of water, roads and rail that the maps of a report show below their figures; no figure depends on them"`
	Sources    []sourceFile     `json:"sources,omitempty" jsonschema_description:"where the data comes from: who must be named, and the licences"`
	Parameters parameters.Group `json:"parameters,omitempty" jsonschema_description:"groups of parameters; each leaf has v, unit, src, ref, lo, hi, range, shared_draw"`
}

type aboutFile struct {
	ID            string     `json:"id" jsonschema:"required,pattern=^[\\p{L}\\p{N}-]+$" jsonschema_description:"short name in letters, digits and -"`
	Name          field.Name `json:"name" jsonschema:"required"`
	Synthetic     bool       `json:"synthetic,omitempty" jsonschema_description:"true if the grid or the travel times are synthetic"`
	Demonstration bool       `json:"demonstration,omitempty" jsonschema_description:"true if the network is not the county's own"`
	Year          int        `json:"year" jsonschema:"required,minimum=1990,maximum=2200" jsonschema_description:"year of the baseline"`
	CRS           crsFile    `json:"crs,omitempty" jsonschema_description:"system of the county's places, in metres: an EPSG code, 3067 (ETRS-TM35FIN) by default, or its parameters"`
	Period        string     `json:"period,omitempty" jsonschema:"enum=rush,enum=midday" jsonschema_description:"time of day of the travel times, rush by default"`
	Cycling       bool       `json:"cycling,omitempty" jsonschema_description:"true if people without a car may also cycle"`
	Path          string     `json:"path,omitempty" jsonschema:"enum=observed,enum=documents" jsonschema_description:"population of a year: observed (default) starts from the grid's counts, documents from the count in the planning documents"`
	Assignment    string     `json:"assignment,omitempty" jsonschema:"enum=nearest,enum=choice" jsonschema_description:"free choice among points (default) or the nearest one"`
}

type optionsFile struct {
	Dir   string   `json:"dir,omitempty" jsonschema_description:"folder of the option files, relative to this file"`
	Order []string `json:"order,omitempty" jsonschema_description:"ids of the options in order; the others are compared with the first"`
}

type ruleFile struct {
	ID       string     `json:"id" jsonschema:"required,minLength=1"`
	Kind     ruleKind   `json:"kind" jsonschema:"required" jsonschema_description:"how the rule is computed"`
	Severity string     `json:"severity" jsonschema:"required,enum=law,enum=own rule,enum=wish"`
	Service  string     `json:"service,omitempty" jsonschema_description:"service that the rule applies to; all services by default"`
	Items    []string   `json:"items,omitempty" jsonschema_description:"keep-service: facilities; one-per-area: partition and facility type; producer-allowed: productions"`
	Number   float64    `json:"number,omitempty" jsonschema_description:"language-gap: largest difference between shares; min-staff: positions; own-share-min: share"`
	From     int        `json:"from,omitempty" jsonschema:"minimum=1990,maximum=2200" jsonschema_description:"first year that the rule applies to"`
	To       int        `json:"to,omitempty" jsonschema:"minimum=1990,maximum=2200" jsonschema_description:"last year that the rule applies to"`
	Text     field.Name `json:"text" jsonschema:"required" jsonschema_description:"the rule in words"`
	Source   field.Name `json:"source,omitempty" jsonschema_description:"section of the law, or document"`
}

// ruleKind is a way to compute a rule.
type ruleKind string

// JSONSchema lists the kinds.
func (ruleKind) JSONSchema() *jsonschema.Schema {
	return &jsonschema.Schema{Type: "string", Enum: []any{"keep-service", "remote-ceiling", "in-person-option",
		"statutory-kept", "one-per-area", "language-gap", "min-staff", "third-sector-lawful", "producer-allowed", "no-copay", "own-left", "own-share-min", "manual"}}
}

type knownFile struct {
	Kind     string     `json:"kind" jsonschema:"required,enum=share,enum=visits,enum=rate" jsonschema_description:"share of a facility, visits of a period, or visits per person and year"`
	Service  string     `json:"service,omitempty"`
	Services []string   `json:"services,omitempty" jsonschema_description:"visits and rate: several services that are counted together, instead of service"`
	Facility string     `json:"facility,omitempty" jsonschema_description:"share: facility id, or remote"`
	Where    string     `json:"where,omitempty" jsonschema_description:"visits and rate: municipality, the whole county by default"`
	Urgency  string     `json:"urgency,omitempty" jsonschema:"enum=non-urgent" jsonschema_description:"visits and rate: non-urgent contacts only, all by default"`
	Channel  string     `json:"channel,omitempty" jsonschema:"enum=in person,enum=remote" jsonschema_description:"visits and rate: contacts of one channel only, all by default"`
	Months   float64    `json:"months,omitempty" jsonschema:"minimum=1,maximum=12" jsonschema_description:"visits: months that the count covers, 12 by default"`
	Year     int        `json:"year,omitempty" jsonschema:"minimum=1990,maximum=2200" jsonschema_description:"visits and rate: year of the count, that of the county by default; visits follow the growth of the people"`
	Value    float64    `json:"value" jsonschema:"required,minimum=0"`
	What     field.Name `json:"what" jsonschema:"required" jsonschema_description:"the figure in words"`
	Source   field.Name `json:"source,omitempty"`
	Waived   field.Name `json:"waived,omitempty" jsonschema_description:"why a difference is accepted"`
}

// ServiceIDs returns the ids of the services of the embedded county. A county that
// inherits has them if it names no services itself.
func ServiceIDs(embedded source.Files) ([]string, error) {
	r := &input.Reader{Files: embedded}
	f, _ := input.ReadYAML[countyFile](r, embedded, EmbeddedCounty, "", countyRules)
	ids := make([]string, len(f.Services))
	for i, s := range f.Services {
		ids[i] = s.ID
	}
	return ids, r.Problems.Err()
}

// Schema returns the JSON Schema (draft 2020-12) of a kind of file, "county",
// "scenario" or "plan", as indented JSON with a final newline. It is generated from the
// structs that the files are decoded into. Any other kind is an error.
func Schema(kind string) ([]byte, error) {
	switch kind {
	case "county":
		return yaml.SchemaOf(&countyFile{}, "A county of Saavu")
	case "scenario":
		return yaml.SchemaOf(&optionfile.File{}, "An option of Saavu: planned changes to a county")
	case "plan":
		return yaml.SchemaOf(&planFile{}, "A plan of Saavu: what a batch computes")
	}
	return nil, fmt.Errorf("no schema %q, expected county, scenario or plan", kind)
}

// The rules of the files, compiled once.
var (
	countyRules = sync.OnceValues(func() (*yaml.Rules, error) { return yaml.Compile(&countyFile{}) })
	planRules   = sync.OnceValues(func() (*yaml.Rules, error) { return yaml.Compile(&planFile{}) })
)
