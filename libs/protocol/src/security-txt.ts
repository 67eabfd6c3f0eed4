const DAY = 86_400_000;
/** How long a copy may be believed; the file asks for less than a year (RFC 9116 §2.5.5). */
const VALID_DAYS = 180;

/** Whom to tell of a vulnerability; nothing is published where there is no contact. */
export interface SecurityContacts {
  /** `mailto:`, `tel:` or https addresses, the preferred first. */
  readonly contacts: readonly string[];
  /** Page with the disclosure policy. */
  readonly policy?: string;
  /** Where this file is found. */
  readonly canonical: string;
}

/** The file by which researchers find whom to tell (RFC 9116); the same text for a whole day. */
export function securityTxt({ contacts, policy, canonical }: SecurityContacts, now: Date): string {
  const today = Math.floor(now.getTime() / DAY) * DAY;
  const lines = [
    ...contacts.map((contact) => `Contact: ${contact}`),
    `Expires: ${new Date(today + VALID_DAYS * DAY).toISOString()}`,
    'Preferred-Languages: en',
    `Canonical: ${canonical}`,
    ...(policy === undefined ? [] : [`Policy: ${policy}`]),
  ];
  return `${lines.join('\r\n')}\r\n`;
}
