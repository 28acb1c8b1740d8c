package webpage

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
	"unicode"

	"saavu/internal/draw"
)

//go:embed fonts/*.woff2 style/*.css
var parts embed.FS

// assets are the style of the page, and the policy that allows it and nothing else: no
// request, no script, no style attribute.
type assets struct {
	Style  template.CSS
	Policy string
}

// fonts by the name of their face in the style.
var fonts = [][2]string{{"Source-Sans", "source-sans-3"}, {"Source-Serif", "source-serif-4"}}

// readAssets reads the assets, with the fonts and the colours inside the style. The foot
// stands at the bottom of printed pages, next to their number; options is how many
// options the widest table has.
func readAssets(foot string, options int) (assets, error) {
	var b strings.Builder
	for _, f := range fonts {
		data, err := parts.ReadFile("fonts/" + f[1] + ".woff2")
		if err != nil {
			return assets{}, err
		}
		fmt.Fprintf(&b, "@font-face{font-family:%q;font-weight:200 900;font-display:swap;src:url(data:font/woff2;base64,%s) format(\"woff2\")}\n",
			f[0], base64.StdEncoding.EncodeToString(data))
	}
	fmt.Fprintf(&b, ":root{%s}\n@media screen and (prefers-color-scheme:dark){:root{%s}}\n", variables(&draw.Light), variables(&draw.Dark))
	fmt.Fprintf(&b, "@page{@bottom-left{content:%s}}\n", cssText(foot))
	sheets, err := parts.ReadDir("style") // in the order of their names
	if err != nil {
		return assets{}, err
	}
	for _, sheet := range sheets {
		text, err := parts.ReadFile("style/" + sheet.Name())
		if err != nil {
			return assets{}, err
		}
		b.Write(text)
	}
	b.WriteString(picking(options))
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return assets{template.CSS(b.String()),
		strings.Join([]string{"default-src 'none'", "style-src " + hash(b.String()), "font-src data:", "img-src data:", "base-uri 'none'", "form-action 'none'"}, ";")}, nil
}

// picking is the style by which a narrow screen shows the option of a table that is
// picked, and no other: the cells of an option have its number.
func picking(options int) string {
	var b strings.Builder
	b.WriteString("@media screen and (max-width:640px){.picked>input~.scroll [data-o]{display:none}")
	for o := range options {
		fmt.Fprintf(&b, ".picked>input:nth-of-type(%d):checked~.scroll [data-o=\"%d\"]{display:table-cell}", o+1, o+1)
	}
	b.WriteString("}\n")
	return b.String()
}

// variables are the colours of a theme as variables of the style.
func variables(t *draw.Theme) string {
	var b strings.Builder
	for _, v := range [][2]string{
		{"ink", t.Ink}, {"paper", t.Paper}, {"mut", t.Muted}, {"line", t.Line}, {"hair", t.Hair}, {"wash", t.Wash}, {"acc", t.Accent},
		{"gain", t.Gain}, {"lose", t.Lose}, {"gain-on", t.GainOnTint}, {"lose-on", t.LoseOnTint}, {"law", t.Law},
		{"gain1", t.GainTints[0]}, {"gain2", t.GainTints[1]}, {"gain3", t.GainTints[2]},
		{"lose1", t.LoseTints[0]}, {"lose2", t.LoseTints[1]}, {"lose3", t.LoseTints[2]},
		{"more", t.More}, {"less", t.Less}, {"given", t.Given}, {"undone", t.Undone}, {"bar", t.Bar}, {"band", t.Band},
		{"stamp", t.StampInk}, {"stamp-bg", t.StampPaper}, {"stamp-line", t.StampLine}, {"map", draw.Light.Paper},
	} {
		fmt.Fprintf(&b, "--%s:%s;", v[0], v[1])
	}
	return b.String()
}

// cssText writes a text as a string of a style sheet: all but plain letters, digits and
// spaces as escapes, so that it ends nothing; what cannot be printed is left out.
func cssText(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == ' ' || r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case unicode.IsPrint(r) || r == '\u00a0':
			fmt.Fprintf(&b, "\\%x ", r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
