package batch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"saavu/internal/app"
	"saavu/internal/atomic"
	"saavu/internal/load"
	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// MostInput is the size in bytes above which an input is not kept.
const MostInput = 64 << 20

// inputsDir is the folder of the inputs by content.
const inputsDir = "inputs"

// InputsRecord says how the inputs of a run were read, so that they can be read again.
type InputsRecord struct {
	Data    string `json:"data,omitempty"` // folder that {data} stood for
	FixAxes bool   `json:"fix_axes,omitempty"`
	Detail  bool   `json:"detail,omitempty"` // figures were computed that only gates, track and measures ask for
	Kept    int64  `json:"kept,omitempty"`   // inputs of at most so many bytes are kept; 0 for none

	NotKept []string `json:"not_kept,omitempty"` // hashes of inputs that changed after they were read and before they were kept
}

// files are the files of the system, or others in their place.
func (q *Request) files() source.Files { return q.Files.Or(source.OS()) }

// inputsOf lists the files of a county and of the options that were computed for it, by
// name. Those of the program are marked: a file of the system may have the same name.
func (w *work) inputsOf(c *county) []InputRecord {
	var out []InputRecord
	add := func(i load.Input, embedded bool) {
		if r := (InputRecord{i.Name, i.SHA256, i.Bytes, embedded}); !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	for _, i := range c.of.Inputs {
		add(i, c.path == "" || c.path != i.Name && i.Name == load.EmbeddedCounty && w.embedded(i))
	}
	for _, i := range c.inputs {
		add(i, false)
	}
	slices.SortStableFunc(out, func(a, b InputRecord) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// embedded reports whether the program has a file.
func (w *work) embedded(i load.Input) bool {
	text, err := w.q.Embedded.Read(i.Name)
	return err == nil && sumOf(text) == i.SHA256
}

// broken lists the option files that were read and are not valid: they are inputs too.
func (x *expansion) broken(b *app.Batch) []load.Input {
	var out []load.Input
	for _, o := range b.Broken {
		if o.File == "" {
			continue
		}
		if text, err := x.q.files().Read(o.File); err == nil {
			out = append(out, load.Input{Name: o.File, SHA256: sumOf(text), Bytes: int64(len(text))})
		}
	}
	return out
}

func sumOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// planInput is the plan as an input.
func (r *Record) planInput() InputRecord {
	return InputRecord{Name: r.Plan.File, SHA256: r.Plan.SHA256, Bytes: r.Plan.Bytes}
}

// inputs lists the plan and the files of all counties that are no part of the program,
// each once.
func (r *Record) inputs() []InputRecord {
	out := []InputRecord{r.planInput()}
	for _, c := range r.Counties {
		for _, i := range c.Inputs {
			if !i.Embedded && !slices.Contains(out, i) {
				out = append(out, i)
			}
		}
	}
	return out
}

// keep stores the inputs of a run by content and completes its record. A large one is not
// kept, and neither is one that has changed since it was read: the record says so. A run
// keeps its inputs before it computes, and again what is not there any more at its end.
func (w *work) keep(ctx context.Context, r *Record) error {
	r.Data, r.FixAxes, r.Detail = w.q.Data, w.q.FixAxes, slices.ContainsFunc(w.groups, func(g *group) bool { return g.detail })
	if w.q.Forget {
		return nil
	}
	if r.Kept = w.q.MostInput; r.Kept == 0 {
		r.Kept = MostInput
	}
	if err := os.MkdirAll(w.store.path(inputsDir), 0o700); err != nil {
		return fmt.Errorf("run folder %s: %w", w.store.dir, atomic.Reason(err))
	}
	for _, i := range r.inputs() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if i.Bytes > r.Kept {
			continue
		}
		kept, err := w.store.keep(w.q.files(), i)
		if err != nil {
			return err
		}
		if !kept {
			r.NotKept = append(r.NotKept, i.SHA256)
		}
	}
	return nil
}

// unkept are warnings about the inputs of a run that changed before they were kept.
func (r *Record) unkept() []string {
	var out []string
	for _, i := range r.inputs() {
		if slices.Contains(r.NotKept, i.SHA256) {
			out = append(out, i.Name+" changed while the run was at work: the figures are those of the file as it was read, which is not kept, so saavu diff --why may not explain what it changed")
		}
	}
	return out
}

// errChanged is the error of an input that has changed since it was read.
var errChanged = errors.New("it has changed since it was read")

// keep stores an input under its hash. It returns false if the file has changed since it was
// read, or is not there any more.
func (s *Store) keep(files source.Files, i InputRecord) (bool, error) {
	name := s.inputPath(i.SHA256)
	if info, err := os.Stat(name); err == nil && info.Size() == i.Bytes {
		return true, nil
	}
	f, err := files.Open(i.Name)
	if err != nil {
		return false, nil
	}
	defer f.Close()
	if err := os.MkdirAll(s.path(inputsDir, i.SHA256[:2]), 0o700); err != nil {
		return false, fmt.Errorf("run folder %s: %w", s.dir, atomic.Reason(err))
	}
	err = atomic.WritePrivate(name, func(to io.Writer) error {
		sum := sha256.New()
		if _, err := io.Copy(io.MultiWriter(to, sum), f); err != nil {
			return err
		}
		if hex.EncodeToString(sum.Sum(nil)) != i.SHA256 {
			return errChanged
		}
		return nil
	})
	if err != nil && !errors.Is(err, errChanged) {
		return false, fmt.Errorf("%s: %w", name, atomic.Reason(err))
	}
	return err == nil, nil
}

func (s *Store) inputPath(hash string) string {
	return s.path(inputsDir, hash[:min(2, len(hash))], hash)
}

// NotKept is the error of an input whose content is not there any more.
type NotKept struct {
	Name    string
	Run     string
	Large   bool // it is larger than what is kept
	Changed bool // it changed before it was kept
}

// Error says why the content is not there.
func (n *NotKept) Error() string { return words.In(lang.English).Message(n.message()) }

// message is the same in no language.
func (n *NotKept) message() report.Message {
	switch {
	case n.Large:
		return report.NewMessage("diff.too_large", "file", n.Name, "run", n.Run)
	case n.Changed:
		return report.NewMessage("diff.changed_meanwhile", "file", n.Name, "run", n.Run)
	}
	return report.NewMessage("diff.not_kept", "file", n.Name, "run", n.Run)
}

// content returns the bytes of an input of a run: those that are kept, those of the
// program, or those under its name if they are still the same. The error is a NotKept.
func (s *Store) content(r *Record, i InputRecord, embedded source.Files) ([]byte, error) {
	if text, err := os.ReadFile(s.inputPath(i.SHA256)); err == nil && sumOf(text) == i.SHA256 {
		return text, nil
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("run folder %s: %w", s.dir, atomic.Reason(err))
	}
	for _, files := range []source.Files{embedded, source.OS()} {
		if text, err := files.Read(i.Name); err == nil && sumOf(text) == i.SHA256 {
			return text, nil
		}
	}
	return nil, &NotKept{i.Name, r.Run, r.Kept > 0 && i.Bytes > r.Kept, slices.Contains(r.NotKept, i.SHA256)}
}
