package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/spf13/pflag"

	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/scenario"
	"saavu/pkg/spatial"
)

// call runs the command in this process.
func call(ctx context.Context, stdout io.Writer, args ...string) (code int, stderr string) {
	var b strings.Builder
	code = run(ctx, args, strings.NewReader(""), stdout, &b)
	return code, b.String()
}

func TestStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	dir := filepath.Join(t.TempDir(), "out")
	var out strings.Builder
	code, stderr := call(ctx, &out, "compare", "--out-dir", dir)
	if code != stoppedOrBusy || stderr != "saavu compare: stopped; nothing was written\n" || out.Len() != 0 {
		t.Errorf("code %d, stderr %q, %d bytes out", code, stderr, out.Len())
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder exists: %v", err)
	}
}

// brokenPipe fails like a pipe whose reader has closed it, or like a full disk.
type brokenPipe struct{ err error }

func (b brokenPipe) Write([]byte) (int, error) { return 0, fmt.Errorf("write: %w", b.err) }

func TestClosedPipe(t *testing.T) {
	if code, stderr := call(context.Background(), brokenPipe{pipeEnded}, "schema", "county"); code != done || stderr != "" {
		t.Errorf("a closed pipe: code %d, stderr %q", code, stderr)
	}
	for _, fault := range []error{syscall.ENOSPC, syscall.EBADF, os.ErrClosed} {
		for _, args := range [][]string{{"schema", "county"}, {"compare", "--help"}, {"help", "compare"}, {}, {"version"}} {
			if code, stderr := call(context.Background(), brokenPipe{fault}, args...); code != failed || !strings.Contains(stderr, fault.Error()) {
				t.Errorf("%v with %q: code %d, stderr %q", fault, args, code, stderr)
			}
		}
	}
	if code, stderr := call(context.Background(), brokenPipe{pipeEnded}, "compare", "--help"); code != done || stderr != "" {
		t.Errorf("a closed pipe of a help text: code %d, stderr %q", code, stderr)
	}
}

// Few draws are noted in the language of the report, enough draws and none are not.
func TestFewDrawsAreNoted(t *testing.T) {
	for _, c := range []struct{ draws, lang, want string }{
		{"1", "en", "1 draw of the parameters: with fewer than 20 the ranges are rough"},
		{"19", "fi", "19 arvontaa: kun arvontoja on alle 20"}, {"3", "sv", "3 dragningar av parametrarna"},
	} {
		if code, stderr := call(context.Background(), io.Discard, "compare", "local", "--draws", c.draws, "--lang", c.lang); code != done || !strings.Contains(stderr, c.want) {
			t.Errorf("%s draws: code %d, stderr %q", c.draws, code, stderr)
		}
	}
	for _, draws := range []string{"0", "20"} {
		if _, stderr := call(context.Background(), io.Discard, "compare", "local", "--draws", draws); strings.Contains(stderr, "rough") {
			t.Errorf("%s draws: stderr %q", draws, stderr)
		}
	}
}

func TestPlace(t *testing.T) {
	tests := []struct{ text, want, note string }{
		{"387500,6684700", "387500 6684700", ""},
		{" 387500.5 , 6684700 ", "387500.5 6684700", ""},
		// GDAL: echo "24.9660 60.2841" | gdaltransform -s_srs OGC:CRS84 -t_srs EPSG:3067
		{"60.2841,24.9660", "387534 6684785", "x: 60.2841, 24.966 is read as latitude, longitude: 387534, 6684785 in EPSG:3067 metres"},
		{"24.9660,60.2841", "x: latitude 24.966, longitude 60.2841 is not in Finland (they look exchanged: latitude comes first)", ""},
		{"48.85,2.35", "x: latitude 48.85, longitude 2.35 is not in Finland (latitude first, about 60 to 70, then longitude, 19 to 32)", ""},
		{"180,180", "x: latitude 180, longitude 180 is not in Finland (latitude first, about 60 to 70, then longitude, 19 to 32)", ""},
		{"180.5,180", "180.5 180", ""},
		{"", `"" is not a place: two numbers, x,y in metres or lat,lon in degrees`, ""},
		{"1,2,3", `"1,2,3" is not a place: two numbers, x,y in metres or lat,lon in degrees`, ""},
		{"a,b", `"a,b" is not a place: two numbers, x,y in metres or lat,lon in degrees`, ""},
	}
	for _, test := range tests {
		p, at := &plan{}, orb.Point{}
		err := p.place("x", test.text, &at)
		if err == nil {
			err = p.settle(spatial.CRS{})
		}
		got := fmt.Sprintf("%.10g %.10g", at[0], at[1])
		if err != nil {
			got = err.Error()
		}
		if note := strings.Join(words.In(lang.English).Messages(p.notes), "; "); got != test.want || note != test.note {
			t.Errorf("%q: got %s, note %q", test.text, got, note)
		}
	}
}

