//! Pages of a few bytes, for every insertion mode of the standard and every algorithm of its tree construction.

pub(super) const ALL: &[&[&str]] =
    &[BEFORE, HEAD, BODY, HEADINGS, LISTS, FORMATTING, FORMS, TABLES, TEMPLATES, FRAMES, FOREIGN, AFTER, RAW, DOCTYPES, ODD];

const BEFORE: &[&str] = &[
    "", " ", "a", "\0", "<!---->", "<!--a-->b", "</p>", "</html>", "</head>", "</body>", "</br>", "<html>", "<html a=b>", "<head>",
    "<body>", "<p>", "<br>", "<!doctype html>", "<!doctype html> ", "<!doctype html><!--a--> <!--b--><html><!--c--> <!--d--><head>",
    "<!doctype html><!doctype a>", "<html><!doctype html>", " <html> <head> ", " a<html>", "<html>a", "<html> a", "<html></p>",
    "<html></head>", "<html></body>", "<html></br>", "<html><html a><html b=c a=d>", "<!--a--><html b><!--c--></html><!--d-->",
    "<head></head>", "<head a=b>c", "\n\n<p>a", "<div>a</div><html b=c>", "x<html a><body b>y", "<html></b>", "</b>", "</i>a",
    "<title>a</title>", "<p></html><!--a-->", "\0<html>", "<html>\0<head>", "a\0", "\u{c}a", "\u{b}a",
];

const HEAD: &[&str] = &[
    "<head>a", "<head> a", "<head><!--a--> b", "<head><head>", "<head></head><head>", "<head></p>", "<head></b>", "<head></body>a",
    "<head></html>a", "<head></br>a", "<head><html a>", "<head><base><basefont><bgsound><link><meta>", "<head><title>a</title>b",
    "<head><title>a<b>c</title>", "<head><style>a<b></style>", "<head><script>a<b></script>", "<head><noscript><p>a</noscript>b",
    "<head><noframes><p>a</noframes>", "<head><template><p>a</template>", "<head></template>", "<head><p>", "<head>\0",
    "<head></head> <!--a--> ", "<head></head>a", "<head></head> a <body b>", "<head></head><base><link><meta><title>a</title>",
    "<head></head><style>a</style><script>b</script>", "<head></head><template>a</template><p>", "<head></head></template>",
    "<head></head><noframes>a</noframes>", "<head></head></head>", "<head></head></p>", "<head></head></body>", "<head></head></html>",
    "<head></head></br>", "<head></head><frameset>", "<head></head><html a>", "<head></head><template><p></template><p>",
    "<head></head><title>a", "<head></head><script>a", "<head></head><template>", "<meta charset=a><p>", "<head><meta></meta>",
    "<title>a", "<style>a", "<script>a", "<link></link><p>", "<noscript>a</noscript>", "<head><noscript>a", "<head><svg>",
    "<head></head><noscript>a</noscript>", "<head><object>", "<head></head><head a><p>", "<head><style></style></head> <p>",
    "<head><!--a--></head><!--b--><body>", "<head>\0a", "<head></head>\0<p>", "<base href=a><title></title> x",
];

