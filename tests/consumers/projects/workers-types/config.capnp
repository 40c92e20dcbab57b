# The Worker that `tsc` made, and a binding to a service: here the network itself.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "main", address = "127.0.0.1:0", http = (), service = "main")],
);

const main :Workerd.Worker = (
  modules = [
    (name = "worker", esModule = embed "dist/worker.js"),
    (name = "calls.js", esModule = embed "dist/calls.js"),
    (name = "reportei-customers", esModule = embed "node_modules/reportei-customers/worker.js"),
    (name = "client.js", esModule = embed "node_modules/reportei-customers/client.js"),
    (name = "error.js", esModule = embed "node_modules/reportei-customers/error.js"),
    (name = "start.js", esModule = embed "node_modules/reportei-customers/start.js"),
    (name = "reportei_customers.wasm",
     wasm = embed "node_modules/reportei-customers/reportei_customers.wasm"),
  ],
  bindings = [
    (name = "SERVICE", service = "internet"),
    (name = "REPORTEI_BASE_URL", fromEnvironment = "REPORTEI_BASE_URL"),
    (name = "REPORTEI_ACCESS_TOKEN", fromEnvironment = "REPORTEI_ACCESS_TOKEN"),
  ],
  compatibilityDate = "2026-09-01",
);
