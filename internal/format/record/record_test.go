package record

import (
	"math"
	"strconv"
	"testing"
)

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		text  string
		comma bool
		want  float64
		ok    bool
	}{
		{"12", false, 12, true}, {"-1", false, -1, true}, {"+3.50", false, 3.5, true}, {"1,5", true, 1.5, true},
		{"1,5", false, 0, false}, {"1.234,5", true, 0, false}, {"1,234,5", true, 0, false}, {".5", false, 0.5, true},
		{"5.", false, 5, true}, {"", false, 0, false}, {"-", false, 0, false}, {".", false, 0, false},
		{"1e3", false, 1000, true}, {"1,5e3", true, 1500, true}, {"0x10", false, 0, false}, {"NaN", false, 0, false},
		{"Inf", false, 0, false}, {"1_000", false, 0, false}, {"1 000", false, 0, false},
		{"0.1234567890123456789", false, 0.1234567890123456789, true}, {"123456789012345678901234567890", false, 1.2345678901234568e29, true},
		{"1e999", false, 0, false}, {"-0", false, math.Copysign(0, -1), true},
	} {
		r := Row{Values: []Value{OfText([]byte(c.text))}, Comma: c.comma}
		got, ok := r.Number(0)
		if ok != c.ok || ok && (got != c.want || math.Signbit(got) != math.Signbit(c.want)) {
			t.Errorf("%q: %v %v, expected %v %v", c.text, got, ok, c.want, c.ok)
		}
	}
}

// Every short decimal is the float64 that strconv returns.
func TestNumberIsCorrectlyRounded(t *testing.T) {
	for _, text := range []string{"0.1", "25495750.123", "6672000.05", "999999999999999", "0.000000000000001", "123456.789012345", "4.35"} {
		want, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := Number([]byte(text), false); !ok || got != want {
			t.Errorf("%s: %v, expected %v", text, got, want)
		}
	}
}

func TestWhole(t *testing.T) {
	for _, c := range []struct {
		v    any
		want int64
		ok   bool
	}{{int64(7), 7, true}, {"7", 7, true}, {"7.0", 7, true}, {7.0, 7, true}, {7.5, 0, false}, {"x", 0, false}, {nil, 0, false},
		{"9007199254740993", 9007199254740993, true}, {9007199254740994.0, 0, false}, {true, 0, false}} {
		r := Row{Values: []Value{Of(c.v)}}
		if got, ok := r.Whole(0); got != c.want || ok != c.ok {
			t.Errorf("%v: %v %v, expected %v %v", c.v, got, ok, c.want, c.ok)
		}
	}
}

func TestOf(t *testing.T) {
	for _, c := range []struct {
		v    any
		kind Kind
		text string
	}{{nil, Null, ""}, {"", Null, ""}, {"  ", Null, ""}, {" a ", Text, "a"}, {true, Bool, "true"}, {false, Bool, "false"},
		{int64(-3), Int, "-3"}, {2.5, Float, "2.5"}, {6680125.5, Float, "6680125.5"}, {1e20, Float, "1e+20"}, {0.0, Float, "0"}, {math.NaN(), Null, ""}, {math.Inf(1), Null, ""}, {[]any{}, Null, ""}} {
		if v := Of(c.v); v.Kind != c.kind || v.String() != c.text {
			t.Errorf("%v: %v %q", c.v, v.Kind, v.String())
		}
	}
}

func TestField(t *testing.T) {
	s := Source{Fields: []Field{{Name: "ID"}, {Name: "id"}, {Name: "Name"}}}
	for _, c := range []struct {
		name string
		at   int
		ok   bool
	}{{"id", 1, true}, {"ID", 0, true}, {"Id", 0, true}, {"NAME", 2, true}, {"x", 0, false}} {
		if at, ok := s.Field(c.name); at != c.at || ok != c.ok {
			t.Errorf("%s: %d %v", c.name, at, ok)
		}
	}
}
