//! Histories and origins of words, as another program reads them.

use clausediff::diff;
use clausediff::lineage::Lineage;
use clausediff::model::{ClauseIndex, Sides, Version};
use clausediff::render::json;
use clausediff::report::{BlameReport, HistoryReport};
use serde_json::Value;

use crate::{accord, links, schema};

fn traced<'a>(versions: &[&'a Version]) -> Lineage<'a> {
    Lineage::trace(versions, &links(), &diff::Options::default())
}

#[test]
fn a_history_is_as_its_schema_says_and_tells_every_version() {
    let Sides { before, after } = accord();
    let lineage = traced(&[&before, &after]);
    for column in 0..2 {
        for (index, clause) in lineage.versions[column].indexed() {
            let history = lineage.history(&[(column, index)]);
            let text = json::history(&HistoryReport::new(&lineage, &history));
            let value: Value = serde_json::from_str(&text).unwrap();
            schema::check(&json::history_schema(), &value);
            let moments = value["moments"].as_array().unwrap();
            assert_eq!(moments.len(), 2);
            let ids = moments[column]["clauses"].as_array().unwrap();
            assert!(ids.contains(&clause.id.as_str().into()));
            let steps = moments[1]["steps"].as_array().unwrap();
            assert!(!steps.is_empty(), "every clause has a change");
        }
    }
}

#[test]
fn pieces_of_a_blamed_version_spell_its_texts() {
    let Sides { before, after } = accord();
    let lineage = traced(&[&before, &after]);
    let text = json::blame(&BlameReport::new(&lineage, &lineage.annotate()));
    let value: Value = serde_json::from_str(&text).unwrap();
    schema::check(&json::blame_schema(), &value);
    for (at, told) in value["clauses"].as_array().unwrap().iter().enumerate() {
        let pieces = told["text"].as_array().unwrap().iter();
        let spelled: String = pieces
            .map(|piece| piece["text"].as_str().unwrap())
            .collect();
        assert_eq!(spelled, after.clause(ClauseIndex::new(at)).text);
    }
}
