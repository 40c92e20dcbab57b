import "reportei-customers";
import "reportei-customers/sandbox";
import "ses";

lockdown();
await import("./main.mjs");
