/** The kinds of work that are measured, in the order of the report. */
export const WORK_NAMES = [
  'client-credentials',
  'code-flow-with-sign-in',
  'code-flow-remembered',
  'refresh',
  'introspection',
] as const;

export type WorkName = (typeof WORK_NAMES)[number];
