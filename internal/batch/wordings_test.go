package batch

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A plan without exclude excludes nothing, also if its county has no options.
func TestNothingIsExcluded(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.edit("small/county.yaml", "options: {dir: options, order: [today, less]}\n", "")
	for _, version := range []string{"1", "2"} {
		w.put("plan.yaml", "version: "+version+"\nname: test\ncounty: small/county.yaml\n")
		_, err := Run(t.Context(), w.request(out))
		if err == nil || strings.Contains(err.Error(), "excludes") || strings.Contains(err.Error(), "(its counties have no options: name option files)") != (version == "1") {
			t.Errorf("version %s: %v", version, err)
		}
	}
}

// A run folder that is a file is no valid run folder.
func TestRunFolderIsAFile(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	if err := os.WriteFile(out, []byte("a letter"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(t.Context(), w.request(out)); !errors.As(err, new(*BadFolder)) || err.Error() != out+" is a file, expected a folder: name a new folder or an empty one" {
		t.Errorf("%v", err)
	}
}

// A run that is stopped counts what is stored, also what it was to compute again.
func TestStoppedCountsWhatIsStored(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.run(w.request(out))
	ctx, cancel := context.WithCancel(t.Context())
	q := w.request(out)
	q.Force, q.Jobs = true, 1
	q.Progress = func(e Event) { cancel() }
	var stopped *Stopped
	if _, err := Run(ctx, q); !errors.As(err, &stopped) || stopped.Done != 7 || stopped.All != 7 {
		t.Errorf("%v", err)
	}
}

// A dry run in which nothing is due is one too.
func TestNothingDue(t *testing.T) {
	t.Parallel()
	w, out := newWorld(t), filepath.Join(t.TempDir(), "runs")
	w.run(w.request(out))
	q := w.request(out)
	q.DryRun = true
	if run := w.run(q); run.Due == nil || len(run.Due) != 0 {
		t.Errorf("%v", run.Due)
	}
}
