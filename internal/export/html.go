package export

import (
	"io"

	"saavu/internal/webpage"
)

// HTML writes the comparison as one page that a board reads. The same set gives the same
// bytes.
func (s *Set) HTML(w io.Writer) error {
	if err := s.check(); err != nil {
		return err
	}
	in := webpage.Input{Result: s.Result, Words: spoken(s.Words), Version: s.Version}
	for _, i := range s.Inputs {
		in.Inputs = append(in.Inputs, i.Name)
	}
	return webpage.Write(w, &in)
}
