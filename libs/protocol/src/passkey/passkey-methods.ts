/** What kind of thing holds the private key of a passkey. */
export interface PasskeyNature {
  /** It is copied to other devices of the person, or could be. */
  readonly isSynced: boolean;
}

/**
 * By what somebody has proved who they are who showed a passkey and whatever it takes to use it (RFC 8176 §2): a key that stays in hardware, or one
 * that software hands on; the person was there; and these are two factors.
 */
export function passkeyMethods({ isSynced }: PasskeyNature): readonly string[] {
  return [isSynced ? 'swk' : 'hwk', 'user', 'mfa'];
}
