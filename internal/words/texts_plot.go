package words

// plotTexts are texts of single pictures.
var plotTexts = texts{}
