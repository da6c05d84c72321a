//! Clauses that kept the id their author gave them.

use rustc_hash::FxHashMap;

use crate::matching::evidence::{Confidence, Evidence, Method, Score};
use crate::matching::measures::Measure;
use crate::matching::options::Key;
use crate::matching::wording;
use crate::matching::working::Working;
use crate::model::{Clause, ClauseIndex, Side, Sides};

/// Similarity at which a text bears the claim out.
const BORNE_OUT: Score = Score::from_millionths(500_000);

/// Share of borne-out claims above which the author is taken to keep ids on purpose;
/// ids given by place keep far fewer as soon as a clause is inserted.
const TRUSTED: Score = Score::from_millionths(600_000);

/// Least similarity of a claim that is believed, with and without trust. A clause of
/// the same author on the same matter shares some words; two unrelated ones share
/// hardly any.
const LEAST_TRUSTED: Score = Score::from_millionths(80_000);
const LEAST_UNTRUSTED: Score = Score::from_millionths(250_000);

/// Texts of fewer words say too little to contradict a trusted id.
const TOO_SHORT: usize = 8;

/// Headings that share so much speak for the same clause, whatever its text.
const SAME_HEADING: Score = Score::from_millionths(500_000);

/// A text elsewhere that is so much nearer contradicts the claim.
const CONTRADICTED: Score = Score::from_millionths(300_000);

/// Claims equal ids whose text and heading are the same bytes; nothing can contradict them.
pub(in crate::matching) fn same_id_and_text(working: &mut Working) {
    let claims = claims(working);
    for &clauses in &claims {
        if is_same(working, clauses) && working.is_free(clauses) && !working.is_forbidden(clauses) {
            working.settle(clauses, Method::Id, Confidence::hundredths(99));
        }
    }
    working.same_ids = claims;
}

/// Pairs equal ids in two versions of one series (or of none) whose texts differ.
///
/// An id is a strong claim, not proof. It is believed unless the texts have next to
/// nothing in common or one of them is clearly nearer to another clause; ids that are
/// not believed are listed as reused.
pub(in crate::matching) fn same_id(working: &mut Working) {
    let (same, changed): (Vec<_>, Vec<_>) = std::mem::take(&mut working.same_ids)
        .into_iter()
        .partition(|&clauses| is_same(working, clauses));
    if changed.is_empty() {
        return;
    }
    let words: Vec<Score> = changed
        .iter()
        .map(|&clauses| words(working, clauses))
        .collect();
    let borne_out = words.iter().filter(|words| **words >= BORNE_OUT).count();
    let trusted = Score::ratio(same.len() + borne_out, same.len() + changed.len()) >= TRUSTED;
    let rivals = best_rivals(working, &changed);
    // What people decided about a clause leaves nothing for its id to say.
    let linked = working.linked();
    let is_decided = |clauses: Sides<ClauseIndex>| {
        linked.before.contains(&clauses.before) || linked.after.contains(&clauses.after)
    };
    for ((clauses, words), rival) in changed.into_iter().zip(words).zip(rivals) {
        if working.is_forbidden(clauses) || working.is_claimed(clauses) || is_decided(clauses) {
            continue;
        }
        let outdone = rival.lead_over(words) >= CONTRADICTED;
        if working.is_free(clauses) && !outdone && is_plausible(working, clauses, words, trusted) {
            let sure = confidence(words, trusted);
            working.claim(clauses, Evidence::plain(Method::Id, words, sure));
        } else {
            let id = &working.versions.before.clause(clauses.before).id;
            working.reused_ids.push(id.clone());
        }
    }
}

/// Every two clauses with one id, unless ids say nothing here.
fn claims(working: &Working) -> Vec<Sides<ClauseIndex>> {
    let Sides { before, after } = working.versions;
    if working.options.ignore.hides(Key::Id) || before.series != after.series {
        return Vec::new();
    }
    let places: FxHashMap<&str, ClauseIndex> = after
        .indexed()
        .map(|(index, clause)| (clause.id.as_str(), index))
        .collect();
    let kept = before
        .indexed()
        .filter_map(|(index, clause)| Some((index, *places.get(clause.id.as_str())?)));
    kept.map(|(before, after)| Sides { before, after })
        .collect()
}

fn is_same(working: &Working, clauses: Sides<ClauseIndex>) -> bool {
    let Sides { before, after } = pair(working, clauses);
    before.text == after.text && before.heading == after.heading
}

fn pair<'a>(working: &Working<'a>, clauses: Sides<ClauseIndex>) -> Sides<&'a Clause> {
    Sides {
        before: working.versions.before.clause(clauses.before),
        after: working.versions.after.clause(clauses.after),
    }
}

fn words(working: &Working, clauses: Sides<ClauseIndex>) -> Score {
    let Sides { before, after } = pair(working, clauses);
    if before.text == after.text {
        return Score::ONE;
    }
    let scene = working.scene.as_ref();
    scene.map_or(Score::ZERO, |scene| scene.words(clauses))
}

/// True unless the two clauses have too little in common to be one.
fn is_plausible(
    working: &Working,
    clauses: Sides<ClauseIndex>,
    words: Score,
    trusted: bool,
) -> bool {
    let Sides { before, after } = pair(working, clauses);
    let is_short =
        |clause: &Clause| clause.text.split_whitespace().take(TOO_SHORT).count() < TOO_SHORT;
    let heading = |clause: &Clause| wording::heading(clause, working.options.ignore);
    let least = if trusted {
        LEAST_TRUSTED
    } else {
        LEAST_UNTRUSTED
    };
    words >= least
        || (trusted && (is_short(before) || is_short(after)))
        || wording::dice(&heading(before), &heading(after)) >= SAME_HEADING
}

/// For each claim, the best likeness that either clause reaches elsewhere.
fn best_rivals(working: &Working, claims: &[Sides<ClauseIndex>]) -> Vec<Score> {
    let Some(scene) = &working.scene else {
        return vec![Score::ZERO; claims.len()];
    };
    let of = |clauses: Sides<ClauseIndex>, side: Side| {
        let line = scene.alike.grid.of(side, *clauses.get(side)).iter();
        let others = line.filter(move |&&place| scene.alike.grid.pairs[place as usize] != clauses);
        others
            .map(|&place| scene.alike.measures[place as usize].score(Measure::Words))
            .max()
            .unwrap_or_default()
    };
    let best =
        |&clauses: &Sides<ClauseIndex>| of(clauses, Side::Before).max(of(clauses, Side::After));
    claims.iter().map(best).collect()
}

fn confidence(words: Score, trusted: bool) -> Confidence {
    match (words >= BORNE_OUT, trusted) {
        (true, _) => Confidence::hundredths(99),
        (false, true) => Confidence::hundredths(95),
        (false, false) => Confidence::hundredths(80),
    }
}
