//! The specification: made from the very routes that are mounted, then finished — what all
//! operations share is derived from their action and method, not typed by hand.

use actix_web::App;
use utoipa::OpenApi as _;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ContentBuilder, OpenApi, RefOr, Required, ResponseBuilder, Tag, header::HeaderBuilder,
};
use utoipa_actix_web::{AppExt as _, scope};

use crate::authz::policy::{Decision, row};
use crate::authz::{Action, Role};
use crate::http::respond::ProblemBody;
use crate::kernel::problem::ProblemType;
use crate::routes;

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Engawa",
        description = "Peer support at employment-support facilities: how somebody feels, when the group meets, \
            who can be talked to now. Errors are problem details (RFC 9457); times are RFC 3339; ids are UUIDs \
            (version 7 where the phone makes them). `PUT` with an id of the phone is harmless to repeat, `POST` \
            needs an `Idempotency-Key` (but for `…/preview`, which changes nothing), `PATCH` is a merge patch (RFC 7396) and needs `If-Match`.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
        contact(name = "Engawa")
    ),
    servers((url = "/", description = "This installation")),
    components(schemas(ProblemBody, Role))
)]
struct Document;

/// The whole specification.
#[must_use]
pub fn document() -> OpenApi {
    let (_, mut spec) = App::new()
        .into_utoipa_app()
        .openapi(Document::openapi())
        .service(scope::scope("/api/v1").configure(routes::configure))
        .split_for_parts();
    finish(&mut spec);
    spec
}

/// The same as YAML, the content of `openapi.yaml`.
///
/// # Errors
/// Never in practice; the document is ours.
pub fn yaml() -> Result<String, serde_json::Error> {
    document().to_yaml().map_err(serde::ser::Error::custom)
}

fn finish(spec: &mut OpenApi) {
    env!("CARGO_PKG_VERSION").clone_into(&mut spec.info.version);
    spec.tags = Some(
        [
            ("people", "Joining, signing in, people and their rights"),
            ("gatherings", "What happens when and where, and how to be there without having to speak"),
            ("checkins", "How somebody feels, and small things that went well"),
            ("comfort", "What helps somebody on a hard day, in their own words, and when to say hello"),
            ("safety", "Helplines and places"),
            ("handover", "Passing on to staff after a talk, with what was agreed to"),
            ("notices", "What somebody should hear of, and what of it reaches a pocket"),
            ("push", "Phones that may be reached"),
            ("mail", "E-mail for staff, where the house has a mail server"),
            ("training", "What supporters learnt, and what it takes to be listed"),
            ("own_data", "Taking everything along, or having it erased"),
            ("trail", "What happened to people's rights, and the proof that nothing was taken out"),
            ("changes", "Open screens follow what changes"),
        ]
        .map(|(name, words)| {
            let mut tag = Tag::new(name);
            tag.description = Some(words.to_owned());
            tag
        })
        .to_vec(),
    );
    let components = spec.components.get_or_insert_default();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    components.add_security_scheme("device", SecurityScheme::Http(bearer));
    let versioned = versioned_schemas(spec);
    for (path, item) in &mut spec.paths.paths {
        let methods = [
            (Verb::Get, &mut item.get),
            (Verb::Put, &mut item.put),
            (Verb::Post, &mut item.post),
            (Verb::Patch, &mut item.patch),
            (Verb::Delete, &mut item.delete),
        ];
        for (verb, operation) in methods {
            if let Some(operation) = operation {
                complete(operation, verb, path);
                tag(operation, verb, &versioned);
            }
        }
    }
    drop_unused_schemas(spec);
}

/// Drop schemas that nothing points at: a page of things spells its rows out.
fn drop_unused_schemas(spec: &mut OpenApi) {
    loop {
        let text = serde_json::to_string(&spec).unwrap_or_default();
        let Some(components) = spec.components.as_mut() else { return };
        let before = components.schemas.len();
        components.schemas.retain(|name, _| text.contains(&format!("\"#/components/schemas/{name}\"")));
        if components.schemas.len() == before {
            return;
        }
    }
}

/// Names of the schemas of things with a version, which are answered with an `ETag`.
fn versioned_schemas(spec: &OpenApi) -> Vec<String> {
    let schemas =
        spec.components.as_ref().and_then(|all| serde_json::to_value(&all.schemas).ok()).unwrap_or_default();
    let has_version = |schema: &serde_json::Value| {
        schema.pointer("/properties/version/type").and_then(serde_json::Value::as_str) == Some("integer")
    };
    let named = schemas.as_object().into_iter().flatten().filter(|(_, schema)| has_version(schema));
    named.map(|(name, _)| format!("#/components/schemas/{name}")).collect()
}

/// Say where an answer has an `ETag`, and that whoever has it already gets a 304.
fn tag(operation: &mut Operation, verb: Verb, versioned: &[String]) {
    let mut tagged = false;
    for response in operation.responses.responses.values_mut() {
        let RefOr::T(response) = response else { continue };
        let is_versioned = response.content.values().any(|content| {
            let RefOr::T(content) = content else { return false };
            matches!(&content.schema, Some(RefOr::Ref(schema)) if versioned.contains(&schema.ref_location))
        });
        if is_versioned {
            tagged = true;
            response.headers.insert("ETag".to_owned(), RefOr::T(etag_header()));
        }
    }
    if tagged && verb == Verb::Get {
        let unchanged = ResponseBuilder::new()
            .description("It has not changed since the version named in `If-None-Match`.")
            .header("ETag", etag_header());
        operation.responses.responses.insert("304".to_owned(), RefOr::T(unchanged.build()));
    }
}

