//! Names are compared as the server tells them apart.

use reportei_customers::list::names::words;

#[test]
fn what_laravel_trims_makes_no_difference() {
    let trimmed = [
        ' ', '\t', '\n', '\r', '\u{b}', '\u{c}', '\0', '\u{85}', '\u{a0}', '\u{1680}', '\u{180e}',
        '\u{2000}', '\u{200a}', '\u{200b}', '\u{200e}', '\u{2028}', '\u{2029}', '\u{202f}',
        '\u{205f}', '\u{3000}', '\u{feff}',
    ];
    for one in trimmed {
        for name in [format!("{one}Café Aurora"), format!("Café Aurora{one}{one}")] {
            assert_eq!(words(&name), "Café Aurora", "{name:?}");
        }
        assert_eq!(words(&format!("Café{one} Aurora")), "Café Aurora");
    }
}

#[test]
fn nothing_else_is_left_out() {
    for name in ["Ana", "ana", "Ana-Maria", "Ana\u{301}", "\u{200d}", "...", "é", "🥖"] {
        assert_eq!(words(name), name);
    }
    assert_eq!(words("  \u{feff} "), "");
    assert_ne!(words("Ana Bela"), words("Anabela"));
}
