// What each call takes and gives, to the letter. Compiled, never run.
import type {
  BulkItems,
  BulkOptions,
  BulkProgress,
  BulkResult,
  CallOptions,
  ClientOptions,
  Confirmation,
  CreateManyOptions,
  CreateOptions,
  CreatedCustomer,
  Customer,
  CustomerList,
  CustomerPage,
  CustomerParams,
  CustomerSettings,
  CustomerUpdate,
  Integration,
  ListAllOptions,
  ListAllParams,
  ListParams,
  PageMeta,
  PaymentStatusParams,
  PaymentStatusUpdate,
  ReporteiCustomers,
  ReporteiError,
  ReporteiErrorKind,
  ToArrayOptions,
  UnconfirmedParams,
} from "reportei-customers";
import { expectTrue, type Equal } from "./equal.mjs";

/** TypeScript 5 and 7 differ in whether an optional one may be undefined: without that. */
type Given<Arguments extends unknown[]> = { [I in keyof Arguments]-?: NonNullable<Arguments[I]> };
type Takes<Name extends keyof ReporteiCustomers, Arguments extends unknown[]> = Equal<
  Given<Parameters<ReporteiCustomers[Name]>>,
  Given<Arguments>
>;
type Gives<Name extends keyof ReporteiCustomers, Result> = Equal<
  ReturnType<ReporteiCustomers[Name]>,
  Result
>;

expectTrue<Takes<"list", [params: ListParams, options: CallOptions]>>();
expectTrue<Takes<"listAll", [params: ListAllParams, options: ListAllOptions]>>();
expectTrue<Takes<"show", [uuid: string, options: CallOptions]>>();
expectTrue<Takes<"settings", [options: CallOptions]>>();
expectTrue<Takes<"create", [params: CustomerParams, options: CreateOptions]>>();
expectTrue<Takes<"findUnconfirmed", [params: UnconfirmedParams, options: CallOptions]>>();
expectTrue<Takes<"update", [uuid: string, params: CustomerParams, options: CallOptions]>>();
expectTrue<Takes<"delete", [uuid: string, options: CallOptions]>>();
expectTrue<
  Takes<"updatePaymentStatus", [uuid: string, params: PaymentStatusParams, options: CallOptions]>
>();

type Created = BulkResult<string, CreatedCustomer>;
type Updated = BulkResult<CustomerUpdate, Customer>;
type Deleted = BulkResult<string, Confirmation>;
type Paid = BulkResult<PaymentStatusUpdate, Confirmation>;
expectTrue<
  Takes<"createMany", [items: BulkItems<string, CreatedCustomer>, options: CreateManyOptions]>
>();
expectTrue<
  Takes<
    "updateMany",
    [items: BulkItems<CustomerUpdate, Customer>, options: BulkOptions<CustomerUpdate, Customer>]
  >
>();
expectTrue<
  Takes<
    "deleteMany",
    [items: BulkItems<string, Confirmation>, options: BulkOptions<string, Confirmation>]
  >
>();
expectTrue<
  Takes<
    "updatePaymentStatusMany",
    [
      items: BulkItems<PaymentStatusUpdate, Confirmation>,
      options: BulkOptions<PaymentStatusUpdate, Confirmation>,
    ]
  >
>();
expectTrue<Gives<"createMany", Promise<Created[]>>>();
expectTrue<Gives<"updateMany", Promise<Updated[]>>>();
expectTrue<Gives<"deleteMany", Promise<Deleted[]>>>();
expectTrue<Gives<"updatePaymentStatusMany", Promise<Paid[]>>>();
expectTrue<Equal<keyof CustomerUpdate, "uuid" | keyof CustomerParams>>();
expectTrue<Equal<keyof PaymentStatusUpdate, "uuid" | keyof PaymentStatusParams>>();
expectTrue<
  Equal<keyof BulkOptions, keyof CallOptions | "concurrency" | "onProgress" | "onResult">
>();
expectTrue<Equal<keyof CreateManyOptions, keyof BulkOptions | "storeToken">>();
expectTrue<Equal<Extract<Created, { status: "fulfilled" }>["value"], CreatedCustomer>>();
expectTrue<Equal<Extract<Created, { status: "rejected" }>["reason"], ReporteiError>>();
expectTrue<Equal<BulkProgress["total"], number | undefined>>();

/** Whatever iterates over items, and what an earlier run gave, goes in; what comes out narrows. */
export async function many(reportei: ReporteiCustomers, lines: AsyncIterable<string>) {
  const first = await reportei.createMany(lines, {
    storeToken: ({ api_token: token }) => token,
    onProgress: ({ done, total = done }) => done / total,
  });
  await reportei.createMany(new Set(["Ana"]));
  await reportei.createMany(["Ana"], null);
  await reportei.updateMany([], null);
  await reportei.deleteMany([], null);
  await reportei.updatePaymentStatusMany([], null);
  await reportei.createMany([...first, "Ana"]);
  await reportei.deleteMany(
    first.flatMap((made) => (made.status === "fulfilled" ? made.value.uuid : [])),
  );
  const [result] = await reportei.createMany(first);
  if (result?.status === "rejected") expectTrue<Equal<typeof result.reason, ReporteiError>>();
  else if (result) expectTrue<Equal<typeof result.value, CreatedCustomer>>();
}

