import type { ChangeAuthor } from '#protocol/administration/change-author';

/** By what right somebody registers a client. */
export type Registrant =
  /** Nobody in particular, where the module is open to everyone. */
  | { readonly kind: 'anyone' }
  /** The holder of an initial access token. */
  | {
      readonly kind: 'invited';
      readonly tokenHash: string;
      readonly description: string;
      readonly scopes?: readonly string[];
    }
  /** A person or a client with the permission to add clients. */
  | { readonly kind: 'permitted'; readonly author: ChangeAuthor };

/** Them as the author of the client that they register. */
export function authorOf(registrant: Registrant, remoteAddress: string): ChangeAuthor {
  const stranger = { kind: 'registrant', remoteAddress } as const;
  switch (registrant.kind) {
    case 'anyone':
      return { ...stranger, actor: 'open registration' };
    case 'invited':
      return { ...stranger, actor: `initial access token: ${registrant.description}` };
    case 'permitted':
      return { ...registrant.author, remoteAddress };
  }
}
