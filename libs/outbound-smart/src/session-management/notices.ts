import { say } from '#skin/phrases.port';

/** What the page says after an answer: a fixed catalogue, never text from a request (S-12). */
export const notices = {
  'app-removed': say('apps.notice.app-removed'),
  'access-ended': say('apps.notice.access-ended'),
  nothing: say('apps.notice.nothing'),
} as const;

/** Key of a notice, as the address of the page carries it. */
export type Notice = keyof typeof notices;

/** Whether a text from a request is the key of a notice. */
export function isNotice(text: string | undefined): text is Notice {
  return text !== undefined && Object.hasOwn(notices, text);
}
