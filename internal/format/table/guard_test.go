package table

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"saavu/internal/property"
)

func TestFormulasAreGuarded(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+358 1": "'+358 1", "-2+3": "'-2+3", "@SUM(A1)": "'@SUM(A1)", "-": "'-", "--": "'--",
		"\t=1": "'\t=1", "\r=1": "'\r=1", "\n=1": "'\n=1", "  =1": "'  =1", "\u00a0=1": "'\u00a0=1", "\u200b=1": "'\u200b=1", "\ufeff@x": "'\ufeff@x",
		"＝1": "'＝1", "＠x": "'＠x", "'=1": "''=1", "-1e5x": "'-1e5x", "-0x1p-2": "'-0x1p-2", "-Infinity": "'-Infinity",
		"-3.5": "-3.5", "+4": "+4", "-1e-7": "-1e-7", "-Inf": "-Inf", "a=1": "a=1", "": "", "'a": "'a", "'-5": "'-5", "Länsi": "Länsi",
	} {
		got := Guard(text)
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		if back := string(unguarded([]byte(got))); back != text {
			t.Errorf("%q is read as %q", text, back)
		}
	}
}

// What Guard writes is read back unchanged, and is not a formula.
func TestGuardRoundTrip(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"'", "=", "+", "-", "@", "1", ".", "e", "x", " ", "\t", "\u202e", "ä"})).Draw(t, "text"), "")
		got := Guard(text)
		if back := string(unguarded([]byte(got))); back != text {
			t.Fatalf("%q, written as %q, is read as %q", text, got, back)
		}
		if strings.HasPrefix(strings.TrimSpace(got), "=") || strings.HasPrefix(strings.TrimSpace(got), "@") {
			t.Fatalf("%q is a formula", got)
		}
	})
}

func TestSourceTakesTheGuardOff(t *testing.T) {
	s, err := Source(opener("id,name\n'=A1,'a\n\"'+1,x\",'-5\n '@b ,-3.5\n", false), "a.csv", Options{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := dump(s, nil)
	if want := "2: text(=A1) text('a)\n3: text(+1,x) text('-5)\n4: text(@b) text(-3.5)\n"; got != want || err != nil {
		t.Errorf("%q %v", got, err)
	}
}
