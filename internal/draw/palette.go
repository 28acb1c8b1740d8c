package draw

// Minutes are the colours of minutes: up to half the limit, up to the limit, up to
// one and a half, up to twice the limit, above, and no place reached. The hue
// breaks at the limit, and the lightness falls all the way, so that grey print and
// every kind of colour vision keep the order.
var Minutes = []string{"#d1f1f3", "#71c7d0", "#d28430", "#b25817", "#7a340e", "#1a1a1a"}

// Change are the colours of a change: shorter and now in time, shorter, about as
// before, longer, longer and no longer in time. All five differ in grey too.
var Change = []string{"#034463", "#7fc0e1", "#e2e8eb", "#cc8135", "#ac4b06"}

// Parts are the colours of parts side by side that have no order. Next to each other they
// differ in hue and in grey.
var Parts = []string{"#8ecae6", "#e9a06b", "#b7d9a8", "#7a8fc4", "#f2d98d", "#c58fb8", "#cfd6da", "#5fa392"}

// Theme is the colours of a page or picture, as #rrggbb.
type Theme struct {
	Ink, Paper             string // text and its ground
	Muted                  string // notes and units
	Line, Hair, Wash       string // rules, thin rules, the column of today
	Accent                 string // links, frontier
	Gain, Lose             string // texts of gains and losses on paper
	GainOnTint, LoseOnTint string // and on tints
	Law                    string // texts of laws that are broken
	GainTints, LoseTints   [3]string
	More, Less             string // bars: more cost, less cost
	Given, Undone          string // bars: visits given, hatching of visits left undone
	Bar, Band              string // bars of shares, bands of ranges
	StampInk, StampPaper   string // synthetic, demonstration
	StampLine              string
}

// Light is for paper and light screens.
var Light = Theme{
	Ink: "#16242d", Paper: "#ffffff", Muted: "#51616b", Line: "#d3dadf", Hair: "#e6eaed", Wash: "#f4f6f7",
	Accent: "#15506f", Gain: "#0f648c", Lose: "#a3480a", GainOnTint: "#0a4766", LoseOnTint: "#7d3402", Law: "#b3151a",
	GainTints: [3]string{"#e6f1f7", "#c3dfee", "#93c6e0"}, LoseTints: [3]string{"#fdefe0", "#f9d7b3", "#f1b479"},
	More: "#d07a2d", Less: "#3f8db3", Given: "#4d7f96", Undone: "#c9722a", Bar: "#4c6876", Band: "#d3dadf",
	StampInk: "#3d2f00", StampPaper: "#fff5d6", StampLine: "#c99700",
}

// Dark is for dark screens. Maps stay on white there.
var Dark = Theme{
	Ink: "#e9eef1", Paper: "#141b20", Muted: "#a9b6bd", Line: "#3a474f", Hair: "#2b363d", Wash: "#1b242a",
	Accent: "#8cc7e6", Gain: "#7cc0e3", Lose: "#f0a25f", GainOnTint: "#bfe3f5", LoseOnTint: "#ffd0a1", Law: "#ff9d95",
	GainTints: [3]string{"#17323f", "#1d465a", "#256079"}, LoseTints: [3]string{"#3a2717", "#55351a", "#78481e"},
	More: "#d07a2d", Less: "#3f8db3", Given: "#4d7f96", Undone: "#d98637", Bar: "#7f9aa8", Band: "#3a474f",
	StampInk: "#ffe9a8", StampPaper: "#352b0c", StampLine: "#c99700",
}

// Ground is the colour of a county where nobody lives.
const Ground = "#f5f6f6"

// Other colours of maps.
const (
	water  = "#dfe9f0"
	rail   = "#5d6a72"
	road   = "#a3adb3"
	border = "#87939a" // of areas
	county = "#4f5d66"
)
