// The classes and functions of the client's entry, which an example without an import takes from there.
declare const ReporteiCustomers: typeof import("reportei-customers").ReporteiCustomers;
declare const ReporteiError: typeof import("reportei-customers").ReporteiError;
declare const isReporteiError: typeof import("reportei-customers").isReporteiError;
declare const parseTimestamp: typeof import("reportei-customers").parseTimestamp;
declare const trialStatus: typeof import("reportei-customers").trialStatus;
