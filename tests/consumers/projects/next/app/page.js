"use client";
import { useEffect, useState } from "react";
import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { sevenCalls } from "../seven-calls.js";

export default function Page() {
  const [result, setResult] = useState("");
  useEffect(() => {
    // The token in the address opens the sandbox alone: the API's own must never be in a page.
    const options = Object.fromEntries(new URLSearchParams(location.search));
    sevenCalls(ReporteiCustomers, ReporteiError, options).then(setResult);
  }, []);
  return <p>{result}</p>;
}
