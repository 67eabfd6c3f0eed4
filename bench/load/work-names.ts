/** The kinds of work that both servers are compared by, in the order of the report. */
export const COMPARED_WORKS = [
  'client-credentials',
  'client-credentials-rs384',
  'client-credentials-es384',
  'code-flow-with-sign-in',
  'code-flow-remembered',
  'refresh',
  'introspection',
] as const;

export type ComparedWork = (typeof COMPARED_WORKS)[number];
export type WorkName = ComparedWork | 'refused-sign-in';
