//! Which customers a page shows, in which order, and what its `meta` says.
//!
//! Rubbish in the query never fails: as Laravel does, what is no whole number of at least 1 counts
//! as not given. The order is the order of creation unless a known column is named; an unknown
//! column is echoed and changes nothing. Facts come from the API contract.

use std::cmp::Ordering;

use fastrand::Rng;

use super::http::{Params, Request};
use super::store::{Store, Stored};
use crate::api::{Customer, CustomerPage, PageMeta};

const DEFAULT_PER_PAGE: u32 = 15;
/// What a larger `per_page` is taken for.
pub(crate) const MAX_PER_PAGE: u32 = 100;

type Column = (&'static str, fn(&Stored, &Stored) -> Ordering);

const COLUMNS: [Column; 6] = [
    ("uuid", |a, b| a.uuid.cmp(&b.uuid)),
    ("name", |a, b| a.name.to_lowercase().cmp(&b.name.to_lowercase())),
    ("created_at", |a, b| a.created_at.cmp(&b.created_at)),
    ("updated_at", |a, b| a.updated_at.cmp(&b.updated_at)),
    ("trial_ends_at", |a, b| a.trial_ends_at.cmp(&b.trial_ends_at)),
    ("is_paying", |a, b| a.is_paying.cmp(&b.is_paying)),
];

/// How pages go wrong.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Pages {
    /// They do not.
    Right,
    /// The first rows come in an order that another request gets anew.
    Unstable { rows: u32 },
    /// They have so many rows at most, and claim to have more.
    Capped { per_page: u32 },
    /// Each is the first.
    Cached,
}

/// The page that the request's query names. `rng` draws an unstable order.
pub(crate) fn page(store: &Store, request: &Request, pages: Pages, rng: &mut Rng) -> CustomerPage {
    let (path, query) = request.split_path();
    let params = Params::parse(query);
    let asked_page = if let Pages::Cached = pages { None } else { params.get("page") };
    let current_page = whole_number(asked_page).unwrap_or(1);
    let per_page =
        whole_number(params.get("per_page")).unwrap_or(DEFAULT_PER_PAGE).min(MAX_PER_PAGE);
    let sort_by = params.get("sortBy").filter(|column| !column.is_empty());
    let descending = params.get("descending").is_some_and(is_on);

    let size =
        if let Pages::Capped { per_page: most } = pages { per_page.min(most) } else { per_page };
    let skipped = u64::from(current_page - 1) * u64::from(size);
    let mut rows = sorted(store.all(), sort_by, descending);
    if let Pages::Unstable { rows: count } = pages {
        let ties = rows.len().min(count as usize);
        rng.shuffle(rows.get_mut(..ties).unwrap_or_default());
    }
    let data: Vec<Customer> = rows
        .into_iter()
        .skip(usize::try_from(skipped).unwrap_or(usize::MAX))
        .take(size as usize)
        .map(Stored::customer)
        .collect();

    let total = count(store.all());
    // Only a page with rows has a first and a last one, and its rows' numbers fit.
    let first = u32::try_from(skipped + 1).ok().filter(|_| !data.is_empty());
    let meta = PageMeta {
        current_page,
        from: first,
        last_page: total.div_ceil(per_page).max(1),
        path: Some(address(request, path)),
        per_page,
        to: first.map(|first| first - 1 + count(&data)),
        total,
        sort_by: sort_by.map(str::to_owned),
        descending: Some(descending),
    };
    CustomerPage { data, meta }
}

fn sorted<'a>(all: &'a [Stored], sort_by: Option<&str>, descending: bool) -> Vec<&'a Stored> {
    let mut rows: Vec<&Stored> = all.iter().collect();
    let known = COLUMNS.iter().find(|(name, _)| Some(*name) == sort_by);
    if let Some((_, compare)) = known {
        rows.sort_by(|a, b| compare(a, b));
    }
    if descending {
        rows.reverse();
    }
    rows
}

/// A whole number of at least 1, as PHP's integer filter reads it.
fn whole_number(text: Option<&str>) -> Option<u32> {
    let text = text?.trim();
    let digits = text.strip_prefix('+').unwrap_or(text);
    let plain = digits.starts_with(|c: char| ('1'..='9').contains(&c));
    digits.parse().ok().filter(|_| plain)
}

/// What Laravel takes for a yes.
fn is_on(text: &str) -> bool {
    matches!(&*text.to_ascii_lowercase(), "1" | "true" | "on" | "yes")
}

/// The list's own address, at the host of the request.
fn address(request: &Request, path: &str) -> String {
    let host = request
        .header("host")
        .filter(|host| {
            !host.is_empty()
                && host.chars().all(|c| c.is_ascii_alphanumeric() || "-.:[]".contains(c))
        })
        .unwrap_or("localhost");
    format!("http://{host}{}", path.trim_end_matches('/'))
}

fn count<T>(rows: &[T]) -> u32 {
    u32::try_from(rows.len()).unwrap_or(u32::MAX)
}
