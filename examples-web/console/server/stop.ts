/** An expected failure. Its message is one sentence that tells how to mend it. */
export class Stop extends Error {}
