// The three tools beside the table: settings by token, a look-up by id, and failures on purpose.

import { reportei } from "./client.js";
import { byId, make } from "./dom.js";
import { FAILURES } from "./failures.js";
import { accessOf, dayOf, integrationStatus } from "./format.js";
import { onSubmit } from "./forms.js";

/** @typedef {import("reportei-customers").Customer} Customer */
/** @typedef {import("reportei-customers").Integration} Integration */

export function startTools() {
  startSettings();
  startLookup();
  startFailures();
}

function startSettings() {
  const result = byId("settings-result", HTMLElement);
  onSubmit(byId("settings-form", HTMLFormElement), async (data) => {
    result.replaceChildren();
    const customerToken = String(data.get("token")).trim();
    const settings = await reportei.settings({ customerToken });
    result.replaceChildren(summary(settings), integrationList(settings.integrations));
  });
}

function startLookup() {
  const result = byId("lookup-result", HTMLElement);
  onSubmit(byId("lookup-form", HTMLFormElement), async (data) => {
    result.replaceChildren();
    const customer = await reportei.show(String(data.get("uuid")).trim());
    result.replaceChildren(summary(customer), facts(customer));
  });
}

function startFailures() {
  const kinds = byId("failure-kind", HTMLSelectElement);
  const how = byId("failure-how", HTMLElement);
  const explain = () => (how.textContent = FAILURES[kinds.value].how);
  kinds.append(...Object.keys(FAILURES).map((kind) => new Option(kind)));
  kinds.addEventListener("change", explain);
  explain();
  onSubmit(byId("failure-form", HTMLFormElement), async (data) => {
    await FAILURES[String(data.get("kind"))].run();
  });
}

/** @param {Customer} customer */
function summary(customer) {
  const { tone, label, note } = accessOf(customer);
  const access = make("p", "", badge(tone, label), " ", make("span", "note", note));
  return make("div", "summary", make("h3", "", customer.name), access);
}

/** @param {Customer} customer */
function facts(customer) {
  const list = make("dl", "");
  const entries = {
    Merchant: customer.merchant,
    Created: dayOf(customer.created_at),
    Changed: dayOf(customer.updated_at),
    "Trial ends": customer.trial_ends_at === null ? "no trial" : dayOf(customer.trial_ends_at),
  };
  for (const [term, value] of Object.entries(entries)) {
    list.append(make("div", "", make("dt", "", term), make("dd", "", value)));
  }
  return list;
}

/** @param {Integration[]} integrations */
function integrationList(integrations) {
  if (integrations.length === 0) return make("p", "muted", "No integrations connected yet.");
  const items = integrations.map(({ integration, name, status }) => {
    const { tone, label } = integrationStatus(status);
    const what = make("div", "", make("strong", "", integration), make("span", "note", name));
    return make("li", "", what, badge(tone, label));
  });
  const list = make("ul", "integrations", ...items);
  list.ariaLabel = "Integrations";
  return list;
}

/**
 * @param {import("./format.js").Tone} tone
 * @param {string} label
 */
function badge(tone, label) {
  const element = make("span", "badge", label);
  element.dataset.tone = tone;
  return element;
}
