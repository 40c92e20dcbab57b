// Imported in this way, what goes wrong in the package can be shown.
import("./node_modules/reportei-customers/index.js").then(
  () => document.body.append("The package started."),
  (error) => document.body.append(`${error.message} ${error.cause}`),
);
