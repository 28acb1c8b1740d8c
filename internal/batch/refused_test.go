package batch

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saavu/internal/app"
)

// Faults of a plan that only the county shows, and of the run folder, are reported
// together, and nothing is written.
func TestBadPlans(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ plan, want string }{
		"options": {"options: [lesss, \"x*\", \"no/*.yaml\", less]\nexclude: [nobody]\n",
			`plan.yaml:4:11: found "lesss", expected an option of the county, a file, or a glob that matches one (did you mean less?)
plan.yaml:4:18: found "x*", expected an option of the county, a file, or a glob that matches one (the glob matches no file and no option)
plan.yaml:4:24: found "no/*.yaml", expected an option of the county, a file, or a glob that matches one (the glob matches no file and no option)
plan.yaml:5:11: found "nobody", expected the id of an option of this plan, or a glob that matches one`},
		"exclude": {"options: [less]\nexclude: [nobody]\n", `plan.yaml:5:11: found "nobody", expected the id of an option of this plan, or a glob that matches one`},
		"all":     {"options: [less]\nexclude: [\"*\"]\n", `plan.yaml:4:10: found nothing, expected at least one option to compute (the plan excludes all of them)`},
		"years":   {"years: [2020, 2030]\n", `plan.yaml:4:9: found "2020", expected the base year 2026 of small or a later one`},
		"sets": {"sets: [{name: a, values: {staff.fil_rate.gp: 1, staff.fill_rate.gp: 2}}]\n",
			`plan.yaml:4:46: found "staff.fil_rate.gp", expected the path of a parameter (did you mean staff.fill_rate.gp?)
plan.yaml:4:69: found "2", expected a share from 0 to 1`},
		"county": {"county: nope.yaml\noptions: [none.yaml, less]\n", `plan.yaml:3:9: found "nope.yaml", expected a county file (there is no such file: nope.yaml)
plan.yaml:4:11: found "none.yaml", expected an option file (there is no such file: none.yaml)`},
		"counties": {"counties: [small/county.yaml, no/pe.yaml, small/gpp.yaml]\noptions: [lesss]\nyears: [2020]\n", `plan.yaml:3:31: found "no/pe.yaml", expected a county file (there is no such file: no/pe.yaml)
plan.yaml:5:9: found "2020", expected the base year 2026 of small or a later one
small/gpp.yaml:16:7: found "staff.fill_rate.gpp", expected a parameter of the embedded county, or a path that is not similar to one (did you mean staff.fill_rate.gp?)`},
		"measures": {"measures: [gets_there, get_there, \"cost: rent\"]\n", `plan.yaml:4:24: found "get_there", expected a measure as in the column measure of scores.csv (did you mean gets_there?)`},
	} {
		w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
		w.put("small/gpp.yaml", strings.Replace(countyText, "gp: {v: 0.9", "gpp: {v: 0.9", 1))
		if !strings.Contains(c.plan, "count") {
			c.plan = "county: small/county.yaml\n" + c.plan
		}
		w.put("plan.yaml", "version: 1\nname: test\n"+c.plan)
		_, err := Run(t.Context(), w.request(out))
		if err == nil || !errors.As(err, new(*app.Invalid)) {
			t.Errorf("%s: got %v", name, err)
			continue
		}
		if got := strings.ReplaceAll(err.Error(), w.dir+"/", ""); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.want)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%s: the run folder exists", name)
		}
	}
}

// A county without a parameter that a comparison needs is refused once, and no task runs.
func TestMissingParameter(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	if err := os.CopyFS(w.path("vk"), os.DirFS("../../data/vantaa-kerava")); err != nil {
		t.Fatal(err)
	}
	text := w.read("vk/county.yaml")
	w.put("vk/county.yaml", strings.Replace(text, "      gp: {v: 0.88", "      gpp: {v: 0.88", 1))
	line := strings.Count(text[:strings.Index(text, "      gp: {v: 0.88")], "\n") + 1
	w.put("plan.yaml", "version: 1\nname: test\ncounty: vk/county.yaml\noptions: [options/later.yaml]\nframes: [staff, budget]\n")
	_, err := Run(t.Context(), w.request(out))
	want := fmt.Sprintf(`vk/county.yaml:%d:7: found "staff.fill_rate.gpp", expected staff.fill_rate.gp (a comparison needs this one and does not know the other: is it misspelt?)`, line)
	if !errors.As(err, new(*app.Invalid)) || strings.ReplaceAll(err.Error(), w.dir+"/", "") != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("the run folder exists")
	}
}

