package webpage

import (
	"bytes"
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
	moving := p.Moving(v, service)
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

// todayMap adds the map of the reference alone.
func (p *page) todayMap(b *serviceBlock, album *plot.Album, v *board.View, service int, id string) {
	today := album.Minutes(v.Ref, service)
	sized(wideMap, today)
	b.Maps = []figure{p.minutesFigure(today, v, v.Ref, id)}
	b.Keys = p.keys(id, album.MinuteItems(service), album.SignItems(today))
}

// maps adds the maps of the reference, of the option that moves most people, and of the
// difference, and the differences of the other options.
func (p *page) maps(b *serviceBlock, album *plot.Album, v *board.View, service int, moving []board.Alike, id string) {
	most := moving[0][0]
	today, option, change := album.Minutes(v.Ref, service), album.Minutes(most, service), album.Change(most, service)
	all := []*draw.Map{today, option, change}
	sized(wideMap, all...)
	b.Maps = []figure{p.minutesFigure(today, v, v.Ref, id+"-a"), p.minutesFigure(option, v, most, id+"-b"), p.changeFigure(change, v, service, moving[0], id+"-c")}
	var others []*draw.Map
	for _, a := range moving[1:] {
		others = append(others, album.Change(a[0], service))
	}
	sized(smallMap, others...)
	for i, m := range others {
		b.Others = append(b.Others, p.changeFigure(m, v, service, moving[i+1], fmt.Sprintf("%s-%d", id, i+1)))
	}
	b.Keys = p.keys(id, album.MinuteItems(service), album.ChangeItems(service), album.SignItems(append(all, others...)...))
}

// sized gives maps a width, and names in the same places. All maps of one width share
// ground and lines.
func sized(width float64, maps ...*draw.Map) {
	for _, m := range maps {
		m.Width, m.Share = width, fmt.Sprintf("base-%g", width)
	}
	draw.PlaceNames(maps...)
}

// minutesFigure is a map of minutes with its heading.
func (p *page) minutesFigure(m *draw.Map, v *board.View, option int, id string) figure {
	name := p.w.ShortOption(&p.Report.Options[option])
	if option == v.Ref {
		name = v.Head()
	}
	return figure{Name: name, Sub: p.w.Text("services.minutes"), SVG: p.mapped(m, id)}
}

// changeFigure is a map of change with its heading: the options that it holds for, and
// who gains and loses.
func (p *page) changeFigure(m *draw.Map, v *board.View, service int, options board.Alike, id string) figure {
	f := figure{Lead: p.w.Text("services.change"), Name: v.Names(options), SVG: p.mapped(m, id)}
	c := v.Moves(service, options[0])
	for i := range c.Moves {
		m := &c.Moves[i]
		if !m.Unclear() {
			f.Moves = append(f.Moves, p.shift(m.Arrow, toneClass[m.Tone], m.Full(p.w)))
			continue
		}
		for _, e := range m.Ends {
			f.Moves = append(f.Moves, p.shift(e.Arrow, "", e.Number))
		}
	}
	return f
}

// shift is people who gain or lose.
type shift struct{ Class, Arrow, Word, Text string }

func (p *page) shift(arrow, class, text string) shift {
	return shift{class, arrow, p.word(board.Reach, arrow), text}
}

// keys are the rows of a legend.
func (p *page) keys(id string, rows ...[]draw.Item) [][]mapKey {
	var out [][]mapKey
	n := 0
	for _, row := range rows {
		var keys []mapKey
		for _, item := range row {
			n++
			keys = append(keys, mapKey{inline(item.Picture(), fmt.Sprintf("%s-key-%d", id, n), "key-sign"), item.Text, item.Key == draw.LimitBar})
		}
		out = append(out, keys)
	}
	return slices.DeleteFunc(out, func(row []mapKey) bool { return row == nil })
}

// mapped is a map as an element of the page; what maps share is kept for defined.
func (p *page) mapped(m *draw.Map, id string) template.HTML {
	picture := m.Picture()
	p.shared = append(p.shared, picture)
	return inline(picture, id, "map")
}

// defined is what the maps of the page share.
func (p *page) defined() template.HTML {
	var b bytes.Buffer
	_ = draw.Define(&b, p.shared...) // a buffer takes everything
	return template.HTML(b.String())
}

// inline is a picture as an element of the page.
func inline(picture *draw.Picture, id, class string) template.HTML {
	var b bytes.Buffer
	_ = picture.Inline(&b, id, class) // a buffer takes everything
	return template.HTML(b.String())
}
