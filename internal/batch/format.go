package batch

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"saavu/internal/atomic"
)

// format identifies a run folder.
type format struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
}

const formatWord = "saavu runs"

// Create makes a folder that OpenStore has opened a run folder.
func (s *Store) Create() error {
	if s.made {
		return nil
	}
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return fmt.Errorf("run folder %s: %w", s.dir, atomic.Reason(err))
	}
	s.made = true
	return s.identify()
}

// remake makes a folder that was removed while a run was at work a run folder again, so that
// what the run stores can be read.
func (s *Store) remake() error {
	if _, err := os.Stat(s.path(formatFile)); !s.made || !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return s.identify()
}

// identify writes the file that makes a folder a run folder.
func (s *Store) identify() error {
	text, err := json.Marshal(format{formatWord, RunsVersion})
	if err != nil {
		return err
	}
	return s.write(append(text, '\n'), formatFile)
}
