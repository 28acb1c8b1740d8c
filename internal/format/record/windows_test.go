package record

import "testing"

func TestAppendWindows(t *testing.T) {
	got := string(AppendWindows([]byte("a"), []byte("\x80 \x81 \x9f \xa0\xc4\xe4\xff")))
	if want := "a€ \u0081 Ÿ \u00a0Ääÿ"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
