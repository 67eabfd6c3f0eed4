import type { Authority } from '../user/authority.js';

/** Who changes something about the server: for the audit record, and for what the change may give away. */
export interface ChangeAuthor {
  /** A person's name, a client's id, or the part of the server that acts. */
  readonly actor: string;
  readonly remoteAddress?: string;
  /** The author's own account, where it is one of a local inbound module. */
  readonly userPid?: number;
  /** What they hold: nobody gives others more (V-100). Absent for the operator and for the server itself, who may give anything. */
  readonly authorities?: readonly Authority[];
}
