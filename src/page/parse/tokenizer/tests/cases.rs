//! Pages of a few bytes, for every state of the standard and every way to leave it.

pub(super) const ALL: &[&[&str]] = &[TEXT, TAGS, ATTRIBUTES, COMMENTS, DECLARATIONS, DOCTYPES, CDATA, REFERENCES, SCRIPTS];

const TEXT: &[&str] = &[
    "", " ", "\n", "text", "a\0b", "\0", "\0\0a", "a\r\nb\rc\n\rd\r", "\u{feff}a", "\u{feff}\u{feff}<b>", "a\u{feff}",
    "é\u{1f600}\u{fffd}", "a < b", "a <", "a<<b>", "<<<", "<\0>", "< b>", "<1>", "<=", "<é>", "<-", "<\u{b}>", "\u{c}\u{b}",
    "a\0<b>\0</b>\0", "a &amp; b\0c &lt; d < e",
];

const TAGS: &[&str] = &[
    "<a>", "<A>", "<aB>", "<a\0b>", "<a\u{1}b>", "<div\u{1f}>", "<div\u{b}c>", "<p\r\nq>", "<p\tq>", "<p\u{c}q>", "<p/q>", "<p/>",
    "<p />", "<p//>", "<p/ />", "<p / >", "<p/\0>", "<p<q>", "<p\"q\">", "<p=q>", "<p&amp;>", "<amp-img>", "<annotation-xml>",
    "<textarea1>", "<blockquote>", "<blockquotes>", "<noscripts>", "<template>", "<templates>", "<fieldset/>", "<h1>", "<h7>",
    "<é>", "<aé>", "<svg:path>", "<DIV>", "<BlockQuote>", "<foreignObject>", "<tEmPlAtE x>", "<a-very-long-name-of-an-element>",
    "<A-VERY-LONG-NAME-OF-AN-ELEMENT>", "</a>", "</A>", "</aB\0>", "</ a>", "</>", "</", "</\0>", "</1>", "</!>", "</?>", "</<a>",
    "</a b>", "</a b=c>", "</a b='>'>", "</a/>", "</a / b>", "</a b=&amp;\0C>", "</div\u{1}>", "</div", "</a A=\"&lt;\"",
    "</blockquote >", "</é>", "</a<b>", "<a><b></b></a>", "<a <b>", "<a</b>", "<a>\0</a>", "<p></p><p></p>", "<p>x</p >",
];

const ATTRIBUTES: &[&str] = &[
    "<a b>", "<a b c>", "<a B>", "<a b=c>", "<a b = c>", "<a b= 'c'>", "<a b =\"c\">", "<a b='c\"d'>", "<a b=\"c'd\">",
    "<a b=>", "<a b= >", "<a b= \n\t\u{c}>", "<a b=/>", "<a b=c/>", "<a b=c/d>", "<a b='c'/>", "<a b='c'd='e'>", "<a b=\"c\"d>",
    "<a b='c''d'>", "<a b=''>", "<a b=\"\">", "<a =>", "<a =b>", "<a ==>", "<a =b=c>", "<a ==c>", "<a b==c>", "<a b=c=d>",
    "<a /=b>", "<a b/=c>", "<a b / = c>", "<a b/c>", "<a /b/>", "<a b\0c=d>", "<a \0>", "<a \0=\0>", "<a b='\0'>", "<a b=\"c\0d\">",
    "<a b=\0c>", "<a b=c\0>", "<a \u{1}b>", "<a b\u{1}=c>", "<a \u{b}>", "<a b\u{1f}c d>", "<a \">", "<a '>", "<a <>", "<a b\"c>",
    "<a b'c=d>", "<a b<c=d>", "<a b=c\"d>", "<a b=c'd>", "<a b=c<d>", "<a b=c`d>", "<a b=`c`>", "<a b=<c>", "<a b='c\nd'>",
    "<a b='c\r\nd\re'>", "<a b\r\n=\r\nc\r\n>", "<a b=c\rd>", "<a b='>'>", "<a b=\">\">", "<a b='c>d", "<a b=\"c>d</a>",
    "<a b b>", "<a b=c b=d>", "<a b=c B=d>", "<a B=c b=d>", "<a \0 \u{fffd}=c>", "<a b c b c d b>", "<a b='&amp;' b='&lt;'>",
    "<a ab ba aa bb ab>", "<a onClick='x' ONCLICK=y>", "<a data-long-name='x' data-long-nama=y data-long-name>", "<a abcdefg=x>",
    "<a abcdefgh=x>", "<a abcdefghi=x>", "<a abcdefgH=x>", "<a ABCDEFGHIJ=x>", "<a é=ü>", "<a b=é>", "<a b='é'>", "<a @click=b>",
    "<a :b=c>", "<a [b]=c>", "<a {b}>", "<a b={c}>", "<a b='c' / d='e' />", "<a class=\"b c\" id=d href='/e?f=g&h=i'>",
    "<img src=a/b.jpg/>", "<img src=a />", "<br/ >", "<a\n\nb\n=\n'c'\n>", "<a b='c'\n/\n>", "<a b=&>", "<a b='&'>", "<a b='&&'>",
    "<a b=&amp>", "<a b=&amp=>", "<a b=&ampx>", "<a b='&amp'>", "<a b='&amp='>", "<a b='&ampx;'>", "<a b='&notit;'>",
    "<a b='&not;it'>", "<a b='&notin;'>", "<a b=&lt;&gt;>", "<a b='?c=1&copy=2&reg&para;&sect'>", "<a b='&#65;&#x42;&#67 D'>",
    "<a b=\"&quot;&nbsp;&apos;\">", "<a b='&quot' c=&quot>", "<a b=c&amp;d/>", "<a b='&#'>", "<a b=&#x>", "<a b=&#x;>", "<a b='&#xg'>",
    "<a b='&#39' c=&#39>", "<a b='\0&amp;\0'>", "<a b=\0&amp;\0>", "<a b='&lt'c>", "<title a='&amp;'>x</title b='&amp;'>",
];

