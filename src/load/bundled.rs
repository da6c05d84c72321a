//! The proposals that come with the program.

/// A file compiled in: its name, as for [`super::version_from`], and its text.
pub type BundledFile = (&'static str, &'static str);

/// Files compiled in.
#[derive(Clone, Copy, Debug)]
pub struct Bundled {
    /// One for each version, by date.
    pub versions: &'static [BundledFile],
    /// What people decided about them.
    pub links: BundledFile,
}

macro_rules! file {
    ($name:literal) => {
        (
            concat!("proposals/", $name, ".toml"),
            include_str!(concat!("../../proposals/", $name, ".toml")),
        )
    };
}

/// The proposals that come with the program, not yet read.
pub fn bundled() -> Bundled {
    Bundled {
        versions: &[
            file!("istanbul-communique-2022"),
            file!("istanbul-draft-treaty-2022"),
            file!("us-final-offer-2025-04"),
            file!("eu-ua-text-2025-04"),
            file!("us-first-report-2025-11-20"),
            file!("us-28-point-2025-11"),
            file!("e3-counter-2025-11"),
            file!("twenty-point-2025-12"),
        ],
        links: file!("links"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{self, Limits};
    use crate::model::version::in_order;

    #[test]
    fn bundled_versions_are_sound_and_stand_in_order() {
        let read = |&(name, text): &BundledFile| {
            let loaded = load::version_from(name, text.as_bytes(), &Limits::default()).unwrap();
            assert!(loaded.warnings.diagnostics.is_empty(), "{name}");
            loaded.value
        };
        let versions: Vec<_> = bundled().versions.iter().map(read).collect();
        let mut sorted = versions.clone();
        in_order(&mut sorted, |version| version);
        assert_eq!(sorted, versions);
    }

    #[test]
    fn bundled_links_name_bundled_clauses() {
        let read = |&(name, text): &BundledFile| {
            load::version_from(name, text.as_bytes(), &Limits::default())
                .unwrap()
                .value
        };
        let versions: Vec<_> = bundled().versions.iter().map(read).collect();
        let (name, text) = bundled().links;
        let links = load::links_from(name, text.as_bytes(), &Limits::default()).unwrap();
        let all: Vec<_> = versions.iter().collect();
        assert_eq!(links.warnings.diagnostics, []);
        assert_eq!(links.check_against(&all, &[]).diagnostics, []);
    }
}
