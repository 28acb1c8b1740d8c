package record

import (
	"math/big"
	"strings"
	"testing"
)

// Whole numbers keep every digit, however they are written, up to any length.
func TestLongNumbersKeepTheirDigits(t *testing.T) {
	for _, c := range []struct {
		text, want string
		kind       Kind
		whole      bool
	}{
		{"9007199254740993", "9007199254740993", Int, true},
		{"9007199254740993.0", "9007199254740993", Int, true},
		{"9007199254740992.5", "9007199254740992", Float, false},
		{"-9007199254740993.000", "-9007199254740993", Int, true},
		{"18446744073709551615", "18446744073709551615", Text, false},
		{"1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890", Text, false},
		{"007", "7", Int, true}, {"-0", "0", Int, true}, {"+5", "5", Int, true}, {"1e3", "1000", Int, true}, {"1.50E1", "15", Int, true}, {"1500e-2", "15", Int, true},
		{"1.50", "1.5", Float, false}, {"15e-2", "0.15", Float, false}, {"6.1770016995829299E+17", "617700169958292990", Int, false}, {"1e300", "1e+300", Float, false},
	} {
		v, ok := OfDecimal([]byte(c.text))
		if !ok || v.Kind != c.kind || v.String() != c.want {
			t.Errorf("%s: %v %v %s, expected %v %s", c.text, ok, v.Kind, v, c.kind, c.want)
		}
		// As a text, a whole number is read exactly or not at all.
		row := Row{Values: []Value{OfText([]byte(c.text))}}
		n, whole := row.Whole(0)
		if whole != c.whole || whole && n != v.Int {
			t.Errorf("%s as text: %d %v, expected %v", c.text, n, whole, c.whole)
		}
	}
	for _, text := range []string{"", "-", ".", "e3", "1e", "1,5", "0x10", "NaN", "1e999", "1.2.3", "1 000"} {
		if v, ok := OfDecimal([]byte(text)); ok {
			t.Errorf("%q: %v", text, v)
		}
	}
	for x, want := range map[float64]string{1 << 53: "9007199254740992", 617700169958293504: "617700169958293504", -1e15: "-1000000000000000", 1e20: "1e+20", 0.5: "0.5"} {
		if got := Of(x).String(); got != want {
			t.Errorf("%v: %s, expected %s", x, got, want)
		}
	}
}

// FuzzDecimal checks the digits of whole numbers against exact arithmetic.
func FuzzDecimal(f *testing.F) {
	for _, s := range []string{"9007199254740993", "1.0", "-0", "1.50", "1E+20", "18446744073709551616", "12e-1", "000.100e4", "+.5e1", "5."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, ok := OfDecimal([]byte(text))
		if !ok || strings.ContainsAny(text, "/_") || len(text) > 60 {
			return
		}
		want, good := new(big.Rat).SetString(text)
		if !good && v.Kind == Float { // an exponent that the library rejects
			return
		}
		if !good {
			t.Fatalf("%q: %v is not a number for the library", text, v)
		}
		if v.Kind == Float {
			if x, _ := want.Float64(); x != v.Float {
				t.Fatalf("%q: %v, expected %v", text, v.Float, x)
			}
			return
		}
		if !want.IsInt() || v.String() != want.Num().String() {
			t.Fatalf("%q: %s, expected %s", text, v, want)
		}
	})
}
