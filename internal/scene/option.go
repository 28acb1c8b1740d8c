package scene

import (
	"math"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// DrawOption draws an option with changes of every kind, whether a county
// accepts them or not. An option file can represent it.
func DrawOption(t *rapid.T) scenario.Option {
	text := drawnText().Filter(func(s string) bool { return s != "?" }) // which marks a question in a file
	o := scenario.Option{ID: "a" + rapid.StringMatching(`[ \pL0-9_-]{0,9}`).Draw(t, "id"), Name: "n" + text.Draw(t, "name"), Against: text.Draw(t, "against"),
		Listed: lang.Same(text.Draw(t, "listed")), Split: rapid.Bool().Draw(t, "split"), Year: rapid.SampledFrom([]int{0, 1990, 2031, 2200}).Draw(t, "year")}
	o.Fit = scenario.Fit{Rooms: rapid.Bool().Draw(t, "fit rooms"), Staff: rapid.Bool().Draw(t, "fit staff")}
	if rapid.Bool().Draw(t, "by language") {
		o.Names = drawnNames(t, text, "names")
		o.Name = o.Names.In(lang.English)
	}
	if rapid.Bool().Draw(t, "shortened") {
		o.Short = drawnNames(t, text, "short")
	}
	for _, kind := range scenario.Kinds() {
		for range rapid.IntRange(0, 2).Draw(t, kind.Kind()) {
			c := scenario.New(kind.Kind())
			drawFields(t, c.Fields())
			o.Changes = append(o.Changes, c)
		}
	}
	return o
}

// drawnNames draws a text in one language or more, the same one in several perhaps.
func drawnNames(t *rapid.T, text *rapid.Generator[string], label string) lang.Name {
	one := "n" + text.Draw(t, label)
	pick := rapid.SampledFrom([]string{"", one, "s" + one})
	n := lang.Name{En: pick.Draw(t, label+" en"), Fi: pick.Draw(t, label+" fi"), Sv: pick.Draw(t, label+" sv")}
	if n == (lang.Name{}) {
		n.Fi = one
	}
	return n
}

// drawFields draws values for the fields of a change; optional ones are left
// out half of the time.
func drawFields(t *rapid.T, fields []scenario.Field) {
	for _, f := range fields {
		if f.Need || f.Key || rapid.Bool().Draw(t, "with "+f.Name) {
			DrawValue(t, f)
		}
	}
}

// DrawValue draws another value for a field.
func DrawValue(t *rapid.T, f scenario.Field) {
	text := drawnText().Filter(func(s string) bool { return s != "?" && (s != "" || !f.Need) })
	if f.Words != nil {
		text = rapid.SampledFrom(f.Words)
	}
	switch v := f.Value.(type) {
	case *string:
		*v = text.Draw(t, f.Name)
	case *network.Production:
		*v = network.Production(text.Draw(t, f.Name))
	case *[]string:
		*v = rapid.SliceOfN(drawnText(), 0, 3).Draw(t, f.Name)
	case *float64:
		*v = drawnNumber().Draw(t, f.Name)
	case *int:
		*v = rapid.IntRange(1, 1000).Draw(t, f.Name)
	case *bool:
		*v = rapid.Bool().Draw(t, f.Name)
	case *network.Known:
		*v = rapid.SampledFrom([]network.Known{network.Unknown, network.Yes, network.No}).Draw(t, f.Name)
	case *uint8:
		*v = rapid.Uint8Range(0, 31).Draw(t, f.Name)
	case *orb.Point:
		*v = drawPoint(t)
	case **orb.Point:
		p := drawPoint(t)
		*v = &p
	case *network.Hours:
		*v = drawHours(t)
	case **network.Hours:
		h := drawHours(t)
		*v = &h
	case *[]scenario.Stop:
		*v = make([]scenario.Stop, rapid.IntRange(0, 3).Draw(t, "stops"))
		for k := range *v {
			drawFields(t, (*v)[k].Fields())
		}
	default:
		t.Fatalf("no values are drawn for %T of %s", v, f.Name)
	}
}

// drawnText returns texts, including some that YAML would read as another type.
func drawnText() *rapid.Generator[string] {
	return rapid.OneOf(rapid.StringN(0, 12, -1), rapid.SampledFrom([]string{"yes", "No", "null", "~", "1", "1e5", "0x10", "1_0", "mon", `a "b" \c`, "a: b", "# a", "- a", " a ",
		"{a}", "[a", "a,b", "ä, ö", "don't", "a\nb", "a\tb\r", "a\u0085\u2028b", "\ufeffa", "!a", "&a", "*a", "%a", "@a", "<<", "=", "a #b", "'a'", ".inf", "😀"}))
}

// drawnNumber returns numbers from 0 on, with many digits and with few.
func drawnNumber() *rapid.Generator[float64] {
	return rapid.OneOf(rapid.Float64Range(0, 1), rapid.Float64Range(0, 1e12),
		rapid.SampledFrom([]float64{0, 0.1, 1e-9, 1.0 / 3, 4e5, 385125.25, 1 << 53, math.Copysign(0, -1)}))
}

func drawPoint(t *rapid.T) orb.Point {
	return orb.Point{drawnNumber().Draw(t, "x"), -drawnNumber().Draw(t, "y")}
}

func drawHours(t *rapid.T) network.Hours {
	days := rapid.Uint8Range(0, 31)
	return network.Hours{Office: days.Draw(t, "office"), Evening: days.Draw(t, "evening"), Saturday: rapid.Bool().Draw(t, "saturday"),
		EveryDays: rapid.SampledFrom([]float64{0, 7, 10.5}).Draw(t, "every")}
}
