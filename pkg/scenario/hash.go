package scenario

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/pkg/network"
)

// HashVersion is raised with every change to the encoding of Hashes, so that
// the meaning of an earlier hash never changes.
const HashVersion = 1

// Hashes returns the hash of every option of a list, as 64 hexadecimal digits. Options
// with equal changes, year and chain of references have the same hash. Against is the id
// of the reference in the list; empty or the option's own id means none. year is the base
// year, for options without one. It is an error if several options share an id, a
// reference is not in the list, references form a cycle, or a change is nil.
//
// A hash is the SHA-256 of canonical JSON (RFC 8785) of an object with
//
//	version  HashVersion
//	year     the option's year
//	against  the hash of the reference, as if it had no split; left out without one
//	split    true if each lever is reported separately; else left out
//	fit      the words of Option.Fit, sorted; left out where nothing is fitted
//	changes  in order, each an object of its kind with an object of its fields
//
// Fields have the names of Change.Fields. A field with its default value is
// left out unless it is required, so an explicit default gives the same hash.
// Locations are [x, y], weekdays are lists of 1 (Monday) to 5. The option's id,
// its name, its tags, the reason why it is listed and Label fields are left out, since no
// figure depends on them. The hash does not depend on the county. So two
// options that mean the same only because of the county's data, such as one
// that names all services and one that names none, have different hashes.
func Hashes(options []Option, year int) ([]string, error) {
	h := hashing{options: options, year: year, at: map[string]int{}, whole: make([]string, len(options))}
	for i := range options {
		if _, twice := h.at[options[i].ID]; twice {
			return nil, fmt.Errorf("two options have the id %q", options[i].ID)
		}
		h.at[options[i].ID] = i
	}
	out := make([]string, len(options))
	for i := range options {
		if err := h.hash(i, nil); err != nil {
			return nil, err
		}
		if out[i] = h.whole[i]; options[i].Split {
			out[i] = sum(h.encode(&options[i], true))
		}
	}
	return out, nil
}

// hashing is the state of Hashes.
type hashing struct {
	options []Option
	year    int
	at      map[string]int // index of each id in options
	whole   []string       // hashes as if no option had a split
}

func sum(text string) string {
	s := sha256.Sum256([]byte(text))
	return hex.EncodeToString(s[:])
}

// hash computes the hash of option i after that of its reference. path holds
// the options that depend on it.
func (h *hashing) hash(i int, path []string) error {
	o := &h.options[i]
	switch {
	case h.whole[i] != "":
		return nil
	case slices.Contains(o.Changes, nil):
		return fmt.Errorf("option %s has an empty change", o.ID)
	}
	if path = append(path, o.ID); slices.Contains(path[:len(path)-1], o.ID) {
		return fmt.Errorf("options are compared in a cycle: %s", strings.Join(path, ", "))
	}
	if o.Against != "" && o.Against != o.ID {
		j, ok := h.at[o.Against]
		if !ok {
			return fmt.Errorf("option %s is compared with %q, which does not exist", o.ID, o.Against)
		}
		if err := h.hash(j, path); err != nil {
			return err
		}
	}
	h.whole[i] = sum(h.encode(o, false))
	return nil
}

// encode writes an option as canonical JSON. The hash of its reference is computed
// already.
func (h *hashing) encode(o *Option, split bool) string {
	year := o.Year
	if year == 0 {
		year = h.year
	}
	var changes []string
	for _, c := range o.Changes {
		changes = append(changes, object([]member{{c.Kind(), encodeFields(c.Fields(), New(c.Kind()).Fields())}}))
	}
	members := []member{{"version", strconv.Itoa(HashVersion)}, {"year", strconv.Itoa(year)}, {"changes", array(changes)}}
	if o.Against != "" && o.Against != o.ID {
		members = append(members, member{"against", quoted(h.whole[h.at[o.Against]])})
	}
	if split {
		members = append(members, member{"split", "true"})
	}
	if words := o.Fit.Words(); words != nil {
		members = append(members, member{"fit", encodeValue(&words)})
	}
	return object(members)
}

