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
  | { readonly kind: 'permitted'; readonly actor: string };

/** How the audit record names them. */
export function actorOf(registrant: Registrant): string {
  switch (registrant.kind) {
    case 'anyone':
      return 'open registration';
    case 'invited':
      return `initial access token: ${registrant.description}`;
    case 'permitted':
      return registrant.actor;
  }
}
