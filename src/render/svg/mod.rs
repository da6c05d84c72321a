//! The lineage picture: an alluvial diagram of clauses through versions.
//!
//! A column for each version, a bar for each clause, a band for each relation; as thick as they have words,
//! coloured by the first part of their topic. Bands that end were dropped, those that begin were added, one
//! with a dashed rim spans versions in which the clause was gone or is not sure. Takes a [`Picture`] and draws
//! it by its own stylesheet, in light and dark; what it says stands in titles, so that no meaning hangs on
//! colour.

mod layout;
mod shape;

use maud::{Markup, html};

use super::markup::{Words, own};
use crate::report::Picture;
use layout::{Layout, WIDTH};
use shape::Drawing;

/// How the picture looks, alone and in a page.
pub(super) const STYLE: &str = include_str!("picture.css");

/// More clauses would be thinner than a line, and the picture larger than the texts. None is drawn then.
pub const MOST_CLAUSES: usize = 6_000;

/// The picture as a file of its own. Of more than [`MOST_CLAUSES`] clauses it only says that they are too many.
pub fn picture(picture: &Picture) -> String {
    let drawn = html! {
        (drawing(picture, None))
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n",
        drawn.into_string()
    )
}

/// The picture in a page that has [`STYLE`] already; each clause leads to where it is told, as `address`
/// says of its entry and its column.
pub(super) fn figure(picture: &Picture, address: &dyn Fn(usize, usize) -> String) -> Markup {
    drawing(picture, Some(address))
}

/// "the picture is left out: it would have 7,000 clauses, and 6,000 are drawn at most".
pub(super) fn left_out(picture: &Picture) -> Option<String> {
    let clauses = picture.clauses();
    (clauses > MOST_CLAUSES).then(|| {
        format!("the picture is left out: it would have {clauses} clauses, and {MOST_CLAUSES} are drawn at most")
    })
}

type Address<'a> = &'a dyn Fn(usize, usize) -> String;

/// With its stylesheet where it stands alone; in a page, which has that, clauses have addresses.
fn drawing(picture: &Picture, address: Option<Address>) -> Markup {
    let style = address.is_none().then(|| html! { style { (own(STYLE)) } });
    if let Some(said) = left_out(picture) {
        return html! {
            svg xmlns="http://www.w3.org/2000/svg" class="lineage" viewBox={ "0 0 " (WIDTH) " 40" } {
                @if let Some(style) = style { (style) }
                text x="8" y="24" { (Words(said)) }
            }
        };
    }
    let layout = Layout::of(picture);
    let drawing = Drawing {
        picture,
        layout: &layout,
        address,
    };
    let (legend, height) = drawing.legend();
    html! {
        svg xmlns="http://www.w3.org/2000/svg" class="lineage" role="group" aria-label="Lineage of the clauses"
            viewBox={ "0 0 " (WIDTH) " " (shape::number(height)) } {
            @if let Some(style) = style { (style) }
            (drawing.matters())
            (drawing.heads())
            (drawing.labels())
            (legend)
        }
    }
}
