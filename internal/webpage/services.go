package webpage

import (
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"

	"saavu/internal/board"
	"saavu/internal/draw"
	"saavu/internal/plot"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// services is the section of all services, one tab each.
type services struct {
	Tabs  []serviceTab
	Stamp []string // what is not of the real world, under each set of maps
	Note  string   // whose data the maps show

	Defined template.HTML // what the maps share
}

// serviceTab is one service.
type serviceTab struct {
	ID, Name, Short, Ages string
	Checked               bool
	Blocks                []serviceBlock // one for each reference
}

// serviceBlock is a service against one reference.
type serviceBlock struct {
	Heading  string // "" for the first
	State    []string
	Still    string // that no option changes journeys
	Maps     []figure
	Keys     [][]mapKey
	Others   []figure // differences of other options
	Areas    *areaTable
	Stations *stationTable
	Notes    []string // what changes a reading, and what the ranges are of
}

// figure is a map with its heading.
type figure struct {
	Lead, Name, Sub string // "Change:", the option, "minutes without a car"
	Moves           []shift
	SVG             template.HTML
}

// mapKey is an item of a legend.
type mapKey struct {
	SVG   template.HTML
	Text  string
	Limit bool
}

// Widths of maps in pixels: three next to each other, or four.
const (
	wideMap  = 349
	smallMap = 254
)

// printed is how much larger the names of areas of a wide map are on paper, where three maps
// stand on 180 mm: 7.5 points.
const printed = 1.6

// services fills the section. The service in which most people gain or lose is shown
// first.
func (p *page) services() any {
	r := &p.Report
	out := services{Note: board.Credits(p.w, r), Stamp: board.Stamp(p.w, r)}
	album := plot.NewAlbum(&p.Result, p.w)
	first := p.views[0].MostMoved()
	for s := range r.Services {
		v := &r.Services[s]
		t := serviceTab{ID: fmt.Sprintf("service-%d", s+1), Name: p.w.Name(v.Names.Every(v.Name)), Short: p.views[0].Short(s), Checked: s == first,
			Ages: p.w.Ages(v.Group) + ", " + p.w.People(v.Rows[p.views[0].Ref].People)}
		for i := range p.views {
			if b := p.serviceBlock(album, i, s); b != nil {
				t.Blocks = append(t.Blocks, *b)
			}
		}
		out.Tabs = append(out.Tabs, t)
	}
	out.Defined = p.defined()
	return out
}

// serviceBlock fills one service against the reference of one screen; nil if the screen
// is not the first and nothing differs there.
func (p *page) serviceBlock(album *plot.Album, screen, service int) *serviceBlock {
	v := &p.views[screen]
	moving, idle := p.moving(album, v, service)
	changed := v.MostChanged(service)
	if screen > 0 && moving == nil && changed < 0 {
		return nil
	}
	b := &serviceBlock{State: p.stateOf(v, service)}
	b.Heading = p.heading(v)
	id := fmt.Sprintf("map-%d-%d", service+1, screen+1)
	if len(moving) == 0 {
		if len(v.Options) > 0 {
			b.Still = p.w.Text("services.no_journeys")
		}
		p.todayMap(b, album, v, service, id)
	} else {
		if idle != nil {
			b.Still = p.w.Text("services.idle", "options", idle)
		}
		p.maps(b, album, v, service, moving, id)
		b.Areas = p.areas(v, service, moving)
	}
	option := changed
	if len(moving) > 0 {
		if _, differs := v.StationsOf(service, moving[0][0]); differs {
			option = moving[0][0]
		}
	}
	if len(moving) > 0 || changed >= 0 {
		b.Stations = p.stations(v, service, option)
		b.Notes = p.serviceNotes(v, service)
	}
	return b
}

// moving are the options that change a journey to a service, alike ones together, and the
// names of those that change its places and no journey: a map of these would be empty.
func (p *page) moving(album *plot.Album, v *board.View, service int) (moving []board.Alike, idle []string) {
	for _, a := range p.Moving(v, service) {
		if slices.ContainsFunc(album.Change(a[0], service).Cells, func(c draw.Cell) bool { return c.Class != board.AsLong }) {
			moving = append(moving, a)
		} else {
			idle = append(idle, v.Names(a))
		}
	}
	return moving, idle
}

// stateOf are the sentences about a service in the reference.
func (p *page) stateOf(v *board.View, service int) []string {
	out := []string{v.State(service)}
	row := &p.Report.Services[service].Rows[v.Ref]
	if finite(row.Median) && finite(row.SlowestTenth) {
		out = append(out, p.w.Text("services.half", "half", math.Round(row.Median), "slow", math.Round(row.SlowestTenth)))
	}
	return out
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// serviceNotes are what changes the reading of a service's figures, and what their
// ranges are of.
func (p *page) serviceNotes(v *board.View, service int) []string {
	var out []string
	for _, text := range []string{v.Lent(service, append([]int{v.Ref}, v.Options...)), v.Induced(service, v.Options), v.Idle(service, v.Options)} {
		if text != "" {
			out = append(out, words.Capital(text))
		}
	}
	if basis := p.Report.Services[service].Loads; basis != report.LoadsKnown && len(p.Report.Services[service].Rows[v.Ref].Loads) > 0 {
		out = append(out, p.w.Text("loads."+string(basis)))
	}
	for _, k := range v.Options {
		if places := p.newProviders(service, k); places != nil {
			out = append(out, p.w.Text("services.new_providers", "option", v.Option(k), "places", strings.Join(places, "; ")))
		}
	}
	out = append(out, v.Unjudged(func(s int) bool { return s == service })...)
	out = append(out, v.Estimated(service)...)
	out = append(out, v.Breaches(p.Report.Services[service].ID)...)
	rows := p.Report.Services[service].Rows
	if slices.ContainsFunc(append([]int{v.Ref}, v.Options...), func(k int) bool { return rows[k].AtSchool > 0 }) {
		out = append(out, p.w.Text("page.at_school"))
	}
	return append(out, words.Capital(v.Ranged(service)))
}

// newProviders names the new places of an option that serves a service but brings nobody
// within its limit, as they are of other producers; nil for any other option.
func (p *page) newProviders(service, option int) []string {
	row := &p.Report.Services[service].Rows[option]
	if row.Gain.V > 0 || row.OnlyProvider.V < board.LeastPeople || len(p.Counties) == 0 {
		return nil
	}
	var out []string
	places := p.Places(option, p.Report.Services[service].ID)
	for i := range places {
		if f := places[i].Of; places[i].Sign == board.New {
			out = append(out, p.w.Name(f.Names.Every(f.Name)))
		}
	}
	return out
}