const BODY: &[&str] = &[
    "<p>a<p>b", "<p>a<div>b</div>c", "<p>a</p></p>", "</p>", "<div></p>", "<div><p>a</div>b", "<p><span>a<p>b", "<p><b>a<p>b</b>c",
    "<body><p>a</body>b", "<body a><body b a=c>", "<body></body><body a>", "<p><button><p>a</button>b", "<button>a<button>b",
    "<button><p>a<button>", "<address>a<address>b", "<center><p>a</center>", "<details><summary>a</details>b", "<dialog><p></dialog>",
    "<dir><li>a<li>b</dir>", "<menu><li>a</menu>", "<fieldset><p>a</fieldset>", "<figure><figcaption>a</figure>", "<main>a</main>",
    "<nav><p></nav>a", "<search><p>a</search>b", "<section><article><aside></section>", "<hgroup><h1>a</hgroup>", "<p><hr>a",
    "<p><xmp>a</p></xmp>b", "<p><pre>a", "<pre>\na</pre>", "<pre>\n\na</pre>", "<pre> \na", "<pre><b>\na", "<pre><!---->\na",
    "<pre>\0\na", "<listing>\na</listing>", "<textarea>\na</textarea>", "<textarea>\n\na", "<p><plaintext>a</p>",
    "<plaintext></plaintext>", "<br/>a", "</br>a", "<p></br></p>", "<img><image><embed><area><keygen><wbr>a", "<image/>", "<input>a",
    "<param><source><track>a", "<a><param>b", "<iframe><p></iframe>a", "<noembed><p></noembed>", "<noscript><p>a</noscript>b",
    "<p><noscript>a<p></noscript>", "<ruby>a<rb>b<rt>c<rtc>d<rp>e</ruby>f", "<ruby><rtc><rt>a<rp>b<rb>c", "<rt>a<rp>b", "<ruby><p><rt>",
    "<ruby><rtc>a<rtc>b", "<x>a<y>b</x>c", "<x><y></x></y>", "<x-a><x-b></x-a>", "<x><div></x>a", "<x><p></x>a", "</x>", "<x-a></x-b>a",
    "<span><div></span>a</div>", "<div><span></div></span>", "<sarcasm></sarcasm>", "<caption>a", "<col>a", "<td>a", "<tr><td>a",
    "<tbody>a", "<head>a", "<frame>a", "<div><head>a", "</div>", "<b></div>", "<div></address>", "<isindex>a</isindex>",
    "<isindex><p></x>", "<x><isindex></x>a", "<dialog><x></dialog></x>", "<applet>a<b>c</applet>d", "<marquee><p></marquee>a",
    "<object><b>a</object>b", "<object><p></p></object>", "</object>", "<b><object>a</b>c</object>d", "<p><object><p>a</object>",
    "<a><div></object></a>", "a\0b", "<div>\0</div>", "<nav><div></nav>a", "<ul></ul><ol></ol>", "<blockquote><p>a</blockquote>b",
    "<base>a<link>b<meta>c<title>d</title>", "<p><style>a</style>b<script>c</script>d", "<address><p><div></address>x",
    "<dl><dt>a<dd>b</dl>", "<article><p>a</article><p>b", "<summary><p></summary>a", "<a><isindex><li></a>x", "<keygen></keygen>a",
    "<search><li></search>a", "<li><search><li>a", "<dd><search><dt>a", "<source></source>", "<font size=1>a</font><p>",
];

const HEADINGS: &[&str] = &[
    "<h1>a<h2>b", "<h1>a</h2>b", "<h1><b>a</h1>b", "<h1><div><h2>a</h1>b", "<p><h1>a<p>b</h1>c", "</h1>", "<h1><p></h2>a",
    "<h1><table><td></h1>a", "<h1><h1>", "<div><h3></div></h3>", "<h1><svg></h1>a", "<h6><a>b</h6>c</a>d",
];

const LISTS: &[&str] = &[
    "<ul><li>a<li>b</ul>c", "<li>a<li>b", "<ul><li>a<ul><li>b</ul>c<li>d", "<li><div><li>a", "<li><p><li>a", "<li><address><li>a",
    "<li><span><li>a", "<li><section><li>a", "<ul><li></ul></li>", "<li></ul>a", "</li>", "<ol><li><ul></li>a", "<li><ol></li>a",
    "<dl><dt>a<dd>b<dt>c</dl>", "<dd><div><dd>a", "<dt><p><dd>a", "</dd>", "</dt>", "<dd></dt>a", "<dl><dd><dl></dd>a", "<li><b>a<li>b",
    "<li><b><p><li>a", "<li><table><td><li>a", "<li><button><li>", "<dd><li><dd>a", "<li><dd><li>a", "<ul><b><li>a</b>b<li>c",
    "<p><ul><li>a</p>b", "<li><a>b<li>c</a>d", "<ul><li><div></li></div></ul>", "<dd><p><dt>a</dd>", "<li><option><li>a",
];

