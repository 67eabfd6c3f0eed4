import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { ApprovalDecision, ScopeChoice } from './approval-choices.js';

/** What the name of a box starts with; its scope follows. */
const BOX = 'scope.';
/** Most boxes of one page. */
const MOST_BOXES = 1_000;
/** Most bytes of them all when the form comes back; the listener's limit for a body is above that. */
const MOST_BYTES = 100 * 1024;

/**
 * Answers to how long an approval is to be remembered by which none is kept: no time but until it is revoked can be kept to. What else is
 * answered, and no answer, leave it to the client.
 */
const FOR_ONCE: ReadonlySet<string> = new Set(['none', 'one-hour', 'false']);

/** Most fields of the form when it comes back, those beside the boxes included. */
export const MOST_APPROVAL_FIELDS = MOST_BOXES + 20;

/**
 * Why no page can show the choices, undefined where one can: what is shown can be answered (V-88). What the client has
 * without asking has no field.
 * @returns OAuthError invalid_scope
 */
export function tooManyChoices(choices: readonly ScopeChoice[]): OAuthError | undefined {
  const boxes = choices.filter(({ allowedBy }) => allowedBy !== 'administrator');
  const form = new URLSearchParams(Object.fromEntries(boxes.map(({ scope }) => [BOX + scope, 'true'])));
  if (boxes.length <= MOST_BOXES && form.toString().length <= MOST_BYTES) return undefined;
  return new OAuthError(
    'invalid_scope',
    'No page can ask a person about so many scopes; ask for fewer, such as patient/*.rs in place of one for each type.',
    { parameter: 'scope', cause: `${String(boxes.length)} choices` },
  );
}

/** Reads a posted approval page. Which of the scopes the app may have at all is decided elsewhere. */
export function readDecision(form: FormParameters): ApprovalDecision {
  const boxes = [...form.entriesStartingWith(BOX)];
  const contextTag = form.get('context');
  const isForOnce = FOR_ONCE.has(form.get('remember') ?? '');
  return {
    approved: form.get('user_oauth_approval') === 'true',
    scopes: boxes.filter(([, value]) => value === 'true').map(([scope]) => scope),
    refused: boxes.filter(([, value]) => value !== 'true').map(([scope]) => scope),
    ...(contextTag !== undefined && { contextTag }),
    ...(isForOnce && { isForOnce }),
  };
}
