/** What waits for a code that was mailed, and the browser that asked for it. */
export interface MailedCodeKey {
  readonly moduleId: string;
  readonly handleHash: string;
  readonly browserHash: string;
}

/** How a code was judged; `over`: no guess is left, or nothing waits for it any more. */
export type CodeVerdict = 'right' | 'wrong' | 'over';