const FORMATTING: &[&str] = &[
    "<b>a<p>b</b>c", "<b><i>a</b>b</i>c", "<b><i><p>a</b>b</i>c", "<p><b>a<p>b<p>c</b>d", "<a>b<a>c", "<a><div><a>b", "<a><p>b</a>c",
    "<a><table><td><a>b</table>c", "<a><table><a>b", "<b><div><i>a</b>b</i>c", "<b><div>a<div>b</b>c</div>d", "<b></b></b>", "</b>",
    "<b><b><b><b><p>a", "<b><b><b><b><b>a</b></b><p>b", "<b x><b x><b x><b x><p>a", "<b x=1><b x=2><b x=1><b x=1><b x=1><p>a",
    "<b x y><b y x><b x y><b y x><p>a", "<b x=1 y=2><b y=1 x=2><b x=1 y=2><b x=1 y=2><b y=2 x=1><p>a", "<i><b><b><b><i><b><p>a",
    "<b><b><b></b></b></b><b><b><b><b><p>", "<font><p><font><p><font><p>a", "<nobr>a<nobr>b", "<nobr><p><nobr>a</nobr>b",
    "<b><nobr>a<nobr><i>b</nobr></b>c", "<b><i><u><s><tt><p>a</b>b", "<b><i><u><s><tt><em><p>a</b>b</i>c</u>d",
    "<a><b><i><u><s><div>a</a>b", "<b><p></p></b><p>a", "<b><a><b><p></b></a>c", "<p><b><i><u></p>a", "<em><strong><p>a</em>b</strong>c",
    "<b><span><p>a</b>b</span>c", "<b><x><p>a</b>b", "<b><button>a</b>b</button>c", "<button><b></button>a", "<b><object></b>a",
    "<code><big><small><strike><tt><u>a<p>b", "<b><div></b><div></b>a", "<b>1<div>2<div>3<div>4<div>5<div>6<div>7<div>8<div>9</b>a",
    "<b><em><div>1<div>2<div>3<div>4<div>5<div>6<div>7<div>8<div>9<div>10</b>a</em>b", "<a><div><div><div><div><div><div><div><div><div></a>b",
    "<b><i><a><s><tt><div></b>first</b></div></tt></s></a>second</i>", "<b><em><foo><foo><aside></b></em>a", "<b><ul><li>a</b>b<li>c</ul>d",
    "<a href=1>a<a href=2>b</a>c", "<a><li><a>b", "<div><a><b><div><div><div><div><div><div><div><div></a>c", "<i>a<b>b<div>c<a>d</i>e</b>f",
    "<p><a><p></a></p>b", "<b><p><b><p><b><p>a</b></b></b>c", "<strong><p>a</strong><p>b", "<a><svg><a>b</a></svg></a>c",
    "<b><svg></b>a", "<b><svg><desc></b>a", "<font size=1><font size=2><p>a</font>b</font>c", "<b>a</b><b>b</b>c", "<s><u></s>a</u>b",
    "<a><b></a><p>c</b>d", "<tt><center></tt>a", "<b><i></i><p></b>a", "<a></a></a><b><a>", "<b><h1>a</b>b</h1>c", "<code><pre>a</code>b",
    "<i><a><p></i>b<a>c", "<b><form>a</b>b</form>c", "<form><b></form>a</b>", "<b><li>a<li>b</b>c", "<cite><b><cite><i><cite><i><cite><i><div>X</b>TEST",
    "<b><dd><b></dd>x", "<a><select><a>b", "<b></p>a", "<b><p>a</b></p>b", "<u><s><u><s><div>a</u></s></u>b", "<a>1<p>2<a>3<p>4</a>5",
];

const FORMS: &[&str] = &[
    "<form>a<form>b", "<form></form><form>a", "<form><div></form>a</div>b", "<div><form></div></form><form>b", "</form>", "<p><form>a",
    "<form><p></form>a", "<template><form><form>a</form>b", "<form><template><form>a</template></form>", "<table><form><tr><td><input>",
    "<table><form></form><form>", "<form><table></form><tr><td>a", "<form><table><td></form>a", "<form><button></form>a", "<form><b></form>a<form>c",
    "<select>a</select>b", "<select><option>a<option>b</select>c", "<select><optgroup><option>a<optgroup>b</select>", "<select><select>a",
    "<select><input>a", "<select><textarea>a</textarea>", "<select><keygen>a", "<select><div>a</div>b</select>c", "<select><p>a<option>b",
    "<select><table><tr><td>a</select>b", "<table><select><tr><td>a", "<table><td><select><td>a", "<select><hr><option>a<hr>b",
    "<select><option><b>a<option>c</select>d", "<select><button>a</button><option>b", "<option>a<option>b", "<optgroup>a<optgroup>b",
    "<option><optgroup>a", "<option><p><option>a", "<option><p>a</option>b", "</select>", "</option>", "</optgroup>", "<select></option>a",
    "<select><option></optgroup>a", "<select><optgroup></option>a", "<select><script>a</script><style>b</style><template>c</template>d",
    "<select><svg><option>a", "<select><math><mi><option>a", "<select></table>a", "<select><tr>a", "<select><caption>a", "<b><select><p></b>a",
    "<select>\0a", "<select><!--a-->", "<select></p>a", "<select><a>b<a>c", "<p><select><p>a", "<select><option><select>a", "<select><b></select>a",
    "<label><input type=hidden>a", "<textarea>a<b>c</textarea>d", "<fieldset><legend>a</fieldset>b", "<input type=HIDDEN><frameset>",
    "<table><tr><td><select></table>a", "<select><object></select>a", "<object><select></object>a", "<select><hr>a</select><hr>",
    "<select><optgroup><option><hr>a", "<select><option><optgroup><option>a</select>", "<select><div><option>a<option>b</div>c<option>d",
    "<form><select></form>a", "<select><form></select></form>", "<datalist><option>a<option>b</datalist>", "<output><meter><progress>a",
];

