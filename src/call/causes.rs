//! Why a request has no answer: what platforms call it, what that means, and what it says is known.
//!
//! Platforms name a cause by codes, names and messages, which are data here. A request that never left the
//! machine did nothing, so any call may be repeated; where another attempt would fail in the same way
//! it is final.

use super::retry::Verdict::{self, Blocked, Unclear, Unsent};
use crate::{
    error::{
        Error,
        ErrorKind::{Network, Timeout},
    },
    thrown::Thrown,
};

/// A cause that says more than that the connection failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// There is no connection to the server: nothing was sent.
    Unreached,
    /// There is no secure connection to the server: nothing was sent, nor will be.
    Insecure,
    /// The platform allows no such connection: nothing was sent, nor will be.
    Forbidden,
    /// The platform's own time limit ended the request.
    TimeLimit,
}
use Cause::{Forbidden, Insecure, TimeLimit, Unreached};

/// What platforms call each cause, by a code, a name or a message. A star stands for any ending. Words
/// in mixed case are Bun's and Deno's, and "bad port" is undici's.
pub const WORDS: [(Cause, &str); 4] = [
    (
        Unreached,
        "ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|\
         UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket",
    ),
    (
        Insecure,
        "CERT_*|ERR_TLS_CERT_*|UNABLE_TO_*|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|\
         HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|UNKNOWN_CERTIFICATE_VERIFICATION_ERROR|\
         ERR_SSL_WRONG_VERSION_NUMBER",
    ),
    (Forbidden, "EACCES|EPERM|ERR_ACCESS_DENIED|NotCapable|PermissionDenied|bad port"),
    (TimeLimit, "UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT|TimeoutError"),
];

/// The longest code that is shown, in bytes.
const MAX_CODE: usize = 60;

impl Cause {
    /// The cause of what a `fetch` threw, where it is a known one, and the platform's code, or an empty
    /// text.
    #[must_use]
    pub fn of_thrown(thrown: &Thrown) -> (Option<Self>, &str) {
        // A framework's `fetch` that does not send, and says so to the framework (Next.js).
        if let Some(digest) = &thrown.digest {
            return (Some(Forbidden), digest);
        }
        let Thrown { name, message, syscall, cause: inner, errors, .. } = thrown;
        let mut code = thrown.code.as_deref().unwrap_or_default();
        let mut cause = Self::of(code);
        for word in [name, message] {
            if cause.is_none() {
                cause = Self::of(word);
                if cause.is_some() && code.is_empty() {
                    code = word;
                }
            }
        }
        cause = Self::after_syscall(cause, syscall);
        if !errors.is_empty() {
            cause = Self::common(errors.iter().map(|error| Self::of_thrown(error).0));
        } else if let Some(inner) = inner
            && cause.is_none()
            && code.is_empty()
        {
            return Self::of_thrown(inner);
        }
        (cause, if code.len() > MAX_CODE { "" } else { code })
    }

    /// The cause that a word stands for.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        let word = word.as_bytes();
        let fits = |known: &[u8]| match known {
            [start @ .., b'*'] => word.starts_with(start),
            known => word == known,
        };
        let has = |words: &str| words.as_bytes().split(|byte| *byte == b'|').any(fits);
        Some(WORDS.iter().find(|(_, words)| has(words))?.0)
    }

    /// Whether a failed call of the operating system says more than its code: what failed while it was
    /// read or written was connected before, and what failed to connect was not.
    #[must_use]
    pub fn after_syscall(cause: Option<Self>, syscall: &str) -> Option<Self> {
        match syscall {
            "read" | "write" => None,
            "connect" | "getaddrinfo" => cause.or(Some(Unreached)),
            _ => cause,
        }
    }

    /// The cause of a request that failed at several addresses. It was not sent if it was sent to none.
    pub fn common(causes: impl Iterator<Item = Option<Self>>) -> Option<Self> {
        let mut common = None;
        for cause in causes {
            match cause? {
                TimeLimit => return None,
                // At that address another attempt may succeed.
                Unreached => common = Some(Unreached),
                cause => common = common.or(Some(cause)),
            }
        }
        common
    }
}

/// How platforms end the sentence by which a `fetch` refuses a signal of another make than its own, as
/// jsdom's in Node. They throw it before anything is sent.
pub const FOREIGN_SIGNAL: [&str; 2] = ["AbortSignal", "AbortSignal."];

/// Whether a `fetch` threw that because of its signal, and sent nothing.
#[must_use]
pub fn refuses_signal(Thrown { name, message, code, cause, .. }: &Thrown) -> bool {
    let is_sentence = FOREIGN_SIGNAL.iter().any(|end| message.ends_with(end));
    name == "TypeError" && is_sentence && cause.is_none() && code.is_none()
}

/// The error of a request without an answer, with the code that the platform gave.
#[must_use]
pub fn unanswered(cause: Option<Cause>, code: &str) -> Box<Error> {
    let (kind, phrase, verdict) = match cause {
        Some(Unreached) => (Network, "no connection could be made: nothing was sent", Unsent),
        Some(Insecure) => {
            (Network, "no secure connection could be made: nothing was sent", Blocked)
        }
        Some(Forbidden) => {
            (Network, "the platform allows no connection: nothing was sent", Blocked)
        }
        Some(TimeLimit) => (Timeout, "the platform's own time limit ended the request", Unclear),
        None => (Network, "the connection failed before a whole answer came", Unclear),
    };
    let separator = if code.is_empty() { "" } else { "; " };
    judged(Error::new(kind, &format!("{phrase} ({code}{separator}see cause)")), verdict)
}

/// What is wrong with a `fetch` whose response cannot be read at all.
pub const NO_RESPONSE: &str =
    "fetch must give a response: status, headers.get() and text() (see cause)";
/// What is wrong with one whose response has no body to read.
pub const NO_TEXT: &str = "fetch must give a response with text()";
/// What is wrong with one whose response was read before.
pub const BODY_USED: &str = "fetch must give a response whose body was not read before";

/// The error of a `fetch` that gives no response, which is final: it would give the same again.
#[must_use]
pub fn foreign(problem: &str) -> Box<Error> {
    judged(Error::new(Network, problem), Verdict::Final)
}

/// The error where there is no `fetch` at all.
#[must_use]
pub fn no_fetch() -> Box<Error> {
    judged(Error::argument("fetch", "is missing: this platform has no global one"), Blocked)
}

fn judged(mut error: Box<Error>, verdict: Verdict) -> Box<Error> {
    error.verdict = Some(verdict);
    error
}