// encodeFields writes the fields of a change that are not defaults, without labels.
func encodeFields(fields, nothing []Field) string {
	var members []member
	for _, f := range Given(fields, nothing) {
		if !f.Label {
			members = append(members, member{f.Name, encodeValue(f.Value)})
		}
	}
	return object(members)
}

// Given returns the required fields and those that differ from the defaults.
// nothing holds the default fields, those of New or of an empty Stop.
func Given(fields, nothing []Field) []Field {
	var out []Field
	for i, f := range fields {
		if f.Need || encodeValue(f.Value) != encodeValue(nothing[i].Value) {
			out = append(out, f)
		}
	}
	return out
}

// encodeValue writes the value of a field; null for an unset number or location.
func encodeValue(value any) string {
	switch v := value.(type) {
	case *string:
		return quoted(*v)
	case *network.Production:
		return quoted(string(*v))
	case *[]string:
		var items []string
		for _, s := range *v {
			items = append(items, quoted(s))
		}
		return array(items)
	case *[]Stop:
		var items []string
		for k := range *v {
			items = append(items, encodeFields((*v)[k].Fields(), new(Stop).Fields()))
		}
		return array(items)
	case *float64:
		return digits(*v)
	case *int:
		return strconv.Itoa(*v)
	case *bool:
		return strconv.FormatBool(*v)
	case *network.Known:
		return quoted(v.Word())
	case *uint8:
		return weekdays(*v)
	case *orb.Point:
		return array([]string{digits(v[0]), digits(v[1])})
	case *network.Hours:
		return object([]member{{"days", weekdays(v.Office)}, {"evening", weekdays(v.Evening)},
			{"every_days", digits(v.EveryDays)}, {"saturday", strconv.FormatBool(v.Saturday)}})
	case **orb.Point:
		if *v != nil {
			return encodeValue(*v)
		}
		return "null"
	case **network.Hours:
		if *v != nil {
			return encodeValue(*v)
		}
		return "null"
	}
	panic(fmt.Sprintf("no hash has a field of %T", value))
}

// member is a key of an object with its value as JSON.
type member struct{ key, value string }

// object writes an object with sorted keys.
func object(members []member) string {
	slices.SortFunc(members, func(a, b member) int { return strings.Compare(a.key, b.key) })
	items := make([]string, len(members))
	for i, m := range members {
		items[i] = quoted(m.key) + ":" + m.value
	}
	return "{" + strings.Join(items, ",") + "}"
}

func array(items []string) string { return "[" + strings.Join(items, ",") + "]" }

// weekdays writes days as a list of numbers from 1, Monday.
func weekdays(days uint8) string {
	var items []string
	for d := range 8 {
		if days>>d&1 != 0 {
			items = append(items, strconv.Itoa(d+1))
		}
	}
	return array(items)
}

// quoted writes a text as in RFC 8785: only quotes, backslashes and control
// characters are escaped.
func quoted(s string) string {
	const short = "\b\t\n\f\r"
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b.WriteString(`\` + string(rune(c)))
		case c >= 0x20:
			b.WriteByte(c)
		case strings.IndexByte(short, c) >= 0:
			b.WriteString(`\` + "btnfr"[strings.IndexByte(short, c):][:1])
		default:
			fmt.Fprintf(&b, `\u%04x`, c)
		}
	}
	return b.String() + `"`
}

// digits writes a number as in RFC 8785: the fewest digits that identify it,
// with an exponent below a millionth and from 10²¹ on; NaN is null.
func digits(v float64) string {
	size := math.Abs(v)
	switch {
	case math.IsNaN(v):
		return "null"
	case v == 0:
		return "0"
	case size >= 1e-6 && size < 1e21:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'e', -1, 64), "e")
	if exponent == "" { // infinity
		return mantissa
	}
	return mantissa + "e" + exponent[:1] + strings.TrimLeft(exponent[1:], "0")
}
