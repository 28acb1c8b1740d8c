package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"saavu/internal/batch"
	"saavu/pkg/lang"
)

const batchPlan = `version: 1
name: plan
county: county/county.yaml
options: [local.yaml, mine.yaml]
frames: [staff]
gates:
  - {id: rikkomus, title: {en: "No option newly breaks a law", fi: "Mikään vaihtoehto ei riko lakia uudella tavalla", sv: "Inget alternativ bryter mot lagen på ett nytt sätt"}, expression: breaches.law > 0}
  - {id: neuvola, title: {en: "80 % of children reach a clinic in time", fi: "80 % lapsista ehtii neuvolaan", sv: "80 % av barnen når en rådgivning i tid"}, expression: reach.neuvola_child.pt_rush < 80%}
  - {id: kustannus, title: {en: "No new cost", fi: "Kustannukset eivät kasva", sv: "Kostnaderna ökar inte"}, expression: county_change.all - was.county_change.all > 0}
`

// batchNights are the commands of a run folder and the changes of files between them.
// OUT and LANG are filled in.
var batchNights = []struct {
	edit    [3]string // file, text and its replacement before the command
	file    string    // of the newest run, to print after the command
	command string
	code    int
}{
	{command: "history --out none", code: notValid},
	{command: "batch run plan.yaml --out OUT -n"},
	{command: "batch run plan.yaml --out OUT", code: targetMissed, file: "report.md"},
	{command: "batch why vantaa-kerava/mine/2026/base/staff --out OUT"},
	{command: "history --out OUT"},
	{edit: [3]string{"plan.yaml", "frames: [staff]\n", "frames: [staff]\nsets:\n  - {name: uusi, values: {staff.fill_rate.gp: 0.8}}\n"}, command: "batch run plan.yaml --out OUT -n"},
	{edit: [3]string{"county/county.yaml", "gp: {v: 0.88,", "gp: {v: 0.85,"}},
	{edit: [3]string{"county/facilities.csv", "hs_korso,Korson", "hs_korso,Korso"}},
	{edit: [3]string{"county/service-points.csv", "hs_korso,gp_reception,", "hs_korso,gp_reception,1"}},
	{edit: [3]string{"mine.yaml", "hs_lansimaki", "hs_koivukyla"}, command: "batch run plan.yaml --out OUT -n"},
	{command: "batch why vantaa-kerava/mine/2026/base/staff --out OUT"},
	{command: "batch run plan.yaml --out OUT", code: targetMissed, file: "report.md"},
	{command: "batch why vantaa-kerava/mine/2026/base/staff --out OUT"},
	{command: "history --out OUT"},
	{command: "diff --out OUT --limit 6"},
	{command: "diff --out OUT --why --limit 6"},
	{command: "diff --out OUT 1 1"},
	{command: "batch run plan.yaml --out OUT -n --force"},
	{edit: [3]string{"plan.yaml", "name: plan\n", "name: plan\ndraws: 2\n"}, command: "batch run plan.yaml --out OUT -n"},
	{command: "batch why vantaa-kerava/mine/2026/base/staff --out OUT"},
	{command: "batch run plan.yaml --out OUT --shard 1/2"},
	{command: "batch run plan.yaml --out OUT --select local", code: targetMissed},
	{command: "history --out OUT"},
	{command: "batch status --out OUT"},
	{command: "batch verify --out OUT"},
	{command: "batch prune --out OUT --keep-last 1 -n"},
	{command: "batch prune --out OUT --keep-last 1"},
	{command: "batch merge plan.yaml --out OUT", code: someFailed},
	{edit: [3]string{"mine.yaml", "hs_koivukyla", "hs_muu"}, command: "batch run plan.yaml --out OUT --select mine", code: someFailed, file: "report.md"},
	{command: "batch why vantaa-kerava/mine/2026/base/staff --out OUT"},
}

// changing is what differs from one run, or one machine, to the next: hashes, times,
// sizes and the machine.
var changing = []struct {
	from *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(`(run=\d{6})-[0-9a-f]{4}`), "$1-0000"},
	{regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`), "0000-00-00T00:00:00Z"},
	{regexp.MustCompile(`\d+[.,]\d (M[BT]|Mt)`), "0 $1"},
	{regexp.MustCompile(`amd64v\d|arm64`), "amd64v1"},
}

// keptDiff is the answer to diff --why that a test prints in several languages; under
// keptDiffKey it is a value of the context of its calls. It has no words, and computes
// every mix of old and new inputs.
type keptDiff struct{ of *batch.Diff }

type keptDiffKey struct{}

func init() {
	plain := differ
	differ = func(ctx context.Context, q batch.DiffRequest) (*batch.Diff, error) {
		k, ok := ctx.Value(keptDiffKey{}).(*keptDiff)
		if !ok || !q.Why {
			return plain(ctx, q)
		}
		var err error
		if k.of == nil {
			k.of, err = plain(ctx, q)
		}
		return k.of, err
	}
}

// What the batch verbs, history and diff print in each language, with the report of each
// run, in one text. Logs and errors on stderr are in English.
func TestBatchInEveryLanguage(t *testing.T) {
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.WithValue(t.Context(), keptDiffKey{}, &keptDiff{})
	for _, l := range lang.Languages() {
		if testing.Short() && l != lang.Swedish {
			continue // race runs: one language
		}
		t.Run(string(l), func(t *testing.T) {
			dir := folder(t)
			t.Chdir(dir)
			local, err := os.ReadFile(filepath.Join(here, "../../scenarios/vantaa-kerava/local.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			for name, text := range map[string]string{"plan.yaml": batchPlan, "local.yaml": string(local), "mine.yaml": "name: Oma\nchanges:\n  - close: {facility: hs_lansimaki}\n"} {
				if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			var got strings.Builder
			for _, x := range batchNights {
				if file := x.edit[0]; file != "" {
					text, err := os.ReadFile(file)
					if err != nil || !strings.Contains(string(text), x.edit[1]) {
						t.Fatalf("%s has no %q: %v", file, x.edit[1], err)
					}
					if err := os.WriteFile(file, []byte(strings.Replace(string(text), x.edit[1], x.edit[2], 1)), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				if x.command == "" {
					continue
				}
				command := strings.ReplaceAll(x.command, "OUT", "runs")
				var out strings.Builder
				code, stderr := call(ctx, &out, append(strings.Fields(command), "--lang", string(l))...)
				if code != x.code {
					t.Fatalf("%s: exit code %d, expected %d: %s", command, code, x.code, stderr)
				}
				if out.Len() == 0 {
					continue // errors
				}
				got.WriteString("$ " + command + "\n" + out.String() + "\n")
				if x.file != "" {
					found, err := filepath.Glob("runs/runs/run=*/" + x.file)
					if err != nil || len(found) == 0 {
						t.Fatalf("no %s: %v", x.file, err)
					}
					text, err := os.ReadFile(found[len(found)-1])
					if err != nil {
						t.Fatal(err)
					}
					got.WriteString("$ " + x.file + "\n" + string(text) + "\n")
				}
			}
			text := filepath.ToSlash(strings.ReplaceAll(got.String(), dir+string(filepath.Separator), ""))
			for _, c := range changing {
				text = c.from.ReplaceAllString(text, c.to)
			}
			goldenIn(t, here, "batch."+string(l), text)
		})
	}
}
