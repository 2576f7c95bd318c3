//! The words of bylines: cues before names, what ends them, roles, and what is no name.

/// What a byline begins with before the names, in lower case. Longer ones first where one begins like another.
#[rustfmt::skip]
pub(super) const CUES: &[&str] = &[
    "originally published by", "articles by", "recipe by", "more about", "posts by", "researched by", "about the author", "medically reviewed by",
    "article written by", "article by", "story by", "words by", "text by", "written by", "posted by", "published by",
    "authored by", "created by", "contributed by", "reported by", "compiled by", "review by", "reviewed by", "edited by",
    "author(s):", "authors:", "author:", "author :", "authors", "author", "writer:", "by:",
    "by", "from", "bài viết:", "bài & ảnh:", "bài và ảnh:", "bài, ảnh:", "bài - ảnh:", "bài – ảnh:", "bài:",
    "tin - ảnh:", "tin – ảnh:", "tin, bài:", "tin bài:", "tin, bài và ảnh:", "tin, bài, ảnh:", "nội dung:", "nhóm pv:", "nhóm phóng viên:",
    "记者", "記者", "文：", "文・", "取材・文", "текст:", "tin, ảnh:",
    "tin và ảnh:", "tin:", "ảnh:", "tác giả bài viết:", "tác giả:", "tác giả", "người viết:", "người đăng:",
    "đăng bởi:", "đăng bởi", "viết bởi", "được viết bởi", "bởi", "phóng viên:", "thực hiện:", "biên tập:",
    "biên dịch:", "người dịch:", "tổng hợp:", "pv:", "nguồn tin:", "theo", "von:", "von",
    "autor:", "autor", "autora:", "par", "auteur:", "por:", "por", "oleh:",
    "oleh", "penulis:", "redaksi:", "автор:", "作者：", "作者:",
    "ein gastbeitrag von", "ein kommentar von", "aufgezeichnet von", "geschrieben von", "autorin:", "autoren:",
    "propos recueillis par", "écrit par", "rédigé par", "publié par", "auteur :", "auteurs :", "autrice :", "texte :", "texte:",
    "escrito por", "publicado por", "autores:", "texto:", "reportagem:", "entrevista:", "ditulis oleh", "pewarta:", "reporter:",
    "jurnalis:", "laporan wartawan", "авторы:", "автор", "текст:", "корреспондент:", "подготовила", "подготовил",
    "作者／", "作者/", "作者｜", "撰文：", "撰文／", "撰文/", "撰文｜", "撰稿：", "文：", "文:", "文／", "文/", "文｜", "文 / ",
    "本報記者", "本报记者", "記者：", "記者／", "記者/", "記者", "记者：", "记者/", "记者", "取材・文：", "取材・文＝", "取材・文／",
    "取材・執筆：", "文・写真：", "文＝", "執筆：", "執筆者：", "著者：", "筆者：", "ライター：", "聞き手：", "投稿者：",
];

/// Where the names of a byline end: dates, counts and roles follow.
#[rustfmt::skip]
pub(super) const ENDS: &[&str] = &[
    " | ", " • ", " · ", " – ", " — ", " - ", " / ", "\t",
    " ● ", " ∙ ", " » ", " for ", " via ", " on ", " in ", "／", "｜",
];

/// Words that make a part a role, not a name.
#[rustfmt::skip]
pub(super) const ROLES: &[&str] = &[
    "reporter", "correspondent", "writer", "editor", "editor-in-chief", "contributor", "journalist", "producer",
    "columnist", "analyst", "director", "manager", "ceo", "cto", "cfo", "founder",
    "co-founder", "cofounder", "professor", "author", "president", "chef", "coach", "strategist",
    "specialist", "photographer", "intern", "lecturer", "researcher", "officer", "head", "lead",
    "expert", "consultant", "counsel", "partner", "fellow", "md", "phd", "rd",
    "rdn", "rn", "mba", "ms", "msc", "ma", "cpa", "cfp",
    "esq", "jr.", "ldn", "lpc", "np", "dds", "do", "cpt",
    "cscs", "ryt", "mph", "bsc", "ba", "fact-checker", "marketer", "blogger",
    "pv", "ctv",
];

/// Accounts, placeholders and interface words that stand where a name should.
#[rustfmt::skip]
pub(super) const NO_NAMES: &[&str] = &[
    "admin", "administrator", "root", "user", "webmaster", "wpadmin", "superadmin", "super user",
    "superuser", "quản trị", "quản trị viên", "ban quản trị", "biên tập", "bbt", "author", "authors",
    "editor", "editors", "staff writer", "staff", "contributor", "guest", "guest author", "unknown",
    "anonymous", "null", "undefined", "none", "n a", "default", "test", "me",
    "view all posts", "read more", "see all", "more", "follow", "share", "home", "about",
    "contact", "subscribe", "published", "updated", "admin admin", "redaktion", "website", "web",
    "tác giả", "bài viết", "theo", "nguồn", "ảnh", "tổng hợp", "advertisement", "comments",
    "sponsored", "marketing", "publisher", "human", "bluesky", "twitter", "facebook", "last update",
    "last updated", "insights from", "ai", "chatgpt", "editorial", "tags", "tag", "categories",
    "category", "topics", "related", "news", "blog", "featured", "quantri", "bientap", "bientapvien", "toasoan", "btv",
    "phongvien", "administrator account", "site admin", "web admin", "site editor", "developer",
];

/// What accounts are called that have a number behind it.
#[rustfmt::skip]
pub(super) const ACCOUNTS: &[&str] = &[
    "admin", "user", "editor", "author", "writer", "bientap", "quantri", "btv", "ctv", "pv", "phongvien", "tacgia", "member",
];

/// The desks of papers, by no name of their own.
#[rustfmt::skip]
pub(super) const DESKS: &[&str] = &[
    "ban biên tập", "tòa soạn", "toà soạn", "redaktion", "redacción", "la redacción", "rédaction", "la rédaction",
    "redação", "da redação", "redakcja", "redazione", "la redazione", "redaksi", "редакция", "редакція", "编辑部", "編集部",
    "newsroom", "news desk", "web desk", "online desk",
];

/// What a newspaper, an agency or a broadcaster begins with, behind a name: "X/Báo Y".
pub(super) const AGENCIES: &[&str] =
    &["Báo ", "Tạp chí ", "Đài ", "Thông tấn xã", "TTXVN", "VOV", "VTV", "VNA"];

/// What headings and buttons begin with that stand where a signature could, in lower case.
pub(super) const NO_NAME_STARTS: &[&str] = &[
    "tin ",
    "các tin ",
    "các bài ",
    "bài viết ",
    "bài liên ",
    "xem thêm",
    "đọc thêm",
    "ý kiến ",
    "bình luận",
];
