// The same of the sandbox's entry: the reference's examples take it from there.
declare const ReporteiSandbox: typeof import("reportei-customers/sandbox").ReporteiSandbox;
