// undici's own types, as @types/node has them.
declare module "undici" {
  export * from "undici-types";
}
