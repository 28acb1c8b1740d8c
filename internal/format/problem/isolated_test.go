package problem

import "testing"

// Words from right to left stand between marks together; all other text is as it was.
func TestIsolated(t *testing.T) {
	for text, want := range map[string]string{
		"Kivistö 2 300":         "Kivistö 2 300",
		"(6 % שלום עולם) 2 300": "(6 % \u2068שלום עולם\u2069) 2 300",
		"مرحبا, 5":              "\u2068مرحبا\u2069, 5",
		"漢字 5":                  "漢字 5",
	} {
		if got := Isolated(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