const TABLES: &[&str] = &[
    "<table>a", "<table> ", "<table> a ", "<table>a<b>c", "<table><tr>a<td>b", "<table><tr> <td> ", "<table><tr><td>a<td>b<tr><td>c</table>d",
    "<table><caption>a<tr><td>b", "<table><caption>a</caption>b", "<table><caption><p>a</table>b", "<table><caption><b>a</caption>b",
    "<table><caption><caption>a", "<table><caption></td>a", "<table><caption></html>a", "<table><caption><table>a", "<table><caption><td>a",
    "<table><colgroup><col><col>a", "<table><col>a<col>", "<table><colgroup> a", "<table><colgroup>\0<col>", "<table><colgroup></col></colgroup>",
    "<table><colgroup></colgroup></colgroup>", "<table><colgroup><template><col></template>", "<table><colgroup><!--a--><tr>", "<table><colgroup></table>",
    "<table><colgroup><html a>", "<table><col></p>a", "<table><tbody>a<tr>b", "<table><tbody><td>a", "<table><thead><tr><th>a<tbody><tr><td>b<tfoot>",
    "<table><tbody></thead>a", "<table><tbody></tbody>a", "<table><tbody></table>a", "<table><tbody></td></tr>a", "<table><tbody><caption>a",
    "<table><tr></tbody>a", "<table><tr></thead>a", "<table><tr></table>a", "<table><tr></td>a", "<table><tr><tr><tr>", "<table><tr></tr>a",
    "<table><tr><tbody>a", "<table><tr><col>", "<table><td>a</td>b", "<table><td>a</th>b", "<table><th>a</td>b</th>", "<table><td></tr>a",
    "<table><td></tbody>a", "<table><td></tfoot>a", "<table><td></table>a", "<table><td></caption></col></body></html>a", "<table><td><p>a<td>b",
    "<table><td><b>a<td>b", "<table><td><table><td>a</table>b</table>c", "<table><table>a", "<table><tr><table>a", "<table></table></table>",
    "</table>", "<table></tr></td></body>", "<table><p>a</table>b", "<table><p>a<tr><td>b", "<table><div>a<td>b</div>c", "<table><b>a<tr><td>b</table>c",
    "<table><a>b<tr><td>c<a>d", "<table><b><tr>a<td>b</b>", "<table><input>a", "<table><input type=hidden>a", "<table><input type=Hidden><tr>",
    "<table><style>a</style><script>b</script>c", "<table><textarea>a</textarea>b", "<table><iframe>a</iframe>b", "<table><noscript>a</noscript>",
    "<table><xmp>a</xmp>b", "<table><title>a</title>b", "<table><plaintext>a", "<table><!--a--><tr><!--b-->", "<table>\0a", "<table>\0 ",
    "<table><tr>\0<td>\0", "<table> <tr> <td> </td> </tr> </table> ", "<table>a<tr>b<td>c</td>d</tr>e</table>f", "<table>a<!---->b<tr>c",
    "<p><table>a</table>b", "<!doctype html><p><table>a</table>b", "<p>a<table>b</table>c", "<a><table>b</a>c", "<b><table>a<i>b</table>c</b>d",
    "<div><table><div>a</div>b<p>c<tr><td>d", "<table><li>a<li>b<tr>", "<table><h1>a<tr><td>b", "<table><form><input><tr>", "<table><svg>a</svg>b",
    "<table><svg><tr>a", "<table><math><mi>a<tr>b", "<table><tr><svg><td>a", "<table><template><tr><td>a</template>b", "<table></template>a",
    "<table><tr><template>a</template>b", "<table><select>a<tr>b", "<table><hr><br>a", "<table><span>a</span>b<span>c<tr>", "<table></p>a",
    "<table></br>a", "<table></b>a", "<table><b></b>a", "<table><html a=b>", "<table><body a=b>", "<table><head>a", "<table><frameset>",
    "<table><tr><td></p>a", "<table><tr><td><br></td></tr></table>", "<table><tbody><tr><td>a</td></tr></tbody></table><p>b",
    "<table><object>a<tr>b", "<table><tr><object><td>a", "<table><td><object></table>a", "<table><td><button><td>a", "<div><table></div>a",
    "<table><tr></div>a", "<table><dd>a<dt>b", "<b>1<table><i>2<tr><td>3</b>4", "<table><center><font>a</table><img>", "<table><tr><p>a<b>b</tr>c",
    "<table><a>1<p>2</a>3</p>", "<table><a>1<td>2</a>3</table>4", "<i><table><tr><td></i>a", "<table><b><p>a</b>b<tr>", "<table><nobr>a<nobr>b",
    "<table>a b<tr>", "<table> <b>a</b> <tr>", "<table><caption><b><b><b><b>a</caption><p>b", "<table><td><x><td>a</x>b", "<table><x><tr></x>a",
    "<table>a<td>b</table><table>c<td>d", "<table><tr><b>1<td>2</b>3<tr>4", "<table><tfoot><tr><td>a<thead><tr><td>b", "<table><th><table><th>a</th></table></th>",
    "<ul><li><table>a<li>b</table>c", "<table><thead><tbody><thead>", "<table><tr><th>a<td>b<th>c", "<td><table><td>a", "<table><caption><td>a</caption>b",
];

