package field

import (
	"slices"
	"strings"

	"github.com/invopop/jsonschema"

	"saavu/internal/load/yaml"
	"saavu/pkg/network"
)

var dayNames = []string{"mon", "tue", "wed", "thu", "fri"}

// Days holds days from Monday to Friday: "mon-fri", "tue+thu", "mon-wed+fri"
// or a list of such texts.
type Days []string

// UnmarshalJSON accepts one text or a list.
func (w *Days) UnmarshalJSON(text []byte) error { return OneOrMore(text, (*[]string)(w)) }

// DayWords describes weekdays.
const DayWords = "weekdays such as mon-fri or tue+thu"

const dayPattern = `(mon|tue|wed|thu|fri)`

// JSONSchema describes the words.
func (Days) JSONSchema() *jsonschema.Schema {
	s := yaml.Types("string", "array")
	s.Pattern = `^` + dayPattern + `(-` + dayPattern + `)?(\+` + dayPattern + `(-` + dayPattern + `)?)*$`
	s.Description = DayWords
	s.Items = &jsonschema.Schema{Type: "string", Pattern: s.Pattern, Description: DayWords}
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

// YesNo is yes, no or unknown; true and false mean yes and no.
type YesNo network.Known

// UnmarshalJSON accepts the words and booleans.
func (y *YesNo) UnmarshalJSON(text []byte) error {
	known, _ := ParseKnown(strings.Trim(string(text), `"`))
	*y = YesNo(known)
	return nil
}

// JSONSchema lists the words.
func (YesNo) JSONSchema() *jsonschema.Schema {
	return &jsonschema.Schema{Enum: []any{true, false, "yes", "no", "unknown"}}
}

// ParseKnown reads yes, no or unknown; an empty text is unknown.
func ParseKnown(word string) (network.Known, bool) {
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

// DaysInWords formats weekdays as the county file does.
func DaysInWords(days uint8) string {
	if days == network.AllWeek {
		return "mon-fri"
	}
	var out []string
	for d, name := range dayNames {
		if days&(1<<d) != 0 {
			out = append(out, name)
		}
	}
	return strings.Join(out, "+")
}
