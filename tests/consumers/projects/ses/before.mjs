import "ses";

lockdown();
await import("./main.mjs");
