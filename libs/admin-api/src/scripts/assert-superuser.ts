import { isUnlimited } from '#protocol/administration/author-problems';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import { ApiError } from '../http/api-error.js';

/**
 * What was recorded is for those who may have scripts do anything.
 * @throws ApiError 403
 */
export function assertSuperuser(author: ChangeAuthor): void {
  if (isUnlimited(author)) return;
  const cause = 'recorded sessions need ROLE_SUPERUSER';
  throw new ApiError(403, 'Only holders of ROLE_SUPERUSER may see recorded sessions of scripts.', {
    isRecorded: true,
    cause,
  });
}
