import { say } from '#skin/phrases.port';

/** What the device page can say about the code that was entered, and the status of the answer: a fixed catalogue (S-12). */
export const deviceCodeProblems = {
  unknown: {
    status: 400,
    message: say('device.problem.unknown'),
  },
  'too-many': {
    status: 429,
    message: say('device.problem.too-many'),
  },
} as const;

/** A key of {@link deviceCodeProblems}. */
export type DeviceCodeProblem = keyof typeof deviceCodeProblems;
