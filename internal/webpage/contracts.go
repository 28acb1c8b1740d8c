package webpage

import (
	"saavu/internal/board"
)

// contracts is who gives the contacts of services with contracts of today; nil without any.
func (p *page) contracts() any {
	if t := board.Contracts(&p.Report, p.w); t != nil {
		return t
	}
	return nil
}
