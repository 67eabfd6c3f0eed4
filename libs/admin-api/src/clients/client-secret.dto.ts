import { Instant, Text, Whole } from '../description/fields.js';

/** One secret of a client. */
export class ClientSecretDto {
  @Whole('Number of the secret; by it a masked secret that is sent back is the stored one.')
  readonly pid?: number;

  @Text('8 to 256 characters on the way in; `***` on the way out, and a masked one that is sent back stays as it is.')
  readonly secret?: string;

  @Text('A bcrypt, Argon2 or PBKDF2 string in place of the secret.', { writeOnly: true })
  readonly secretHash?: string;

  @Text('What the secret is for.')
  readonly description?: string;

  @Instant('From when it counts.')
  readonly activation?: string;

  @Instant('Until when it counts.')
  readonly expiration?: string;
}
