package batch

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"saavu/internal/atomic"
)

// NoPlace is the error of a file that cannot be written where the request names it.
type NoPlace struct{ text string }

// Error names the file and its folder.
func (n *NoPlace) Error() string { return n.text }

// extraFiles lists the files that a request wants in addition to those of the run: the name
// in the run, and the path.
func (q *Request) extraFiles() [][2]string {
	var out [][2]string
	for _, f := range [][2]string{{junitFile, q.JUnit}, {reportFile, q.Summary}, {metricsFile, q.Metrics}} {
		if f[1] != "" {
			out = append(out, f)
		}
	}
	return out
}

// places refuses files whose folder is missing, before anything runs.
func (q *Request) places() error {
	seen := map[string]bool{}
	for _, f := range q.extraFiles() {
		dir := filepath.Dir(f[1])
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return &NoPlace{fmt.Sprintf("%s cannot be written: %s is not a folder: make it, or name another", f[1], dir)}
		}
		if info, err := os.Stat(f[1]); err == nil && !info.Mode().IsRegular() {
			return &NoPlace{fmt.Sprintf("%s cannot be written: it is a folder or a device, expected a file", f[1])}
		}
		if within(f[1], q.Out) {
			return &NoPlace{fmt.Sprintf("%s is in the run folder, which only runs write to: name a file outside it (a run has %s of its own)", f[1], f[0])}
		}
		if at := absolute(f[1]); seen[at] {
			return &NoPlace{fmt.Sprintf("%s would be written twice: name another file for each of --junit, --summary and --metrics", f[1])}
		} else {
			seen[at] = true
		}
	}
	return nil
}

// apart refuses files that would replace what the run reads or has: the plan, an input or an
// option file of a county, and anything in the run folder.
func (w *work) apart() error {
	read := []string{w.plan.File.Name}
	for _, c := range w.counties {
		for _, i := range w.inputsOf(c) {
			if !i.Embedded {
				read = append(read, i.Name)
			}
		}
		for _, id := range c.ids() {
			if name := c.of.FileOf(id); c.path != "" && name != "" {
				read = append(read, name)
			}
		}
	}
	for _, f := range w.q.extraFiles() {
		for _, name := range read {
			if within(name, f[1]) { // a table of a zip is in it
				return &NoPlace{fmt.Sprintf("%s would replace %s, which the run reads: name another file", f[1], name)}
			}
		}
	}
	return nil
}

// within reports whether a file is another one, or below that one.
func within(name, above string) bool {
	name, above = real(name), real(above)
	rest, ok := strings.CutPrefix(name, above)
	return ok && (rest == "" || rest[0] == filepath.Separator)
}

// real is the absolute path of a file without symbolic links, as far as it exists.
func real(name string) string {
	at, rest := absolute(name), ""
	for {
		if found, err := filepath.EvalSymlinks(at); err == nil {
			return filepath.Join(found, rest)
		}
		if at == filepath.Dir(at) {
			return filepath.Join(at, rest)
		}
		at, rest = filepath.Dir(at), filepath.Join(filepath.Base(at), rest)
	}
}

// copies writes the files that the request wants in addition, each with one rename.
func (w *work) copies(files []file) error {
	var errs error
	for _, want := range w.q.extraFiles() {
		for _, f := range files {
			if f.name != want[0] {
				continue
			}
			err := atomic.Write(want[1], func(to io.Writer) error {
				_, err := to.Write(f.text)
				return err
			})
			if err != nil {
				errs = errors.Join(errs, fmt.Errorf("the run is published, but %s cannot be written: %w", want[1], atomic.Reason(err)))
			}
		}
	}
	return errs
}
