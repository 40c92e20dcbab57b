// What the README's test uses of vitest, which is installed for the consumers that run it.
declare module "vitest" {
  export function test(name: string, body: () => Promise<void>): void;
  export function expect(value: unknown): {
    rejects: {
      toMatchObject(expected: object): Promise<void>;
    };
  };
}
