//! The parts of the picture.

use std::collections::BTreeMap;

use maud::{Markup, html};
use unicode_width::UnicodeWidthStr;

use super::Address;
use super::layout::{HEAD, Layout, MARGIN, NODE, Slot, WIDTH};
use crate::render::cut::cut;
use crate::render::markup::Words;
use crate::report::{Band, Node, Picture, Place, Sides, VersionHead};

/// Colours in the stylesheet; topics beyond that share them.
const COLOURS: usize = 12;

/// A column of a terminal in small type.
const SMALL: f64 = 5.4;

/// The same in the type of the heads.
const LARGE: f64 = 7.2;

/// Labels nearer than this would overlap.
const LINE: f64 = 11.0;

/// How far the end of what was dropped or the start of what was added reaches.
const STUB: f64 = 22.0;

/// Lines of the name of a version.
const HEAD_LINES: usize = 3;

pub(super) struct Drawing<'p> {
    pub(super) picture: &'p Picture<'p>,
    pub(super) layout: &'p Layout,
    pub(super) address: Option<Address<'p>>,
}

/// With one decimal at most; more are below what a screen shows.
pub(super) fn number(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    let (whole, rest) = (tenths / 10, tenths.abs() % 10);
    match rest {
        0 => whole.to_string(),
        _ => format!("{whole}.{rest}"),
    }
}

impl Drawing<'_> {
    /// Bands and clauses, those of one matter together, so that a pointer on one shows all of it.
    pub(super) fn matters(&self) -> Markup {
        let mut matters: BTreeMap<Option<usize>, (Vec<usize>, Vec<Place>)> = BTreeMap::new();
        for (at, band) in self.picture.bands.iter().enumerate() {
            matters.entry(band.entry).or_default().0.push(at);
        }
        for place in self.places() {
            let entry = self.picture.node(place).entry;
            matters.entry(entry).or_default().1.push(place);
        }
        html! {
            @for (entry, (bands, nodes)) in &matters {
                g class=(if entry.is_some() { "matter" } else { "hidden" }) {
                    @for &band in bands { (self.band(band)) }
                    @for &place in nodes { (self.node(place)) }
                }
            }
        }
    }

    fn places(&self) -> impl Iterator<Item = Place> {
        let columns = self.picture.columns.iter().enumerate();
        columns
            .flat_map(|(column, own)| (0..own.nodes.len()).map(move |node| Place { column, node }))
    }

    fn slot(&self, place: Place) -> Slot {
        self.layout.slots[place.column][place.node]
    }

    fn band(&self, at: usize) -> Markup {
        let band = &self.picture.bands[at];
        let Sides { before, after } = &band.ends;
        let (before, after) = (self.picture.node(*before), self.picture.node(*after));
        html! {
            path class={ (look(band)) " " (colour(after)) } d=(ribbon(&self.layout.ribbons[at])) {
                title { (Words(before.clause.named())) " → " (Words(after.clause.named())) ": " (band.said) }
            }
        }
    }

    fn node(&self, place: Place) -> Markup {
        let node = self.picture.node(place);
        let bar = html! { (self.stubs(place)) (self.bar(place)) };
        match (self.address, node.entry) {
            (Some(address), Some(entry)) => html! {
                a class=(colour(node)) href=(address(entry, place.column)) aria-label=(Words(self.title(place))) { (bar) }
            },
            _ => html! { g class=(colour(node)) { (bar) } },
        }
    }

    fn bar(&self, place: Place) -> Markup {
        let slot = self.slot(place);
        html! {
            rect x=(number(slot.x)) y=(number(slot.y)) width=(NODE) height=(number(slot.height)) {
                title { (Words(self.title(place))) }
            }
        }
    }

    /// "6.a Garrison (garrison), 120 words, dropped".
    fn title(&self, place: Place) -> String {
        let node = self.picture.node(place);
        let plural = if node.words == 1 { "" } else { "s" };
        let version = &self.picture.columns[place.column].head.called;
        let born = if node.is_born { ", added" } else { "" };
        let dropped = if node.is_dropped {
            ", dropped after"
        } else {
            ""
        };
        let name = node.clause.named();
        format!(
            "{name}, {} word{plural}, in {version}{born}{dropped}",
            node.words
        )
    }

    fn stubs(&self, place: Place) -> Markup {
        let (node, slot) = (self.picture.node(place), self.slot(place));
        let wedge = |from: f64, to: f64| {
            let (top, middle, bottom) = (slot.y, slot.middle(), slot.bottom());
            let [from, to, top, middle, bottom] = [from, to, top, middle, bottom].map(number);
            html! { path class="end" d={ "M" (from) " " (top) "L" (to) " " (middle) "L" (from) " " (bottom) "Z" } {} }
        };
        html! {
            @if node.is_born { (wedge(slot.x, slot.x - STUB)) }
            @if node.is_dropped { (wedge(slot.x + NODE, slot.x + NODE + STUB)) }
        }
    }

    /// The names of clauses, as far as they find room. They are told by the bars as well.
    pub(super) fn labels(&self) -> Markup {
        html! {
            g class="label" aria-hidden="true" {
                @for column in 0..self.picture.columns.len() { (self.labels_of(column)) }
            }
        }
    }

    fn labels_of(&self, column: usize) -> Markup {
        let nodes = self.picture.columns[column].nodes.iter();
        let mut free = f64::MIN;
        let labelled: Vec<(&Node, Slot)> = nodes
            .zip(self.layout.slots[column].iter().copied())
            .filter(|(_, slot)| {
                let fits = slot.middle() - free >= LINE;
                free = if fits { slot.middle() } else { free };
                fits
            })
            .collect();
        let side = self.side_of(column);
        let room = ((side.room - 10.0) / SMALL) as usize;
        html! {
            @for (node, slot) in labelled {
                text x=(number(slot.x + side.offset)) y=(number(slot.middle() + 3.5)) text-anchor=(side.anchor) {
                    (Words(cut(&node.clause.label(), room)))
                }
            }
        }
    }

    /// Labels of the first column stand left of it, all others right.
    fn side_of(&self, column: usize) -> LabelSide {
        if column == 0 {
            return LabelSide {
                offset: -5.0,
                anchor: "end",
                room: MARGIN,
            };
        }
        let is_last = column + 1 == self.picture.columns.len();
        let room = if is_last {
            MARGIN
        } else {
            self.layout.pitch - NODE
        };
        LabelSide {
            offset: NODE + 5.0,
            anchor: "start",
            room,
        }
    }

    /// Name and date of each version.
    pub(super) fn heads(&self) -> Markup {
        html! {
            @for (at, column) in self.picture.columns.iter().enumerate() { (self.head(at, &column.head)) }
        }
    }

    fn head(&self, at: usize, head: &VersionHead) -> Markup {
        let x = number(MARGIN + self.layout.pitch * at as f64 + NODE / 2.0);
        let room = (self.layout.pitch - NODE).min(2.0 * MARGIN) / LARGE;
        let lines = wrapped(&head.called, room as usize, HEAD_LINES);
        let top = HEAD - 24.0 - 13.0 * (lines.len() as f64 - 1.0);
        html! {
            @for (line, words) in lines.iter().enumerate() {
                text class="head" text-anchor="middle" x=(x) y=(number(top + 13.0 * line as f64)) { (Words(words)) }
            }
            text class="date" text-anchor="middle" x=(x) y=(number(HEAD - 10.0)) { (head.date) }
        }
    }

    /// The topics with their colours, and how high the picture is with them.
    pub(super) fn legend(&self) -> (Markup, f64) {
        let mut at = (MARGIN, self.layout.bottom + 24.0);
        let mut placed = Vec::new();
        for (topic, name) in self.picture.topics.iter().enumerate() {
            let width = 30.0 + name.width() as f64 * LARGE;
            if at.0 + width > WIDTH - 8.0 && at.0 > MARGIN {
                at = (MARGIN, at.1 + 18.0);
            }
            placed.push((topic, *name, at));
            at.0 += width;
        }
        let legend = html! {
            @for (topic, name, (x, y)) in placed {
                g class={ "c" (topic % COLOURS) } {
                    rect x=(number(x)) y=(number(y - 9.0)) width="10" height="10" {}
                    text x=(number(x + 15.0)) y=(number(y)) class="date" { (Words(name)) }
                }
            }
        };
        (legend, at.1 + 12.0)
    }
}

