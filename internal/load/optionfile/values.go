package optionfile

import (
	"encoding/json"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/load/field"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
	"saavu/pkg/spatial"
)

// point reads a location in metres of the county's system. Degrees outside its area are
// refused here, where the message can quote them; Apply checks metres.
func point(r *input.Reader, text json.RawMessage, t *yaml.Tree, at []string) orb.Point {
	var p field.Place
	if err := json.Unmarshal(text, &p); err != nil {
		r.Wrong(t, "a value that fits its key", "", at...)
	}
	if !p.Degrees || t.Root.Find(at...).AnyFault() { // half a location is reported already
		return p.Point
	}
	wgs84, err := spatial.ByEPSG(4326)
	degrees := orb.Point{p.Lon, p.Lat}
	if err != nil || !spatial.Within(wgs84, r.Home)(degrees) {
		n := t.Root.Find(at...)
		hint := ""
		if r.Home.InFinland() {
			hint = "latitude is about 60 to 70, longitude 19 to 32"
		}
		r.Problems.Add(problem.Problem{File: t.File, Row: n.Line, Char: n.Col, Found: "lat " + float(p.Lat) + ", lon " + float(p.Lon),
			Expected: "a place " + r.Home.Where(), Hint: hint})
	}
	return wgs84.To(r.Home)(degrees)
}

// readChange converts one change to that of package scenario; nil for one that the
// schema has refused.
func readChange(r *input.Reader, f changeFile, t *yaml.Tree, i string) scenario.Change {
	for kind, text := range f {
		if c := scenario.New(kind); c != nil {
			fields(r, c.Fields(), text, t, []string{"changes", i, kind})
			return c
		}
	}
	return nil
}

// fields reads a map of fields, or a text that is short for one of them.
func fields(r *input.Reader, fields []scenario.Field, text json.RawMessage, t *yaml.Tree, at []string) {
	var keys map[string]json.RawMessage
	if alone := slices.IndexFunc(fields, func(f scenario.Field) bool { return f.Alone }); alone >= 0 && text[0] == '"' {
		keys = map[string]json.RawMessage{fields[alone].Name: text}
	} else if err := json.Unmarshal(text, &keys); err != nil {
		return // the schema has refused it
	}
	if fields[0].Key {
		for key, value := range keys {
			*fields[0].Value.(*string), keys = key, map[string]json.RawMessage{fields[1].Name: value}
		}
	}
	for _, f := range fields {
		here := append(slices.Clone(at), f.Name)
		switch v := f.Value.(type) {
		case **network.Hours:
			*v = openingHours(r, text, t, at)
		case *network.Hours:
			if h := openingHours(r, text, t, at); h != nil {
				*v = *h
			} else if f.Need && !t.Root.Find(at...).AnyFault() {
				r.Wrong(t, "opening hours: days, evening, saturday or every_days", "", at...)
			}
		default:
			value := keys[f.Name]
			if f.Names != nil && len(value) > 0 && value[0] == '{' {
				var by field.Name
				if err := json.Unmarshal(value, &by); err == nil { // else the schema has refused it
					*f.Names, *f.Value.(*string) = by.By, by.Plain()
				}
				continue
			}
			if value != nil && string(value) != "null" {
				readValue(r, f.Value, value, t, here)
			}
		}
	}
}

// readValue reads the value of one field.
func readValue(r *input.Reader, to any, text json.RawMessage, t *yaml.Tree, at []string) {
	var err error
	switch to := to.(type) {
	case *orb.Point:
		*to = point(r, text, t, at)
	case **orb.Point:
		p := point(r, text, t, at)
		*to = &p
	case *network.Known:
		err = json.Unmarshal(text, (*field.YesNo)(to))
	case *uint8:
		*to = days(r, text, t, at)
	case *[]scenario.Stop:
		var stops []json.RawMessage
		err = json.Unmarshal(text, &stops)
		*to = make([]scenario.Stop, len(stops))
		for k := range stops {
			fields(r, (*to)[k].Fields(), stops[k], t, append(slices.Clone(at), strconv.Itoa(k)))
		}
	default:
		err = json.Unmarshal(text, to)
	}
	if err != nil {
		r.Wrong(t, "a value that fits its key", "", at...)
	}
}

// days reads weekdays.
func days(r *input.Reader, text json.RawMessage, t *yaml.Tree, at []string) uint8 {
	var words field.Days
	err := json.Unmarshal(text, &words)
	days, ok := field.ParseDays(words...)
	if err != nil || !ok {
		r.Wrong(t, field.DayWords, "from the earlier day to the later", at...)
	}
	return days
}

// openingHours reads the hours among fields; nil if there are none. If only an
// evening, a Saturday or an interval is given, there are office hours on all
// weekdays.
func openingHours(r *input.Reader, text json.RawMessage, t *yaml.Tree, at []string) *network.Hours {
	var f hoursFile
	if err := json.Unmarshal(text, &f); err != nil { // it is a text, or the schema has reported it
		return nil
	}
	if f.Days == nil && f.Evening == nil && network.Known(f.Saturday) == network.Unknown && f.EveryDays == 0 {
		return nil
	}
	h := &network.Hours{Office: network.AllWeek, Saturday: network.Known(f.Saturday) == network.Yes, EveryDays: f.EveryDays}
	var ok bool
	if f.Days != nil {
		if h.Office, ok = field.ParseDays(f.Days...); !ok {
			r.Wrong(t, field.DayWords, "from the earlier day to the later", append(at, "days")...)
		}
	}
	if h.Evening, ok = field.ParseDays(f.Evening...); !ok {
		r.Wrong(t, field.DayWords, "from the earlier day to the later", append(at, "evening")...)
	}
	return h
}
