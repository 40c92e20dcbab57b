/** Whether two types are the very same: optional, readonly and `any` count. */
export type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles for `true` alone. */
export declare function expectTrue<T extends true>(): T;
