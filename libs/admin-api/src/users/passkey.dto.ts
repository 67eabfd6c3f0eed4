import type { Passkey } from '#inbound-security/passkeys.port';
import { instantText } from '#protocol/json/instant-text';
import { Flag, Instant, Items, Text } from '../description/fields.js';

/** A passkey of a user: nothing that helps to use it. */
export class PasskeyDto {
  @Text('What stands for it here.', { always: true })
  readonly id!: string;

  @Text('What its owner calls it.', { always: true, example: 'Work laptop' })
  readonly label!: string;

  @Flag('Whether other devices of the person can have it, too.', { always: true })
  readonly synced!: boolean;

  @Flag('Whether it is backed up, as it said when it was used last.', { always: true })
  readonly backedUp!: boolean;

  @Instant('When it was added.', { always: true })
  readonly createdAt!: string;

  @Instant('When it was used last.')
  readonly lastUsedAt?: string;
}

/** The passkeys of a user. */
export class PasskeyListDto {
  @Items(PasskeyDto, 'The passkeys, the oldest first.', { always: true })
  readonly passkeys!: readonly PasskeyDto[];
}

/** A passkey as the API shows it. */
export function passkeyJson({ id, label, isSynced, isBackedUp, createdAt, lastUsedAt }: Passkey): PasskeyDto {
  return {
    ...{ id, label, synced: isSynced, backedUp: isBackedUp },
    createdAt: instantText(createdAt),
    ...(lastUsedAt && { lastUsedAt: instantText(lastUsedAt) }),
  };
}
