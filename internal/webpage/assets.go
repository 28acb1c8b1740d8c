package webpage

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
)

//go:embed fonts/*.woff2 style/*.css script.js
var parts embed.FS

// assets are the style and the script of the page, and the policy that allows these two
// and nothing else: no request, no other script, no style attribute.
type assets struct {
	Style  template.CSS
	Script template.JS
	Policy string
}

// fonts by the name of their face in the style.
var fonts = [][2]string{{"Source-Sans", "source-sans-3"}, {"Source-Serif", "source-serif-4"}}

// readAssets reads the assets, with the fonts inside the style.
func readAssets() (assets, error) {
	var b strings.Builder
	for _, f := range fonts {
		data, err := parts.ReadFile("fonts/" + f[1] + ".woff2")
		if err != nil {
			return assets{}, err
		}
		fmt.Fprintf(&b, "@font-face{font-family:%q;font-weight:200 900;font-display:swap;src:url(data:font/woff2;base64,%s) format(\"woff2\")}\n",
			f[0], base64.StdEncoding.EncodeToString(data))
	}
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
	script, err := parts.ReadFile("script.js")
	if err != nil {
		return assets{}, err
	}
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return assets{template.CSS(b.String()), template.JS(script),
		strings.Join([]string{"default-src 'none'", "style-src " + hash(b.String()), "script-src " + hash(string(script)), "font-src data:", "img-src data:", "base-uri 'none'", "form-action 'none'"}, ";")}, nil
}