// A set whose values no comparison reads, or that travel times were made from, fails
// with the reason; the county's own values are computed.
func TestSetWithoutEffect(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.edit("plan.yaml", "name: test\n", "name: test\nsets:\n  - name: cars\n    values: {travel.speed_kmh.car: 40}\n")
	run := w.run(w.request(filepath.Join(t.TempDir(), "runs")))
	if len(run.Failed) != 7 || run.Failed[0].Cause != "travel times are computed from travel.speed_kmh.car before options are compared: change it in the county file" {
		t.Errorf("%d failed", len(run.Failed))
	}
}

// A folder of others, one of another program and one of a newer program are refused.
func TestBadFolders(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for text, c := range map[string]struct{ file, want string }{
		"mine":                                   {"letter.txt", "DIR is not a run folder: it has letter.txt and no saavu-runs.json: name a new folder or an empty one"},
		`{"format": "other"}`:                    {formatFile, "DIR/saavu-runs.json is not that of a run folder: name another folder"},
		"[":                                      {formatFile, "DIR/saavu-runs.json is not that of a run folder: name another folder"},
		`{"format": "saavu runs", "version": 2}`: {formatFile, "run folder DIR has version 2, this program reads up to 1: use a newer program, or name another folder"},
	} {
		out := t.TempDir()
		if err := os.WriteFile(filepath.Join(out, c.file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Run(t.Context(), w.request(out))
		if err == nil || !errors.As(err, new(*BadFolder)) || strings.ReplaceAll(err.Error(), out, "DIR") != c.want {
			t.Errorf("got %v, expected %s", err, c.want)
		}
		if entries, _ := os.ReadDir(out); len(entries) != 1 {
			t.Errorf("%s: the folder has %v", text, entries)
		}
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{file, filepath.Join(file, "runs"), filepath.Join(file, "a", "b")} {
		if _, err := Run(t.Context(), w.request(out)); !errors.As(err, new(*BadFolder)) || err.Error() != file+" is a file, expected a folder: name a new folder or an empty one" {
			t.Errorf("%s: got %v", out, err)
		}
	}
	if _, err := StatusOf(t.TempDir()); err == nil || !errors.As(err, new(*BadFolder)) {
		t.Errorf("got %v", err)
	}
	// A bad plan and a bad folder are reported together.
	out := t.TempDir()
	if err := os.WriteFile(filepath.Join(out, "letter.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	w.edit("plan.yaml", "less", "lesss")
	_, err := Run(t.Context(), w.request(out))
	if err == nil || !errors.As(err, new(*BadFolder)) || !errors.As(err, new(*app.Invalid)) {
		t.Errorf("got %v", err)
	}
}

// A run or a result of a newer program, and damaged ones, are refused with what to do.
func TestNewerAndDamaged(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	run := w.run(w.request(out))
	s, err := OpenStore(out)
	if err != nil {
		t.Fatal(err)
	}
	name := s.model(run.Tasks[0].Key[:2], run.Tasks[0].Key+resultEnd)
	packed, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text, err := decoder.DecodeAll(packed, nil)
	if err != nil {
		t.Fatal(err)
	}
	for what, packed := range map[string][]byte{
		"version 9, this program reads up to 2": encoder.EncodeAll([]byte(strings.Replace(string(text), `"version":2`, `"version":9`, 1)), nil),
		"it has the key ":                       encoder.EncodeAll([]byte(strings.Replace(string(text), `"key":"`, `"key":"0`, 1)), nil),
		"unexpected EOF":                        packed[:len(packed)/2],
		"line ":                                 encoder.EncodeAll([]byte(strings.Replace(string(text), `"known":"`, `"known":"0`, 1)), nil),
		"low and ":                              encoder.EncodeAll([]byte(strings.Replace(string(text), `"known":"`, `"known":"1`, 1)), nil),
		"after the last line":                   encoder.EncodeAll([]byte(strings.Replace(string(text), `],"known":`, `,0],"known":`, 1)), nil),
	} {
		if err := os.WriteFile(name, packed, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Load(run.Tasks[0].Key); err == nil || !strings.Contains(err.Error(), what) || errors.As(err, new(*Damaged)) != !strings.HasPrefix(what, "version") ||
			!errors.As(err, new(*Damaged)) && !strings.HasSuffix(err.Error(), "use a newer program, or remove it, and run this again") {
			t.Errorf("got %v, expected %s", err, what)
		}
	}
	record := s.File(run.Run, recordFile)
	was, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(record, []byte(strings.Replace(string(was), `"version": 1`, `"version": 2`, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Record(run.Run); err == nil || !strings.HasSuffix(err.Error(), "has version 2, this program reads up to 1: use a newer program") {
		t.Errorf("got %v", err)
	}
}
