import { isUnlimited } from '#protocol/administration/author-problems';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';

/** Scripts of a skin run where people type their passwords, so that whoever brings one could be any of them (skins.md 5.3 rule 7, V-100). */
export function reservedTo(author: ChangeAuthor): Extract<ChangeRefusal, { kind: 'forbidden' }> | undefined {
  if (isUnlimited(author)) return undefined;
  const remedy = 'Let a superuser make the change';
  return { kind: 'forbidden', problems: [{ field: 'skin', problem: 'runs where people sign in', remedy }] };
}
