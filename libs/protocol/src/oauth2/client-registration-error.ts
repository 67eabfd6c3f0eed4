import type { FieldProblem } from '../json/json-fields.js';
import { memberOf } from './client-registration-members.js';
import { OAuthError } from './oauth-error.js';

/** Metadata with a member that cannot be registered as it is (RFC 7591 §3.2.2). */
export function metadataError(member: string, problem: string, cause?: unknown): OAuthError {
  return refused(member, `${member} ${problem}`, cause);
}

/** Everything that is wrong with a definition, in the words of the metadata; the first member decides about the code. */
export function problemsError(problems: readonly FieldProblem[]): OAuthError {
  const texts = problems.map(({ field, problem }) => `${memberOf(field)} ${problem}`);
  const remedies = problems.length === 1 ? problems.map(({ remedy }) => `. ${remedy}`) : [];
  return refused(memberOf(problems[0]?.field ?? ''), texts.join('; ') + remedies.join(''));
}

function refused(member: string, description: string, cause?: unknown): OAuthError {
  const code = member === 'redirect_uris' ? 'invalid_redirect_uri' : 'invalid_client_metadata';
  return new OAuthError(code, description, { parameter: member, ...(cause !== undefined && { cause }) });
}
