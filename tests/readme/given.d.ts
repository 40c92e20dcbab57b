// What the README and the reference say that their examples are given.
declare const reportei: import("reportei-customers").ReporteiCustomers;
declare const accessToken: string;
declare const customerToken: string;
declare const uuid: string;
