package problem

import "testing"

func TestShown(t *testing.T) {
	for text, want := range map[string]string{
		"Länsi – 1/2 · 東 🚑": "Länsi – 1/2 · 東 🚑", "a\u0301": "a\u0301", "a\u00a0b": "a\u00a0b",
		"a\tb\r\nc":                          "a b  c",
		"a\u202eb":                           `a\u202eb`,
		"\u200b\u2028\u2066\ufeff\u00ad":     `\u200b\u2028\u2066\ufeff\u00ad`,
		"\x00\x1b[31m\x7f\u0085":             `\u0000\u001b[31m\u007f\u0085`,
		"\ufffe\uffff\ufdd0\U0001fffe\ue000": `\ufffe\uffff\ufdd0\U0001fffe\ue000`,
		"\U000e0041\u3164\u115f":             `\U000e0041\u3164\u115f`,
		"a\xffb":                             "a\ufffdb",
	} {
		if got := Shown(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := ShownLines("a\tb\u202e\n\nc\r"); got != "a\tb\\u202e\n\nc " {
		t.Errorf("%q", got)
	}
}
