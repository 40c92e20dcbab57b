import { ReporteiCustomers } from "./node_modules/reportei-customers/index.js";

// The import does no harm: what goes wrong in the package is said by its first use.
try {
  new ReporteiCustomers({ accessToken: "none" });
  document.body.append("The package started.");
} catch (error) {
  document.body.append(`${error.message} ${error.cause}`);
}
