import { hash } from 'node:crypto';

/** SHA-256 of the UTF-8 text as base64url without padding: how codes, handles and cookies are stored. */
export function sha256Base64Url(text: string): string {
  return hash('sha256', text, 'base64url');
}
