package batch

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

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
		if at := absolute(f[1]); seen[at] {
			return &NoPlace{fmt.Sprintf("%s would be written twice: name another file for each of --junit, --summary and --metrics", f[1])}
		} else {
			seen[at] = true
		}
	}
	return nil
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
