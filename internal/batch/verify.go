package batch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"saavu/internal/atomic"
	"saavu/internal/words"
)

// Verified is the result of checking a run folder.
type Verified struct {
	Contract int         `json:"contract" jsonschema:"enum=1" jsonschema_description:"version of this contract"`
	Folder   string      `json:"folder" jsonschema_description:"as it was given"`
	Whole    bool        `json:"whole"`
	Runs     int         `json:"runs"`
	Results  int         `json:"results" jsonschema_description:"stored results of all models"`
	Inputs   int         `json:"inputs"`
	Faults   []FileFault `json:"faults"`
	NotKept  []string    `json:"not_kept" jsonschema_description:"inputs that changed while their run was at work, so that they were not kept, in the language of --lang; no faults"`
}

// FileFault is a file that is damaged or missing.
type FileFault struct {
	Name  string `json:"name" jsonschema_description:"in the run folder"`
	Fault string `json:"fault" jsonschema_description:"what is wrong with it, in the language of --lang"`
	Again bool   `json:"again" jsonschema_description:"a stored result: the next run that needs it computes it again"`
}

// verification is the state of Verify.
type verification struct {
	*Store
	ctx context.Context
	w   *words.Words
	out *Verified
}

// Verify reads every file of the runs, every stored result and every input of a run
// folder, and compares it with its hash. It changes nothing. Texts are in the language
// of w.
func Verify(ctx context.Context, dir string, w *words.Words) (*Verified, error) {
	s, err := OpenRuns(dir)
	if err != nil {
		return nil, err
	}
	v := &verification{s, ctx, w, &Verified{Contract: 1, Folder: dir, Faults: []FileFault{}, NotKept: []string{}}}
	for _, part := range []func() error{v.runs, v.results, v.inputs, v.newest} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	v.out.Whole = len(v.out.Faults) == 0
	return v.out, nil
}

// fault adds a file with what is wrong.
func (v *verification) fault(name, text string, again bool) {
	if at, err := filepath.Rel(v.dir, name); err == nil {
		name = filepath.ToSlash(at)
	}
	v.out.Faults = append(v.out.Faults, FileFault{name, text, again})
}

// runs checks the files of the runs, and that what they need is there.
func (v *verification) runs() error {
	names, err := v.Runs()
	if err != nil {
		return err
	}
	missing := map[string]bool{}
	for _, name := range names {
		if err := v.ctx.Err(); err != nil {
			return err
		}
		r, err := v.Record(name)
		if err != nil {
			v.fault(v.path(runsDir, name, recordFile), err.Error(), false)
			continue
		}
		v.out.Runs++
		for _, f := range r.Files {
			v.file(v.File(name, f.Name), f.SHA256, f.Bytes)
		}
		for _, i := range r.inputs() {
			at := v.inputPath(i.SHA256)
			if _, err := os.Stat(at); i.Bytes > r.Kept || !errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if slices.Contains(r.NotKept, i.SHA256) {
				v.out.NotKept = append(v.out.NotKept, v.w.Text("diff.changed_meanwhile", "file", i.Name, "run", r.Run))
				continue
			}
			if !missing[at] {
				missing[at] = true
				v.fault(at, v.w.Text("batch.not_kept", "file", i.Name, "run", r.Run), false)
			}
		}
	}
	return nil
}

// file compares a file with its hash.
func (v *verification) file(name, hash string, bytes int64) {
	text, err := os.ReadFile(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		v.fault(name, v.w.Text("verify.missing"), false)
	case err != nil:
		v.fault(name, v.w.Text("verify.unreadable", "cause", atomic.Reason(err).Error()), false)
	case int64(len(text)) != bytes:
		v.fault(name, v.w.Text("verify.size", "bytes", len(text), "expected", int(bytes)), false)
	case sumOf(text) != hash:
		v.fault(name, v.w.Text("verify.content"), false)
	}
}

// results checks the stored results of all models: their checksum, and that the key is
// that of what they say they are a result of.
func (v *verification) results() error {
	return filepath.WalkDir(v.path(tasksDir), func(name string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return fmt.Errorf("run folder %s: %w", v.dir, atomic.Reason(err))
		case v.ctx.Err() != nil:
			return v.ctx.Err()
		case e.IsDir() || atomic.Ours(e.Name()):
			return nil
		}
		if key, ok := strings.CutSuffix(e.Name(), resultEnd); ok {
			v.out.Results++
			r, err := v.loadOf(filepath.Base(filepath.Dir(filepath.Dir(name))), key)
			if err == nil && r.key() != key {
				err = errors.New(r.key())
			}
			if err != nil {
				v.fault(name, v.w.Text("verify.content"), true)
			}
			return nil
		}
		text, err := os.ReadFile(name)
		var paths []string
		if err != nil || json.Unmarshal(text, &paths) != nil || newPathList(paths).hash+".json" != e.Name() {
			v.fault(name, v.w.Text("verify.content"), true)
		}
		return nil
	})
}

// key computes the key of a result from its own parts.
func (r *Result) key() string {
	common := Parts{}
	for name, hash := range r.Parts {
		if name != partOption {
			common[name] = hash
		}
	}
	paths := make([]string, len(r.Reads))
	for i := range r.Reads {
		paths[i] = r.Reads[i].Path
	}
	coarse := hashOf([]string{hashOf(common), r.Parts[partOption]})
	return hashOf([]string{coarse, newPathList(paths).hash, hashOf(r.Reads)})
}

// inputs checks the inputs that are kept: their names are their hashes.
func (v *verification) inputs() error {
	return v.eachInput(func(name string) error {
		v.out.Inputs++
		if text, err := os.ReadFile(name); err != nil || sumOf(text) != filepath.Base(name) {
			v.fault(name, v.w.Text("verify.content"), false)
		}
		return v.ctx.Err()
	})
}

// eachInput calls visit with the path of every input that is kept.
func (s *Store) eachInput(visit func(name string) error) error {
	return filepath.WalkDir(s.path(inputsDir), func(name string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return fmt.Errorf("run folder %s: %w", s.dir, atomic.Reason(err))
		case e.IsDir() || atomic.Ours(e.Name()):
			return nil
		}
		return visit(name)
	})
}

// newest checks that latest.json names a run.
func (v *verification) newest() error {
	l, err := v.latest()
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		_, err = v.Record(l.Run)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		v.fault(v.path(latestFile), v.w.Text("batch.no_run"), false)
	case err != nil && !errors.As(err, new(*Damaged)): // a damaged record is a fault already
		v.fault(v.path(latestFile), v.w.Text("verify.content"), false)
	}
	return nil
}
