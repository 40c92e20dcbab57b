// Tells the package's errors from others, and makes no call: the bundle is to carry nothing that calls need.
import { ReporteiCustomers, ReporteiError } from "reportei-customers";

addEventListener("unhandledrejection", ({ reason }) => {
  document.body.append(reason instanceof ReporteiError ? reason.kind : "something else");
});

/** @type {ReporteiCustomers | undefined} Named in a type alone. */
export let client;