const TEMPLATES: &[&str] = &[
    "<template>a", "<template>a</template>b", "<template><p>a</template>b", "<template><tr><td>a</template>", "<template><td>a<td>b", "<template><col>a<col>",
    "<template><caption>a", "<template><tbody><tr>a", "<template><colgroup><col></template>", "<template><div><tr>a", "<template><tr></tr><div>a",
    "<template><template>a</template>b</template>c", "<template></p>a", "<template></template></template>", "</template>", "<template><html a><body b><head>",
    "<template><frameset>a", "<template></html></body>a", "<template><title>a</title><meta>", "<template><td></td></tr></table>a", "<template>\0a",
    "<template> <tr> <td> ", "<template><!--a-->", "<div><template><p></div>a</template>b", "<p><template></p>a", "<b><template></b>a</template>c",
    "<template><b></template>a", "<template><b>a</template></b>c", "<template><a><template><a>b</template>c</a>", "<table><template><td>a</template><tr>",
    "<table><tr><template><td>a", "<table><td><template><td>a</template>b", "<template><table>a<tr>b", "<template><tr>a<td>b", "<template><thead><tbody>",
    "<template><tbody></table>a", "<template><select><option>a", "<select><template><option>a</template>b", "<template><form><input></form><form>",
    "<template><svg><template>a", "<svg><template>a</template>b", "<math><template><mi>a", "<template><script>a</script>b", "<template><plaintext>a",
    "<head><template></head>a", "<template><object></template>a<b>c", "<object><template></object>a", "<template><applet><b></template>c</b>",
    "<template><caption><b></template>c", "<html><template>a</template><frameset>", "<template shadowrootmode=open>a</template>", "<div><template shadowrootmode=open>a</template>b",
    "<div><template shadowrootmode=closed><p>a", "<template><col></col></colgroup>a", "<template><col><template></template>a", "<template><td><template></td>a",
    "<b><template><object></template></b>a", "<template><li>a<li>b", "<template><dd>a", "<template><p>a<p>b</template>c", "<template><h1>a</template></h1>",
    "<template><tr><template><tr></template><td>", "<template>a<tr>b<td>c", "<template><tr>a</template>b", "<table><tbody><template></tbody>a</template>b",
    "<template><thead></template><tr>", "<template><b><p></b>a</template>", "<template><a><p></a></template>", "<template><frame>", "<template><style>a",
];

