/** `npm run hash`: reads a password from the standard input, and prints its hash. */
import { createInterface } from "node:readline/promises";
import { hashPassword } from "./sign-in/passwords";

const MIN_LENGTH = 12;

if (process.stdin.isTTY) process.stderr.write("The password (it is shown as you type): ");
const input = createInterface({ input: process.stdin });
const { value: password = "" } = await input[Symbol.asyncIterator]().next();
input.close();
if (password.length < MIN_LENGTH) {
  console.error(`✗ The password must have at least ${MIN_LENGTH} characters.`);
  process.exitCode = 1;
} else {
  // In single quotes, since it has dollar signs.
  console.log(`CONSOLE_PASSWORD_HASH='${await hashPassword(password)}'`);
}
