//! The same page for another reader of Markdown.
//!
//! Pages are written for GitHub. In them every `<` of a text is an entity and every `~`, `[` and `$` of a text escaped, so
//! that what is found bare is ours and can be replaced.

/// Who reads the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flavor {
    /// GitHub: `<ins>`, `<del>`, `<br>` and `<details>`.
    #[default]
    Github,
    /// GitLab: the same, and its own references (labels, milestones, snippets) are broken, too.
    Gitlab,
    /// CommonMark with tables, without any HTML: `{+inserted+}` and `[-deleted-]`, a slash where a line ends.
    Plain,
}

/// A page of this module for `flavor`.
pub fn flavored(page: String, flavor: Flavor) -> String {
    match flavor {
        Flavor::Github => page,
        Flavor::Gitlab => gitlab(&page),
        Flavor::Plain => plain(&page),
    }
}

/// A sign as our escaping wrote it, and what behind it makes a reference of it.
type Reference = (&'static str, fn(char) -> bool);

/// What GitLab makes references of beside what GitHub does.
const REFERENCES: [Reference; 4] = [
    ("\\~", is_of_label),
    ("&#126;", is_of_label),
    ("&#36;", is_digit),
    (" %", is_of_label),
];

fn is_of_label(c: char) -> bool {
    c.is_alphanumeric() || c == '"'
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

fn gitlab(page: &str) -> String {
    let mut broken = page.to_owned();
    for (sign, begins) in REFERENCES {
        let mut pieces = broken.split(sign);
        let mut whole = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            whole += sign;
            if piece.starts_with(begins) {
                whole += "&#8203;";
            }
            whole += piece;
        }
        broken = whole;
    }
    broken
}

/// Our tags and marks and what stands for them; a fold is open.
const TAGS: [(&str, &str); 10] = [
    ("<ins>", "{+"),
    ("</ins>", "+}"),
    ("<del>", "\\[-"),
    ("</del>", "-\\]"),
    ("<br>", " / "),
    ("<details>\n<summary>", "**"),
    ("<details open>\n<summary>", "**"),
    ("</summary>", "**"),
    ("</details>\n", ""),
    ("[^", "\\[note "),
];

fn plain(page: &str) -> String {
    TAGS.iter()
        .fold(page.to_owned(), |page, (tag, sign)| page.replace(tag, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(flavor: Flavor, page: &str, expected: &str) {
        assert_eq!(flavored(page.to_owned(), flavor), expected);
    }

    #[test]
    fn without_html_signs_stand_for_tags() {
        check(
            Flavor::Plain,
            "at most <del>1,200</del><ins>400</ins> persons<br>at the port, &lt;ins>",
            "at most \\[-1,200-\\]{+400+} persons / at the port, &lt;ins>",
        );
        check(
            Flavor::Plain,
            "Gazette, point 6[^1]\n\n[^1]: Gazette\n",
            "Gazette, point 6\\[note 1]\n\n\\[note 1]: Gazette\n",
        );
        check(
            Flavor::Plain,
            "<details>\n<summary>More</summary>\n\ntext\n\n</details>\n",
            "**More**\n\ntext\n\n",
        );
        check(
            Flavor::Plain,
            "<details open>\n<summary>First</summary>\n",
            "**First**\n",
        );
    }

    #[test]
    fn gitlab_makes_no_reference_of_a_text() {
        check(
            Flavor::Gitlab,
            "\\~bug and &#126;bug and &#36;12 and %3, but 5 % and &#36; 12",
            "\\~&#8203;bug and &#126;&#8203;bug and &#36;&#8203;12 and %&#8203;3, but 5 % and &#36; 12",
        );
    }

    #[test]
    fn github_reads_what_is_written() {
        check(Flavor::Github, "<ins>a</ins>", "<ins>a</ins>");
    }
}
