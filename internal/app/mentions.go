package app

import (
	"reflect"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"saavu/pkg/scenario"
)

// mention is an id in a change: the path of its field as in refusals, and the kind
// of thing that it identifies. made means that the change gives the id to something
// new.
type mention struct {
	field, what string
	id          *string
	made        bool
}

// mentioned is the kind of thing that the ids in a field identify, by the name of
// the field.
var mentioned = map[string]string{
	"facility": "facility", "into": "facility", "facilities": "facility",
	"service": "service", "services": "service", "include": "service", "leave_out": "service",
	"path": "parameter",
}

// mentions copies a change and returns the places of ids in the copy.
func mentions(c scenario.Change) (scenario.Change, []mention) {
	own := reflect.New(reflect.TypeOf(c).Elem())
	own.Elem().Set(reflect.ValueOf(c).Elem())
	c = own.Interface().(scenario.Change)
	return c, among(c.Fields(), "")
}

// among lists the ids in fields and gives the copy its own lists. A facility with an
// optional place is a new one.
func among(fields []scenario.Field, within string) []mention {
	var out []mention
	placed := slices.ContainsFunc(fields, func(f scenario.Field) bool {
		at, free := f.Value.(**orb.Point)
		return free && *at != nil
	})
	for _, f := range fields {
		path, what := within+f.Name, mentioned[f.Name]
		switch v := f.Value.(type) {
		case *[]scenario.Stop:
			*v = slices.Clone(*v)
			for i := range *v {
				out = append(out, among((*v)[i].Fields(), path+"."+strconv.Itoa(i)+".")...)
			}
		case *string:
			if what != "" {
				out = append(out, mention{path, what, v, placed && f.Name == "facility"})
			}
		case *[]string:
			if what == "" {
				continue
			}
			*v = slices.Clone(*v)
			for i := range *v {
				out = append(out, mention{path + "." + strconv.Itoa(i), what, &(*v)[i], false})
			}
		}
	}
	return out
}
