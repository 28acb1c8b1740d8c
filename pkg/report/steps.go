package report

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// Step is one change of an option as facts in no particular language.
type Step struct {
	Kind, Lever string
	Fields      []Fact    // its values, by the names of option files
	Places      []Site    // of the facilities that it names, each once
	Services    []Called  // of the services that it names, each once
	Buildings   []Called  // of the buildings that it names
	Parameter   lang.Name // that a change of the kind set names
}

// Called is what a service or a building is called.
type Called struct {
	ID           string
	Names, Short lang.Name
}

// Fact is one value of a change or a Message. In a change the value is a text, ids
// ([]string), a number, a bool, a place, weekdays ([]int, Monday is 1), hours
// ([]Fact) or stops ([][]Fact).
type Fact struct {
	Name  string
	Value any
}

// Site is the place and status of a facility in the county before and after the
// whole option. A status of "" means that the facility does not exist.
type Site struct {
	ID, Name      string
	Names         lang.Name // in every language
	From, To      []float64 // x and y in EPSG:3067 metres; nil if unknown
	Before, After network.Status
}

// StepOf returns a change as facts. Values that are not given are left out, as in
// option files. Before and after are the networks before and after the whole option.
func StepOf(c scenario.Change, before, after *network.Network) Step {
	given := scenario.Given(c.Fields(), scenario.New(c.Kind()).Fields())
	out := Step{Kind: c.Kind(), Lever: string(c.Lever()), Fields: factsOf(given)}
	for _, id := range facilitiesOf(given) {
		if !slices.ContainsFunc(out.Places, func(p Site) bool { return p.ID == id }) {
			out.Places = append(out.Places, standing(id, before, after))
		}
	}
	services := servicesOf(given)
	if of, ok := c.(*scenario.Contract); ok && services == nil {
		for _, k := range before.Contracts {
			if k.Terms != nil && k.Terms.ID == of.ID {
				services = []string{before.Services[k.Service].ID}
			}
		}
	}
	for _, id := range services {
		if i := before.Service(id); i >= 0 && !slices.ContainsFunc(out.Services, func(c Called) bool { return c.ID == id }) {
			v := &before.Services[i]
			out.Services = append(out.Services, Called{ID: id, Names: v.Name.Or(v.Name), Short: v.Short.Or(v.Name)})
		}
	}
	for _, f := range given {
		if id, ok := f.Value.(*string); ok && f.Name == "building" {
			if i := before.Building(*id); i >= 0 {
				out.Buildings = append(out.Buildings, Called{ID: *id, Names: before.Buildings[i].Called()})
			}
		}
	}
	return out
}

// servicesOf lists the services that the fields name.
func servicesOf(fields []scenario.Field) []string {
	var out []string
	for _, f := range fields {
		switch v := f.Value.(type) {
		case *string:
			if f.Name == "service" {
				out = append(out, *v)
			}
		case *[]string:
			if f.Name == "services" {
				out = append(out, *v...)
			}
		}
	}
	return out
}

// standing finds a facility before and after.
func standing(id string, before, after *network.Network) Site {
	p := Site{ID: id}
	if i := before.Facility(id); i >= 0 {
		f := &before.Facilities[i]
		p.Name, p.Names, p.From, p.Before = f.Name, f.Called(), placeOf(f), f.Status
	}
	if i := after.Facility(id); i >= 0 {
		f := &after.Facilities[i]
		p.Name, p.Names, p.To, p.After = f.Name, f.Called(), placeOf(f), f.Status
	}
	return p
}

// facilitiesOf lists the facilities that the fields name.
func facilitiesOf(fields []scenario.Field) []string {
	var out []string
	for _, f := range fields {
		switch v := f.Value.(type) {
		case *string:
			if f.Place {
				out = append(out, *v)
			}
		case *[]string:
			if f.Place {
				out = append(out, *v...)
			}
		case *[]scenario.Stop:
			for k := range *v {
				out = append(out, facilitiesOf((*v)[k].Fields())...)
			}
		}
	}
	return out
}

// factsOf returns the values of the fields.
func factsOf(fields []scenario.Field) []Fact {
	out := []Fact{}
	for _, f := range fields {
		out = append(out, Fact{f.Name, valueOf(f.Value)})
	}
	return out
}

func valueOf(value any) any {
	switch v := value.(type) {
	case *string:
		return *v
	case *network.Production:
		return string(*v)
	case *[]string:
		return *v
	case *float64:
		return *v
	case *int:
		return *v
	case *bool:
		return *v
	case *network.Known:
		return v.Word()
	case *uint8:
		return weekdays(*v)
	case *orb.Point:
		return *v
	case **orb.Point:
		if *v == nil {
			return nil
		}
		return **v
	case *network.Hours:
		return hoursOf(v)
	case **network.Hours:
		return hoursOf(*v)
	case *[]scenario.Stop:
		var out [][]Fact
		for k := range *v {
			out = append(out, factsOf(scenario.Given((*v)[k].Fields(), new(scenario.Stop).Fields())))
		}
		return out
	}
	panic(fmt.Sprintf("no report has a field of %T", value))
}

func hoursOf(h *network.Hours) []Fact {
	if h == nil {
		return nil
	}
	out := []Fact{{"days", weekdays(h.Office)}, {"evening", weekdays(h.Evening)}, {"saturday", h.Saturday}}
	if h.EveryDays > 0 {
		out = append(out, Fact{"every_days", h.EveryDays})
	}
	return append(out, Fact{"days_per_week", h.DaysPerWeek()})
}

// weekdays lists days by number; Monday is 1.
func weekdays(days uint8) []int {
	out := []int{}
	for d := range 8 {
		if days>>d&1 != 0 {
			out = append(out, d+1)
		}
	}
	return out
}

// placeOf returns the place of a facility; nil if unknown.
func placeOf(f *network.Facility) []float64 {
	if f.Class == network.ClassNone {
		return nil
	}
	return []float64{f.At[0], f.At[1]}
}
