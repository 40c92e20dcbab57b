"use client";
import { useEffect, useState } from "react";
import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { makeCalls } from "../calls.js";

export default function Page() {
  const [result, setResult] = useState("");
  useEffect(() => {
    // The token in the address opens the sandbox alone: the API's own must never be in a page.
    const options = Object.fromEntries(new URLSearchParams(location.search));
    makeCalls(ReporteiCustomers, ReporteiError, options).then(setResult);
  }, []);
  return <p>{result}</p>;
}