const COMMENTS: &[&str] = &[
    "<!---->", "<!-- a -->", "<!-->", "<!--->", "<!---", "<!----", "<!-----", "<!----->", "<!------>", "<!--a-->", "<!--a--->",
    "<!--a---->", "<!--a--!>", "<!--a---!>", "<!----!>", "<!--!>", "<!---!>", "<!--a--!b-->", "<!--a--!-->", "<!--a--!--!>",
    "<!--a--!-b-->", "<!--a--b-->", "<!--a-b-->", "<!--a-->b-->", "<!--a- ->-->", "<!--a-- >-->", "<!--a--\0>-->", "<!--a-\0-->",
    "<!--\0-->", "<!--a\0b-->", "<!-\0->", "<!---\0-->", "<!--a--!\0-->", "<!-- <!-- -->", "<!-- <!-- --> -->", "<!--<!-->",
    "<!--<!--->", "<!--<!---->", "<!--<!--!>", "<!--<!--a-->", "<!--<!-a-->", "<!--<!a-->", "<!--<!>-->", "<!--<a>-->", "<!--<<!-->",
    "<!--<<a-->", "<!--<-->", "<!--<--!>", "<!--<->-->", "<!--a<!", "<!--a<!-", "<!--a<!--", "<!--a<", "<!--a--!", "<!--a--",
    "<!--a-", "<!--a\r\nb-->", "<!--\r-->", "<!--é-->", "<!--[if IE]>a<![endif]-->", "<![if IE]>a<![endif]>", "<!-- > -- > --->",
    "<!--a--></!--b-->", "<!--x>y>-->z", "<!-- - -- --- -->", "<!--->-->", "<!-->-->", "<!--a-->-->",
];

const DECLARATIONS: &[&str] = &[
    "<!", "<!>", "<!a>", "<!a b='>'>", "<!-", "<!->", "<!-a->", "<!- -a-->", "<!\0>", "<!a\0b>", "<!D>", "<!DOC>", "<!doctyp>",
    "<![CDATA[a]]>", "<![cdata[a]]>", "<![CDATA", "<![CDATA]>", "<!ELEMENT a>", "<! doctype html>", "<?", "<?>", "<?php a ?>",
    "<?xml version='1.0'?>", "<?a>b", "<?\0>", "<?a\r\nb>", "<? a > b ?>", "</ a\0>", "</-->", "</!--a-->", "</?a>", "</ \r>",
    "<!é>", "<?é", "</é", "<!a", "<%a%>", "<!!-->",
];

