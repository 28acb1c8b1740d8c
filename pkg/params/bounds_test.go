package params

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"saavu/internal/property"
)

func TestBoundsOfUnits(t *testing.T) {
	for _, c := range []struct {
		unit    string
		in, out []float64
		says    string
	}{
		{"share", []float64{0, 0.5, 1}, []float64{-0.01, 1.01, 88, math.NaN(), math.Inf(1)}, "a share from 0 to 1"},
		{"EUR/h", []float64{0, 38, 1e6}, []float64{-30, 1e300, math.Inf(-1)}, "a number of 0 or more, in EUR/h"},
		{"€/h", []float64{0}, []float64{-1}, "a number of 0 or more, in EUR/h"},
		{"min", []float64{0, 20}, []float64{-20}, "a number of 0 or more, in min"},
		{"km/h", []float64{0.1, 120}, []float64{0, -4, 4500}, "a number above 0 and at most 1000, in km/h"},
		{"h/week", []float64{0, 168}, []float64{169}, "a number from 0 to 168, in h/week"},
		{"1/year", []float64{-0.01, 0.02}, []float64{1.06, -2}, "a number from -1 to 1, in 1/year"},
		{"", []float64{-3, 1e9}, []float64{math.NaN(), 1e13}, "a number"},
	} {
		b, ok := UnitBounds(c.unit)
		if !ok || b.String() != c.says {
			t.Errorf("%s: %v, %s", c.unit, ok, b)
		}
		for _, v := range c.in {
			if !b.Holds(v) {
				t.Errorf("%s: %g is refused", c.unit, v)
			}
		}
		for _, v := range c.out {
			if b.Holds(v) {
				t.Errorf("%s: %g is taken", c.unit, v)
			}
		}
	}
	for _, unit := range []string{"shares", "percent", "%", "hours"} {
		if _, ok := UnitBounds(unit); ok || KnownUnit(unit) {
			t.Errorf("%q is a unit", unit)
		}
	}
	if !KnownUnit(Words) || !KnownUnit(YesNo) || !KnownUnit("EUR/m2/month") {
		t.Error("units are missing")
	}
}

func TestSlips(t *testing.T) {
	for _, c := range []struct{ unit, text, want string }{
		{"share", "88", "88 % is 0.88"},
		{"share", "1.5", "1.5 % is 0.015"},
		{"share", "1.01", ""},
		{"share", "1,2", ""},
		{"share", "1.01 %", "1.01 % is 0.0101"},
		{"share", "30%", "30 % is 0.3"},
		{"share", "30 %", "30 % is 0.3"},
		{"share", "0,3", "write 0.3: the decimal separator is a point"},
		{"share", "33,5 %", "33.5 % is 0.335"},
		{"share", "12,5", "12.5 % is 0.125"},
		{"share", "-0.1", ""},
		{"share", "880", ""},
		{"share", "high", ""},
		{"share", "NaN", "a number is finite and at most 1e+12"},
		{"share", "1e400", "a number is finite and at most 1e+12"},
		{"1/year", "1.06", "1.06 % is 0.0106"},
		{"EUR/h", "38,50", "write 38.5: the decimal separator is a point"},
		{"EUR/h", "30%", "write the number without %"},
		{"EUR/h", "-30", ""},
		{"EUR", "1,234.5", ""},
		{"EUR", "1,000", "write 1000 or 1: the comma may separate decimals or thousands"},
		{"EUR", "-12,345", ""},
		{"m", "12,345", "write 12345 or 12.345: the comma may separate decimals or thousands"},
		{"m", "0,345", "write 0.345: the decimal separator is a point"},
		{"share", "0,300", "write 0.3: the decimal separator is a point"},
	} {
		b, _ := UnitBounds(c.unit)
		if got := b.Slip(c.text); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.unit, c.text, got, c.want)
		}
	}
}

// A field may have narrower bounds than its unit, and has them without a unit.
func TestBoundsOfFields(t *testing.T) {
	for _, c := range []struct {
		p    Param
		want string
	}{
		{Param{Path: "staff.fill_rate.gp"}, "a share from 0 to 1"},
		{Param{Path: "staff.fill_rate.gp.x"}, "a number"},
		{Param{Path: "staff.fill_rate"}, "a number"},
		{Param{Path: "mobile.bus.days_year"}, "a number from 0 to 366, in days/year"},
		{Param{Path: "travel.detour_factor.walk", Unit: "ratio"}, "a number of 1 or more, in ratio"},
		{Param{Path: "other", Unit: "ratio"}, "a number of 0 or more, in ratio"},
		{Param{Path: "travel.threshold_min.local", Unit: "min"}, "a number above 0, in min"},
		{Param{Path: "travel.saturday_hours_week", Unit: "h/week"}, "a number from 0 to 24, in h/week"},
	} {
		if got := c.p.Bounds().String(); got != c.want {
			t.Errorf("%s: %q, want %q", c.p.Path, got, c.want)
		}
	}
}

func TestTreeRefusesWhatIsOutOfBounds(t *testing.T) {
	share := func(lo, v, hi float64) Param {
		return Param{Path: "a", V: v, Lo: lo, Hi: hi, Known: true, Unit: "share"}
	}
	for _, p := range []Param{share(88, 88, 88), share(-0.1, 0.5, 1), share(0, 0.5, 1.1)} {
		if _, err := New([]Param{p}); err == nil {
			t.Errorf("%+v is taken", p)
		}
	}
	made := tree(t, share(0, 0.5, 1))
	if _, err := made.With("a", 95); err == nil || err.Error() != `parameter "a" cannot be 95: expected a share from 0 to 1` {
		t.Errorf("with 95: %v", err)
	}
}

// Draws never leave the bounds of a unit, whatever the range.
func TestDrawsStayInBounds(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		b := units[rapid.IntRange(0, len(units)-1).Draw(t, "unit")]
		part := func(name string) float64 {
			return min(b.Hi, b.Lo+rapid.Float64Range(1e-9, 1).Draw(t, name)*(b.Hi-b.Lo))
		}
		x, y, z := part("x"), part("y"), part("z")
		p := Param{Path: "a", Unit: b.Unit, Known: true, Lo: min(x, y, z), Hi: max(x, y, z)}
		p.V = x + y + z - p.Lo - p.Hi
		p.V = min(max(p.V, p.Lo), p.Hi)
		made, err := New([]Param{p})
		if err != nil {
			t.Fatal(err)
		}
		for k := range 20 {
			if v, _ := made.Draw(rapid.Uint64().Draw(t, "seed"), k, 40).Get("a"); !b.Holds(v.V) {
				t.Fatalf("%s: drew %g of %g to %g", b.Unit, v.V, p.Lo, p.Hi)
			}
		}
	})
}

func TestParseNumber(t *testing.T) {
	for text, want := range map[string]float64{"0.3": 0.3, "-2": -2, "1e3": 1000, "+4": 4} {
		if v, ok := ParseNumber(text); !ok || v != want {
			t.Errorf("%q: %g, %v", text, v, ok)
		}
	}
	for _, text := range []string{"", "0,3", "30%", "NaN", "inf", "1e400", "0x1p-2", "1_000", " 1", "1 000"} {
		if v, ok := ParseNumber(text); ok {
			t.Errorf("%q is %g", text, v)
		}
	}
}
