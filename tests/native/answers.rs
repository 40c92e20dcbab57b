//! Any answer of a server, down to its bytes: nothing panics, and each failure has its kind. The
//! fuzz target (`npm run fuzz`) looks for what these inputs do not reach.

use std::{fs, path::Path, sync::LazyLock};

use crate::support::answer::{Answer, SECRETS, verify};
use proptest::{collection::vec, prelude::*, sample::Index, sample::select};
use reportei_customers::{api::endpoint, error::ErrorKind};
use serde_json::json;

/// What the fuzz target begins with: each file's name begins with the kind that it gives.
static SEEDS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds");
    let files = fs::read_dir(dir).unwrap().map(|file| file.unwrap());
    let name = |file: &fs::DirEntry| file.file_name().into_string().unwrap();
    files.map(|file| (name(&file), fs::read(file.path()).unwrap())).collect()
});

#[test]
fn each_seed_of_the_fuzz_target_gives_the_kind_that_it_is_named_for() {
    let mut given: Vec<&str> = Vec::new();
    for (name, input) in SEEDS.iter() {
        let answer = Answer::parse(input);
        let kinds = verify(&answer);
        let kind = name.split(['.', '-']).next().unwrap();
        let fits = |found: &ErrorKind| found.name() == kind;
        // The answer of one endpoint is a success for those with the same model alone.
        let expected = if kind == "success" {
            kinds.len() < endpoint::ALL.len()
        } else {
            kinds.iter().all(fits)
        };
        assert!(expected, "{name} gives {kinds:?}");
        given.push(kind);
    }
    let of_answers = [
        "authentication",
        "permission",
        "not_found",
        "validation",
        "rate_limit",
        "server",
        "http",
        "decode",
        "success",
    ];
    for kind in of_answers {
        assert!(given.contains(&kind), "no seed is a {kind}");
    }
}

const NAMES: &[&str] =
    &["message", "error", "errors", "details", "code", "customer", "data", "meta", "api_token"];

/// Bytes of any kind: rubbish, JSON, JSON that is cut or changed somewhere, and tokens in it.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let whole = prop_oneof![
        crate::support::json(NAMES),
        crate::support::text().prop_map(|text| json!({ "message": text, "code": text })),
        select(&SECRETS[..])
            .prop_map(|token| json!({ "message": token, "errors": { "a": token } })),
        select(&SECRETS[..]).prop_map(|token| json!({ "customer": { "api_token": token } })),
    ];
    let changed = (whole, any::<Index>(), vec(any::<u8>(), 0..3), any::<bool>());
    prop_oneof![
        1 => vec(any::<u8>(), 0..200),
        4 => changed.prop_map(|(json, at, new, cuts)| {
            let mut bytes = json.to_string().into_bytes();
            let at = at.index(bytes.len());
            let end = if cuts { bytes.len() } else { (at + new.len()).min(bytes.len()) };
            bytes.splice(at..end, new);
            bytes
        }),
    ]
}

fn headers() -> impl Strategy<Value = Vec<(String, String)>> {
    let name = select(vec![
        "retry-after",
        "x-ratelimit-limit",
        "x-ratelimit-remaining",
        "x-ratelimit-reset",
        "date",
        "location",
    ]);
    let value = prop_oneof![
        any::<String>(),
        "[0-9]{0,20}",
        "[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT",
        "(https?:)?/{0,3}[a-z@:.?#%\\\\-]{0,30}",
        "https://(u(:p)?@)?connect.reportei.com(:443|:80|\\.)?/[a-z?#/]{0,9}",
    ];
    vec((name.prop_map(str::to_owned), value), 0..5)
}

fn status() -> impl Strategy<Value = u32> {
    let known = select(vec![0, 200, 201, 204, 301, 302, 308, 400, 401, 403, 404, 408, 422, 429]);
    prop_oneof![2 => known, 2 => 200_u32..600, 1 => any::<u32>()]
}

proptest! {
    #![proptest_config(crate::support::inputs(2048))]

    #[test]
    fn any_status_headers_and_bytes_never_panic_and_always_give_a_kind(
        status in status(),
        headers in headers(),
        body in body(),
    ) {
        let answer = Answer { status, headers, body };
        let kinds = verify(&answer);
        let is_success = (200..300).contains(&status);
        prop_assert!(is_success || kinds.len() == endpoint::ALL.len(), "{:?}", kinds);
    }

    #[test]
    fn any_bytes_are_an_input_of_the_fuzz_target(input in vec(any::<u8>(), 0..300)) {
        verify(&Answer::parse(&input));
    }

    #[test]
    fn the_seeds_with_some_bytes_changed_still_give_kinds(
        seed in any::<Index>(),
        changes in vec((any::<Index>(), any::<u8>()), 1..6),
    ) {
        let mut input = SEEDS[seed.index(SEEDS.len())].1.clone();
        for (at, byte) in changes {
            let at = at.index(input.len());
            input[at] = byte;
        }
        verify(&Answer::parse(&input));
    }
}
