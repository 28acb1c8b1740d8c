package export

import (
	"io"

	"saavu/internal/webpage"
	"saavu/internal/words"
)

// HTML writes the comparison as one page that a board reads, or if brief the answer and
// the decision table alone. The same set gives the same bytes.
func (s *Set) HTML(w io.Writer, brief bool) error {
	if err := s.check(); err != nil {
		return err
	}
	in := webpage.Input{Result: s.Result, Words: words.OrEnglish(s.Words), Version: s.Version, Command: s.Command, Brief: brief}
	for _, i := range s.Inputs {
		in.Inputs = append(in.Inputs, i.Name)
	}
	return webpage.Write(w, &in)
}
