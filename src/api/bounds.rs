//! How much of an answer's body is read, and what an error keeps of it.
//!
//! What a server says of a body's length proves nothing, and compressed a few hundred bytes can be
//! hundreds of megabytes. So a body is read up to a bound, and the rest is cancelled. Lengths are in
//! bytes of a stream, and in UTF-16 code units of a text, which never has more of them than bytes.

/// The longest body of a success that is read: 8 MiB.
pub const MAX_SUCCESS: u32 = 8 * 1024 * 1024;
/// How much is read of the body of any other answer.
pub const MAX_REFUSAL: u32 = 64 * 1024;
/// How much of a body an error keeps.
pub const MAX_KEPT: u32 = 16 * 1024;
/// How deep a parsed body may nest that an error keeps. `JSON.stringify` throws where one nests some
/// thousand deep.
const MAX_DEPTH: u32 = 64;

/// How much is read of the body of an answer with that status.
#[must_use]
pub const fn most_read(status: u32) -> u32 {
    if matches!(status, 200..=299) { MAX_SUCCESS } else { MAX_REFUSAL }
}

/// Whether a text of JSON nests deeper than what an error keeps parsed.
#[must_use]
pub fn nests_too_deep(json: &str) -> bool {
    let (mut depth, mut is_string, mut is_escaped) = (0_u32, false, false);
    json.bytes().any(|byte| {
        match byte {
            b'"' if !is_escaped => is_string = !is_string,
            b'[' | b'{' if !is_string => depth += 1,
            b']' | b'}' if !is_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        is_escaped = byte == b'\\' && !is_escaped;
        depth > MAX_DEPTH
    })
}
