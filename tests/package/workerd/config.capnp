# The package in a Worker without any bundler: each of its files is named here, as the imports name it.
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
const first :Workerd.Worker = (modules = .modules, compatibilityDate = "2024-09-01");
const last :Workerd.Worker = (modules = .modules, compatibilityDate = "2026-09-01");

const modules :List(Workerd.Worker.Module) = [
  (name = "worker", esModule = embed "worker.mjs"),
  (name = "redirect-calls.mjs", esModule = embed "redirect-calls.mjs"),
  (name = "tokens.mjs", esModule = embed "tokens.mjs"),
  (name = "reportei-customers", esModule = embed "package/worker.js"),
  (name = "client.js", esModule = embed "package/client.js"),
  (name = "error.js", esModule = embed "package/error.js"),
  (name = "start.js", esModule = embed "package/start.js"),
  (name = "reportei_customers.wasm", wasm = embed "package/reportei_customers.wasm"),
];