fn etag_header() -> utoipa::openapi::header::Header {
    HeaderBuilder::new()
        .description(Some("The version, for `If-Match` and `If-None-Match`."))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verb {
    Get,
    Put,
    Post,
    Patch,
    Delete,
}

/// The action of an operation, from its `x-action`.
#[must_use]
pub fn action_of(operation: &Operation) -> Option<Action> {
    let name = operation.extensions.as_ref()?.get("x-action")?.as_str()?;
    Action::ALL.iter().copied().find(|action| action.name() == name)
}

fn complete(operation: &mut Operation, verb: Verb, path: &str) {
    let Some(action) = action_of(operation) else { return };
    let rights = row(action);
    let open = rights.anonymous == Decision::Allow;
    let device = SecurityRequirement::new("device", Vec::<String>::new());
    operation.security = Some(if open { vec![SecurityRequirement::default(), device] } else { vec![device] });
    let has_body = operation.request_body.is_some();
    if let Some(RefOr::T(body)) = operation.request_body.as_mut() {
        body.required = Some(Required::True);
    }
    let replaced = [
        "/words",
        "/personal_items",
        "/closing_days",
        "/availability_plan",
        "/supporter_card",
        "/talk_settings",
        "/listing_rule",
        "/notice_settings",
        "/openness",
        "/me/mail",
        "/comfort_plan",
        "/hello_rule",
    ];
    let versioned_put = verb == Verb::Put && replaced.iter().any(|end| path.ends_with(end));
    let refresh = path.ends_with("/sessions/refresh");
    // A question whose words must not stand in an address: it reads like a GET and changes nothing.
    let preview = path.ends_with("/preview");

    let mut answers = vec![ProblemType::TooManyRequests, ProblemType::Internal, ProblemType::Unavailable];
    // A wrong access token is refused everywhere, also where none is needed.
    answers.push(ProblemType::Unauthenticated);
    if !open
        && [rights.own, rights.member, rights.supporter, rights.staff, rights.admin]
            .contains(&Decision::Refuse)
    {
        answers.push(ProblemType::Forbidden);
    }
    if path.contains('{') || rights.outside == Decision::Conceal {
        answers.push(ProblemType::NotFound);
    }
    if verb != Verb::Get {
        answers.push(ProblemType::CrossSiteRequest);
        answers.push(if preview { ProblemType::InvitationNotUsable } else { ProblemType::IdConflict });
    } else if operation.parameters.iter().flatten().any(in_query) {
        answers.push(ProblemType::InvalidBody);
        if open {
            answers.push(ProblemType::Forbidden);
        }
    }
    if has_body {
        answers.extend([
            ProblemType::BadRequest,
            ProblemType::PayloadTooLarge,
            ProblemType::UnsupportedMediaType,
            ProblemType::InvalidBody,
        ]);
    }
    if verb == Verb::Put && path.contains('{') {
        answers.extend([ProblemType::AlreadyDeleted, ProblemType::InvalidBody]);
    }
    let parameters = operation.parameters.get_or_insert_default();
    if verb == Verb::Post && !refresh && !preview {
        answers.extend([ProblemType::IdempotencyKeyMissing, ProblemType::IdempotencyKeyReused]);
        parameters.push(header(
            "Idempotency-Key",
            true,
            "Makes the command happen once, however often it is sent: a UUID made by the client.",
        ));
    }
    if verb == Verb::Patch || versioned_put {
        answers.extend([ProblemType::VersionConflict, ProblemType::PreconditionRequired]);
        parameters.push(header("If-Match", true, "The ETag of what is being edited."));
    } else if verb == Verb::Delete && path.contains('{') {
        answers.push(ProblemType::VersionConflict);
        parameters.push(header("If-Match", false, "The ETag, to delete only what was seen."));
    }
    if parameters.is_empty() {
        operation.parameters = None;
    }
    for answer in answers {
        describe(operation, answer);
    }
}

fn in_query(parameter: &RefOr<Parameter>) -> bool {
    matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query)
}

fn header(name: &str, required: bool, words: &str) -> RefOr<Parameter> {
    let parameter = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(if required { Required::True } else { Required::False })
        .description(Some(words))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build();
    RefOr::T(parameter)
}

/// Add a problem to an operation's answers; several kinds share a status.
fn describe(operation: &mut Operation, kind: ProblemType) {
    let status = kind.status().to_string();
    let words = format!("`{}`: {}.", kind.kebab(), kind.title());
    if let Some(RefOr::T(there)) = operation.responses.responses.get_mut(&status) {
        if !there.description.contains(&words) {
            there.description = format!("{} {words}", there.description);
        }
        return;
    }
    let content =
        ContentBuilder::new().schema(Some(utoipa::openapi::Ref::from_schema_name("Problem"))).build();
    let mut response = ResponseBuilder::new().description(words).content("application/problem+json", content);
    if matches!(kind, ProblemType::TooManyRequests | ProblemType::Unavailable) {
        let seconds = HeaderBuilder::new()
            .description(Some("Seconds to wait."))
            .schema(Some(ObjectBuilder::new().schema_type(Type::Integer)))
            .build();
        response = response.header("Retry-After", seconds);
    }
    operation.responses.responses.insert(status, RefOr::T(response.build()));
}
