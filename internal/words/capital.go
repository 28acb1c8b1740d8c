package words

import "strings"

// Capital writes the first letter of a text in capitals.
func Capital(text string) string {
	letters := []rune(text)
	if len(letters) == 0 {
		return text
	}
	return strings.ToUpper(string(letters[:1])) + string(letters[1:])
}