const FRAMES: &[&str] = &[
    "<frameset>", "<frameset><frame>", "<frameset>a b", "<frameset> <frame> ", "<frameset><frameset><frame></frameset>a</frameset>b", "<frameset></frameset>a ",
    "<frameset></frameset><!--a--></html><!--b--> c", "<frameset><noframes><p>a</noframes>", "<frameset></frameset><noframes>a</noframes>", "<frameset><p>",
    "<frameset></html>", "<frameset></frameset></html><noframes>a</noframes>", "<frameset></frameset></html> a<p>", "<frameset><html a=b>", "<frameset></frameset><html a=b>",
    "<frameset></frameset></html><html a=b>", "<body><frameset>", "<p><frameset>a", "<p>a<frameset>", " <frameset>", "<br><frameset>", "<div><frameset><frame>",
    "<input type=hidden><frameset>", "<input><frameset>", "<img><frameset>", "<b><frameset>a", "<svg><frameset>", "<svg>a<frameset>", "<svg> </svg><frameset>",
    "<math><mi> <frameset>", "<table><frameset>", "<li><frameset>", "<pre><frameset>", "<select><frameset>", "<textarea></textarea><frameset>", "<button><frameset>",
    "<iframe></iframe><frameset>", "<hr><frameset>", "<p> <frameset>a", "\0<frameset>", "<svg>\0<frameset>", "<!--a--><frameset>", "<frameset>\0<!--a-->", "</frameset>",
    "<frameset></frameset></frameset>", "<frameset></p>", "<frame>", "<head></head><frame>", "<template></template><frameset>", "<b><p></b><frameset><frame></frameset> a",
    "<frameset></frameset> \0 <p>", "<frameset></frameset></html>  <!--a-->", "<script></script><frameset>", "<p><b><frameset></frameset></html> ", "<a><frameset><noframes>a",
    "<object><frameset>", "<param><frameset>", "<base><frameset>", "<form><frameset>", "<ruby><frameset>", "<xmp></xmp><frameset>", "<option><frameset>",
];

const FOREIGN: &[&str] = &[
    "<svg>a", "<svg/>a", "<svg></svg>a", "<svg><path/>a", "<svg><path>a</path>b", "<svg><g><p>a", "<svg><b>a", "<svg></p>a", "<svg></br>a", "<svg><br>a",
    "<svg><font>a", "<svg><font size=1>a", "<svg><font COLOR=1>a", "<svg><font face>a", "<svg><font a>b", "<svg><foreignObject><p>a</p>b", "<svg><foreignobject>a</foreignobject>b",
    "<svg><desc><p>a</svg>b", "<svg><title><b>a</title>b", "<svg><title>a<svg>b", "<svg><desc></p>a", "<svg><clippath><CLIPPATH>a</clipPath>b", "<svg><lineargradient/>",
    "<svg><altglyph><fecomponenttransfer><textpath>", "<svg viewbox=a>", "<svg viewBox=a><path PATHLENGTH=b>", "<p viewbox=a>", "<svg xlink:href=a xml:lang=b xmlns=c xmlns:xlink=d>",
    "<svg><a xlink:href=b xlink:foo=c>", "<math xlink:href=a definitionurl=b>", "<math><mi definitionurl=a viewbox=b>", "<svg definitionurl=a>", "<p xlink:href=a xmlns=b>",
    "<math>a", "<math/>a", "<math><mi>a<b>c</mi>d", "<math><mo><p>a", "<math><mn><mglyph>a", "<math><ms><malignmark/>a", "<math><mtext><svg>a", "<math><mi></p>a", "<math><mi><mi>a",
    "<math><mrow><p>a", "<math><annotation-xml>a", "<math><annotation-xml><svg>a</svg>b", "<math><annotation-xml encoding=text/html><p>a", "<math><annotation-xml><p>a",
    "<math><annotation-xml encoding=application/xhtml+xml><div>a", "<math><annotation-xml><mi>a", "<math><annotation-xml><svg><desc><p>a", "<svg><annotation-xml><svg>a",
    "<svg><mi><p>a", "<svg><math>a", "<math><svg>a", "<math><desc><p>a", "<math><title>a", "<svg><script>a<b></script>c", "<svg><style>a<b></style>", "<svg><textarea>a<p>",
    "<svg><![CDATA[a<b>]]>c", "<math><![CDATA[a]]>", "<svg><desc><![CDATA[a]]>", "<svg>\0a", "<svg>\0", "<math><mi>\0a", "<svg><desc>\0a", "<svg><!--a--></svg>",
    "<div><svg></div>a", "<p><svg></p>a", "<p><svg><g></p>a", "<svg><g></svg>a", "<svg><g></x>a", "<svg><X></x>a", "<svg><g></G>a", "<svg></html>a", "<svg></body>a",
    "<svg><html a=b>", "<svg><body a>b", "<svg><head>a", "<svg><frame>", "<svg><table>a", "<svg><tr><td>a", "<table><tr><td><svg><td>a", "<table><td><svg></td>a",
    "<b><svg><b>a", "<b><p><svg></b>a", "<svg><desc><svg><desc>a</desc>b</svg>c", "<svg><a><a>b</a></a>", "<svg><image/><img>a", "<svg><image>a", "<svg><li>a",
    "<math><mi><svg><p>a", "<svg><foreignObject><math><mi><p>a", "<svg><foreignObject></foreignObject>a</svg>b", "<svg><desc><table><tr><td>a</svg>b", "<svg></desc>a",
    "<svg><g a=b></g></svg>c", "<svg:path>a", "<svg><svg:path>a", "<svg><g/><g/></svg>", "<math><mspace/>a", "<svg><title/>a", "<svg><desc/><p>", "<svg><option>a<select>b",
    "<math><mi><table><tr>a", "<svg><template><p>a", "<select><svg><p>a", "<svg></svg></svg>a", "<svg><p></svg>a", "<math></mi>a", "<svg><nobr>a", "<svg><ruby>a", "<svg><var>a",
    "<svg><menu>a", "<svg><listing>\na", "<svg><pre>\na", "<svg><textpath></textPath>a", "<svg refx=a refy=b tablevalues=c targetx=d>", "<svg></title>a", "<math><annotation-xml></p>b",
    "<math><annotation-xml>\0<svg>\0", "<svg><foreignobject></p>a", "<svg><desc></svg>a", "<svg><title></desc>a", "<math><mtext></mi>a", "<svg><g><desc></g>a", "<svg><span>a", "<svg><embed>a",
    "<svg><center><svg>a", "<math><mo><a><p></mo>b</a>", "<svg><path d=a fill=b stroke-width=c class=d id=e />", "<foreignobject>a</foreignObject>",
];

