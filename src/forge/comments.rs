//! What a workflow asks GitHub's interface, read and written as JSON: which comment holds the last review, which pull
//! request a commit belongs to, and the body of the next comment.
//!
//! Anybody may write a comment that begins as ours does, so its author counts as well; and a commit is looked up by
//! its hash alone, as names of branches are free text of strangers.

use serde::{Deserialize, Serialize};

use crate::render::json::one_line;
use crate::render::markdown::marker;

/// GitHub gives so many entries a page at most, and fewer only on the last one.
pub const PAGE: usize = 100;

/// What one page of a list says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looked<T> {
    /// It is here.
    Found(T),
    /// It may be on the next page.
    More,
    /// It is nowhere.
    Nowhere,
}

/// A pull request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pull {
    /// Its number.
    pub number: u64,
    /// The commit of the branch it is for.
    pub base: String,
}

#[derive(Deserialize)]
struct Comment {
    id: u64,
    user: Option<User>,
    body: Option<String>,
}

#[derive(Deserialize)]
struct User {
    login: String,
}

#[derive(Deserialize)]
struct PullRequest {
    number: u64,
    base: Commit,
    head: Commit,
}

#[derive(Deserialize)]
struct Commit {
    sha: String,
}

#[derive(Serialize)]
struct Body<'a> {
    body: &'a str,
}

/// The id of the comment by `author` whose first line is the marker of that name.
///
/// # Errors
/// If the page is no list of comments.
pub fn sticky(page: &[u8], name: &str, author: &str) -> Result<Looked<u64>, serde_json::Error> {
    let marker = marker(name);
    let comments: Vec<Comment> = serde_json::from_slice(page)?;
    let is_ours = |comment: &&Comment| {
        let first = comment.body.as_ref().and_then(|body| body.lines().next());
        let user = comment.user.as_ref();
        first == Some(&marker) && user.is_some_and(|user| user.login == author)
    };
    let found = comments.iter().find(is_ours).map(|comment| comment.id);
    Ok(looked(found, comments.len()))
}

/// The open pull request whose head is a commit.
///
/// # Errors
/// If the page is no list of pull requests.
pub fn pull(page: &[u8], head: &str) -> Result<Looked<Pull>, serde_json::Error> {
    let pulls: Vec<PullRequest> = serde_json::from_slice(page)?;
    let count = pulls.len();
    let found = pulls.into_iter().find(|pull| pull.head.sha == head);
    let found = found.map(|pull| Pull {
        number: pull.number,
        base: pull.base.sha,
    });
    Ok(looked(found, count))
}

fn looked<T>(found: Option<T>, entries: usize) -> Looked<T> {
    match found {
        Some(found) => Looked::Found(found),
        None if entries >= PAGE => Looked::More,
        None => Looked::Nowhere,
    }
}

/// A comment as it is sent; ends with a newline.
pub fn body(markdown: &str) -> String {
    one_line(&Body { body: markdown })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOT: &str = "github-actions[bot]";

    fn comments(of: &[(u64, &str, &str)]) -> Vec<u8> {
        let comments = of.iter().map(|(id, login, body)| {
            serde_json::json!({ "id": id, "user": { "login": login }, "body": body, "url": "x" })
        });
        serde_json::Value::from_iter(comments)
            .to_string()
            .into_bytes()
    }

    #[track_caller]
    fn check(of: &[(u64, &str, &str)], expected: Looked<u64>) {
        assert_eq!(sticky(&comments(of), "review", BOT).unwrap(), expected);
    }

    #[test]
    fn the_comment_of_the_last_review_is_found_by_marker_and_author() {
        let own = format!("{}\n\n# Review", marker("review"));
        let other = marker("other");
        check(&[(1, "ann", "hi"), (7, BOT, &own)], Looked::Found(7));
        check(&[(1, "ann", &own), (2, BOT, &other)], Looked::Nowhere);
        check(&[(1, BOT, &format!("look: {own}"))], Looked::Nowhere);
        check(&[], Looked::Nowhere);
        let many: Vec<_> = (0..100).map(|id| (id, "ann", "hi")).collect();
        check(&many, Looked::More);
    }

    #[test]
    fn what_is_no_list_is_an_error() {
        assert!(sticky(b"{\"message\": \"Not Found\"}", "review", BOT).is_err());
        assert!(pull(b"", "x").is_err());
    }

    #[test]
    fn a_pull_request_is_found_by_its_head() {
        let page =
            br#"[{"number": 4, "head": {"sha": "aa"}, "base": {"sha": "bb"}, "title": "x"}]"#;
        let found = Pull {
            number: 4,
            base: "bb".to_owned(),
        };
        assert_eq!(pull(page, "aa").unwrap(), Looked::Found(found));
        assert_eq!(pull(page, "bb").unwrap(), Looked::Nowhere);
    }

    #[test]
    fn a_body_is_one_line_of_json() {
        assert_eq!(
            body("a\n\"b\"\u{1b}"),
            "{\"body\":\"a\\n\\\"b\\\"\\u001b\"}\n"
        );
    }
}
