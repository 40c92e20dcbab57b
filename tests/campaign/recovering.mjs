/**
 * A process that creates customers by the README's recipe, until nothing is left or it is killed. It is
 * told by its first argument what to do, as JSON.
 */
const { client, recipe, options, names, file, serverLimitMs } = JSON.parse(process.argv[2] ?? "");
const { ReporteiCustomers } = await import(client);
const { createEach } = await import(recipe);

const left = await createEach(new ReporteiCustomers(options), names, file, serverLimitMs).catch(
  (/** @type {any} */ error) => {
    // Where a list was of no use, the recipe is run again.
    if (error.kind === undefined) throw error;
    process.exit(1);
  },
);
const failed = left.filter((/** @type {any} */ { reason }) => !reason);
if (failed.length > 0) console.error(JSON.stringify(failed));
process.exit(left.length > 0 ? 1 : 0);
