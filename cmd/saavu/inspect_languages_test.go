package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"saavu/pkg/lang"
)

// doubtful writes files with as many faults as few rows can have.
func doubtful(t *testing.T, dir string) {
	t.Helper()
	write := func(name, text string) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cells := "ruutu;x;y;ika_0_6;ika_7_17;ika_18_;asukkaita;lat;koodi;sekalaista\n"
	for i := range 40 {
		x, y, ages := 385_125+250*(i%8), 6_672_125+250*(i/8), fmt.Sprintf("%d;%d;%d;%d", i%3, i%4, 20+i, i%3+i%4+20+i)
		switch {
		case i%5 == 0:
			ages = fmt.Sprintf("99;99;99;%d", 20+i)
		case i%9 == 4:
			ages = fmt.Sprintf("99;1;%d;%d", i, 40+i)
		case i == 7:
			ages = "0;0;0;9"
		case i == 11:
			ages = "1;2;3;77"
		case i == 13: // far from the others, with the most people
			x, y, ages = 485_125, 7_172_125, "100;200;3000;3300"
		}
		mixed := []string{"1", "2", "-", "kaksi"}[i%4]
		cells += fmt.Sprintf("%d;%d;%d;%s;6672,5;%05d;%s\n", 1000+i-i/39, x, y, ages, 1700*i, mixed)
	}
	write("ruudut.csv", cells)
	write("paikat.csv", "Nimi,lat,lon,tyhjä\nÄssä,60.2,24.9,\nRanta,60.3,25.0,\nRanta,60.3,25.0,\nMuu,0,0,\nPaikaton,,,\n")
	write("vaihdettu.csv", "id,x,y\n1,6672125,385125\n2,6672375,385125\n3,6672625,385375\n")
	write("zone.csv", "tunnus,x,y\n1,495125,6680125\n2,495375,6680125\n3,495625,6680375\n")
	write("pilkku.csv", "id,lon,lat\n1,\"24,91\",\"60,17\"\n2,\"24,92\",\"60,18\"\n")
	write("otsikoton.csv", "1;385125;4\n2;385375;5\n3;385625;6\n")
	write("alueet.csv", "alue,väestö\nPohjoinen,10\nEtelä,20\nItä,5\nYhteensä,35\n")
	write("ajat.csv", "from_id,to_id,travel_time_p50\n1000,1001,5\n1001,1002,6.5\n")
	write("rajat.geojson", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3067"}},"features":[
{"type":"Feature","properties":{"id":"a"},"geometry":{"type":"Polygon","coordinates":[[[385000,6672000],[386000,6673000],[386000,6672000],[385000,6673000],[385000,6672000]]]}},
{"type":"Feature","properties":{"id":"b"},"geometry":null}]}`)
	write("laea.geojson", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3035"}},"features":[
{"type":"Feature","properties":{"id":"a","name":"A"},"geometry":{"type":"Point","coordinates":[5136000,4211000]}}]}`)
	rows := ""
	for i := range 5 {
		rows += fmt.Sprintf("%d;9;%d;%d;-1;%d\n", 1000+i, 3+i, 250*i, 12+i)
	}
	const head = "from_id;to_id;walk_t;walk_d;pt_r_tt;car_sl_t\n"
	write("ttm/travel_times_to_ 9.txt", head+rows)
	write("ttm/travel_times_to_ 8.txt", head+strings.ReplaceAll(rows, ";9;", ";8;"))
	write("ttm/travel_times_to_ 7.txt", strings.ReplaceAll(head+strings.Repeat("1000;7;-1;-1;-1;-1\n", 2), "\n", "\r\n"))
	write("ttm/lue.txt", "muistio\n")
	write("muut/huomio.txt", "ei taulukko\n")
	write("muut/stops.txt", "stop_id\n1\n")
	write("nothing.csv", "a,b\n")
}

// What inspect and init print, with their notes and the drafted file.
func TestInspectInEveryLanguage(t *testing.T) {
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	t.Chdir(dir)
	drawn(t, ".")
	doubtful(t, ".")
	for _, x := range []struct {
		name, command string
	}{
		{name: "inspect", command: "inspect vaki_2024.csv areas.geojson walk_times.csv toimipisteet.csv"},
		{name: "inspect-doubts", command: "inspect ruudut.csv paikat.csv vaihdettu.csv zone.csv pilkku.csv otsikoton.csv alueet.csv ajat.csv rajat.geojson laea.geojson nothing.csv ttm muut"},
		{name: "init", command: "init vaki_2024.csv areas.geojson walk_times.csv toimipisteet.csv alueet.csv muut"},
		{name: "init-questions", command: "init zone.csv laea.geojson ruudut.csv ajat.csv paikat.csv ttm"},
	} {
		for _, l := range lang.Languages() {
			var out strings.Builder
			code, stderr := call(context.Background(), &out, append(strings.Fields(x.command), "--lang", string(l))...)
			if code != done {
				t.Fatalf("%s in %s: exit code %d: %s", x.command, l, code, stderr)
			}
			text := out.String()
			if stderr != "" {
				text += "----\n" + duration.ReplaceAllString(stderr, "0 s")
			}
			if strings.HasPrefix(x.name, "inspect") {
				for i, line := range strings.Split(out.String(), "\n") {
					if n := utf8.RuneCountInString(line); n > 100 {
						t.Errorf("%s in %s: line %d has %d characters", x.command, l, i+1, n)
					}
				}
			}
			goldenIn(t, here, x.name+"."+string(l), text)
		}
	}
}

// The JSON of inspect has the same keys and figures in every language: only the members
// that the contract names as texts differ, and without --lang they are in English.
func TestInspectJSONDiffersInTextsAlone(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("LC_ALL", "fi_FI.UTF-8")
	drawn(t, ".")
	doubtful(t, ".")
	read := func(given ...string) any {
		var out strings.Builder
		args := append(strings.Fields("inspect ruudut.csv vaki_2024.csv zone.csv laea.geojson rajat.geojson walk_times.csv ttm muut --json --quiet"), given...)
		if code, stderr := call(context.Background(), &out, args...); code != done {
			t.Fatalf("%v: exit code %d: %s", given, code, stderr)
		}
		d := json.NewDecoder(strings.NewReader(out.String()))
		d.UseNumber()
		var document any
		if err := d.Decode(&document); err != nil {
			t.Fatal(err)
		}
		return document
	}
	english := read()
	texts := []string{"/files/columns/means", "/files/doubts/do", "/files/doubts/text", "/files/notes", "/files/system/do", "/files/system/from", "/files/system/readings", "/files/times/columns/means"}
	for l, want := range map[string][]string{"en": nil, "fi": texts, "sv": texts} {
		found := map[string]bool{}
		differing("", english, read("--lang", l), found)
		if d := cmp.Diff(want, slices.Sorted(maps.Keys(found))); d != "" {
			t.Errorf("%s: members that differ (-want +got):\n%s", l, d)
		}
	}
}
