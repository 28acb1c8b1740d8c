package plot

import (
	"slices"

	"saavu/internal/board"
	"saavu/internal/draw"
)

// MinuteItems explain the colours of maps of minutes, with the limit between them.
func (a *Album) MinuteItems(service int) []draw.Item {
	c := board.ClassesOf(&a.Report.Services[service])
	var out []draw.Item
	item := func(class int, text string) {
		if c.Limit > 0 && class == c.Limit {
			out = append(out, draw.Item{Key: draw.LimitBar, Text: board.LimitName(a.W, &a.Report.Services[service])})
		}
		out = append(out, draw.Item{Key: draw.Swatch, Color: draw.Minutes[class], Text: text})
	}
	for class, name := range board.MinuteNames(a.W, c) {
		item(class, name)
	}
	return out
}

// ChangeItems explain the colours of maps of change.
func (a *Album) ChangeItems(service int) []draw.Item {
	var out []draw.Item
	pierced := a.pierced(service)
	for class, name := range board.ChangeNames(a.W) {
		if pierced == board.Longer && (class == board.NowInTime || class == board.NotInTime) {
			continue
		}
		out = append(out, draw.Item{Key: draw.Swatch, Color: draw.Change[class], Pierced: class == pierced, Text: name})
	}
	return out
}

// pierced is the class of a change that differs from the others in grey print too: who is
// no longer in time or, without a limit, whose journey is longer.
func (a *Album) pierced(service int) int {
	if board.ClassesOf(&a.Report.Services[service]).Limit == 0 {
		return board.Longer
	}
	return board.NotInTime
}

// SignItems explain the signs of places and the sizes of squares that some of the maps
// have, and where nobody lives.
func (a *Album) SignItems(maps ...*draw.Map) []draw.Item {
	keys := [...]string{draw.AsBefore: "map.open", draw.New: "map_new", draw.Mobile: "map_mobile", draw.Closed: "map.closed"}
	var out []draw.Item
	some := func(of func(draw.Place) bool) bool {
		return slices.ContainsFunc(maps, func(m *draw.Map) bool { return slices.ContainsFunc(m.Places, of) })
	}
	for sign, key := range keys {
		if some(func(p draw.Place) bool { return p.Sign == draw.Sign(sign) }) {
			out = append(out, draw.Item{Key: draw.SignKey, Sign: draw.Sign(sign), Text: a.W.Text(key)})
		}
	}
	if some(func(p draw.Place) bool { return p.Uncertain > 0 }) {
		out = append(out, draw.Item{Key: draw.UncertainRing, Text: a.W.Text("map.uncertain")})
	}
	var sizes []int
	for _, size := range []int{board.Few, board.Some, board.Many} {
		if slices.ContainsFunc(maps, func(m *draw.Map) bool {
			return slices.ContainsFunc(m.Cells, func(c draw.Cell) bool { return c.Size == size })
		}) {
			sizes = append(sizes, size)
		}
	}
	if len(sizes) > 1 {
		fewer := a.W.Text("map.fewer_people")
		if a.Grid.Shapes != nil {
			fewer = a.W.Text("map.fewer_in_cell")
		}
		out = append(out, draw.Item{Key: draw.SizesKey, Color: draw.Minutes[1], Sizes: sizes, Text: fewer})
	}
	nobody := a.W.Text("map_nobody")
	if a.Result.Public() {
		nobody += " " + a.W.Text("map_few", "n", board.PublicLeast)
	}
	return append(out, draw.Item{Key: draw.Swatch, Color: draw.Ground, Text: nobody})
}