const DOCTYPES: &[&str] = &[
    "<!DOCTYPE html>", "<!doctype HTML>", "<!DoCtYpE hTmL>", "<!DOCTYPE>", "<!DOCTYPE >", "<!DOCTYPEhtml>", "<!DOCTYPE\nhtml\n>",
    "<!DOCTYPE \0>", "<!DOCTYPE\0a>", "<!DOCTYPE a\0B>", "<!DOCTYPE html x>", "<!DOCTYPE html\0>", "<!DOCTYPE html \0>x>", "<!DOCTYPE é>",
    "<!DOCTYPE html PUBLIC>", "<!DOCTYPE html PUBLIC >", "<!DOCTYPE html public x>", "<!DOCTYPE html PUBLIC\"a\">",
    "<!DOCTYPE html PUBLIC 'a'>", "<!DOCTYPE html PUBLIC \"a\" \"b\">", "<!DOCTYPE html PUBLIC \"a\"\"b\">",
    "<!DOCTYPE html PUBLIC 'a''b'>", "<!DOCTYPE html PUBLIC 'a' 'b' >", "<!DOCTYPE html PUBLIC 'a' 'b' c>",
    "<!DOCTYPE html PUBLIC 'a' b>", "<!DOCTYPE html PUBLIC 'a'b>", "<!DOCTYPE html PUBLIC 'a>", "<!DOCTYPE html PUBLIC \"a>b\">",
    "<!DOCTYPE html PUBLIC 'a' 'b>", "<!DOCTYPE html PUBLIC 'a' \"b>c\">", "<!DOCTYPE html PUBLIC '' ''>", "<!DOCTYPE html PUBLIC '\0' \"\0\">",
    "<!DOCTYPE html SYSTEM>", "<!DOCTYPE html SYSTEM >", "<!DOCTYPE html system'a'>", "<!DOCTYPE html SYSTEM 'a'>",
    "<!DOCTYPE html SYSTEM \"a\" >", "<!DOCTYPE html SYSTEM 'a' b>", "<!DOCTYPE html SYSTEM 'a'b>", "<!DOCTYPE html SYSTEM 'a' 'b'>",
    "<!DOCTYPE html SYSTEM a>", "<!DOCTYPE html SYSTEM 'a>", "<!DOCTYPE html SYSTEM \"\">", "<!DOCTYPE html SYSTEM '\0'>",
    "<!DOCTYPE html PUBLICSYSTEM 'a'>", "<!DOCTYPE html PUBLIC SYSTEM 'a'>", "<!DOCTYPE html SYSTEM PUBLIC 'a'>", "<!DOCTYPE html PUBLI 'a'>",
    "<!DOCTYPE html \n PUBLIC \n 'a' \n 'b' \n >", "<!DOCTYPE html PUBLIC\r\n'a\r\nb'\r\n'c'\r\n>", "<!DOCTYPE html 'a'>", "<!DOCTYPE 'a'>",
    "<!DOCTYPE public 'a'>", "<!DOCTYPE html><!DOCTYPE html>", "<!DOCTYPE html/>", "<!DOCTYPE html PUBLIC 'é' 'ü'>",
    "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\">",
    "<!DOCTYPE html SYSTEM \"about:legacy-compat\">", "<!DOCTYPE html PUBLIC 'a' 'b'",
];

const CDATA: &[&str] = &[
    "<svg><![CDATA[a]]></svg>", "<svg><![CDATA[]]>", "<svg><![CDATA[]", "<svg><![CDATA[]]", "<svg><![CDATA[]]]>", "<svg><![CDATA[a]]]]>b",
    "<svg><![CDATA[a]b]]c]>d]]>", "<svg><![CDATA[<b>&amp;</b>]]>", "<svg><![CDATA[a\0b]]>", "<svg><![CDATA[\0]]>\0", "<svg><![CDATA[a\r\nb]]>",
    "<svg><![CDATA[>]]>", "<svg><![CDATA[]>]]>", "<svg><![cdata[a]]>", "<svg><![CDATA[a", "<svg><![CDATA[a>", "<math><![CDATA[é]]></math>",
    "<svg><![CDATA[a]]></svg><![CDATA[b]]>", "<svg><![CDATA[<![CDATA[a]]>]]>", "<svg><![CDATA[]\0]]>", "<svg><![CDATA[]]\0>]]>",
];

const REFERENCES: &[&str] = &[
    "&", "&&", "& ", "&;", "&<b>", "&a", "&amp", "&amp;", "&AMP;", "&AMP", "&Amp;", "&ampa", "&amp=", "&amp;amp;", "&am p;", "&lt;b&gt;",
    "&lt", "&ltb", "&gt", "&quot", "&apos", "&apos;", "&nbsp", "&nbsp;&nbsp;", "a&nbsp;b&nbspc", "&notit;", "&notin;", "&not", "&no;",
    "&noti", "&notin", "&acE;", "&NotEqualTilde;", "&NotEqualTilde", "&fjlig;", "&ThickSpace;", "&CounterClockwiseContourIntegral;",
    "&CounterClockwiseContourIntegrals;", "&CounterClockwiseContourIntegra", "&CounterClockwiseContourIntegralCounterClockwise;",
    "&Aacute", "&Aacutea", "&frac12", "&frac12;", "&frac123", "&frac1", "&sup1x", "&there4;", "&there4", "&thetasym;", "&thetasym", "&1;",
    "&1amp;", "&é;", "&ampé", "&#", "&#;", "&#x", "&#x;", "&#X;", "&#xg;", "&#g", "&#65", "&#65;", "&#65a", "&#x41", "&#X41;", "&#x41g",
    "&#65&#66", "&#0;", "&#x0", "&#00065;", "&#x110000;", "&#1114111;", "&#1114112;", "&#4294967296;", "&#4294967361;",
    "&#99999999999999999999999999;", "&#xFFFFFFFFFFFFFFFFFF;", "&#xD800;", "&#xDFFF;", "&#55296", "&#128;", "&#x80;", "&#129;", "&#x9F",
    "&#150;", "&#13;", "&#xD;a", "&#10;", "&#12;", "&#1;", "&#127;", "&#xFDD0;", "&#xFFFF;", "&#x1FFFE;", "&#\0;", "&am\0p;", "&amp\0;",
    "&\0", "&amp\r\n;", "&\r\n", "&#65\r\n", "&a&b&c", "&a;&b;&c;", "a&b=c&d", "&lt;&lt&lt;<", "&amp<b>&lt</b>", "&\n", "&#x\n", "&#\r",
    "<title>&amp;&lt&#65;\0&</title>", "<title>&amp</title>&amp", "<textarea>&notit;&</textarea>", "<style>&amp;</style>", "<svg>&amp;</svg>",
    "<a>&amp</a>", "&agrave;&aacute;&ecirc;&Ocirc", "&ldquo;&rdquo;&hellip;&mdash;",
];

