//! Why a request has no answer, in the words of the platforms.

use reportei_customers::{
    api::endpoint::{CREATE, SHOW},
    call::{
        causes::{
            BODY_USED,
            Cause::{self, Forbidden, Insecure, TimeLimit, Unreached},
            NO_RESPONSE, NO_TEXT, WORDS, foreign, no_fetch, refuses_signal, unanswered,
        },
        outcome::{History, Outcome},
        retry::{Verdict, judge, repeats},
    },
    error::ErrorKind,
    thrown::Thrown,
};

#[test]
fn a_word_of_a_platforms_stands_for_a_cause() {
    let table = [
        ("ENOTFOUND", Some(Unreached)),
        ("EAI_AGAIN", Some(Unreached)),
        ("ECONNREFUSED", Some(Unreached)),
        ("EHOSTUNREACH", Some(Unreached)),
        ("ENETUNREACH", Some(Unreached)),
        ("UND_ERR_CONNECT_TIMEOUT", Some(Unreached)),
        ("ConnectionRefused", Some(Unreached)),
        ("FailedToOpenSocket", Some(Unreached)),
        ("CERT_HAS_EXPIRED", Some(Insecure)),
        ("CERT_NOT_YET_VALID", Some(Insecure)),
        ("ERR_TLS_CERT_ALTNAME_INVALID", Some(Insecure)),
        ("UNABLE_TO_VERIFY_LEAF_SIGNATURE", Some(Insecure)),
        ("UNABLE_TO_GET_ISSUER_CERT_LOCALLY", Some(Insecure)),
        ("DEPTH_ZERO_SELF_SIGNED_CERT", Some(Insecure)),
        ("SELF_SIGNED_CERT_IN_CHAIN", Some(Insecure)),
        ("EACCES", Some(Forbidden)),
        ("EPERM", Some(Forbidden)),
        ("bad port", Some(Forbidden)),
        ("UND_ERR_HEADERS_TIMEOUT", Some(TimeLimit)),
        ("UND_ERR_BODY_TIMEOUT", Some(TimeLimit)),
        // What may have been sent.
        ("ECONNRESET", None),
        ("EPIPE", None),
        ("ETIMEDOUT", None),
        ("UND_ERR_SOCKET", None),
        ("ConnectionClosed", None),
        ("ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC", None),
        ("AbortError", None),
        ("", None),
        ("CERT", None),
        ("enotfound", None),
        ("ENOTFOUND ", None),
        ("*", None),
    ];
    for (word, cause) in table {
        assert_eq!(Cause::of(word), cause, "{word}");
    }
}

#[test]
fn what_failed_while_it_was_read_or_written_was_connected() {
    for cause in [None, Some(Unreached), Some(Forbidden)] {
        for syscall in ["read", "write"] {
            assert_eq!(Cause::after_syscall(cause, syscall), None);
        }
        for syscall in ["connect", "getaddrinfo"] {
            let expected = cause.or(Some(Unreached));
            assert_eq!(Cause::after_syscall(cause, syscall), expected);
        }
        assert_eq!(Cause::after_syscall(cause, ""), cause);
    }
}

#[test]
fn several_addresses_were_not_reached_only_if_none_of_them_was() {
    let table: [(&[Option<Cause>], Option<Cause>); 8] = [
        (&[Some(Unreached), Some(Unreached)], Some(Unreached)),
        (&[Some(Forbidden), Some(Unreached)], Some(Unreached)),
        (&[Some(Unreached), Some(Insecure)], Some(Unreached)),
        (&[Some(Forbidden), Some(Insecure)], Some(Forbidden)),
        (&[Some(Unreached), None], None),
        (&[None, Some(Unreached)], None),
        (&[Some(Unreached), Some(TimeLimit)], None),
        (&[], None),
    ];
    for (causes, common) in table {
        assert_eq!(Cause::common(causes.iter().copied()), common, "{causes:?}");
    }
}

fn coded(code: &str) -> Thrown {
    Thrown { code: Some(code.to_owned()), ..Thrown::default() }
}

