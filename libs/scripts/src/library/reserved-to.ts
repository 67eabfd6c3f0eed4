import { isUnlimited } from '#protocol/administration/author-problems';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';

/** Scripts decide who gets what, so that whoever writes them could do everything (V-100). */
export function reservedTo(author: ChangeAuthor): Extract<ChangeRefusal, { kind: 'forbidden' }> | undefined {
  if (isUnlimited(author)) return undefined;
  const remedy = 'Let a superuser make the change';
  return { kind: 'forbidden', problems: [{ field: 'source', problem: 'decides who gets what', remedy }] };
}
