# The example proxy in workerd: as it stands, with users it knows, where pages may create, and with a
# short time limit. All have the same settings but for these.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "bare", worker = .bare),
    (name = "open", worker = .open),
    (name = "creating", worker = .creating),
    (name = "hasty", worker = .hasty),
    # By default the network is the public one alone.
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [
    (name = "bare", address = "127.0.0.1:0", http = (), service = "bare"),
    (name = "open", address = "127.0.0.1:0", http = (), service = "open"),
    (name = "creating", address = "127.0.0.1:0", http = (), service = "creating"),
    (name = "hasty", address = "127.0.0.1:0", http = (), service = "hasty"),
  ],
);

const date :Text = "2026-09-01";
const proxy :Workerd.Worker.Module = (name = "edge-proxy.mjs", esModule = embed "edge-proxy.mjs");
const token :Workerd.Worker.Binding = (name = "REPORTEI_ACCESS_TOKEN", fromEnvironment = "REPORTEI_ACCESS_TOKEN");
const api :Workerd.Worker.Binding = (name = "REPORTEI_BASE_URL", fromEnvironment = "REPORTEI_BASE_URL");
const origins :Workerd.Worker.Binding = (name = "ALLOWED_ORIGINS", text = "https://console.example, http://localhost:8787");

const bare :Workerd.Worker = (
  modules = [.proxy],
  compatibilityDate = .date,
  bindings = [.token, .api, .origins],
);

const open :Workerd.Worker = (
  modules = [(name = "worker.mjs", esModule = embed "worker.mjs"), .proxy],
  compatibilityDate = .date,
  bindings = [.token, .api, .origins],
);

const creating :Workerd.Worker = (
  modules = [(name = "worker.mjs", esModule = embed "worker.mjs"), .proxy],
  compatibilityDate = .date,
  bindings = [.token, .api, .origins, (name = "ALLOW_CREATE", text = "yes")],
);

const hasty :Workerd.Worker = (
  modules = [(name = "hasty.mjs", esModule = embed "hasty.mjs"), .proxy],
  compatibilityDate = .date,
  bindings = [.token, .api, .origins],
);