func TestHours(t *testing.T) {
	tests := []struct{ text, want string }{
		{"a=mon-fri", "[a] [] 11111 00000 false"},
		{"a:s,t=tue+thu,eve", "[a] [s t] 01010 01010 false"},
		{"a=mon-wed+fri,eve:thu,sat", "[a] [] 10111 01000 true"},
		{"a=mon,sat", "[a] [] 00001 00000 true"},
		{"a", "no days"},
		{"=mon", "no id"},
		{"a:=mon", "a service without a name"},
		{"a=", `"": expected weekdays such as mon-fri or tue+thu`},
		{"a=fri-mon", `"fri-mon": expected weekdays such as mon-fri or tue+thu`},
		{"a=mon,eve:", `"": expected weekdays such as mon-fri or tue+thu`},
		{"a=mon,sun", `"sun" is not known`},
	}
	for _, test := range tests {
		c, err := parseHours(test.text)
		got := ""
		if err != nil {
			got = err.Error()
		} else {
			h := c.(*scenario.SetHours)
			got = fmt.Sprintf("%v %v %05b %05b %t", h.Facilities, h.Services, h.Hours.Office, h.Hours.Evening, h.Hours.Saturday)
		}
		if got != test.want {
			t.Errorf("%q: got %s, expected %s", test.text, got, test.want)
		}
	}
}

// The order of the flags is the order of the changes, whatever their kind.
func TestPlanOrder(t *testing.T) {
	p := &plan{}
	f := pflag.NewFlagSet("", pflag.ContinueOnError)
	p.flags(f)
	err := f.Parse([]string{"--set", "a.b=2.5", "--close", "x", "--open", "y@387500,6684700:s", "--close", "z:s,t", "--merge", "u:v", "--remote", "s=0.3", "--move", "w@387501,6684701"})
	if err != nil {
		t.Fatal(err)
	}
	want := []scenario.Change{
		&scenario.Set{Path: "a.b", Value: 2.5},
		&scenario.Close{Facility: "x"},
		&scenario.Open{Facility: "y", At: &orb.Point{387500, 6684700}, Services: []string{"s"}},
		&scenario.Close{Facility: "z", Services: []string{"s", "t"}},
		&scenario.Merge{Facility: "u", Into: "v"},
		&scenario.AddRemote{Service: "s", Share: 0.3},
		&scenario.Move{Facility: "w", At: orb.Point{387501, 6684701}},
	}
	if d := cmp.Diff(want, p.changes()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// How a place was read is noted in the language, with the digits as they are typed.
func TestReadingOfAPlaceIsNotedInTheLanguage(t *testing.T) {
	for l, want := range map[string]string{
		"en": "note: --cell: 60.3518, 25.0784 is read as latitude, longitude: 393968, 6692137 in EPSG:3067 metres\n",
		"fi": "huomautus: --cell: 60.3518, 25.0784 luetaan leveys- ja pituusasteina: 393968, 6692137 (EPSG:3067, metriä)\n",
		"sv": "anmärkning: --cell: 60.3518, 25.0784 läses som latitud och longitud: 393968, 6692137 (EPSG:3067, meter)\n",
	} {
		if code, stderr := call(t.Context(), io.Discard, "explain", "--cell", "60.3518,25.0784", "--service", "neuvola_child", "--lang", l); code != done || !strings.Contains(stderr, want) {
			t.Errorf("%s: exit code %d: %s", l, code, stderr)
		}
	}
}
