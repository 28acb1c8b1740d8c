package main

import (
	"strings"
	"testing"

	"saavu/pkg/lang"
)

// The environment names a language as POSIX has it: the first setting that is set
// decides, and what is none of ours is English.
func TestSpoken(t *testing.T) {
	for _, tt := range []struct {
		settings string // LC_ALL, LC_MESSAGES, LANG
		want     lang.Language
	}{
		{",,", "en"}, {",,fi_FI.UTF-8", "fi"}, {",,sv_FI.UTF-8", "sv"}, {",,sv", "sv"}, {",,fi.UTF-8", "fi"}, {",,en_GB.UTF-8", "en"},
		{",,de_DE.UTF-8", "en"}, {",,C", "en"}, {",,fil_PH.UTF-8", "en"}, {",,FI", "en"},
		{",sv_FI.UTF-8,fi_FI.UTF-8", "sv"}, {"fi_FI.UTF-8,sv_FI.UTF-8,C", "fi"}, {"C,fi_FI.UTF-8,fi_FI.UTF-8", "en"}, {"de_DE,,fi_FI", "en"},
	} {
		if got := spoken(strings.Split(tt.settings, ",")...); got != tt.want {
			t.Errorf("%s: %s, expected %s", tt.settings, got, tt.want)
		}
	}
}

// What goes to a pipe or a file is English unless --lang says otherwise, whatever the
// environment: the same command gives the same bytes on every machine.
func TestPrintedToAPipe(t *testing.T) {
	t.Setenv("LC_ALL", "fi_FI.UTF-8")
	for given, want := range map[string]lang.Language{"": "en", "sv": "sv", "en": "en"} {
		l := language{given}
		if got, files := l.printed(&strings.Builder{}, false).Language(), l.written().Language(); got != want || files != want {
			t.Errorf("--lang %q: printed in %s, written in %s, expected %s", given, got, files, want)
		}
	}
}

// Of several --lang the last one counts, so that an alias with the flag can be overruled.
func TestLastLanguageCounts(t *testing.T) {
	var out strings.Builder
	if code, stderr := call(t.Context(), &out, "list", "options", "remote", "--lang", "fi", "--lang=sv"); code != done || stderr != "" {
		t.Fatalf("exit code %d: %s", code, stderr)
	}
	if !strings.Contains(out.String(), "alternativ: 1 av") {
		t.Errorf("printed:\n%s", out.String())
	}
}
