//! JSON Schema as far as the published schemas use it. A keyword that is not known here
//! fails the test, so nothing is passed over; so does a property that is not described.

use serde_json::{Map, Value};

/// Keywords that say something to people only.
const ANNOTATIONS: [&str; 5] = ["$schema", "$defs", "title", "description", "format"];

/// Panics where `value` is not what `schema` says.
#[track_caller]
pub fn check(schema: &Value, value: &Value) {
    let held = holds(schema, schema, value);
    assert!(held.is_ok(), "{}", held.unwrap_err());
}

fn holds(root: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    let rules = schema.as_object().ok_or("a schema is an object")?;
    for (keyword, rule) in rules {
        let held = match keyword.as_str() {
            "type" => has_type(rule, value),
            "enum" => rule.as_array().is_some_and(|words| words.contains(value)),
            "const" => rule == value,
            "minimum" => at_most(rule, value),
            "maximum" => at_most(value, rule),
            "anyOf" => {
                let choices = rule.as_array().ok_or("choices are a list")?;
                choices
                    .iter()
                    .any(|choice| holds(root, choice, value).is_ok())
            }
            "$ref" => {
                let path = rule.as_str().and_then(|path| path.strip_prefix('#'));
                let target = path.and_then(|path| root.pointer(path));
                holds(
                    root,
                    target.ok_or_else(|| format!("{rule} leads nowhere"))?,
                    value,
                )?;
                true
            }
            "items" => {
                let items = value.as_array().map_or(&[][..], Vec::as_slice);
                items.iter().try_for_each(|item| holds(root, rule, item))?;
                true
            }
            "properties" => {
                properties(root, rule, value)?;
                true
            }
            "required" => {
                let named = |name: &Value| value.get(name.as_str()?);
                let names = rule.as_array().ok_or("names are a list")?;
                names.iter().all(|name| named(name).is_some())
            }
            known if ANNOTATIONS.contains(&known) => true,
            unknown => return Err(format!("keyword `{unknown}` is not known")),
        };
        if !held {
            return Err(format!("{keyword} {rule} does not hold for {value}"));
        }
    }
    Ok(())
}

fn properties(root: &Value, described: &Value, value: &Value) -> Result<(), String> {
    let none = Map::new();
    for (name, value) in value.as_object().unwrap_or(&none) {
        let schema = described.get(name);
        let schema = schema.ok_or_else(|| format!("property `{name}` is not described"))?;
        holds(root, schema, value).map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(())
}

fn has_type(rule: &Value, value: &Value) -> bool {
    let is = |name: &Value| match name.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("string") => value.is_string(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => false,
    };
    rule.as_array()
        .map_or_else(|| is(rule), |names| names.iter().any(is))
}

/// True unless both are numbers in the wrong order.
fn at_most(low: &Value, high: &Value) -> bool {
    low.as_f64()
        .zip(high.as_f64())
        .is_none_or(|(low, high)| low <= high)
}

#[test]
fn the_check_refuses_what_a_schema_forbids() {
    let schema = serde_json::json!({
        "type": "object",
        "properties": { "share": { "$ref": "#/$defs/Share" } },
        "required": ["share"],
        "$defs": { "Share": { "type": ["number", "null"], "maximum": 1.0 } },
    });
    let holds = |value: Value| holds(&schema, &schema, &value).is_ok();
    assert!(
        holds(serde_json::json!({ "share": 0.5 })) && holds(serde_json::json!({ "share": null }))
    );
    assert!(!holds(serde_json::json!({})));
    assert!(!holds(serde_json::json!({ "share": 2 })));
    assert!(!holds(serde_json::json!({ "share": "0.5" })));
    assert!(!holds(serde_json::json!({ "share": 0.5, "other": 1 })));
}
