import { createHmac, type KeyObject } from 'node:crypto';
import type { DirectoryUser } from '../user-directory.port.js';

/**
 * What a device knows a person by: always the same, so that it keeps one passkey for one account, and nothing that tells who it is (WebAuthn Level 3
 * §14.6.1). Base64url.
 */
export function userHandleOf(key: KeyObject, { moduleId, pid }: Pick<DirectoryUser, 'moduleId' | 'pid'>): string {
  return createHmac('sha256', key)
    .update(JSON.stringify(['passkey-user', moduleId, pid]), 'utf8')
    .digest('base64url');
}
