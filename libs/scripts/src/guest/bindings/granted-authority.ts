import { textOf } from '../apis/text-of.js';
import type { FromScript } from '../from-script.js';
import { addAccessors } from './accessors.js';

/** An authority as JSON. */
export interface AuthorityShape {
  readonly permission: string;
  readonly argument?: string;
}

/** One permission of a person or a client; `argument` is null where it has none. As text: `NAME` or `NAME/argument`. */
export class GrantedAuthority {
  /** Name of the permission, such as `FHIR_READ_ALL_IN_COMPARTMENT`. */
  permission: string;
  /** What it is about, such as `Patient/123`. */
  argument: string | null;

  constructor(permission: unknown, argument?: unknown) {
    this.permission = String(permission);
    this.argument = argument === undefined || argument === null || argument === '' ? null : textOf(argument);
  }

  /** The text of it. */
  getAuthority(): string {
    return this.toString();
  }

  /** To another one, or to its text. */
  equals(other: FromScript<string | GrantedAuthority>): boolean {
    return other !== null && other !== undefined && this.toString() === textOf(other);
  }

  /** `NAME`, or `NAME/argument`. */
  toString(): string {
    return this.argument === null ? this.permission : `${this.permission}/${this.argument}`;
  }
}

addAccessors(GrantedAuthority.prototype, ['permission', 'argument']);

export function grantedAuthority({ permission, argument }: AuthorityShape): GrantedAuthority {
  return new GrantedAuthority(permission, argument);
}

/** What a script put into a list of authorities, as JSON; a text is a permission without argument. */
export function authorityShape(given: unknown): AuthorityShape {
  if (typeof given !== 'object' || given === null) return { permission: String(given) };
  const { permission, argument } = given as Partial<GrantedAuthority>;
  const authority = new GrantedAuthority(permission, argument);
  return { permission: authority.permission, ...(authority.argument !== null && { argument: authority.argument }) };
}
