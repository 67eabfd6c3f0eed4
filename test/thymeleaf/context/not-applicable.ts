/** What a context asks for has no counterpart in plain data: the test does not apply. */
export class NotApplicable extends Error {}
