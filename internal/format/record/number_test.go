package record

import (
	"bytes"
	"math"
	"testing"
)

// FuzzNumber checks the word-wise parser of short numbers against the
// digit-by-digit one, whatever bytes follow the text.
func FuzzNumber(f *testing.F) {
	for _, s := range []string{"1", "12,5", "-1", ".5", "5.", ".", "1.2.3", "12345678", "123.4567", ",", "1:", "/1", "99999999", "0000000.", "\xff1", "+1,5"} {
		f.Add([]byte(s), []byte("garbage"))
	}
	f.Fuzz(func(t *testing.T, text, behind []byte) {
		for _, comma := range []bool{false, true} {
			want, ok := longNumber(text, comma)
			for _, padded := range [][]byte{bytes.Clone(text)[:len(text):len(text)], append(append(bytes.Clone(text), behind...), "12345678"...)[:len(text)]} {
				got, found := Number(padded, comma)
				if ok != found || ok && (got != want || math.Signbit(got) != math.Signbit(want)) {
					t.Fatalf("%q: %v %v, expected %v %v", text, got, found, want, ok)
				}
			}
		}
	})
}

// Every text of up to four characters of numbers, and of neighbouring
// characters, is read as the digit-by-digit parser reads it.
func TestShortNumbers(t *testing.T) {
	letters := []byte("0123456789.,-+/:e \x00\xff")
	text := make([]byte, 0, 16)
	var all func(left int)
	all = func(left int) {
		for _, comma := range []bool{false, true} {
			want, ok := longNumber(text, comma)
			if got, found := Number(text, comma); ok != found || ok && got != want {
				t.Fatalf("%q: %v %v, expected %v %v", text, got, found, want, ok)
			}
		}
		if left == 0 {
			return
		}
		for _, c := range letters {
			text = append(text, c)
			all(left - 1)
			text = text[:len(text)-1]
		}
	}
	all(4)
}
