package jsonstat

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
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
		r.list(raw, total)
	case len(raw) > 0 && raw[0] == '{':
		r.sparse(raw, total)
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

// list reads values given as a list.
func (r *reader) list(raw []byte, total int) {
	in := json.NewDecoder(bytes.NewReader(raw))
	if _, err := in.Token(); err != nil {
		r.wrong("value", err.Error(), "a list of values", "")
		return
	}
	for in.More() {
		v, ok := r.one(in)
		if !ok {
			return
		}
		if len(r.out.values) < total {
			r.out.values = append(r.out.values, v)
			continue
		}
		total = -1
		break
	}
	if len(r.out.values) != total {
		n := strconv.Itoa(len(r.out.values))
		if total < 0 {
			n = "more than " + n
		}
		r.wrong("value", n+" values", "one for each combination of categories", "")
	}
}

// one reads a number, a text or null.
func (r *reader) one(in *json.Decoder) (value, bool) {
	token, err := in.Token()
	if err != nil {
		r.wrong("value", err.Error(), "a list of values", "")
		return value{}, false
	}
	v, ok := toValue(token)
	if !ok {
		r.wrong("value", fmt.Sprint(token), "numbers, texts and null", "")
	}
	return v, ok
}

func toValue(token any) (value, bool) {
	switch x := token.(type) {
	case nil:
		return value{}, true
	case float64:
		return value{known: true, number: x}, true
	case string:
		return value{text: strings.TrimSpace(x)}, true
	}
	return value{}, false
}

// sparse reads values keyed by the number of their observation. Observations
// without a value are absent, whatever the sizes.
func (r *reader) sparse(raw []byte, total int) {
	var places map[string]any
	if !r.decode("value", raw, &places) {
		return
	}
	found := make(map[int]value, len(places))
	r.out.at = make([]int, 0, len(places))
	r.places("value", total, maps.Keys(places), func(at int, key string) {
		v, ok := toValue(places[key])
		if !ok {
			r.wrong("value", "a list or a map at "+key, "numbers, texts and null", "")
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