fn named(name: &str, message: &str) -> Thrown {
    Thrown { name: name.to_owned(), message: message.to_owned(), ..Thrown::default() }
}

fn caused_by(cause: Thrown, outer: Thrown) -> Thrown {
    Thrown { cause: Some(Box::new(cause)), ..outer }
}

#[test]
fn the_code_of_an_error_counts_and_else_its_name_or_message_and_else_what_caused_it() {
    let fetch_failed = || named("TypeError", "fetch failed");
    let nested = || caused_by(coded("ENOTFOUND"), fetch_failed());
    let known = |code: &str, name: &str| Thrown { code: Some(code.to_owned()), ..named(name, "") };
    let table = [
        (coded("ENOTFOUND"), Some(Unreached), "ENOTFOUND"),
        (known("ENOTFOUND", "TimeoutError"), Some(Unreached), "ENOTFOUND"),
        (named("TimeoutError", ""), Some(TimeLimit), "TimeoutError"),
        (named("TypeError", "bad port"), Some(Forbidden), "bad port"),
        (named("TimeoutError", "bad port"), Some(TimeLimit), "TimeoutError"),
        // A code that nobody knows is shown all the same.
        (known("E_NEW", "TimeoutError"), Some(TimeLimit), "E_NEW"),
        (fetch_failed(), None, ""),
        (nested(), Some(Unreached), "ENOTFOUND"),
        (caused_by(nested(), named("Error", "")), Some(Unreached), "ENOTFOUND"),
        (caused_by(coded("E_NEW"), fetch_failed()), None, "E_NEW"),
        (caused_by(coded("ENOTFOUND"), coded("E_NEW")), None, "E_NEW"),
        (caused_by(coded("ENOTFOUND"), named("TimeoutError", "")), Some(TimeLimit), "TimeoutError"),
    ];
    for (thrown, cause, code) in table {
        assert_eq!(Cause::of_thrown(&thrown), (cause, code), "{thrown:?}");
    }
}

#[test]
fn a_failed_system_call_says_whether_there_was_a_connection() {
    let during = |syscall: &str, thrown| Thrown { syscall: syscall.to_owned(), ..thrown };
    let connecting = during("connect", coded("ETIMEDOUT"));
    assert_eq!(Cause::of_thrown(&connecting), (Some(Unreached), "ETIMEDOUT"));
    let reading = during("read", coded("ECONNREFUSED"));
    assert_eq!(Cause::of_thrown(&reading), (None, "ECONNREFUSED"));
    // It is known by itself, whatever caused it.
    let connecting = caused_by(coded("EACCES"), during("connect", Thrown::default()));
    assert_eq!(Cause::of_thrown(&connecting), (Some(Unreached), ""));
}

#[test]
fn an_error_of_several_addresses_is_what_they_have_in_common() {
    let of = |codes: &[&str]| Thrown {
        errors: codes.iter().map(|code| coded(code)).collect(),
        ..caused_by(coded("EACCES"), coded("ECONNREFUSED"))
    };
    let unreached = of(&["ECONNREFUSED", "ENETUNREACH"]);
    assert_eq!(Cause::of_thrown(&unreached), (Some(Unreached), "ECONNREFUSED"));
    let may_be_sent = of(&["ECONNREFUSED", "ECONNRESET"]);
    assert_eq!(Cause::of_thrown(&may_be_sent), (None, "ECONNREFUSED"));
}

#[test]
fn the_mark_of_a_frameworks_own_error_is_its_code_and_nothing_was_sent() {
    let digest = Some("DYNAMIC_SERVER_USAGE".to_owned());
    let thrown = Thrown { digest, ..coded("ECONNRESET") };
    assert_eq!(Cause::of_thrown(&thrown), (Some(Forbidden), "DYNAMIC_SERVER_USAGE"));
}

#[test]
fn a_code_of_more_than_sixty_bytes_is_not_shown() {
    let [longest, longer] =
        [60, 61].map(|length| coded(&format!("CERT_{}", "X".repeat(length - 5))));
    assert_eq!(Cause::of_thrown(&longest), (Some(Insecure), &*longest.code.clone().unwrap()));
    assert_eq!(Cause::of_thrown(&longer), (Some(Insecure), ""));
}