expectTrue<Gives<"list", Promise<CustomerPage>>>();
expectTrue<Gives<"listAll", CustomerList>>();
expectTrue<Equal<ReturnType<CustomerList["pages"]>, AsyncIterable<CustomerPage>>>();
expectTrue<Equal<ReturnType<CustomerList["toArray"]>, Promise<Customer[]>>>();
expectTrue<Equal<Parameters<CustomerList["toArray"]>, [options: ToArrayOptions]>>();
expectTrue<Gives<"show", Promise<Customer>>>();
expectTrue<Gives<"settings", Promise<CustomerSettings>>>();
expectTrue<Gives<"create", Promise<CreatedCustomer>>>();
expectTrue<Gives<"update", Promise<Customer>>>();
expectTrue<Gives<"delete", Promise<Confirmation>>>();
expectTrue<Gives<"updatePaymentStatus", Promise<Confirmation>>>();
expectTrue<Gives<"findUnconfirmed", Promise<Customer[]>>>();
expectTrue<Gives<"free", void>>();

expectTrue<Equal<ListParams["page"], number | undefined>>();
expectTrue<Equal<keyof ListParams, "page" | "per_page" | "sortBy" | "descending">>();
expectTrue<Equal<keyof ListAllParams, Exclude<keyof ListParams, "page">>>();
expectTrue<Equal<keyof CustomerParams, "name">>();
expectTrue<Equal<keyof PaymentStatusParams, "is_paying">>();
type OfACall = "signal" | "timeoutMs" | "maxRetries" | "customerToken" | "headers";
expectTrue<Equal<keyof CallOptions, OfACall>>();
expectTrue<Equal<keyof ListAllOptions, OfACall | "prefetch">>();
expectTrue<Equal<keyof CreateOptions, OfACall | "storeToken">>();
expectTrue<Equal<keyof UnconfirmedParams, "name" | "since" | "except">>();
type Names =
  | OfACall
  | "accessToken"
  | "baseUrl"
  | "allowInsecure"
  | "fetch"
  | "totalTimeoutMs"
  | "maxRetryDelayMs"
  | "credentials"
  | "observer"
  | "rateLimit";
expectTrue<Equal<keyof ClientOptions, Names>>();

expectTrue<Equal<CustomerPage["data"], Customer[]>>();
expectTrue<Equal<CustomerPage["meta"], PageMeta>>();
expectTrue<Equal<CustomerPage["hasNextPage"], boolean>>();
expectTrue<Equal<Customer["trial_ends_at"], string | null>>();
expectTrue<Equal<Customer["is_paying"], boolean>>();
expectTrue<Equal<CreatedCustomer["api_token"], string>>();
expectTrue<Equal<CustomerSettings["integrations"], Integration[]>>();
expectTrue<Equal<Confirmation["success"], boolean>>();
expectTrue<Equal<PageMeta["total"], number>>();

export async function iterated(all: CustomerList): Promise<void> {
  for await (const customer of all) expectTrue<Equal<typeof customer, Customer>>();
  for await (const page of all.pages()) expectTrue<Equal<typeof page, CustomerPage>>();
}

// An open set: the known ones are offered, and any other string fits.
type Known = "active" | "expired" | "revoked" | "synchronizing" | "synchronization_error";
expectTrue<Equal<Extract<Integration["status"], Known>, Known>>();
export const unheardOf: Integration["status"] = "paused";

type Kinds =
  | "invalid_argument"
  | "authentication"
  | "permission"
  | "not_found"
  | "validation"
  | "rate_limit"
  | "server"
  | "http"
  | "network"
  | "timeout"
  | "aborted"
  | "decode"
  | "token_not_stored";
expectTrue<Equal<ReporteiErrorKind, Kinds>>();
expectTrue<Equal<ReporteiError["kind"], Kinds>>();
expectTrue<Equal<ReporteiError["message"], string>>();
expectTrue<Equal<ReporteiError["status"], number | undefined>>();
expectTrue<Equal<ReporteiError["fieldErrors"], Record<string, string[]>>>();
expectTrue<Equal<ReporteiError["body"], unknown>>();
expectTrue<Equal<ReporteiError["cause"], unknown>>();
expectTrue<Equal<ReporteiError["method"], "GET" | "POST" | "PUT" | "DELETE" | undefined>>();

/** A kind has what belongs to it, and nothing that doesn't. */
export function narrowed(error: ReporteiError): unknown {
  if (error.kind === "rate_limit") return error.retryAfterMs?.toFixed();
  if (error.kind === "token_not_stored") return error.rolledBack && error.created?.api_token;
  if (error.kind === "decode") return error.path.length;
  // @ts-expect-error Only of a rate_limit.
  return error.retryAfterMs;
}
expectTrue<Equal<ReporteiError["outcome"], "not_sent" | "rejected" | "applied" | "unknown">>();
expectTrue<Equal<ReporteiError["attempts"], number>>();

/** Every kind is handled: a new one does not compile here. */
export function advice({ kind }: ReporteiError): string {
  switch (kind) {
    case "invalid_argument":
    case "validation":
    case "not_found":
      return "mend the call";
    case "authentication":
    case "permission":
      return "mend the token";
    case "rate_limit":
    case "server":
    case "http":
    case "network":
    case "timeout":
    case "decode":
      return "later";
    case "token_not_stored":
      return "mend the store";
    case "aborted":
      return "as you wished";
    default: {
      const none: never = kind;
      return none;
    }
  }
}
