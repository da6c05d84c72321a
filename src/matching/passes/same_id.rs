//! Clauses that kept the id their author gave them.

use rustc_hash::FxHashMap;

use crate::matching::evidence::{Confidence, Method, Score};
use crate::matching::features::dice;
use crate::matching::options::Key;
use crate::matching::working::Working;
use crate::model::{ClauseIndex, Sides, Version};

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

/// Pairs equal ids in two versions of one series (or of none).
///
/// An id is a strong claim, not proof. It is believed unless the texts have next to
/// nothing in common or one of them is clearly nearer to another clause; ids that are
/// not believed are listed as reused.
pub(in crate::matching) fn same_id(working: &mut Working) {
    let Sides { before, after } = working.versions;
    if working.options.ignore.hides(Key::Id) || before.series != after.series {
        return;
    }
    let claims: Vec<Claim> = claims(before, after)
        .into_iter()
        .map(|clauses| weigh(working, clauses))
        .collect();
    let borne_out = claims
        .iter()
        .filter(|claim| claim.words >= BORNE_OUT)
        .count();
    let trusted = Score::ratio(borne_out, claims.len()) >= TRUSTED;
    let rivals = best_rivals(working, &claims);
    for (claim, rival) in claims.iter().zip(rivals) {
        if working.is_forbidden(claim.clauses) || !working.is_free(claim.clauses) {
            continue;
        }
        let outdone = rival.lead_over(claim.words) >= CONTRADICTED;
        if outdone || !is_plausible(working, claim, trusted) {
            working
                .reused_ids
                .push(before.clause(claim.clauses.before).id.clone());
        } else {
            working.claim_certain(claim.clauses, Method::Id, confidence(claim.words, trusted));
        }
    }
}

/// True unless the two clauses have too little in common to be one.
fn is_plausible(working: &Working, claim: &Claim, trusted: bool) -> bool {
    let Sides { before, after } = claim.clauses.map(ClauseIndex::get);
    let (before, after) = (
        &working.features.before[before],
        &working.features.after[after],
    );
    let is_short = before.words.len().min(after.words.len()) < TOO_SHORT;
    let least = if trusted {
        LEAST_TRUSTED
    } else {
        LEAST_UNTRUSTED
    };
    claim.words >= least
        || (trusted && is_short)
        || dice(&before.heading, &after.heading) >= SAME_HEADING
}

struct Claim {
    clauses: Sides<ClauseIndex>,
    words: Score,
}

fn claims(before: &Version, after: &Version) -> Vec<Sides<ClauseIndex>> {
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

/// The same bytes bear a claim out even where there is no word to compare.
fn weigh(working: &Working, clauses: Sides<ClauseIndex>) -> Claim {
    let (before, after) = (
        working.versions.before.clause(clauses.before),
        working.versions.after.clause(clauses.after),
    );
    let same = before.text == after.text && before.heading == after.heading;
    Claim {
        clauses,
        words: if same {
            Score::ONE
        } else {
            working.words(clauses)
        },
    }
}

/// For each claim, the best score that either clause reaches elsewhere. Not sought where
/// no rival could be so far ahead that it contradicts a claim.
fn best_rivals(working: &mut Working, claims: &[Claim]) -> Vec<Score> {
    let in_doubt = |claim: &Claim| Score::ONE.lead_over(claim.words) >= CONTRADICTED;
    if !claims.iter().any(in_doubt) {
        return vec![Score::ZERO; claims.len()];
    }
    let mut best = working
        .versions
        .map(|version| vec![Score::ZERO; version.clauses.len()]);
    let mut partner: Vec<Option<ClauseIndex>> = vec![None; best.before.len()];
    claims
        .iter()
        .for_each(|claim| partner[claim.clauses.before.get()] = Some(claim.clauses.after));
    for candidate in working.candidates() {
        let Sides { before, after } = candidate.clauses.map(ClauseIndex::get);
        if partner[before] != Some(candidate.clauses.after) {
            best.before[before] = best.before[before].max(candidate.words);
            best.after[after] = best.after[after].max(candidate.words);
        }
    }
    claims
        .iter()
        .map(|claim| {
            best.before[claim.clauses.before.get()].max(best.after[claim.clauses.after.get()])
        })
        .collect()
}

fn confidence(words: Score, trusted: bool) -> Confidence {
    match (words >= BORNE_OUT, trusted) {
        (true, _) => Confidence::hundredths(99),
        (false, true) => Confidence::hundredths(95),
        (false, false) => Confidence::hundredths(80),
    }
}
