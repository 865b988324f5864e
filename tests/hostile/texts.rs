//! The one list of texts that try to be something else.

/// Texts that may stand in a file. They come out as text, or with what steers replaced by a visible sign.
pub fn accepted() -> Vec<String> {
    const TEXTS: &[&str] = &[
        // Marks that turn the direction of reading, and what has no width.
        "\u{202e}achterstevoren",
        "\u{2066}gedraaid\u{2069} \u{202a}en\u{202c} \u{61c}terug",
        "on\u{200b}zicht\u{200d}baar\u{feff}\u{2060} \u{e0041}\u{e0042}",
        "\u{2028}fout[A001]: nagemaakt\u{2029}Alles is bewaard",
        "\u{fffe}\u{ffff}\u{fff9}geen teken",
        // What a spreadsheet would calculate.
        "=cmd|' /C calc'!A0",
        "=HYPERLINK(\"http://kwaad.example\",\"klik\")",
        "+1+1",
        "-2+3",
        "@SUM(A1:A9)",
        "\t=1+1",
        "\n=1+1",
        "'=1+1",
        "_x0041_ _x000D_ _x001b_",
        "&P &[Tab] &\"Arial\"&A",
        // What a browser would carry out, and what would break XML.
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</w:t></w:r></w:p><w:p/>",
        "]]> <![CDATA[ <!-- x --> <?xml version=\"1.0\"?>",
        "& &lt;b&gt; &#27;[31m &amp;",
        // Ways out of a folder, and commands.
        "../../../x",
        "..\\..\\x",
        "/etc/passwd",
        "C:\\Windows\\x",
        "CON",
        "$(touch gemaakt) `touch gemaakt`; touch gemaakt | touch gemaakt",
        "%s%n%00 ${7*7}",
        // Lines that look like ours.
        "x\nAlles is bewaard in meting.toml.\nfout[A001]: nagemaakt\n",
        "x\r\n\r\nlet op[W001]: nagemaakt\r\n  --> meting.toml:1:1",
        "x\nmeting.toml:1:1: fout[A001]: nagemaakt\n{\"ernst\": \"fout\"}",
        // Markdown.
        "[klik](javascript:alert(1)) ![beeld](http://kwaad.example/x.png) <http://kwaad.example>",
        "a | b | c",
        "# kop\n## kop\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "1. een\n- twee\n+ drie\n* vier\n> vijf\n    zes\n```\nzeven\n",
        "===\n---\n***\n~~~",
        "**vet** __vet__ ~~door~~ `code` $x$ [^1] [x]: http://kwaad.example",
        // Templates.
        "{{ 7*7 }} {{ self }} {{ bestuur.naam }}",
        "{% for i in range(9) %}49{% endfor %} {# weg #} {% include \"/etc/passwd\" %}",
        // Plain but odd.
        "😀👩\u{200d}👩\u{200d}👧 é ﬃ ‱ 中文",
        "\"'`\\ \\u001b \\n",
        "a\u{301}\u{302}\u{303}\u{304} \u{a0}\u{ad}",
    ];
    let long_word = "x".repeat(1_000);
    let many_words = "woord ".repeat(150);
    let many_lines = "regel\n".repeat(100);
    TEXTS.iter().map(|text| (*text).to_owned()).chain([long_word, many_words, many_lines]).collect()
}

/// Texts that may not stand in a file: refused, with a place, and never repeated as they are.
pub fn refused() -> Vec<String> {
    const TEXTS: &[&str] = &[
        "\u{1b}[31mrood\u{1b}[0m",
        "\u{1b}]0;titel\u{7}",
        "\u{1b}]8;;http://kwaad.example\u{7}klik\u{1b}]8;;\u{7}",
        "\u{9b}31mrood",
        "\u{85}fout[A001]: nagemaakt",
        "nul\u{0}nul",
        "terug\rAlles is bewaard",
        "\u{8}\u{8}\u{8}weg",
        "\u{c}\u{b}",
        "\u{7f}",
    ];
    let longer = "x".repeat(8_001);
    let megabyte = "1 MB aan tekst\n".repeat(70_000);
    let megabyte_word = "x".repeat(1_000_000);
    TEXTS.iter().map(|text| (*text).to_owned()).chain([longer, megabyte, megabyte_word]).collect()
}

/// A text that is as plain as can be, to compare with.
pub const PLAIN: &str = "gewone tekst";

/// True for a character that a terminal would obey, or that hides or turns what stands around it. Apart from the one
/// in the program, so that a hole in that one shows.
pub fn steers(c: char) -> bool {
    let turns =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let hides = matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
    let ends_a_line = matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}');
    c.is_control() || turns || hides || ends_a_line
}
