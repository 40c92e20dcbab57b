// A merchant's console over the calls of reportei-customers. This file only joins the parts:
//
//   client.js    the one client, without an access token
//   list.js      the pages of customers, and row.js a customer in them
//   dialogs.js   create, rename, delete, and the token that is shown once
//   tools.js     settings by token, look-up by id, and failures.js on purpose
//   errors.js    what each kind of error means to a person
//   forms.js, format.js, dom.js: what they share

import { announce, byId } from "./dom.js";
import { askCreate } from "./dialogs.js";
import { reveal, startList } from "./list.js";
import { startTools } from "./tools.js";

for (const id of ["new-customer", "first-customer"]) {
  byId(id, HTMLButtonElement).addEventListener("click", async () => {
    const created = await askCreate();
    if (created === null) return;
    await reveal(created.uuid);
    announce(`${created.name} was created.`);
  });
}

startTools();
await startList();
