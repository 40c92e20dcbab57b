// @ts-expect-error: beside it only where it is served, as config.capnp says
import { edgeProxy } from "./edge-proxy.mjs";

export default edgeProxy({
  /** @param {Request} request */
  authorize: (request) => request.headers.get("cookie") === "session=known",
});
