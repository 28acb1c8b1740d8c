package screen

import (
	"saavu/internal/board"
	"saavu/internal/export/plain"
	"saavu/internal/words"
)

// segmentPart writes what client segments need and get of the service, by core process
// where its products have one.
func (o *serviceScreen) segmentPart() {
	columns := []partColumn{{least: plain.LeastName}}
	for _, key := range board.SegmentColumns() {
		columns = append(columns, partColumn{head: o.Words.Text("detail.head_" + key)})
	}
	o.block("detail.segments", o.Words.Text("detail.segments_sub"))
	if o.R.Segments == nil {
		o.Paragraph(o.Words.Text("detail.segments_none"))
		return
	}
	o.byOption(columns, 0, plain.Cell{Text: words.Dash}, func(k int) []partRow {
		var rows []partRow
		for _, x := range board.SegmentRows(o.Words, o.R, o.R.Options[k].ID, o.v.ID) {
			if x.Deep {
				x.Name = "  " + x.Name
			}
			row := partRow{x.ID, []plain.Cell{{Text: x.Name}}}
			for _, c := range x.Cells {
				row.cells = append(row.cells, plain.Cell{Text: c})
			}
			rows = append(rows, row)
		}
		return rows
	}, noLead)
	if own := board.OwnWorker(o.Words, o.R, append([]int{o.Ref}, o.Options...), func(k int) string {
		if k == o.Ref {
			return o.reference()
		}
		return o.Option(k)
	}); own != "" {
		o.Paragraph(own)
	}
}
