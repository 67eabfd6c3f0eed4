import type { Authority } from '../user/authority.js';

/**
 * What an author may be: a person, a client with its own token, whoever runs the command line, the server itself, or somebody who registers an app
 * by invitation or where everybody may.
 */
export const authorKinds = ['user', 'client', 'command', 'server', 'registrant'] as const;

/** One of them. */
export type AuthorKind = (typeof authorKinds)[number];

/** Who changes something about the server: for the audit record, and for what the change may give away. */
export interface ChangeAuthor {
  readonly kind: AuthorKind;
  /** A person's name, a client's id, or the part of the server that acts. Names are chosen freely: who it was is told by the ids. */
  readonly actor: string;
  readonly remoteAddress?: string;
  /** The author's own account, where it is one of a local inbound module. */
  readonly userPid?: number;
  /** The inbound module of that account. */
  readonly userModuleId?: string;
  /** The client by whose token they act, or that acts itself. */
  readonly clientId?: string;
  /** The outbound module of that client. */
  readonly clientModuleId?: string;
  /** The access token they act by. */
  readonly jti?: string;
  /** What they hold: nobody gives others more (V-100). Absent for the operator and for the server itself, who may give anything. */
  readonly authorities?: readonly Authority[];
}
