package inspect

import (
	"encoding/json"

	"github.com/invopop/jsonschema"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// contractVersion changes when a reader of the JSON would have to change.
const contractVersion = 1

// Report holds the findings on all files: the contract of saavu inspect --json.
type Report struct {
	Contract int    `json:"contract" jsonschema:"enum=1" jsonschema_description:"version of this contract"`
	Files    []File `json:"files" jsonschema_description:"in the order of the names given: one per name, but one per layer of a file with several, and one for the pages of a register in one folder"`
	Joins    []Join `json:"joins" jsonschema_description:"columns of different files that seem to have the same ids"`
}

// Kind is the kind of a File's finding.
type Kind string

// The kinds of findings.
const (
	Table      Kind = "table"      // rows without shapes, possibly with coordinates in columns
	Layer      Kind = "layer"      // rows with shapes
	Matrix     Kind = "matrix"     // files of a travel time matrix
	Folder     Kind = "folder"     // a folder of other files
	Unreadable Kind = "unreadable" // Problems states why
)

// JSONSchema lists the kinds.
func (Kind) JSONSchema() *jsonschema.Schema {
	return &jsonschema.Schema{Type: "string", Enum: []any{Table, Layer, Matrix, Folder, Unreadable}}
}

// File holds the findings on one file or folder.
type File struct {
	Name     string           `json:"name" jsonschema_description:"as it was given"`
	Kind     Kind             `json:"kind" jsonschema_description:"table: rows without shapes; layer: rows with shapes; matrix: files of a travel time matrix; folder: a folder of other files; unreadable: problems states why"`
	Format   string           `json:"format,omitempty"`
	Layer    string           `json:"layer,omitempty" jsonschema_description:"the layer, sheet or object that was read"`
	Layers   []string         `json:"layers,omitempty" jsonschema_description:"all that the file has"`
	Parts    []string         `json:"parts,omitempty" jsonschema_description:"all files that belong to it"`
	Rows     int64            `json:"rows" jsonschema_description:"rows; of a folder its files"`
	Shapes   []Count          `json:"shapes,omitempty" jsonschema_description:"kinds of shapes, the most common first"`
	System   *System          `json:"system,omitempty" jsonschema_description:"where places are: left out if there are none"`
	Extent   *Extent          `json:"extent,omitempty" jsonschema_description:"of the places in Finland, or where the stated system is used"`
	Map      *Map             `json:"map,omitempty"`
	Cells    *Cells           `json:"cells,omitempty" jsonschema_description:"if the places are cells of one grid"`
	Columns  []Column         `json:"columns,omitempty" jsonschema_description:"in the file's order"`
	Ages     *Ages            `json:"ages,omitempty" jsonschema_description:"if columns are people by age"`
	Times    *Times           `json:"times,omitempty" jsonschema_description:"of a travel time matrix"`
	Inside   []Entry          `json:"inside,omitempty" jsonschema_description:"the files of a folder, at most 100"`
	Doubts   []Doubt          `json:"doubts,omitempty"`
	Notes    []string         `json:"notes,omitempty" jsonschema_description:"what the reader of the format assumed, in English, and what else is noted, in the language of --lang"`
	Remarks  []report.Message `json:"-"` // the latter
	Problems problem.Problems `json:"-"`

	crossed source.Crossings
	facts   []record.Fact // what the reader of the format states
	read    []string      // notes of the reader of the format
	Wrong   []string      `json:"problems,omitempty" jsonschema_description:"why it cannot be read"`
}

// Count is how often something occurs.
type Count struct {
	What string `json:"what"`
	N    int64  `json:"n"`
}

// Extent is the box around places.
type Extent struct {
	X0    float64 `json:"x0" jsonschema_description:"metres, of EPSG:3067 or of the system metres"`
	Y0    float64 `json:"y0"`
	X1    float64 `json:"x1"`
	Y1    float64 `json:"y1"`
	West  float64 `json:"west" jsonschema_description:"degrees"`
	South float64 `json:"south"`
	East  float64 `json:"east"`
	North float64 `json:"north"`
}

// Map is a picture of places in characters.
type Map struct {
	Lines  []string `json:"lines" jsonschema_description:"the northernmost first"`
	Width  float64  `json:"width" jsonschema_description:"metres that a character is wide"`
	Height float64  `json:"height" jsonschema_description:"metres that a character is high"`
	Shades []Shade  `json:"shades"`
}

// Shade is a character of a Map and the number of places that it represents.
type Shade struct {
	Mark string `json:"mark"`
	From int    `json:"from" jsonschema_description:"places, at least"`
	To   int    `json:"to" jsonschema_description:"places, at most"`
}

// Cells is the grid that places form: of squares, or of other cells.
type Cells struct {
	Shape       string    `json:"shape,omitempty" jsonschema:"enum=hexagons,enum=triangles,enum=squares,enum=shapes" jsonschema_description:"if they are not squares along the axes of the file: the form of most of them; shapes: of few corners"`
	Side        float64   `json:"side" jsonschema_description:"metres in the file's own coordinate system; with shape, of a square of the same area"`
	On          int64     `json:"on" jsonschema_description:"places on the grid"`
	Off         int64     `json:"off" jsonschema_description:"places that are not"`
	Deviates    float64   `json:"deviates" jsonschema_description:"largest deviation of a side from that length, metres"`
	Isolated    *Isolated `json:"isolated,omitempty" jsonschema_description:"the cell with the most people, if it is far from all others"`
	OldIsolated *Isolated `json:"lone,omitempty" jsonschema_description:"the same as isolated, under its first name"`
}

// Isolated is the cell with the most people, if no other is near: people whose
// home is unknown are often counted in one such cell.
type Isolated struct {
	ID     string  `json:"id,omitempty"`
	People float64 `json:"people"`
	Metres float64 `json:"metres" jsonschema_description:"to the nearest other cell"`
}

// Column holds the findings on one column.
type Column struct {
	Name     string         `json:"name"`
	Title    string         `json:"title,omitempty"`
	Type     string         `json:"type" jsonschema:"enum=whole number,enum=number,enum=text,enum=date,enum=true or false,enum=mixed,enum=nothing"`
	Missing  int64          `json:"missing" jsonschema_description:"empty, or a mark of a missing value"`
	Marks    []Count        `json:"marks,omitempty" jsonschema_description:"the marks: -, .., … and the like"`
	Distinct int64          `json:"distinct" jsonschema_description:"different values"`
	About    bool           `json:"about" jsonschema_description:"distinct is estimated, from a sample of values"`
	Least    *float64       `json:"least,omitempty" jsonschema_description:"of the numbers"`
	Most     *float64       `json:"most,omitempty"`
	Examples []string       `json:"examples,omitempty" jsonschema_description:"the first different values"`
	Suspects []Count        `json:"suspects,omitempty" jsonschema_description:"numbers that may mean a hidden or missing value"`
	Meaning  report.Message `json:"-"`
	Means    string         `json:"means,omitempty" jsonschema_description:"what the column seems to be, in the language of --lang"`
	Role     Role           `json:"role,omitempty" jsonschema_description:"the same as one word"`
	From     *int           `json:"from,omitempty" jsonschema_description:"people by age: youngest"`
	To       *int           `json:"to,omitempty" jsonschema_description:"people by age: oldest, left out if open"`
	Unique   bool           `json:"unique" jsonschema_description:"every row has a distinct value, as far as the sample shows"`
}

// Ages reports how columns of people by age fit together and with their total.
type Ages struct {
	Bands   []string `json:"bands" jsonschema_description:"columns, the youngest first"`
	Total   string   `json:"total,omitempty" jsonschema_description:"column of all people"`
	Add     int64    `json:"add" jsonschema_description:"rows whose bands add up to the total"`
	Differ  int64    `json:"differ" jsonschema_description:"rows without a hidden count whose bands do not"`
	Hidden  []Hidden `json:"hidden,omitempty"`
	Without int64    `json:"without" jsonschema_description:"rows with people and 0 in every band"`
}

// Hidden is how often a value marks a hidden count.
type Hidden struct {
	Mark  string `json:"mark" jsonschema_description:"99, -1, blank or the like"`
	All   int64  `json:"all" jsonschema_description:"rows that have it in every band"`
	Some  int64  `json:"some" jsonschema_description:"rows that have it in some bands, which do not add up to the total"`
	Count int64  `json:"count" jsonschema_description:"rows that have it as a count: the bands add up"`
}

// Times describes the files of a travel time matrix.
type Times struct {
	Files      int64        `json:"files"`
	Rows       int64        `json:"rows" jsonschema_description:"of most files"`
	Same       bool         `json:"same" jsonschema_description:"the same rows in the same order in all files"`
	Others     []Count      `json:"others,omitempty" jsonschema_description:"files with other rows, and how many"`
	Headers    [][]string   `json:"headers" jsonschema_description:"the different rows of column names"`
	Columns    []TimeColumn `json:"columns"`
	AllMissing []string     `json:"all_missing,omitempty" jsonschema_description:"files without any value"`
	Windows    []string     `json:"crlf,omitempty" jsonschema_description:"files with CRLF at the ends of lines"`
}

// TimeColumn is one column of a travel time matrix over all files.
type TimeColumn struct {
	Name    string         `json:"name"`
	Meaning report.Message `json:"-"`
	Means   string         `json:"means,omitempty" jsonschema_description:"what the column seems to be, in the language of --lang"`
	Files   int64          `json:"files" jsonschema_description:"files that have it"`
	Missing int64          `json:"missing" jsonschema_description:"rows with -1"`
	Least   *int32         `json:"least,omitempty"`
	Most    *int32         `json:"most,omitempty"`
}

// Entry is a file of a folder.
type Entry struct {
	Name  string `json:"name"`
	Bytes int64  `json:"bytes"`
}

// Doubt is something that may be wrong.
type Doubt struct {
	About   report.Message `json:"-"`
	Advice  report.Message `json:"-"`
	Text    string         `json:"text" jsonschema_description:"what may be wrong, in the language of --lang"`
	Do      string         `json:"do,omitempty" jsonschema_description:"what to do about it, in the language of --lang"`
	Columns []string       `json:"columns,omitempty"`
	Rows    int64          `json:"rows,omitempty" jsonschema_description:"how many rows it is about"`
}

// Join is a pair of columns of different files: the values of the first are
// found in the second.
type Join struct {
	File     string   `json:"file"`
	Layer    string   `json:"layer,omitempty"`
	Column   string   `json:"column"`
	In       string   `json:"in" jsonschema_description:"the other file"`
	InLayer  string   `json:"in_layer,omitempty"`
	InColumn string   `json:"in_column"`
	Share    float64  `json:"share" jsonschema_description:"of the different values of column that in_column has, 0.8 to 1"`
	Values   int64    `json:"values" jsonschema_description:"different values of column"`
	About    bool     `json:"about" jsonschema_description:"estimated from a sample of values"`
	Examples []string `json:"examples,omitempty" jsonschema_description:"values that are not found"`
}

// Schema returns the JSON Schema (2020-12) of a Report, with a final newline.
func Schema() ([]byte, error) {
	r := jsonschema.Reflector{Anonymous: true}
	s := r.Reflect(Report{})
	s.Title = "Saavu inspect"
	s.Description = "What saavu inspect found in files. Places are metres of EPSG:3067 in Finland, elsewhere of the file's own system or the zone of UTM, unless a key says otherwise."
	text, err := json.MarshalIndent(s, "", "  ")
	return append(text, '\n'), err
}

// In writes the texts of the report in a language. Notes on the encoding
// and the layout of files and problems stay in English.
func (r *Report) In(w *words.Words) {
	for i := range r.Files {
		f := &r.Files[i]
		f.Notes = nil
		for _, fact := range f.facts {
			f.Notes = append(f.Notes, w.Message(source.Message(fact)))
		}
		f.Notes = append(append(f.Notes, f.read...), w.Messages(f.Remarks)...)
		if y := f.System; y != nil {
			y.OldStated = y.Stated
			y.From, y.Readings, y.Do = w.Message(y.How), w.Message(y.Reading), w.Message(y.Advice)
		}
		if f.Cells != nil {
			f.Cells.OldIsolated = f.Cells.Isolated
		}
		for k := range f.Columns {
			f.Columns[k].Means = w.Message(f.Columns[k].Meaning)
		}
		if f.Times != nil {
			for k := range f.Times.Columns {
				f.Times.Columns[k].Means = w.Message(f.Times.Columns[k].Meaning)
			}
		}
		for k := range f.Doubts {
			f.Doubts[k].Text, f.Doubts[k].Do = w.Message(f.Doubts[k].About), w.Message(f.Doubts[k].Advice)
		}
	}
}

// JSON returns the report as indented JSON with a final newline, with texts in a
// language.
func (r *Report) JSON(w *words.Words) ([]byte, error) {
	r.In(w)
	text, err := json.MarshalIndent(r, "", "  ")
	return append(text, '\n'), err
}

// doubt adds a doubt.
func (f *File) doubt(d Doubt) { f.Doubts = append(f.Doubts, d) }
