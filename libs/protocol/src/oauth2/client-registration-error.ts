import type { FieldProblem } from '../user/json-fields.js';
import { memberOf } from './client-registration-members.js';
import { OAuthError } from './oauth-error.js';

/** Metadata with a member that cannot be registered as it is (RFC 7591 §3.2.2). */
export function metadataError(member: string, problem: string, cause?: unknown): OAuthError {
  const code = member === 'redirect_uris' ? 'invalid_redirect_uri' : 'invalid_client_metadata';
  return new OAuthError(code, `${member} ${problem}`, { parameter: member, ...(cause !== undefined && { cause }) });
}

/** Everything that is wrong with a definition, in the words of the metadata; the first member decides about the code. */
export function problemsError(problems: readonly FieldProblem[]): OAuthError {
  const [member = '', ...others] = problems.map(({ field }) => memberOf(field));
  const [first, ...further] = problems.map(({ problem, remedy }) =>
    others.length > 0 ? problem : `${problem}. ${remedy}`,
  );
  return metadataError(member, [first, ...further.map((text, place) => `${others[place] ?? ''} ${text}`)].join('; '));
}
