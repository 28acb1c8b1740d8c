package jsonstat

import (
	"bytes"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"

	"saavu/internal/format/jsondoc"
)

// value is the number of an observation, or the text given instead; the zero
// value is nothing.
type value struct {
	known  bool
	number float64
	text   string
}

// observations reads values and statuses.
func (r *reader) observations(f *file) {
	total := 1
	for _, d := range r.out.Dimensions {
		total *= len(d.Codes)
	}
	switch raw := bytes.TrimSpace(f.Value); {
	case len(raw) > 0 && raw[0] == '[':
		r.list(jsondoc.Text(raw), total)
	case len(raw) > 0 && raw[0] == '{':
		r.sparse(jsondoc.Text(raw), total)
	default:
		r.wrong("value", problemText(raw), "a list or a map of values", "")
	}
	switch raw := bytes.TrimSpace(f.Status); {
	case len(raw) == 0 || string(raw) == "null":
	case raw[0] == '"':
		r.decode("status", raw, &r.out.status)
	case raw[0] == '[':
		var list []string
		if r.decode("status", raw, &list) && len(list) != total && len(list) != 1 {
			r.wrong("status", fmt.Sprintf("%d statuses", len(list)), "one for each observation", "")
		} else if len(list) == 1 {
			r.out.status = list[0]
		} else {
			r.out.statuses = map[int]string{}
			for i, s := range list {
				if s != "" {
					r.out.statuses[i] = s
				}
			}
		}
	default:
		var places map[string]string
		if r.decode("status", raw, &places) {
			r.out.statuses = make(map[int]string, len(places))
			r.places("status", total, maps.Keys(places), func(at int, key string) { r.out.statuses[at] = places[key] })
		}
	}
}

// list reads values given as a list of numbers, texts and nulls.
func (r *reader) list(raw jsondoc.Text, total int) {
	_, f, _ := raw.Items(0, func(at int) (int, *jsondoc.Fault) {
		end := raw.Skip(at)
		v, ok := valueAt(raw, at)
		if !ok {
			return end, &jsondoc.Fault{At: at, Expected: "numbers, texts and null"}
		}
		if len(r.out.values) == total {
			return end, &jsondoc.Fault{}
		}
		r.out.values = append(r.out.values, v)
		return end, nil
	})
	switch n := strconv.Itoa(len(r.out.values)); {
	case f != nil && f.Expected != "":
		r.wrong("value", raw[:raw.Skip(f.At)].Found(f.At), f.Expected, "")
	case f != nil:
		r.wrong("value", "more than "+n+" values", "one for each combination of categories", "")
	case len(r.out.values) != total:
		r.wrong("value", n+" values", "one for each combination of categories", "")
	}
}

func valueAt(t jsondoc.Text, at int) (value, bool) {
	if n, _, ok := t.Number(at); ok {
		return value{known: true, number: n}, true
	}
	s, _, ok := t.String(at)
	return value{text: strings.TrimSpace(s)}, ok || t.Null(at)
}

// sparse reads values keyed by the number of their observation. Observations
// without a value are absent, whatever the sizes.
func (r *reader) sparse(raw jsondoc.Text, total int) {
	list, _ := raw.Members(0)
	places := make(map[string]int, len(list))
	for _, m := range list {
		places[m.Name] = m.At
	}
	found := make(map[int]value, len(places))
	r.out.at = make([]int, 0, len(places))
	r.places("value", total, maps.Keys(places), func(at int, key string) {
		v, ok := valueAt(raw, places[key])
		if !ok {
			r.wrong("value", raw[:raw.Skip(places[key])].Found(places[key])+" at "+key, "numbers, texts and null", "")
		}
		found[at] = v
		r.out.at = append(r.out.at, at)
	})
	sort.Ints(r.out.at)
	for _, at := range r.out.at {
		r.out.values = append(r.out.values, found[at])
	}
}

// places reads keys that are numbers of observations, in the order of the texts
// so that faults are always reported in the same order.
func (r *reader) places(member string, total int, keys iter.Seq[string], each func(at int, key string)) {
	for _, key := range slices.Sorted(keys) {
		at, err := strconv.Atoi(key)
		if err != nil || at < 0 || at >= total || strconv.Itoa(at) != key {
			r.wrong(member, key, "indexes of observations, from 0 to "+strconv.Itoa(total-1), "")
			continue
		}
		each(at, key)
	}
}

func problemText(raw []byte) string {
	if len(raw) == 0 || string(raw) == "null" {
		return ""
	}
	return string(raw)
}