const AFTER: &[&str] = &[
    "<body></body>a", "<body></body> ", "<body></body> a", "<body></body><!--a-->", "<body></body></html><!--a-->", "<body></body></html> a", "<body></body></html><p>a",
    "<body></body><p>a", "<p>a</body> b </html> c", "<body></body><html a=b>", "<body></body></html><html a=b>", "<body></body></body>", "<body></body></html></html>a",
    "<p></body></p>a", "<b></body> a</b>c", "<b><p></b></body> ", "<div></body></div>a", "<body></body></p>", "<body></body></br>", "<body></html><!--a--><!--b-->c<!--d-->",
    "<svg></body>a", "<svg></html><p>a", "<body></body><svg>a", "<body></body></template>", "<body></body><template>a", "<body></body>\0a", "<body></body></html>\0a",
    "<body></body><frameset>", "<body></body><head>", "<body></body><title>a", "<table></body>a", "<ul><li>a</body> <li>b", "</body><!--a--></html><!--b-->", "<b>a</body> </html> b",
    "<p>a</html> b", "<i></html> ", "<p></body><body a>", "<button></body>a", "<td></body>a", "<table><td></body></html>a", "<object></body>a", "<body><p></html><p>a</body>",
];

const RAW: &[&str] = &[
    "<title>a</title><p>b", "<title><!--a--></title>", "<title>a</p>b</title>c", "<textarea>a</p></textarea>b", "<style><!--a--></style>b", "<style>a</p>", "<xmp>a</p></xmp>",
    "<script><!--<script>a</script>--></script>b", "<script>a</p></script>b", "<noscript><p>a", "<iframe>a</p></iframe>b", "<noembed>a</noembed>b", "<noframes>a</noframes>b",
    "<title>\0</title>", "<style>\0</style>", "<script>\0</script>", "<textarea>\0</textarea>", "<plaintext>\0</plaintext>", "<p><title>a</title>b", "<table><td><title>a</title>b",
    "<title/>a", "<script/>a", "<textarea/>a", "<style/>a", "<title></title></title>", "</title>", "</script>a", "<b><script></b></script>a", "<a><textarea></a></textarea>b",
    "<xmp></xmp></xmp>a", "<b><xmp>a</b></xmp>c", "<noscript></noscript></noscript>", "<template><title>a</title>", "<svg><title>a</title><p>b</p>",
];

