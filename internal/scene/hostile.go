package scene

// Hostile lists names that would do harm where they are not taken as text: in pages, XML,
// SQL, spreadsheets, terminals and expressions of map programs.
func Hostile() []string {
	return []string{
		`<script>alert(1)</script>`,
		`"><img src=x onerror=alert(2)>`,
		`' onmouseover='alert(3)' x='`,
		`</style><svg onload=alert(4)>`,
		`</title></table><h1>Owned</h1>`,
		`]]><!-- --><![CDATA[x]]>`,
		`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;`,
		`&lt;b&gt; &amp;amp; &#60;i&#62;`,
		`javascript:alert(5)`,
		`[click](javascript:alert(6)) *of* _them_`,
		`![picture](http://example.org/x.png)`,
		"`code` | cell | # heading",
		`=cmd|' /C calc'!A0`,
		`@SUM(1+1)*2 +3 -4`,
		"\x1b[31mred\x1b[0m\x07",
		"nul\x00 bell\x07 back\x08 del\x7f",
		"line\nfeed\r\nand\ttab",
		"turned \u202e\u2066around\u2069",
		"no width \u200b\u200d\ufeff here",
		"line\u2028and\u2029paragraph",
		"not a character \ufffe\uffff",
		`100 % of {{.}} {n} %s %[1]d`,
		`../../etc/passwd \\share\x C:\y`,
		`} body{display:none} @import url(//example.org/x.css);/*`,
		`[% 1+1 %][%= @user_account_name %]`,
		`'); DROP TABLE cells; --`,
		`"quoted" 'twice' \ "`,
	}
}
