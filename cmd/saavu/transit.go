package main

import (
	"io"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/internal/export/timetables"
	"saavu/internal/words"
)

const transitAbout = `Print what timetables of public transport (GTFS, zip files or folders) contain, before
travel times are computed from them: on which days and at which hours vehicles run, days
that are nearly empty, trips that are left out and why, and what has to be filled in.
With a map of streets (OpenStreetMap, .osm.pbf) the stops that are far from every
street are listed.`

func transitCommand() *cobra.Command {
	var maps []string
	far, asJSON := 500, false
	speak := language{}
	cmd := &cobra.Command{
		Use:   "check-transit FEED…",
		Short: "Check timetables and say on which days they cover anything",
		Long:  transitAbout,
		Example: `  saavu check-transit feed.zip
  saavu check-transit bus.zip rail.zip --osm streets.osm.pbf --lang fi`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("", "name one feed or more: a zip file, or a folder with stops.txt and the other files")
			}
			if far < 1 || far > 5000 {
				return usage("", "--far %d: expected metres, 1 to 5000", far)
			}
			t, err := app.CheckTransit(cmd.Context(), args, maps, float64(far))
			if err != nil {
				return err
			}
			found := finding{
				json: func(out io.Writer) error { return timetables.JSON(out, t) },
				table: func(out io.Writer, width int, color bool, w *words.Words) error {
					return timetables.Table(out, t, width, color, w)
				}}
			return found.print(cmd, &speak, asJSON, false, "")
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringArrayVar(&maps, "osm", nil, "map of streets `FILE` (.osm.pbf); may be repeated")
	f.IntVar(&far, "far", far, "`METRES` from every street from which on a stop is far")
	f.BoolVar(&asJSON, "json", false, "print JSON; its schema is saavu schema transit")
	speak.flag(cmd)
	return cmd
}
