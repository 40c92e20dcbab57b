// What preload.mjs gives to the blocks that go on where another ended.
declare const ReporteiCustomers: typeof import("reportei-customers").ReporteiCustomers;
declare const ReporteiError: typeof import("reportei-customers").ReporteiError;
declare const isReporteiError: typeof import("reportei-customers").isReporteiError;
declare const ReporteiSandbox: typeof import("reportei-customers/sandbox").ReporteiSandbox;
declare const reportei: import("reportei-customers").ReporteiCustomers;
declare const parseTimestamp: typeof import("reportei-customers").parseTimestamp;
declare const trialStatus: typeof import("reportei-customers").trialStatus;
