/** What the device page can say about the code that was entered, and the status of the answer: a fixed catalogue (S-12). */
export const deviceCodeProblems = {
  unknown: {
    status: 400,
    message:
      'This code is not known, or its time is over. Check it on your device, or start again there for a new one.',
  },
  'too-many': {
    status: 429,
    message: 'Too many codes were entered that are not known. Wait ten minutes and try again.',
  },
} as const;

/** A key of {@link deviceCodeProblems}. */
export type DeviceCodeProblem = keyof typeof deviceCodeProblems;
