//! The specification as a judge: path, method, status, media type, body and headers of every answer.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::client::Answer;

/// The specification as JSON.
pub static SPEC: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(engawa::openapi::document()).expect("the specification is JSON"));

/// One operation of the specification.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Such as `PUT`.
    pub method: String,
    /// Such as `/api/v1/checkins/{checkin_id}`.
    pub path: String,
    /// As it stands there.
    pub value: Value,
}

impl Operation {
    /// Its name.
    #[must_use]
    pub fn id(&self) -> &str {
        self.value["operationId"].as_str().unwrap_or_default()
    }
}

/// All operations.
pub static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for (path, item) in SPEC["paths"].as_object().expect("paths") {
        for (method, value) in item.as_object().expect("operations") {
            if ["get", "put", "post", "patch", "delete"].contains(&method.as_str()) {
                let method = method.to_uppercase();
                all.push(Operation { method, path: path.clone(), value: value.clone() });
            }
        }
    }
    all
});

/// Headers that every answer of every route and status has, with a part of their value.
pub const ALWAYS: &[(&str, &str)] = &[
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=()"),
    ("content-security-policy", "default-src 'none'; script-src 'self'"),
    ("content-security-policy", "; style-src 'self'"),
];

/// How many literal segments of a template a path matches; `None` when it does not match.
fn likeness(template: &str, path: &str) -> Option<usize> {
    let (ours, theirs): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    if ours.len() != theirs.len() {
        return None;
    }
    let mut literal = 0;
    for (ours, theirs) in ours.iter().zip(&theirs) {
        if ours == theirs {
            literal += 1;
        } else if !ours.starts_with('{') || theirs.is_empty() {
            return None;
        }
    }
    Some(literal)
}

/// The operation that a request is meant for.
#[must_use]
pub fn operation(method: &str, path: &str) -> Option<&'static Operation> {
    let path = path.split('?').next().unwrap_or_default();
    OPERATIONS
        .iter()
        .filter(|operation| operation.method == method)
        .filter_map(|operation| likeness(&operation.path, path).map(|likeness| (likeness, operation)))
        .max_by_key(|(likeness, _)| *likeness)
        .map(|(_, operation)| operation)
}

/// Panic when the answer is not what the specification promises.
///
/// # Panics
/// That is its purpose.
pub fn check(method: &str, path: &str, answer: &Answer) {
    let what = format!("{method} {path} → {}", answer.status);
    for (name, part) in ALWAYS {
        let value = answer.header(name).unwrap_or_else(|| panic!("{what}: no header {name}"));
        assert!(value.contains(part), "{what}: {name}: {value}");
    }
    let api = path.starts_with("/api/v1/");
    // A HEAD is the GET without its body (RFC 9110 §9.3.2).
    let head = method == "HEAD";
    if answer.status >= 400 && !head {
        check_problem(&what, answer);
    }
    let operation = operation(if head { "GET" } else { method }, path);
    if api {
        check_cache(&what, operation, answer);
    }
    let Some(operation) = operation else {
        let served = path == "/api/v1/openapi.json";
        assert!(
            !api || served || answer.status == 404 || answer.status == 405,
            "{what}: not in the specification"
        );
        return;
    };
    let responses = &operation.value["responses"];
    let documented = &responses[answer.status.to_string()];
    assert!(documented.is_object(), "{what}: undocumented status of {}: {}", operation.id(), answer.body);
    let content = documented["content"].as_object();
    let media =
        answer.header("content-type").map(|media| media.split(';').next().unwrap_or_default().to_owned());
    match (content, media) {
        _ if head => assert!(answer.bytes.is_empty(), "{what}: a body"),
        (None, _) => assert!(answer.bytes.is_empty(), "{what}: an undocumented body"),
        (Some(content), media) => {
            let media = media.unwrap_or_else(|| panic!("{what}: no content type"));
            let entry = content.get(&media).unwrap_or_else(|| panic!("{what}: undocumented {media}"));
            let validator = validator(&entry["schema"]);
            let text = Value::String(String::from_utf8_lossy(&answer.bytes).into_owned());
            let faults: Vec<String> = validator
                .iter_errors(if media.ends_with("json") { &answer.body } else { &text })
                .map(|e| format!("{} at {}", e, e.instance_path))
                .collect();
            assert!(faults.is_empty(), "{what}: {faults:?} in {}", answer.body);
        }
    }
    for (name, header) in documented["headers"].as_object().into_iter().flatten() {
        let required = header["required"].as_bool().unwrap_or(false);
        assert!(!required || answer.headers.contains_key(name), "{what}: no header {name}");
    }
}

/// No cache may keep an answer, but for those whose description says how long.
fn check_cache(what: &str, operation: Option<&Operation>, answer: &Answer) {
    let headers =
        operation.map(|operation| &operation.value["responses"][answer.status.to_string()]["headers"]);
    let promised = headers.and_then(|headers| headers["Cache-Control"]["description"].as_str());
    let promised = promised.map_or("no-store", |words| words.trim_matches('`'));
    assert_eq!(answer.header("cache-control"), Some(promised), "{what}: kept by a cache");
}

fn check_problem(what: &str, answer: &Answer) {
    let media = answer.header("content-type").unwrap_or_default();
    assert_eq!(media, "application/problem+json", "{what}");
    assert_eq!(answer.body["status"], answer.status, "{what}: {}", answer.body);
    let kind = answer.body["type"].as_str().unwrap_or_default();
    assert!(kind.starts_with("/problems/"), "{what}: {}", answer.body);
    assert!(answer.status != 500, "{what}: a fault of ours");
    let instance = answer.body["instance"].as_str().unwrap_or_default();
    assert!(instance.starts_with("urn:uuid:"), "{what}: {} does not say which request", answer.body);
    if answer.status == 429 || answer.status == 503 {
        assert!(answer.headers.contains_key("retry-after"), "{what}: does not say how long to wait");
    }
}

/// The schemas, closed: a member that is not described is a fault of the answer.
static COMPONENTS: LazyLock<Value> = LazyLock::new(|| {
    let mut components = SPEC["components"].clone();
    let mut parts = HashSet::new();
    refs_in_all_of(&SPEC, &mut parts);
    for (name, schema) in components["schemas"].as_object_mut().expect("schemas") {
        let closed = schema.get("properties").is_some() || schema.get("allOf").is_some();
        if closed && !parts.contains(name) && schema.get("additionalProperties").is_none() {
            schema["unevaluatedProperties"] = json!(false);
        }
    }
    components
});

fn refs_in_all_of(value: &Value, found: &mut HashSet<String>) {
    match value {
        Value::Object(members) => {
            for part in members.get("allOf").and_then(Value::as_array).into_iter().flatten() {
                if let Some(name) = part["$ref"].as_str().and_then(|name| name.rsplit('/').next()) {
                    found.insert(name.to_owned());
                }
            }
            members.values().for_each(|value| refs_in_all_of(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| refs_in_all_of(value, found)),
        _ => {}
    }
}

fn validator(schema: &Value) -> Arc<Validator> {
    static KNOWN: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);
    let name = schema.to_string();
    let mut known = KNOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    Arc::clone(known.entry(name).or_insert_with(|| {
        let whole = json!({ "allOf": [schema], "components": *COMPONENTS });
        let made = jsonschema::options().should_validate_formats(true).build(&whole);
        Arc::new(made.expect("the schema is a JSON Schema"))
    }))
}