const SCRIPTS: &[&str] = &[
    "<script></script>", "<script>a<b</script>", "<script>a</SCRIPT >", "<script></scriptx></script>", "<script></script/>", "<script></script\n>",
    "<script></script\0></script>", "<script></</script>", "<script><</script>", "<script></ script></script>", "<script>\0</script>",
    "<script>a\r\nb</script>", "<script><!</script>", "<script><!-</script>", "<script><!--</script>", "<script><!-- --></script>",
    "<script><!--></script>", "<script><!---></script>", "<script><!----></script>", "<script><!--a--b-->c</script>", "<script><!--a</script>b",
    "<script><!--<script></script></script>", "<script><!--<script>--></script></script>", "<script><!--<script></script>--></script>",
    "<script><!--<script></script><script></script></script>", "<script><!--<scriptx></script>", "<script><!--<script/></script></script>",
    "<script><!--<script </script></script>", "<script><!--<script-</script>", "<script><!--<SCRIPT\n></SCRIPT\n></script>",
    "<script><!--<script></scriptx></script></script>", "<script><!--<script></script-></script></script>", "<script><!--<script><!--</script></script>",
    "<script><!--<script>a-b--c--->d</script>", "<script><!--<script>--<</script></script>", "<script><!---<script>-</script></script>",
    "<script><!--<</script>", "<script><!--</</script>", "<script><!--</a></script>", "<script><!--<a></script>", "<script><!--\0-\0--\0</script>",
    "<script><!--<script>\0-\0--\0<\0</script></script>", "<script><!-- <!--<script>--></script></script>", "<script>--></script>",
    "<script><!-<!--<script></script>x</script>y</script>", "<script><!-->a<!--<script></script></script>", "<script><!--<script></</script></script>",
    "<script><!--<script><</script></script>", "<script><!--<s</script>", "<script><!--<script", "<script><!--<script></script", "<script><!--é-é--é</script>",
    "<script>document.write('<script>a<\\/script>')</script>", "<script type='x'></script>", "<ScRiPt>a</sCrIpT>b", "<script/>a</script>b",
];

/// What may stand in a raw text; `NAME` becomes the element's own name.
pub(super) const RAW: &[&str] = &[
    "", "a", "a\0b", "\0", "<", "</", "</a>", "<b>c</b>", "a\r\nb\r", "&amp;&lt", "<!-- a -->", "<!--", "<!--<NAME>", "</NAMEx>", "</NAME", "</NAM",
    "</NAME\0>", "</NAME-", "< /NAME>", "</ NAME>", "</</NAME", "<NAME>", "<NAME a>b", "<!--<NAME></NAME>-->", "é</é>", "]]>", "&", "&#0;\0",
];

/// What markup is thrown together from.
pub(super) const PIECES: &[&str] = &[
    "<", "<", ">", ">", "/", "</", "/>", "!", "!--", "<!--", "-->", "--!>", "-", "--", "=", "'", "\"", "`", " ", "\n", "\t", "\u{c}", "\r", "\r\n",
    "\0", "&", "&am", "amp", "p;", ";", "&#", "&#x", "41", "0", "x", "&lt", "&notin;", "&not", "a", "b", "A", "B", "é", "\u{1f600}", "\u{feff}",
    "div", "<div ", "</div>", "class", "id", "class=", "href=\"", "script", "<script>", "</script>", "</scr", "<SCRIPT", "style", "<style>",
    "</style>", "title", "<title>", "</title", "textarea", "<textarea>", "</textarea>", "svg", "<svg>", "</svg>", "<![CDATA[", "]]>", "]", "[",
    "doctype", "<!doctype", " html", " public", " system", "?", "<?", "noscript", "blockquote", "template", "abcdefgh", "\u{1}", "\u{b}", "0123456789",
    "<plaintext>",
];
