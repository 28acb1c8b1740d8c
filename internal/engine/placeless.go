package engine

import (
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// mostPlaceless is the number of facilities that a note names.
const mostPlaceless = 10

// placeNotes lists the facilities without coordinates.
func (p *Prepared) placeNotes() []report.Message {
	var list []report.Message
	for i := range p.base.Network.Facilities {
		if f := &p.base.Network.Facilities[i]; f.Class == network.ClassNone {
			list = append(list, report.NewMessage("named_id", "name", f.Called(), "id", f.ID))
		}
	}
	if list == nil {
		return nil
	}
	shown := list[:min(len(list), mostPlaceless)]
	return []report.Message{report.NewMessage("note_placeless", "list", report.NewMessage("some", "list", shown, "more", len(list)-len(shown)))}
}
