package optionfile

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"saavu/internal/load/field"
	"saavu/internal/load/input"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// Write returns the text of the option file name. The same option gives the
// same text: keys in the order of the schema, no defaults, locations in metres,
// numbers with all digits. Option reads it as the same option. Values that no file
// can hold, such as a number that is not finite, are an error.
func Write(name string, o scenario.Option) ([]byte, error) {
	text := optionText(name, &o)
	r := &input.Reader{}
	f, t := input.DecodeYAML[File](r, name, text, optionRules)
	same := false
	if t.Root != nil {
		again, _ := optionOf(r, &f, t)
		same = bytes.Equal(text, optionText(name, &again)) && again.Name == o.Name
	}
	if err := r.Problems.Sorted(name).Err(); err != nil {
		return nil, fmt.Errorf("option %s cannot be written: %w", o.ID, err)
	}
	if !same {
		return nil, fmt.Errorf("option %s cannot be written: it would read as another option", o.ID)
	}
	return text, nil
}

// optionText writes an option, without its id if that is the file's name.
func optionText(name string, o *scenario.Option) []byte {
	var b bytes.Buffer
	line := func(given bool, key, value string) {
		if given {
			fmt.Fprintf(&b, "%s: %s\n", key, value)
		}
	}
	line(o.ID != ID(name), "id", yamlText(o.ID))
	if o.Names == (lang.Name{}) {
		line(true, "name", yamlText(o.Name))
	} else {
		line(true, "name", yamlTexts(o.Names))
	}
	texts := func(key string, n lang.Name) {
		if n == lang.Same(n.En) {
			line(n.En != "", key, yamlText(n.En))
		} else {
			line(true, key, yamlTexts(n))
		}
	}
	texts("short", o.Short)
	line(o.Year != 0, "year", strconv.Itoa(o.Year))
	line(o.Against != "", "against", yamlText(o.Against))
	texts("listed", o.Listed)
	line(o.Split, "split", "true")
	if words := o.Fit.Words(); len(words) == 1 {
		line(true, "fit", words[0])
	} else {
		line(len(words) > 0, "fit", yamlValue(&words))
	}
	line(len(o.Tags) > 0, "tags", yamlValue(&o.Tags))
	for _, text := range questionLines(o) {
		b.WriteString(text + "\n")
	}
	if len(o.Changes) == 0 {
		line(true, "changes", "[]")
		return b.Bytes()
	}
	b.WriteString("changes:\n")
	for _, c := range o.Changes {
		b.WriteString(changeText(c))
	}
	return b.Bytes()
}

// changeText writes one change of the list.
func changeText(c scenario.Change) string {
	pairs := pairsOf(c.Fields(), scenario.New(c.Kind()).Fields())
	if alone := c.Fields()[0]; alone.Alone && len(pairs) == 1 {
		return fmt.Sprintf("  - %s: %s\n", c.Kind(), pairs[0].value)
	}
	if len(pairs) == 0 {
		return fmt.Sprintf("  - %s: {}\n", c.Kind())
	}
	var b strings.Builder
	fmt.Fprintf(&b, "  - %s:\n", c.Kind())
	for _, p := range pairs {
		fmt.Fprintf(&b, "      %s:", p.key)
		for _, item := range p.items {
			b.WriteString("\n        - " + item)
		}
		if p.items == nil {
			b.WriteString(" " + p.value)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// pair is a key with a value, or with items on separate lines.
type pair struct {
	key, value string
	items      []string
}

// pairsOf writes the required fields, and those that differ from the defaults in
// nothing.
func pairsOf(fields, nothing []scenario.Field) []pair {
	if fields[0].Key {
		return []pair{{key: yamlText(*fields[0].Value.(*string)), value: yamlValue(fields[1].Value)}}
	}
	var out []pair
	for i, f := range fields {
		switch v := f.Value.(type) {
		case **network.Hours:
			if *v != nil {
				out = append(out, hoursPairs(*v)...)
			}
		case *network.Hours:
			out = append(out, hoursPairs(v)...)
		case *[]scenario.Stop:
			if len(*v) > 0 {
				out = append(out, pair{key: f.Name, items: stopItems(*v)})
			}
		default:
			if f.Names != nil && *f.Names != (lang.Name{}) {
				out = append(out, pair{key: f.Name, value: yamlTexts(*f.Names)})
				continue
			}
			if text := yamlValue(f.Value); f.Need || text != yamlValue(nothing[i].Value) {
				out = append(out, pair{key: f.Name, value: text})
			}
		}
	}
	return out
}

func stopItems(stops []scenario.Stop) []string {
	var items []string
	for k := range stops {
		var texts []string
		for _, p := range pairsOf(stops[k].Fields(), new(scenario.Stop).Fields()) {
			texts = append(texts, p.key+": "+p.value)
		}
		items = append(items, "{"+strings.Join(texts, ", ")+"}")
	}
	return items
}

func hoursPairs(h *network.Hours) []pair {
	out := []pair{{key: "days", value: yamlValue(&h.Office)}}
	if h.Evening != 0 {
		out = append(out, pair{key: "evening", value: yamlValue(&h.Evening)})
	}
	if h.Saturday {
		out = append(out, pair{key: "saturday", value: "yes"})
	}
	if h.EveryDays != 0 {
		out = append(out, pair{key: "every_days", value: yamlValue(&h.EveryDays)})
	}
	return out
}

// yamlValue writes the value of a field in one line, and an empty text for a number
// or a location that is not set.
func yamlValue(value any) string {
	switch v := value.(type) {
	case *string:
		return yamlText(*v)
	case *network.Production:
		return yamlText(string(*v))
	case *[]string:
		var items []string
		for _, s := range *v {
			items = append(items, yamlText(s))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case *float64:
		if math.IsNaN(*v) {
			return ""
		}
		return Digits(*v)
	case *int:
		return strconv.Itoa(*v)
	case *bool:
		return strconv.FormatBool(*v)
	case *network.Known:
		return map[network.Known]string{network.Yes: "yes", network.No: "no"}[*v]
	case *uint8:
		if *v == 0 {
			return "[]"
		}
		return field.DaysInWords(*v)
	case *orb.Point:
		return "[" + Digits(v[0]) + ", " + Digits(v[1]) + "]"
	case **orb.Point:
		if *v != nil {
			return yamlValue(*v)
		}
		return ""
	}
	panic(fmt.Sprintf("no option file has a field of %T", value))
}

// yamlTexts writes texts by language.
func yamlTexts(n lang.Name) string {
	var texts []string
	for _, l := range lang.Languages() {
		if text := n.Own(l); text != "" {
			texts = append(texts, string(l)+": "+yamlText(text))
		}
	}
	return "{" + strings.Join(texts, ", ") + "}"
}

// Digits writes a number with all its digits, without an exponent; −0 is 0.
func Digits(v float64) string {
	if v == 0 {
		return "0"
	}
	return float(v)
}

// plainText matches what YAML reads as text without quotes.
var plainText = regexp.MustCompile(`^[A-Za-z_]+[0-9A-Za-z_]*([.-][0-9A-Za-z_]+)*$`)

// otherThanText are words that some YAML readers do not read as text.
var otherThanText = []string{"yes", "no", "y", "n", "true", "false", "on", "off", "null"}

// yamlText writes a text, in quotes unless it is a plain word. Invisible characters
// become escapes.
func yamlText(s string) string {
	if plainText.MatchString(s) && !slices.Contains(otherThanText, strings.ToLower(s)) {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for i, r := range s {
		_, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b.WriteByte(s[i]) // not valid UTF-8
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String() + `"`
}

func float(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
