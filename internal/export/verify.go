package export

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"saavu/internal/atomic"
	"saavu/internal/format/problem"
)

// Verified is the result of checking the set of files in a folder. The set is whole
// if its provenance.json exists and each file that it names matches it.
type Verified struct {
	Contract int            `json:"contract" jsonschema:"enum=1" jsonschema_description:"version of this contract"`
	Folder   string         `json:"folder" jsonschema_description:"as it was given"`
	Whole    bool           `json:"whole"`
	Faults   []string       `json:"faults" jsonschema_description:"what is wrong with provenance.json; the files are then not checked"`
	Files    []verifiedFile `json:"files" jsonschema_description:"the files that provenance.json names, in its order"`
}

type verifiedFile struct {
	Name  string `json:"name"`
	OK    bool   `json:"ok"`
	Fault string `json:"fault" jsonschema_description:"what is wrong with the file; empty if nothing is"`
}

// Verify reads the provenance of a folder and compares each file that it names with
// it. It changes nothing. It returns an error if the folder cannot be read or ctx
// ends.
func Verify(ctx context.Context, dir string) (*Verified, error) {
	v := &Verified{Contract: 1, Folder: dir, Whole: true, Faults: []string{}, Files: []verifiedFile{}}
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = errors.New("this is a file, not a folder")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, atomic.Reason(err))
	}
	files, against, err := atomic.Check(ctx, dir, manifest)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, fs.ErrNotExist):
		v.Faults = append(v.Faults, manifest.Name+" is missing: no run has written files here, or a run is writing them now, or a run was stopped; run it again")
	case err != nil:
		v.Faults = strings.Split(err.Error(), "\n")
	}
	v.Whole = err == nil
	for i, f := range files {
		v.Files = append(v.Files, verifiedFile{Name: f.Name, OK: against[i] == "", Fault: against[i]})
		v.Whole = v.Whole && against[i] == ""
	}
	return v, nil
}

// Summary returns in one line whether the set is whole.
func (v *Verified) Summary() string {
	bad := 0
	for _, f := range v.Files {
		if !f.OK {
			bad++
		}
	}
	switch {
	case v.Whole:
		return fmt.Sprintf("%s is whole: %d files match %s", v.Folder, len(v.Files), manifest.Name)
	case bad == 0:
		return fmt.Sprintf("%s is not whole: %s is missing or broken", v.Folder, manifest.Name)
	}
	return fmt.Sprintf("%s is not whole; files that differ from %s: %d of %d", v.Folder, manifest.Name, bad, len(v.Files))
}

// VerifyTable prints a line for each file.
func VerifyTable(w io.Writer, v *Verified) error {
	var b strings.Builder
	for _, f := range v.Faults {
		b.WriteString("no  " + f + "\n")
	}
	for _, f := range v.Files {
		if f.OK {
			b.WriteString("ok  " + f.Name + "\n")
		} else {
			b.WriteString("no  " + f.Name + " " + f.Fault + "\n")
		}
	}
	if v.Whole {
		b.WriteString("ok  " + v.Summary() + "\n")
	}
	_, err := io.WriteString(w, problem.ShownLines(b.String()))
	return err
}

// VerifyJSON prints the result as JSON.
func VerifyJSON(w io.Writer, v *Verified) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(v)
}

// VerifySchema returns the JSON Schema of verify --json.
func VerifySchema() ([]byte, error) {
	return schemaOf(Verified{}, "Saavu verification", "Whether the files of a folder are those that one run wrote, as printed by saavu verify --json.")
}
