// The example page, used as a person would use it.
import assert from "node:assert/strict";
import test from "node:test";
import { missingCalls } from "../../../pkg-template/scripts/sandbox.mjs";
import { DESKTOP, PHONE, openPage } from "./page.mjs";

test("all seven calls can be made by clicking", async (context) => {
  const { page, sandbox, complaints, screenshot } = await openPage(context, DESKTOP);
  await page.getByText("1–15 of 40").waitFor();
  await screenshot("list");
  await page.getByRole("button", { name: "Next page" }).click();
  await page.getByText("16–30 of 40").waitFor();

  await page.getByRole("button", { name: "New customer" }).click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Padaria São João");
  await page.getByRole("button", { name: "Create customer" }).click();
  const token = page.getByRole("dialog").getByLabel("Customer token");
  await token.waitFor();
  const customerToken = await token.inputValue();
  assert.match(customerToken, /^[0-9a-f]{64}$/);
  await screenshot("token");
  await page.getByText("I have stored it").click();
  await page.getByRole("button", { name: "Close" }).click();

  const row = page.getByRole("row", { name: "Padaria São João" });
  await row.waitFor();
  await row.getByRole("button", { name: /^Rename/ }).click();
  await page.getByRole("textbox", { name: "New name" }).fill("Padaria Sol");
  await page.getByRole("button", { name: "Save name" }).click();
  const renamed = page.getByRole("row", { name: "Padaria Sol" });
  await renamed.waitFor();

  await renamed.getByRole("switch").click();
  await renamed.getByRole("switch", { checked: true }).waitFor();

  await page.getByRole("complementary").getByLabel("Customer token").fill(customerToken);
  await page.getByRole("button", { name: "Show settings" }).click();
  await page.locator("#settings-result").getByText("Padaria Sol").waitFor();

  const uuid = await renamed.getAttribute("data-uuid");
  await page.getByLabel("Customer id").fill(uuid ?? "");
  await page.getByRole("button", { name: "Look up" }).click();
  await page.locator("#lookup-result").getByText("Padaria Sol").waitFor();
  await screenshot("tools");

  await renamed.getByRole("button", { name: /^Delete/ }).click();
  await page.getByRole("button", { name: "Delete customer", exact: true }).click();
  await renamed.waitFor({ state: "detached" });
  assert.deepEqual(missingCalls(sandbox.journal), []);
  assert.deepEqual(complaints, []);
});

test("a refused name is shown at its field", async (context) => {
  const { page, screenshot } = await openPage(context, DESKTOP);
  await page.getByRole("button", { name: "New customer" }).click();
  await page.getByRole("button", { name: "Create customer" }).click();
  await page.locator("#create-name[aria-invalid]").waitFor();
  await screenshot("refused");
});

test("the page fits a phone", async (context) => {
  const { page, screenshot } = await openPage(context, PHONE);
  await page.getByText("1–15 of 40").waitFor();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= PHONE.width, `the page is ${width} px wide`);
  await screenshot("phone");
});
