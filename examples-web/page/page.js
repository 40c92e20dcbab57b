// Lists customers and creates them. Where the API is, and with which token, says `index.html`.
import { ReporteiCustomers, parseTimestamp, trialStatus } from "reportei-customers";

const at = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
const reportei = new ReporteiCustomers({ ...document.body.dataset, totalTimeoutMs: 20_000 });
const date = new Intl.DateTimeFormat("en", { dateStyle: "medium" });
const inDays = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** @type {Record<string, string>} What kinds of errors, and outcomes of a creation, mean here. */
const WORDS = {
  authentication: "The API does not accept the access token.",
  network: "The API cannot be reached.",
  rate_limit: "The API takes no more requests for now: wait a minute.",
  server: "The API has a problem of its own: wait a minute.",
  timeout: "The API does not answer in time.",
  applied: "was created. If no token was shown, nobody has it: delete it, and create it again.",
  unknown: "may have been created. If so, nobody has its token: delete it, and create it again.",
};

/** @type {(id: string, text: string, error?: any) => void} */
function say(id, text, error) {
  at(id).textContent = error ? `${text} ${WORDS[error.kind] ?? error.message}` : text;
  if (error) at("details").textContent = JSON.stringify(error, null, 2);
}

let latest = new AbortController();
async function list() {
  latest.abort(); // Nobody waits for an earlier page any more.
  const { signal } = (latest = new AbortController());
  const page = Math.max(1, parseInt(location.hash.slice(1)) || 1);
  try {
    const { data, meta } = await reportei.list({ page }, { signal });
    at("customers").replaceChildren();
    for (const customer of data) {
      const { state, daysLeft } = trialStatus(customer);
      const trial = `Trial, ends ${inDays.format(daysLeft ?? 0, "day")}`;
      const access = { paying: "Paying", trial, expired: "Trial over", none: "No trial" }[state];
      const item = at("customers").appendChild(document.createElement("li"));
      item.appendChild(document.createElement("bdi")).textContent = customer.name;
      item.append(`${access} · created ${date.format(parseTimestamp(customer.created_at))}`);
    }
    say("range", data.length ? `${meta.from}–${meta.to} of ${meta.total}` : "No customers here");
    for (const [id, to] of Object.entries({ previous: page - 1, next: page + 1, last: Infinity })) {
      at(id).href = `#${Math.max(1, Math.min(to, meta.last_page))}`;
    }
  } catch (error) {
    if (!signal.aborted) say("range", "The customers cannot be shown.", error);
  }
}

document.forms[0].addEventListener("submit", async (event) => {
  event.preventDefault();
  at("send").disabled = true;
  say("created", "The customer is being created.");
  const storeToken = (/** @type {{ api_token: string }} */ created) => {
    say("secret", created.api_token);
    at("token").showModal();
    return new Promise((closed) => at("token").addEventListener("close", closed, { once: true }));
  };
  try {
    await reportei.create({ name: at("name").value }, { storeToken });
    say("created", "The customer was created, and is the last in the list.");
    at("name").value = "";
    list();
  } catch (/** @type {any} */ error) {
    say("created", `The customer ${WORDS[error.outcome] ?? "was not created."}`, error);
  }
  for (const id of ["secret", "copied"]) say(id, "");
  at("send").disabled = false;
  at("name").focus();
});
at("copy").onclick = () =>
  navigator.clipboard.writeText(at("secret").textContent).then(() => say("copied", "Copied"));
addEventListener("beforeunload", (event) => at("send").disabled && event.preventDefault());
addEventListener("hashchange", list);
at("send").disabled = false;
list();
