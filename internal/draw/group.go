package draw

import (
	"io"
)

// Group is shapes that several pictures of a page have in common. Inline writes a
// reference to the group of the id, which Define writes once; a file has the shapes.
type Group struct {
	ID     string
	Shapes []Shape
}

// Define writes the groups of pictures that stand inside a page, each once, as an element
// that shows nothing. Groups of one id are alike. It writes nothing without groups.
// Errors are those of the writer.
func Define(w io.Writer, pictures ...*Picture) error {
	b := &markup{inline: true}
	known := map[string]bool{}
	for _, p := range pictures {
		for _, s := range p.Shapes {
			g, ok := s.(Group)
			if !ok || known[g.ID] {
				continue
			}
			known[g.ID] = true
			b.WriteString("<g")
			b.attribute("id", g.ID)
			b.WriteString(">\n")
			for _, s := range g.Shapes {
				s.write(b)
			}
			b.WriteString("</g>\n")
		}
	}
	if len(known) == 0 {
		return nil
	}
	_, err := io.WriteString(w, "<svg class=\"defined\" width=\"0\" height=\"0\" stroke-linejoin=\"round\" aria-hidden=\"true\"><defs>\n"+b.String()+"</defs></svg>\n")
	return err
}

func (g Group) write(b *markup) {
	if b.inline {
		b.WriteString("<use")
		b.attribute("href", "#"+g.ID)
		b.WriteString("/>\n")
		return
	}
	for _, s := range g.Shapes {
		s.write(b)
	}
}

func (g Group) paint(c *canvas) {
	for _, s := range g.Shapes {
		s.paint(c)
	}
}

func (g Group) moved(dx, dy, by float64) Shape {
	out := Group{Shapes: make([]Shape, len(g.Shapes))}
	for i, s := range g.Shapes {
		out.Shapes[i] = s.moved(dx, dy, by)
	}
	return out
}
