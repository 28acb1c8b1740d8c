package inspect

import (
	"saavu/internal/words"
	"saavu/pkg/lang"
)

var english = words.In(lang.English)
