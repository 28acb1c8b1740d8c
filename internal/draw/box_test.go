package draw

import (
	"fmt"

	"github.com/paulmach/orb"
)

// boxOf is what a shape covers, in pixels, with half of its stroke.
func boxOf(s Shape) orb.Bound {
	around := func(st Style, b orb.Bound) orb.Bound {
		if st.Stroke == "" {
			return b
		}
		return b.Pad(st.Width / 2)
	}
	var all orb.MultiPoint
	switch s := s.(type) {
	case Rect:
		return around(s.Style, orb.Bound{Min: orb.Point{s.X, s.Y}, Max: orb.Point{s.X + s.W, s.Y + s.H}})
	case Circle:
		return around(s.Style, orb.Bound{Min: orb.Point{s.X - s.R, s.Y - s.R}, Max: orb.Point{s.X + s.R, s.Y + s.R}})
	case Path:
		for _, line := range s.Lines {
			all = append(all, line...)
		}
		return around(s.Style, all.Bound())
	case Runs:
		for _, b := range s.Bars {
			all = append(all, orb.Point{b.X, b.Y - s.Height/2}, orb.Point{b.X + b.W, b.Y + s.Height/2})
		}
		return all.Bound()
	case Text:
		return s.box()
	case Group:
		b := boxOf(s.Shapes[0])
		for _, part := range s.Shapes[1:] {
			b = b.Union(boxOf(part))
		}
		return b
	}
	panic(fmt.Sprintf("a shape of the type %T", s))
}
