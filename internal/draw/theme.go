package draw

import "strings"

// part is what a class colours: the colour of a theme by which shapes of the class
// are filled and stroked; an empty one is left as it is.
type part struct {
	class        string
	fill, stroke func(*Theme) string
}

// The colours of a theme.
func inkOf(t *Theme) string    { return t.Ink }
func paperOf(t *Theme) string  { return t.Paper }
func mutedOf(t *Theme) string  { return t.Muted }
func lineOf(t *Theme) string   { return t.Line }
func hairOf(t *Theme) string   { return t.Hair }
func accentOf(t *Theme) string { return t.Accent }
func gainOf(t *Theme) string   { return t.Gain }
func loseOf(t *Theme) string   { return t.Lose }
func bandOf(t *Theme) string   { return t.Band }

// parts are the classes of charts and legends.
func (t *Theme) parts() []part {
	return []part{
		{"ink", inkOf, nil}, {"mut", mutedOf, nil}, {"halo", nil, paperOf}, {"ink-bar", inkOf, nil},
		{"gain", gainOf, nil}, {"lose", loseOf, nil}, {"gain-line", nil, gainOf}, {"lose-line", nil, loseOf},
		{"line", nil, lineOf}, {"hair", nil, hairOf}, {"zero", nil, mutedOf}, {"value", nil, inkOf},
		{"band", nil, bandOf}, {"band-bar", bandOf, nil}, {"bar", func(t *Theme) string { return t.Bar }, nil},
		{"more", func(t *Theme) string { return t.More }, nil}, {"less", func(t *Theme) string { return t.Less }, nil}, {"sum", inkOf, nil},
		{"given", func(t *Theme) string { return t.Given }, nil}, {"undone", nil, func(t *Theme) string { return t.Undone }},
		{"today", paperOf, inkOf}, {"option", paperOf, mutedOf}, {"option-front", accentOf, accentOf}, {"frontier", nil, accentOf}, {"lead", nil, mutedOf},
		{"sign", paperOf, inkOf}, {"cross", nil, inkOf}, {"edge", paperOf, paperOf}, {"cross-edge", nil, paperOf}, {"dot", inkOf, paperOf}, {"uncertain", nil, inkOf},
		{"swatch", nil, mutedOf}, {"mark", nil, nil},
	}
}

// Rules are rules of CSS that give the shapes of charts and legends under a
// selector, written by Inline, the colours of a theme: a page puts those of Dark
// under its rule for dark screens. Squares and swatches keep their colours. Do not
// apply them to maps, which stay on white.
func (t *Theme) Rules(selector string) string {
	var b strings.Builder
	for _, p := range t.parts() {
		if p.fill == nil && p.stroke == nil {
			continue
		}
		b.WriteString(selector + " ." + p.class + "{")
		if p.fill != nil {
			b.WriteString("fill:" + p.fill(t) + ";")
		}
		if p.stroke != nil {
			b.WriteString("stroke:" + p.stroke(t) + ";")
		}
		b.WriteString("}\n")
	}
	return b.String()
}

// toneClass is the class of a mark in the colour of gains or losses.
func toneClass(color string) string {
	switch color {
	case Light.Gain:
		return "gain"
	case Light.Lose:
		return "lose"
	}
	return "mark"
}
