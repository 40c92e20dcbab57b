//! A JSON object in a text that has something around it: notices of PHP's, comments of a proxy's.
//!
//! The answer to a creation holds a token that is shown once, so it is looked for even there. Where an
//! object ends follows from its braces and strings alone: whether it is JSON is for a parser to say.

/// How many braces are tried: the time is bounded by the text's length, which is its reader's to bound.
const MAX_TRIES: usize = 64;

/// Finds the first object that `read` can read, and gives the text before it and behind it too.
pub fn find<T>(text: &str, mut read: impl FnMut(&str) -> Option<T>) -> Option<(T, &str, &str)> {
    let is_brace = |(at, byte): (usize, u8)| (byte == b'{').then_some(at);
    let mut braces = text.bytes().enumerate().filter_map(is_brace).take(MAX_TRIES);
    braces.find_map(|start| {
        let (before, rest) = text.split_at_checked(start)?;
        let (object, after) = rest.split_at_checked(end_of(rest)?)?;
        Some((read(object)?, before, after))
    })
}

/// Where the object ends that a text begins with.
fn end_of(text: &str) -> Option<usize> {
    let (mut depth, mut is_string, mut is_escaped) = (0, false, false);
    let last = text.bytes().position(|byte| {
        if is_string {
            is_string = is_escaped || byte != b'"';
            is_escaped = !is_escaped && byte == b'\\';
        } else {
            match byte {
                b'"' => is_string = true,
                b'{' => depth += 1,
                b'}' => depth -= 1,
                _ => {}
            }
        }
        depth == 0
    });
    last.map(|last| last + 1)
}
