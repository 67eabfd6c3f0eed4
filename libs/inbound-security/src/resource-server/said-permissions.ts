import type { Authority } from '#protocol/user/authority';

type Claims = Readonly<Record<string, unknown>>;

/** Where a token says what it may do: its own claim, or a member of the answer of an introspection endpoint. */
export type SaidWhere = 'gatehouse_permissions' | 'permissions';

const MOST = 10_000;
const LONGEST_TEXT = 500;

/**
 * What an authorization server of this product says a token may do, narrowed by its scopes already. `undefined` where it says nothing, and where one entry
 * cannot be read: it may be one that takes something away.
 */
export function saidPermissions(claims: Claims, where: SaidWhere): readonly Authority[] | undefined {
  const said = claims[where];
  if (!Array.isArray(said) || said.length > MOST) return undefined;
  const authorities = said.map(readAuthority);
  return authorities.every((each) => each !== undefined) ? authorities : undefined;
}

function readAuthority(value: unknown): Authority | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { permission, argument } = value as Claims;
  if (!isText(permission) || (argument !== undefined && argument !== null && !isText(argument))) return undefined;
  return { permission, ...(isText(argument) && { argument }) };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT;
}