struct LabelSide {
    offset: f64,
    anchor: &'static str,
    room: f64,
}

fn look(band: &Band) -> &'static str {
    let spans = band.ends.after.column - band.ends.before.column;
    match (spans > 1, band.is_uncertain, band.is_unchanged) {
        (true, _, _) => "band gap",
        (false, true, _) => "band unsure",
        (false, false, true) => "band same",
        (false, false, false) => "band",
    }
}

fn colour(node: &Node) -> String {
    node.topic
        .map_or_else(|| "c-none".into(), |topic| format!("c{}", topic % COLOURS))
}

/// From the right of one clause to the left of another, in a curve that leaves and meets them level.
fn ribbon(ends: &Sides<Slot>) -> String {
    let Sides { before, after } = ends;
    let bend = (before.x + after.x) / 2.0;
    let [x0, x1, bend] = [before.x, after.x, bend].map(number);
    let [top0, top1] = [before.y, after.y].map(number);
    let [low0, low1] = [before.bottom(), after.bottom()].map(number);
    format!(
        "M{x0} {top0}C{bend} {top0} {bend} {top1} {x1} {top1}V{low1}C{bend} {low1} {bend} {low0} {x0} {low0}Z"
    )
}

/// In at most so many lines of so many columns; the last one is cut.
fn wrapped(text: &str, room: usize, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is a first line");
        let fits = line.is_empty() || line.width() + 1 + word.width() <= room;
        if fits || lines.len() == most {
            let line = lines.last_mut().expect("there is a first line");
            let space = if line.is_empty() { "" } else { " " };
            line.push_str(space);
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.iter().map(|line| cut(line, room)).collect()
}
