//! Requests and answers: three doors, what each request may cost, and the headers that every answer has.
//!
//! One thread talks; the work is done on a few others, so that a page that takes long keeps nobody else waiting.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Json, Response};
use axum::routing::{get, post};
use serde::Serialize;
use serde_json::json;
use tokio::time::timeout;

use super::bench::{Bench, Refused};
use super::gate::{Gate, Refusal};
use super::page::Page;

/// The largest request: the largest page of the corpora has 5 MB, and JSON may double a page.
pub(super) const MAX_BODY: usize = 16 << 20;

/// How long a request may take, from its first byte to the answer. Extraction itself ends earlier (`bench`).
const MAX_TIME: Duration = Duration::from_secs(30);

/// So many pages are worked on at once.
pub(super) const AT_ONCE: usize = 2;

/// So many requests are there at once: with the largest requests, some hundred megabytes.
const PLACES: usize = 8;

/// Of every answer. An answer that is stored could show a rule that was saved over since.
const HEADERS: [(HeaderName, &str); 6] = [
    (CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("x-content-type-options"), "nosniff"),
    (HeaderName::from_static("x-frame-options"), "DENY"),
    (HeaderName::from_static("referrer-policy"), "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// What all requests share.
#[derive(Debug)]
pub(super) struct Shared {
    gate: Gate,
    bench: Arc<Bench>,
    page: Page,
    taken: AtomicUsize,
}

impl Shared {
    pub(super) fn new(gate: Gate, bench: Bench) -> Self {
        let page = Page::new(gate.token(), bench.folder());
        Self { gate, bench: Arc::new(bench), page, taken: AtomicUsize::new(0) }
    }
}

/// The place of a request, given back when it is dropped.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(taken: &'a AtomicUsize) -> Option<Self> {
        let one_more = |all: usize| (all < PLACES).then_some(all + 1);
        taken.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more).ok().map(|_| Self(taken))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The doors, all behind the gate.
pub(super) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(page))
        .route("/explain", post(explain))
        .route("/save", post(save))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), guard))
        .with_state(shared)
}

async fn guard(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let place = Place::take(&shared.taken);
    let mut response = match (shared.gate.check(request.method(), request.headers()), &place) {
        (Err(refusal), _) => refused(refusal),
        (Ok(()), None) => failed(StatusCode::SERVICE_UNAVAILABLE, "too many requests at once: try again"),
        (Ok(()), Some(_)) => timeout(MAX_TIME, next.run(request)).await.unwrap_or_else(|_| {
            failed(StatusCode::SERVICE_UNAVAILABLE, &format!("the request took more than {MAX_TIME:?}"))
        }),
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(CONTENT_SECURITY_POLICY, shared.page.policy.clone());
    response
}

async fn page(State(shared): State<Arc<Shared>>) -> Response {
    Html(shared.page.html.clone()).into_response()
}

async fn explain(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    apart(&shared, move |bench| bench.explain(&body)).await
}

async fn save(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    apart(&shared, move |bench| bench.save(&body)).await
}

/// Work that takes a while, on another thread.
async fn apart<T: Serialize + Send + 'static>(
    shared: &Shared,
    work: impl FnOnce(&Bench) -> Result<T, Refused> + Send + 'static,
) -> Response {
    let bench = Arc::clone(&shared.bench);
    match tokio::task::spawn_blocking(move || work(&bench)).await {
        Ok(Ok(answer)) => Json(answer).into_response(),
        Ok(Err(Refused::Asked(message))) => failed(StatusCode::BAD_REQUEST, &message),
        Ok(Err(Refused::Cannot(message))) => failed(StatusCode::UNPROCESSABLE_ENTITY, &message),
        Ok(Err(Refused::Wrong(errors))) => {
            let message = "the rule is not saved: it is wrong";
            (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "message": message, "errors": errors })))
                .into_response()
        }
        Err(_) => {
            failed(StatusCode::INTERNAL_SERVER_ERROR, "this page or rule makes the program fail: a defect")
        }
    }
}

fn refused(refusal: Refusal) -> Response {
    let (status, message) = match refusal {
        Refusal::Host => {
            (StatusCode::FORBIDDEN, "this name is not the workbench's: open the address that it printed")
        }
        Refusal::Origin => (StatusCode::FORBIDDEN, "another site has no business here"),
        Refusal::Token => (
            StatusCode::FORBIDDEN,
            "the workbench was started anew since: keep a copy of your edits and reload the page",
        ),
        Refusal::Large => {
            (StatusCode::PAYLOAD_TOO_LARGE, "the page is too large: a request has 16 MiB at most")
        }
    };
    failed(status, message)
}

fn failed(status: StatusCode, message: &str) -> Response {
    (status, Json(json!({ "message": message }))).into_response()
}
