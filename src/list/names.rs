//! Names of customers, as far as the server distinguishes them.
//!
//! Laravel trims texts before they are stored: white space of Unicode's and marks without a width. So a
//! customer that was created may have a name that is not equal to the one that was given. The case of
//! letters, and how much white space is between words, count for nothing either: whoever looks for what
//! a lost creation left behind wants to see an almost equal name.

/// What Laravel trims besides white space.
const INVISIBLE: [char; 5] = ['\0', '\u{180e}', '\u{200b}', '\u{200e}', '\u{feff}'];

/// The words of a name, one space between them. Their Unicode form and their case are the caller's
/// matter: the platform has the tables for these.
#[must_use]
pub fn words(name: &str) -> String {
    let mut words = String::with_capacity(name.len());
    for one in name.chars() {
        if !one.is_whitespace() && !INVISIBLE.contains(&one) {
            words.push(one);
        } else if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    if words.ends_with(' ') {
        words.pop();
    }
    words
}