#[test]
fn each_cause_says_what_is_known_and_whether_another_attempt_makes_sense() {
    let table = [
        (Some(Unreached), ErrorKind::Network, Verdict::Unsent, Outcome::NotSent),
        (Some(Insecure), ErrorKind::Network, Verdict::Blocked, Outcome::NotSent),
        (Some(Forbidden), ErrorKind::Network, Verdict::Blocked, Outcome::NotSent),
        (Some(TimeLimit), ErrorKind::Timeout, Verdict::Unclear, Outcome::Unknown),
        (None, ErrorKind::Network, Verdict::Unclear, Outcome::Unknown),
    ];
    for (cause, kind, verdict, outcome) in table {
        let error = unanswered(cause, "ECODE");
        assert_eq!((error.kind, judge(&error)), (kind, verdict), "{cause:?}");
        assert!(error.message.ends_with(" (ECODE; see cause)"), "{}", error.message);
        assert!(unanswered(cause, "").message.ends_with(" (see cause)"));
        assert_eq!(repeats(&CREATE, verdict), verdict == Verdict::Unsent, "{cause:?}");
        assert_eq!(repeats(&SHOW, verdict), verdict != Verdict::Blocked, "{cause:?}");
        let first = History { attempts: 1, ..History::default() };
        assert_eq!(first.outcome(&CREATE, &error), outcome, "{cause:?}");
        // What an attempt before it did is as before.
        let refused = History { attempts: 2, sent: true, unclear: false };
        let expected =
            if outcome == Outcome::NotSent { Outcome::Rejected } else { Outcome::Unknown };
        assert_eq!(refused.outcome(&CREATE, &error), expected, "{cause:?}");
        let unclear = History { attempts: 2, sent: true, unclear: true };
        assert_eq!(unclear.outcome(&CREATE, &error), Outcome::Unknown, "{cause:?}");
    }
}

#[test]
fn a_fetch_that_gives_no_response_is_final_and_one_that_is_missing_sends_nothing() {
    let first = History { attempts: 1, ..History::default() };
    for what in [NO_RESPONSE, NO_TEXT, BODY_USED] {
        let error = foreign(what);
        assert_eq!((error.kind, judge(&error)), (ErrorKind::Network, Verdict::Final));
        assert_eq!(first.outcome(&CREATE, &error), Outcome::Unknown);
    }
    let error = no_fetch();
    assert_eq!((error.kind, judge(&error)), (ErrorKind::InvalidArgument, Verdict::Blocked));
    assert_eq!(first.outcome(&CREATE, &error), Outcome::NotSent);
}

#[test]
fn the_reference_names_each_code_but_those_of_certificates() {
    let page = include_str!("../../pkg-template/docs/retries.md");
    for (cause, words) in WORDS {
        for word in words.split('|').filter(|_| cause != Insecure) {
            assert!(page.contains(&format!("`{word}`")), "{word}");
        }
    }
}

#[test]
fn a_refused_signal_is_known_by_the_sentences_of_the_platforms() {
    for message in [
        "Failed to construct 'Request': member signal is not of type AbortSignal.",
        "RequestInit: Expected signal (\"AbortSignal {}\") to be an instance of AbortSignal.",
        "Failed to execute 'fetch' on 'Window': member signal is not of type AbortSignal.",
        "Request constructor: 'signal' member of RequestInit does not implement interface AbortSignal.",
        "Expected signal to be an instanceof AbortSignal",
    ] {
        assert!(refuses_signal(&named("TypeError", message)), "{message}");
        assert!(!refuses_signal(&named("Error", message)), "{message}");
        let sent = caused_by(named("Error", "other side closed"), named("TypeError", message));
        assert!(!refuses_signal(&sent), "{message}");
        let sent = Thrown { code: Some("ECONNRESET".to_owned()), ..named("TypeError", message) };
        assert!(!refuses_signal(&sent), "{message}");
    }
    for message in ["fetch failed", "", "AbortSignal was aborted", "terminated"] {
        assert!(!refuses_signal(&named("TypeError", message)), "{message}");
    }
}
