import { redirectUriProblem } from './redirect-uri-problem.js';

/** What keeps a text from being an origin as browsers send it: scheme, host, and the port unless it is the scheme's own (RFC 6454 §6.2). */
export function originProblem(origin: string): string | undefined {
  const problem = redirectUriProblem(origin);
  if (problem !== undefined) return problem;
  if (!/^[a-z0-9+.-]+:\/\/[^/?A-Z]+$/.test(origin)) return 'must be scheme, host and port only, in lower case';
  if (/^(?:https:.*:443|http:.*:80)$/.test(origin)) return 'has the port that browsers leave out; leave it out too';
  return undefined;
}
