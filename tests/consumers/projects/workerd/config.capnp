# A Worker without any bundler: each of its files is named here, as the imports name it.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "first", worker = .first),
    (name = "last", worker = .last),
    # By default the network is the public one alone.
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [
    (name = "first", address = "127.0.0.1:0", http = (), service = "first"),
    (name = "last", address = "127.0.0.1:0", http = (), service = "last"),
  ],
);

# What a Worker's date decides is how its runtime behaves: an old one, and a new one.
const first :Workerd.Worker = (
  modules = .modules,
  bindings = .bindings,
  compatibilityDate = "2024-09-01",
);
const last :Workerd.Worker = (
  modules = .modules,
  bindings = .bindings,
  compatibilityDate = "2026-09-01",
);

const modules :List(Workerd.Worker.Module) = [
  (name = "worker", esModule = embed "worker.js"),
  (name = "calls.js", esModule = embed "calls.js"),
  (name = "reportei-customers", esModule = embed "node_modules/reportei-customers/worker.js"),
  (name = "client.js", esModule = embed "node_modules/reportei-customers/client.js"),
  (name = "error.js", esModule = embed "node_modules/reportei-customers/error.js"),
  (name = "start.js", esModule = embed "node_modules/reportei-customers/start.js"),
  (name = "reportei_customers.wasm",
   wasm = embed "node_modules/reportei-customers/reportei_customers.wasm"),
  (name = "reportei-customers/sandbox",
   esModule = embed "node_modules/reportei-customers/sandbox/worker.js"),
  (name = "reportei-customers/sandbox.js",
   esModule = embed "node_modules/reportei-customers/sandbox/sandbox.js"),
  (name = "reportei-customers/sandbox.wasm",
   wasm = embed "node_modules/reportei-customers/sandbox/sandbox.wasm"),
];

const bindings :List(Workerd.Worker.Binding) = [
  (name = "REPORTEI_BASE_URL", fromEnvironment = "REPORTEI_BASE_URL"),
  (name = "REPORTEI_ACCESS_TOKEN", fromEnvironment = "REPORTEI_ACCESS_TOKEN"),
];
