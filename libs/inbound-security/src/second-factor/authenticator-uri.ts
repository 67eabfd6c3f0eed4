/** What an authenticator app is told. */
export interface AuthenticatorEntry {
  readonly issuer: string;
  /** The person's name here. */
  readonly account: string;
  /** In Base32. */
  readonly key: string;
}

/** The address that authenticator apps read from a QR code (Key Uri Format of Google Authenticator). */
export function authenticatorUri({ issuer, account, key }: AuthenticatorEntry): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${key}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=6&period=30`;
}
