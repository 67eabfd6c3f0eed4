import type { ChangeAuthor } from './change-author.js';

/** Who made a change, by what nobody can choose; apart from whom or what the change was about. */
export type RecordedAuthor = Pick<
  ChangeAuthor,
  'kind' | 'userPid' | 'userModuleId' | 'clientId' | 'clientModuleId' | 'jti'
>;

/** What the audit record of a change says of its author beside the name. */
export function recordedAuthor(author: ChangeAuthor): {
  readonly author: RecordedAuthor;
  readonly remoteAddress?: string;
} {
  const { kind, userPid, userModuleId, clientId, clientModuleId, jti, remoteAddress } = author;
  const ids = Object.entries({ userPid, userModuleId, clientId, clientModuleId, jti });
  const given = Object.fromEntries(ids.filter(([, id]) => id !== undefined));
  return { author: { kind, ...given }, ...(remoteAddress !== undefined && { remoteAddress }) };
}
