// Package plot makes the pictures of a comparison: maps and charts of internal/draw,
// filled with values of internal/board, with their words and a text alternative made
// from the same figures. A page, single picture files and tests take the same pictures.
// The package writes no file.
package plot

import (
	"math"

	"github.com/paulmach/orb"

	"saavu/internal/board"
	"saavu/internal/draw"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// Album makes the pictures of one comparison in one language. Its maps share a frame,
// an outline and the names of areas, so that they can be laid side by side.
type Album struct {
	*board.Result
	W      *words.Words
	atlas  board.Atlas
	frame  orb.Bound
	labels []draw.Label
	ground []draw.Background
}

// NewAlbum prepares the maps of a comparison.
func NewAlbum(res *board.Result, w *words.Words) *Album {
	a := &Album{Result: res, W: w.Solid(), atlas: res.AtlasOf()}
	a.frame = ringed(draw.FrameOf(a.atlas.Centres, a.atlas.Side), res)
	for _, l := range a.atlas.Labels {
		a.labels = append(a.labels, draw.Label{At: l.At, Text: w.Name(l.Names)})
	}
	kinds := map[string]draw.Layer{report.Water: draw.Water, report.Roads: draw.Road, report.Rail: draw.Rail}
	for _, b := range res.Background {
		if kind, known := kinds[b.Kind]; known {
			a.ground = append(a.ground, draw.Background{Of: orb.Collection{b.Areas, b.Lines}, Kind: kind})
		}
	}
	return a
}

// mostMargin is by how much of its longer side a frame grows for rings of places.
const mostMargin = 0.08

// ringed is a frame that also holds the rings of uncertain places in it, of all options,
// unless they reach far beyond.
func ringed(frame orb.Bound, res *board.Result) orb.Bound {
	out := frame
	for _, county := range res.Counties {
		for i := range county.Network.Facilities {
			f := &county.Network.Facilities[i]
			if ring, _ := board.Ring(f.Class); ring > 0 && frame.Contains(f.At) {
				out = out.Union(f.At.Bound().Pad(1.05 * ring))
			}
		}
	}
	most := frame.Pad(mostMargin * max(frame.Max[0]-frame.Min[0], frame.Max[1]-frame.Min[1]))
	for i := range 2 {
		out.Min[i], out.Max[i] = max(out.Min[i], most.Min[i]), min(out.Max[i], most.Max[i])
	}
	return out
}

// Minutes is the map of minutes without a car to the nearest place of a service.
func (a *Album) Minutes(option, service int) *draw.Map {
	m := a.base(option, service, a.Result.Minutes(option, service), draw.Minutes)
	m.Title = a.W.Text("map.minutes_title", "service", a.service(service), "option", a.option(option))
	m.Desc = a.described(option, service)
	return m
}

// Change is the map of the change of journeys from an option's reference.
func (a *Album) Change(option, service int) *draw.Map {
	m := a.base(option, service, a.Changes(option, service), draw.Change)
	m.Pierced = []int{a.pierced(service)}
	ref := a.Report.Options[option].Against
	row := &a.Report.Services[service].Rows[option]
	m.Title = a.W.Text("map.change_title", "service", a.service(service), "option", a.option(option), "reference", a.option(ref))
	m.Desc = a.W.Text("map.change_desc", "gain", a.W.Count(row.Gain.V), "lose", a.W.Count(row.Lose.V)) + a.movedAreas(row)
	return m
}

// base is a map without its title.
func (a *Album) base(option, service int, squares []board.Square, colors []string) *draw.Map {
	m := &draw.Map{Side: a.atlas.Side, Colors: colors, Outline: a.atlas.Outline, Areas: a.atlas.Areas, Background: a.ground, Labels: a.labels,
		Frame: a.frame, ScaleKm: draw.ScaleFor(a.frame)}
	m.ScaleText = a.W.Text("map.scale", "km", m.ScaleKm)
	m.Cells = make([]draw.Cell, len(squares))
	for i, s := range squares {
		m.Cells[i] = draw.Cell{At: a.Grid.Centres[s.Cell], Class: s.Class, Size: s.Size}
		if a.Grid.Shapes != nil {
			m.Cells[i].Shape = a.Grid.Shapes[s.Cell]
		}
	}
	signs := map[board.Sign]draw.Sign{board.AsBefore: draw.AsBefore, board.New: draw.New, board.Mobile: draw.Mobile, board.Closed: draw.Closed}
	for _, p := range a.Places(option, a.Report.Services[service].ID) {
		ring, _ := board.Ring(p.Of.Class)
		if p.Sign == board.Closed {
			ring = 0
		}
		m.Places = append(m.Places, draw.Place{At: p.Of.At, Sign: signs[p.Sign], Name: a.W.Name(p.Of.Called()), Uncertain: ring})
	}
	return m
}

// service is the name of a service.
func (a *Album) service(s int) string {
	v := &a.Report.Services[s]
	return a.W.Name(v.Names.Every(v.Name))
}

// option is the short name of an option.
func (a *Album) option(k int) string {
	if k < 0 {
		return words.Dash
	}
	return a.W.ShortOption(&a.Report.Options[k])
}

// described says how many get there, and where fewest do.
func (a *Album) described(option, service int) string {
	s := &a.Report.Services[service]
	row := &s.Rows[option]
	if !row.GetsThere.Usable() || !s.LimitMin.Known {
		return a.W.Text("map.unknown_desc")
	}
	text := a.W.Text("map.minutes_desc", "share", a.W.Share(report.Exact(row.GetsThere.V)), "minutes", math.Round(s.LimitMin.V*10)/10)
	if row.WorstArea != "" {
		text += " " + a.W.Text("map.worst_desc", "area", a.W.Worst(row), "share", a.W.Share(report.Exact(row.WorstShare.V)))
	}
	return text
}

// movedAreas names the areas where most people gain and lose.
func (a *Album) movedAreas(row *report.Row) string {
	text := ""
	for _, m := range []struct {
		key string
		of  func(*report.Area) float64
	}{{"map.most_gain", func(x *report.Area) float64 { return x.Gain }}, {"map.most_lose", func(x *report.Area) float64 { return x.Lose }}} {
		best, at := board.LeastPeople, -1
		for i := range row.Areas {
			if n := m.of(&row.Areas[i]); n > best {
				best, at = n, i
			}
		}
		if at >= 0 {
			text += " " + a.W.Text(m.key, "area", row.Areas[at].Names.Every(row.Areas[at].Name), "n", a.W.Count(best))
		}
	}
	return text
}
