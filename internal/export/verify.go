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
	"unicode/utf8"

	"saavu/internal/atomic"
	"saavu/internal/export/contract"
	"saavu/internal/export/plain"
	"saavu/internal/format/problem"
	"saavu/internal/words"
	"saavu/pkg/report"
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
	Fault string `json:"fault" jsonschema_description:"what is wrong with the file, in the language of --lang; empty if nothing is"`
}

// Verify reads the provenance of a folder and compares each file that it names with
// it. It changes nothing. Texts are in the language of w. It returns an error if the
// folder cannot be read or ctx ends.
func Verify(ctx context.Context, dir string, w *words.Words) (*Verified, error) {
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
		v.Faults = append(v.Faults, w.Text("verify.no_manifest", "file", manifest.Name))
	case err != nil:
		v.Faults = strings.Split(err.Error(), "\n")
	}
	v.Whole = err == nil
	for i, f := range files {
		v.Files = append(v.Files, verifiedFile{Name: f.Name, OK: against[i].Kind == atomic.Same, Fault: differs(w, against[i], f)})
		v.Whole = v.Whole && against[i].Kind == atomic.Same
	}
	return v, nil
}

// differs says how a file differs from its entry; "" for one that does not.
func differs(w *words.Words, d atomic.Difference, f atomic.File) string {
	switch d.Kind {
	case atomic.Missing:
		return w.Text("verify.missing")
	case atomic.NotFile:
		return w.Text("verify.not_file", "found", report.Term{List: "found", Word: d.Found})
	case atomic.Size:
		return w.Text("verify.size", "bytes", int(d.Bytes), "expected", int(f.Bytes))
	case atomic.Content:
		return w.Text("verify.content")
	case atomic.Unreadable:
		return w.Text("verify.unreadable", "cause", d.Found)
	}
	return ""
}

// Summary returns in one line whether the set is whole.
func (v *Verified) Summary(w *words.Words) string {
	bad := 0
	for _, f := range v.Files {
		if !f.OK {
			bad++
		}
	}
	switch {
	case v.Whole:
		return w.Text("verify.whole", "folder", v.Folder, "files", len(v.Files), "manifest", manifest.Name)
	case bad == 0:
		return w.Text("verify.no_set", "folder", v.Folder, "manifest", manifest.Name)
	}
	return w.Text("verify.not_whole", "folder", v.Folder, "manifest", manifest.Name, "bad", bad, "files", len(v.Files))
}

// VerifyTable prints a line for each file.
func VerifyTable(out io.Writer, v *Verified, w *words.Words) error {
	p := &plain.Page{Words: words.OrEnglish(w)}
	line := func(mark, text string) {
		p.Write(plain.Wrap(text, mark+"  ", strings.Repeat(" ", utf8.RuneCountInString(mark)+2))...)
	}
	no := w.Text("verify.no")
	for _, f := range v.Faults {
		line(no, f)
	}
	for _, f := range v.Files {
		if f.OK {
			line("ok", f.Name)
		} else {
			line(no, f.Name+" "+f.Fault)
		}
	}
	if v.Whole {
		line("ok", v.Summary(w))
	}
	_, err := io.WriteString(out, problem.ShownLines(p.String()))
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
	return contract.SchemaOf(Verified{}, "Saavu verification", "Whether the files of a folder are those that one run wrote, as printed by saavu verify --json.")
}
