//! Which addresses a view may link to.

/// True for an address of the web, whatever its scheme is written like. No view links to anything else: an address from
/// a file may name a script, a program or a file of the reader.
pub fn is_web(address: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| {
        let start = address.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_linked_to() {
        assert!(is_web("https://example.org") && is_web("HTTP://example.org"));
        for other in [
            "javascript:alert(1)",
            "//x.example",
            "file:///x",
            "ftp://x",
            "ht",
            "",
        ] {
            assert!(!is_web(other), "{other}");
        }
    }
}