const DOCTYPES: &[&str] = &[
    "<!doctype html><p><table>", "<!doctype><p><table>", "<!doctype a><p><table>", "<!DOCTYPE HTML><p><table>", "<!doctype html public 'a'><p><table>",
    "<!doctype html public 'html'><p><table>", "<!doctype html public '-//W3C//DTD HTML 4.01//EN'><p><table>",
    "<!doctype html public '-//W3C//DTD HTML 4.01 Transitional//EN'><p><table>", "<!doctype html public '-//W3C//DTD HTML 4.01 Transitional//EN' 'a'><p><table>",
    "<!doctype html public '-//W3C//DTD HTML 4.01 Frameset//EN'><p><table>", "<!doctype html public '-//W3C//DTD HTML 4.01 Frameset//EN' ''><p><table>",
    "<!doctype html public '-//W3C//DTD XHTML 1.0 Transitional//EN' 'a'><p><table>", "<!doctype html public '-//W3C//DTD XHTML 1.0 Frameset//EN'><p><table>",
    "<!doctype html public '-//W3C//DTD XHTML 1.0 Strict//EN' 'a'><p><table>", "<!doctype html public '-//w3c//dtd html 4.0 transitional//en'><p><table>",
    "<!doctype html public '-//IETF//DTD HTML//'><p><table>", "<!doctype html public '-//IETF//DTD HTML'><p><table>", "<!doctype html public '-//W3C//DTD HTML 3.2//EN'>",
    "<!doctype html public '+//Silmaril//dtd html Pro v0r11 19970101//'>", "<!doctype html public '-//W3O//DTD W3 HTML Strict 3.0//EN//'>", "<!doctype html public '-/W3C/DTD HTML 4.0 Transitional/EN'>",
    "<!doctype html public '-//W3O//DTD W3 HTML Strict 3.0//EN//x'>", "<!doctype html system 'http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd'>",
    "<!doctype html public 'a' 'HTTP://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd'>", "<!doctype html system 'about:legacy-compat'><p><table>",
    "<!doctype html public '-//WebTechs//DTD Mozilla HTML//EN'>", "<!doctype html public '-//O\u{2019}Reilly'>", "<!doctype html public \"-//O'Reilly and Associates//DTD HTML 2.0//EN\">",
    "<!doctype html public", "<!doctype html public 'a", "<!doctype html x>", "<!doctype svg>", "a<!doctype html>", "<!--a--><!doctype html><p><table>", "<p><table>",
];

const ODD: &[&str] = &[
    "<a><b></a></b><p>c", "<x a=1 b=2 A=3>", "<html a><html b><html a=c d><body e><body e=f g>h", "<p id=a class='b c'>d", "<div/><p/>a", "<b/>a", "<span/>a<br/>b", "<body/>a", "<html/>a",
    "<table/>a", "<td/>a", "<select/>a", "<a/>b<a/>c", "<li/>a<li/>b", "<svg><g/>a</svg>", "</a></b></i></p></div></table></td></h1></li></form></select></body></html>a",
    "<p><table><tr><td><p></table><p>a", "<b><i><u></b></i></u>a", "<div><p><ul><li><p>a</ul>b</div>c", "<h1><p><h2></p></h1>a", "<a><p><b><div></p></a></div></b>c",
    "<table><tr><td><table><tr><td>a</td></table></td></tr></table>", "<p>&amp;a&lt;b</p>", "<p>a\0b&amp;\0c</p>", "<em>a</em>b<em>c</em>", "a<b>b</b>c<!--d-->e", "<p>a<!--b-->c",
    "<math><mi>a</math><svg><g>b</svg>c", "<b><table><tr><td></b>a</table>c", "<p><a><h1><a>b</h1></p>", "<form><form></form></form>a", "<s><p><table></s>a<td>b</table>c",
];

/// What the generator throws together.
pub(super) const NAMES: &[&str] = &[
    "a", "b", "i", "font", "nobr", "code", "em", "p", "div", "span", "ul", "li", "dd", "dt", "dl", "h1", "h2", "table", "caption", "colgroup", "col", "tbody", "thead", "tfoot",
    "tr", "td", "th", "select", "option", "optgroup", "input", "button", "form", "textarea", "template", "svg", "math", "mi", "mtext", "annotation-xml", "foreignObject", "desc",
    "title", "g", "path", "clipPath", "frameset", "frame", "noframes", "html", "head", "body", "script", "style", "noscript", "object", "applet", "marquee", "pre", "hr", "br",
    "img", "image", "ruby", "rb", "rt", "rtc", "rp", "x", "y", "x-a", "address", "section", "search", "iframe", "meta", "link", "base", "center", "mglyph", "isindex", "plaintext",
];

pub(super) const ATTRIBUTES: &[&str] = &[
    "", "", "", " a", " a=b", " a=c b=d", " b=d a=c", " class=x", " id=y", " color=z", " type=hidden", " viewbox=1", " xlink:href=2", " encoding=text/html", " /", " shadowrootmode=open", " xmlns=3",
];

pub(super) const TEXTS: &[&str] = &[
    "a", " ", "\n", "b c", " d", "\0", "&amp;", "&#0;e", "<!--f-->", "<![CDATA[g]]>", "<!doctype html>", "</", "é",
];
