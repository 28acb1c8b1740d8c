package optionfile

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/invopop/jsonschema"
	"github.com/paulmach/orb"

	"saavu/internal/load/field"
	"saavu/internal/load/yaml"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// File is the content of an option file. Its JSON Schema is generated from
// it.
type File struct {
	ID      string            `json:"id,omitempty" jsonschema_description:"short name, the file's name by default"`
	Name    field.Name        `json:"name" jsonschema:"required" jsonschema_description:"name in tables"`
	Short   field.Name        `json:"short,omitempty" jsonschema_description:"short form for table headings, at most 16 characters if possible; the name by default"`
	Year    int               `json:"year,omitempty" jsonschema:"minimum=1990,maximum=2200" jsonschema_description:"year of the option, the county's year by default"`
	Against string            `json:"against,omitempty" jsonschema_description:"id of the option to compare it with, the first by default"`
	Listed  field.Name        `json:"listed,omitempty" jsonschema_description:"why it is listed although it breaks a rule"`
	Split   bool              `json:"split,omitempty" jsonschema_description:"report the effect of each lever separately, and of their interaction"`
	Fit     fitFile           `json:"fit,omitempty"`
	Tags    []string          `json:"tags,omitempty" jsonschema_description:"words in letters, digits, _ and - by which saavu batch selects options (tag:WORD)"`
	Sweep   map[string]string `json:"sweep,omitempty" jsonschema_description:"compare the option at several values: a parameter, remote.SERVICE, set.PARAMETER or people.AREA with its values, such as 0..0.5 step 0.1; at most two"`
	Find    map[string]string `json:"find,omitempty" jsonschema_description:"find the value at which an option beats another: a parameter, or parameter=FROM..TO, with OPTION > OPTION by COUNT"`
	Changes []changeFile      `json:"changes" jsonschema:"required" jsonschema_description:"planned changes in order, each with one key"`
}

// fitFile is one word or a list of words of what the model places.
type fitFile []string

// UnmarshalJSON accepts one word or a list.
func (f *fitFile) UnmarshalJSON(text []byte) error { return field.OneOrMore(text, (*[]string)(f)) }

// JSONSchema describes both forms.
func (fitFile) JSONSchema() *jsonschema.Schema {
	s := yaml.Types("string", "array")
	s.Pattern = "^(" + strings.Join(scenario.FitWords(), "|") + ")$"
	s.Items = &jsonschema.Schema{Type: "string", Pattern: s.Pattern, Description: fitWords}
	s.UniqueItems, s.Description = true, "what the model places in the services that the option changes: "+fitWords
	return s
}

const fitWords = "rooms, staff or both, as in [rooms, staff]"

// fit returns what the words say.
func (f fitFile) fit() scenario.Fit {
	return scenario.Fit{Rooms: slices.Contains(f, "rooms"), Staff: slices.Contains(f, "staff")}
}

// changeFile is one change: its kind and its raw fields.
type changeFile map[string]json.RawMessage

// JSONSchema requires exactly one kind, with its fields.
func (changeFile) JSONSchema() *jsonschema.Schema {
	s := object()
	one := uint64(1)
	s.MinProperties, s.MaxProperties = &one, &one
	s.Description = "write each change as a separate item of the list"
	for _, c := range scenario.Kinds() {
		s.Properties.Set(c.Kind(), fieldsSchema(c.Fields()))
	}
	return s
}

// object returns an object schema without keys.
func object() *jsonschema.Schema {
	return &jsonschema.Schema{Type: "object", Properties: jsonschema.NewProperties(), AdditionalProperties: jsonschema.FalseSchema}
}

// fieldsSchema is the schema of a map of fields.
func fieldsSchema(fields []scenario.Field) *jsonschema.Schema {
	s := object()
	if fields[0].Key {
		one := uint64(1)
		s.Properties, s.MinProperties, s.MaxProperties, s.Description = nil, &one, &one, fields[0].About
		s.AdditionalProperties = valueSchema(&fields[1])
		return s
	}
	for i := range fields {
		f := &fields[i]
		switch f.Value.(type) {
		case *network.Hours, **network.Hours:
			hoursSchema(s)
			continue
		}
		s.Properties.Set(f.Name, valueSchema(f))
		if f.Need {
			s.Required = append(s.Required, f.Name)
		}
		if f.Alone {
			allowText(s)
		}
	}
	return s
}

// valueSchema is the schema of the value of one field.
func valueSchema(f *scenario.Field) *jsonschema.Schema {
	s := &jsonschema.Schema{}
	if f.Names != nil {
		s = field.Name{}.JSONSchema()
		s.Description = f.About + ": " + field.NameWords
		return s
	}
	switch f.Value.(type) {
	case *string, *network.Production:
		s.Type = "string"
		for _, word := range f.Words {
			s.Enum = append(s.Enum, word)
		}
		if f.Need && f.Words == nil {
			one := uint64(1)
			s.MinLength = &one
		}
	case *[]string:
		s.Type, s.Items = "array", &jsonschema.Schema{Type: "string"}
	case *[]scenario.Stop:
		s.Type, s.Items = "array", fieldsSchema(new(scenario.Stop).Fields())
	case *float64:
		s.Type = "number"
	case *int:
		s.Type = "integer"
	case *bool:
		s.Type = "boolean"
	case *network.Known:
		s = field.YesNo(0).JSONSchema()
	case *uint8:
		s = field.Days{}.JSONSchema()
	case *orb.Point, **orb.Point:
		s = field.Place{}.JSONSchema()
	default:
		panic(fmt.Sprintf("no option file has a field of %T", f.Value))
	}
	if f.About != "" {
		s.Description = f.About
	}
	for i, bound := range f.Range {
		*[]*json.Number{&s.Minimum, &s.Maximum}[i] = json.Number(strconv.FormatFloat(bound, 'g', -1, 64))
	}
	return s
}

// hoursSchema adds the keys of opening hours.
func hoursSchema(s *jsonschema.Schema) {
	keys := s.Properties
	keys.Set("days", field.Days{}.JSONSchema())
	keys.Set("evening", field.Days{}.JSONSchema())
	keys.Set("saturday", field.YesNo(0).JSONSchema())
	keys.Set("every_days", &jsonschema.Schema{Type: "number", Minimum: "7",
		Description: "days from one visit to the next, if it is open less than once a week"})
}

// hoursFile holds the weekly opening hours among the fields.
type hoursFile struct {
	Days      field.Days  `json:"days"`
	Evening   field.Days  `json:"evening"`
	Saturday  field.YesNo `json:"saturday"`
	EveryDays float64     `json:"every_days"`
}

// allowText makes an object's schema accept a text too.
func allowText(s *jsonschema.Schema) {
	one := uint64(1)
	s.Type, s.MinLength = "", &one
	s.Extras = map[string]any{"type": []string{"object", "string"}}
	s.Description = "the id of a facility, or keys with values"
}

// optionRules are the rules of option files, compiled once.
var optionRules = sync.OnceValues(func() (*yaml.Rules, error) { return yaml.Compile(&File{}) })
