package load

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"
	"github.com/paulmach/orb"

	"saavu/internal/load/yaml"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
)

var dayNames = []string{"mon", "tue", "wed", "thu", "fri"}

// weekdays holds days from Monday to Friday: "mon-fri", "tue+thu", "mon-wed+fri"
// or a list of such texts.
type weekdays []string

// UnmarshalJSON accepts one text or a list.
func (w *weekdays) UnmarshalJSON(text []byte) error { return oneOrMore(text, (*[]string)(w)) }

// oneOrMore decodes one text or a list of texts.
func oneOrMore(text []byte, list *[]string) error {
	if len(text) > 0 && text[0] == '"' {
		*list = make([]string, 1)
		return json.Unmarshal(text, &(*list)[0])
	}
	return json.Unmarshal(text, list)
}

// wordOrNumber decodes a text, or a number as it is written; anything else leaves
// the word unchanged.
func wordOrNumber(text []byte, word *string) error {
	var v any
	err := json.Unmarshal(text, &v)
	switch v := v.(type) {
	case string:
		*word = v
	case float64:
		*word = string(text)
	}
	return err
}

const (
	dayPattern = `(mon|tue|wed|thu|fri)`
	dayWords   = "weekdays such as mon-fri or tue+thu"
)

// JSONSchema describes the words.
func (weekdays) JSONSchema() *jsonschema.Schema {
	s := yaml.Types("string", "array")
	s.Pattern = `^` + dayPattern + `(-` + dayPattern + `)?(\+` + dayPattern + `(-` + dayPattern + `)?)*$`
	s.Description = dayWords
	s.Items = &jsonschema.Schema{Type: "string", Pattern: s.Pattern, Description: dayWords}
	return s
}

// ParseDays reads weekdays such as mon-fri or tue+thu into bits, Monday the lowest.
// No text gives no day. It returns false for words that are not weekdays, or for a
// range that runs backwards.
func ParseDays(texts ...string) (uint8, bool) {
	days := uint8(0)
	for _, text := range texts {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		for part := range strings.SplitSeq(text, "+") {
			first, last, ranged := strings.Cut(strings.ToLower(part), "-")
			if !ranged {
				last = first
			}
			from, to := slices.Index(dayNames, strings.TrimSpace(first)), slices.Index(dayNames, strings.TrimSpace(last))
			if from < 0 || to < from {
				return 0, false
			}
			for d := from; d <= to; d++ {
				days |= 1 << d
			}
		}
	}
	return days, true
}

// yesNo is yes, no or unknown; true and false mean yes and no.
type yesNo network.Known

// UnmarshalJSON accepts the words and booleans.
func (y *yesNo) UnmarshalJSON(text []byte) error {
	known, _ := parseKnown(strings.Trim(string(text), `"`))
	*y = yesNo(known)
	return nil
}

// JSONSchema lists the words.
func (yesNo) JSONSchema() *jsonschema.Schema {
	return &jsonschema.Schema{Enum: []any{true, false, "yes", "no", "unknown"}}
}

// parseKnown reads yes, no or unknown; an empty text is unknown.
func parseKnown(word string) (network.Known, bool) {
	switch strings.ToLower(word) {
	case "yes", "true":
		return network.Yes, true
	case "no", "false":
		return network.No, true
	case "unknown", "":
		return network.Unknown, true
	}
	return network.Unknown, false
}

// place is a location: [x, y] in metres of the county's system, or {lat: , lon: } in degrees.
type place struct {
	point    orb.Point // metres
	degrees  bool
	lat, lon float64
}

// UnmarshalJSON accepts both forms.
func (p *place) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] == '[' {
		return json.Unmarshal(text, &p.point)
	}
	var d struct{ Lat, Lon float64 }
	if err := json.Unmarshal(text, &d); err != nil {
		return err
	}
	p.degrees, p.lat, p.lon = true, d.Lat, d.Lon
	return nil
}

// JSONSchema describes both forms.
func (place) JSONSchema() *jsonschema.Schema {
	s := yaml.Types("array", "object")
	two := uint64(2)
	s.MinItems, s.MaxItems = &two, &two
	s.Items = &jsonschema.Schema{Type: "number"}
	s.Required = []string{"lat", "lon"}
	s.Properties = jsonschema.NewProperties()
	s.Properties.Set("lat", &jsonschema.Schema{Type: "number"})
	s.Properties.Set("lon", &jsonschema.Schema{Type: "number"})
	s.AdditionalProperties = jsonschema.FalseSchema
	s.Description = "[x, y] in metres of the county's system, EPSG:3067 by default, or {lat: , lon: } in degrees"
	return s
}

// ageWords describes an age group.
const ageWords = "an age group such as 0-6, 75+ or all"

// parseGroup reads an age group; false for an empty group.
func parseGroup(g ageGroup) (population.Group, bool) {
	from, to, ok := params.ParseAges(string(g))
	return population.Group{From: from, To: min(to, population.Ages-1)}, ok && from < population.Ages
}
