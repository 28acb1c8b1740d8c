package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/internal/export"
	"saavu/internal/format/gpkg"
	"saavu/internal/save"
)

const exportAbout = `Write layers of an earlier run in another format, another coordinate system or
another file, without computing anything. DIR is a folder that compare --out-dir has
written. The name's ending sets the format:

  .gpkg       GeoPackage; several layers, with their styles
  .geojson    GeoJSON (RFC 7946), longitude and latitude
  .geojsonl   the same, one feature a line
  .geojsons   the same as text sequence (RFC 8142)
  .parquet    GeoParquet 1.1
  .csv        CSV; the geometry is the column wkt
  .xlsx       Excel workbook; a sheet for each layer, without geometry, after a cover
              with assumptions, sources and what identifies the run

GDAL's ogr2ogr makes other formats of these files. --list prints the layers of DIR.
--difference adds a layer with what two options differ in, cell by cell; it needs no
--layers.

--crs takes the EPSG code of a system that Saavu knows, such as 3067 (ETRS-TM35FIN),
3879 (ETRS-GK25FIN), 4326, 3857, 3035 or a zone of UTM.`

// exporting holds the flags of export.
type exporting struct {
	from, out   string
	layers      []string
	differences []string
	crs         epsgCode
	list, quiet bool
	speak       language
}

func exportCommand() *cobra.Command {
	x := &exporting{}
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write layers of an earlier run in another format",
		Long:  exportAbout,
		Example: `  saavu export --from out --list
  saavu export --from out --layers coverage_local,areas --out local.xlsx
  saavu export --from out --layers coverage_local --out local.parquet --crs 3879
  saavu export --from out --layers all --out all.gpkg
  saavu export --from out --difference local:mobile --out difference.geojson`,
		Args: noArguments,
		RunE: x.run,
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&x.from, "from", "", "folder `DIR` of an earlier compare --out-dir")
	f.BoolVar(&x.list, "list", false, "list the layers of the folder")
	f.StringSliceVar(&x.layers, "layers", nil, "`NAMES` of layers, separated by commas; all stands for every one")
	f.StringArrayVar(&x.differences, "difference", nil, "`A:B`: a layer of option A less option B; may be repeated")
	f.StringVar(&x.out, "out", "", "write to `FILE`: "+strings.Join(save.Endings(), ", "))
	f.Var(&x.crs, "crs", "EPSG `CODE` of the coordinate system (default: that of the layers)")
	f.BoolVar(&x.quiet, "quiet", false, "no notes on stderr")
	x.speak.flag(cmd)
	_ = cmd.MarkFlagDirname("from")
	return cmd
}

func (x *exporting) run(cmd *cobra.Command, _ []string) error {
	for i, name := range x.layers {
		x.layers[i] = strings.TrimSpace(name)
	}
	if err := x.check(); err != nil {
		return err
	}
	e, err := export.OpenEarlier(cmd.Context(), x.from)
	if err != nil {
		return err
	}
	if file, holds := e.Holds(x.out); x.out != "" && holds {
		return usage("write to a file that the run does not have", "--out %s: this is the file %s of the run that is read", x.out, file)
	}
	w := x.speak.printed(cmd.OutOrStdout(), false)
	if len(e.Changed) > 0 && !x.quiet {
		fmt.Fprintln(cmd.ErrOrStderr(), noted(w, w.Text("saved.changed", "folder", e.Dir, "list", e.Changed)))
	}
	if x.list {
		var b bytes.Buffer
		if err := export.EarlierTable(&b, e, w); err != nil {
			return err
		}
		_, err = cmd.OutOrStdout().Write(b.Bytes())
		return err
	}
	list, err := x.read(e)
	if err != nil {
		return err
	}
	if err := e.Write(cmd.Context(), x.out, list, int(x.crs), x.speak.written()); err != nil {
		return err
	}
	if !x.quiet {
		var names []string
		for i := range list {
			names = append(names, list[i].Name)
		}
		fmt.Fprintln(cmd.ErrOrStderr(), noted(w, w.Text("saved.written", "n", len(names), "file", x.out, "list", names)))
	}
	return nil
}

// check refuses what can be refused before anything is read.
func (x *exporting) check() error {
	switch asked := len(x.layers) + len(x.differences); {
	case x.from == "":
		return usage("the folder of an earlier compare --out-dir", "name the folder with --from DIR")
	case x.list && (asked > 0 || x.out != "" || x.crs != 0):
		return usage("leave out the other flags", "--list takes --from and --lang only")
	case x.list:
		return nil
	case asked == 0:
		return usage("saavu export --from "+x.from+" --list lists them", "name layers with --layers, or two options with --difference A:B")
	case x.out == "":
		return usage("its ending sets the format: "+strings.Join(save.Endings(), ", "), "name the file to write with --out FILE")
	}
	if err := save.Check(x.out, true, 1, int(x.crs)); err != nil {
		return usage("", "%s", err)
	}
	for _, text := range x.differences {
		if a, b, ok := strings.Cut(text, ":"); !ok || a == "" || b == "" || a == b {
			return usage("", "--difference %s: expected two options, as in local:mobile", text)
		}
	}
	return nil
}

// read finds the layers and reads them; all names that are not there are reported
// together, and what the format cannot hold before any rows are read.
func (x *exporting) read(e *export.Earlier) ([]gpkg.Layer, error) {
	names := x.layers
	if slices.Equal(names, []string{"all"}) {
		names = e.Names()
	}
	var found []gpkg.About
	places := true
	for _, name := range names {
		a, ok := e.Find(name)
		if !ok {
			return nil, &app.Unknown{What: "layer", Name: name, Known: e.Names()}
		}
		if !slices.Contains(found, a) {
			found = append(found, a)
			places = places && a.Geometry != ""
		}
	}
	if err := save.Check(x.out, places, len(found)+len(x.differences), int(x.crs)); err != nil {
		return nil, usage("", "%s", err)
	}
	var list []gpkg.Layer
	for _, a := range found {
		l, err := e.Load(a.Name)
		if err != nil {
			return nil, err
		}
		list = append(list, l)
	}
	for _, text := range x.differences {
		first, second, _ := strings.Cut(text, ":")
		l, err := e.Difference(first, second, x.speak.written())
		if err != nil {
			return nil, err
		}
		list = append(list, l)
	}
	return list, nil
}
