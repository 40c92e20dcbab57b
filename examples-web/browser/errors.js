// What each kind of error means to the person at the screen, and what they can do about it.

import { ReporteiError } from "reportei-customers";

import { make } from "./dom.js";

/** @typedef {{ title: string, advice: string }} Advice */

/** @type {Record<string, Advice>} */
const ADVICE = {
  invalid_argument: {
    title: "That can’t be sent",
    advice: "Nothing was sent. Correct the value and try again.",
  },
  authentication: {
    title: "Not recognised",
    advice:
      "The token is wrong, was revoked, or the trial is over. Check that all of it was pasted.",
  },
  permission: {
    title: "Not allowed",
    advice: "The account may not do this. Ask whoever manages it at Reportei.",
  },
  not_found: {
    title: "Not found",
    advice: "The customer may have been deleted. Check the id, or reload the list.",
  },
  validation: {
    title: "Please correct this",
    advice: "Nothing was changed. Correct it and try again.",
  },
  rate_limit: {
    title: "Too many requests",
    advice: "Nothing was changed. Wait a minute, then try again.",
  },
  server: {
    title: "The API has a problem",
    advice: "It isn’t your doing. Try again in a little while.",
  },
  http: {
    title: "An unexpected answer",
    advice: "Look at the details: the address or the proxy may be set up wrongly.",
  },
  network: {
    title: "Can’t reach the API",
    advice: "Check the connection, then try again.",
  },
  timeout: {
    title: "No answer in time",
    advice: "The API may be slow just now. Try again in a moment.",
  },
  aborted: {
    title: "Stopped",
    advice: "The call was stopped before it was answered. Start it again if it is still wanted.",
  },
  decode: {
    title: "An answer that makes no sense",
    advice:
      "Something between this page and the API may have replaced its answer. Try again later.",
  },
  token_not_stored: {
    title: "The token was not stored",
    advice: "The customer was deleted again, so that none is left without its token. Try again.",
  },
};

/** For a kind that a later version of the package may add. @type {Advice} */
const UNKNOWN_KIND = {
  title: "That didn’t work",
  advice: "Look at the details, then try again.",
};

// A create has no second chance: sent twice, it makes two customers.
const LOOK_FIRST =
  "The customer may have been created all the same. Look at the end of the list before you try again.";

/**
 * The messages the API gave for single fields.
 *
 * @param {unknown} error
 * @returns {Record<string, string[]>}
 */
export function fieldErrorsOf(error) {
  return (error instanceof ReporteiError && error.fieldErrors) || {};
}

/**
 * A notice of what went wrong: what it means, what to do, and the facts for whoever looks closer.
 *
 * @param {unknown} error
 * @param {{ creating?: boolean }} [context]
 * @returns {HTMLElement}
 */
export function errorNotice(error, { creating = false } = {}) {
  if (!(error instanceof ReporteiError)) {
    // A mistake in this page rather than a failed call: it belongs in the browser's console.
    reportError(error);
    return notice("error", "Something is wrong in this page", String(error));
  }
  const { title, advice } = ADVICE[error.kind] ?? UNKNOWN_KIND;
  const body = notice(error.kind, title, error.message);
  for (const [field, messages] of Object.entries(fieldErrorsOf(error))) {
    body.append(make("p", "field", make("code", "", field), ` ${messages.join(" ")}`));
  }
  const open = creating && ["unknown", "applied"].includes(error.outcome);
  body.append(make("p", "advice", open ? LOOK_FIRST : advice));
  const facts = [error.status, error.method, error.url && pathOf(error.url)].filter(Boolean);
  if (facts.length > 0) body.append(make("p", "facts mono", facts.join(" ")));
  return body;
}

/**
 * @param {string} kind
 * @param {string} title
 * @param {string} message
 */
function notice(kind, title, message) {
  const heading = make("p", "heading", make("strong", "", title), " ", make("code", "kind", kind));
  const body = make("div", "notice", heading, make("p", "", message));
  body.role = "alert";
  body.tabIndex = -1;
  return body;
}

/** @param {string} url */
function pathOf(url) {
  const { pathname, search } = new URL(url, location.href);
  return pathname + search;
}
