import { Flag, Instant, Items, Text, Whole, Word } from '../description/fields.js';
import { PageDto } from '../http/paging.js';

/** One key of a keystore, without its private part. */
export class KeyDto {
  @Text('Its id in tokens and in the published set.', { always: true })
  readonly kid!: string;

  @Text('The algorithm it signs with.', { always: true, example: 'RS256' })
  readonly alg!: string;

  @Text('What it does now, such as PUBLISHED, SIGNING, RETIRED.', { always: true })
  readonly state!: string;

  @Instant('From when it signs.')
  readonly signsFrom?: string;

  @Instant('Until when tokens that it signed are accepted; then it goes.')
  readonly verifiesUntil?: string;
}

/** A keystore: the keys that modules sign with (reference 14.4). */
export class KeystoreDto {
  @Text('Its id: letters, digits, `_` and `-`.', { always: true, example: 'default-keystore' })
  readonly keystoreId!: string;

  @Text('Where its keys are read from; wins over jsonKeys.', { example: 'classpath:/my-keys.jwks' })
  readonly filePath?: string;

  @Text(
    'A JWK Set with private keys, as text. Without it and filePath keys are made. Told only while it is a reference to come.',
  )
  readonly jsonKeys?: string;

  @Flag('Says that keys are made here, as without jsonKeys and filePath.', { writeOnly: true })
  readonly generated?: boolean;

  @Word(['generated', 'text', 'file'], 'Where its keys come from.', { readOnly: true })
  readonly kind?: string;

  @Whole('Days between two rotations; never by itself unless set.')
  readonly rotationDays?: number;

  @Text('What keeps the server from reading its file anew.', { readOnly: true })
  readonly fileProblem?: string;

  @Items(KeyDto, 'Its keys, the one that signs first.', { readOnly: true })
  readonly keys?: readonly KeyDto[];
}

/** A part of the list of keystores. */
export class KeystoreListDto extends PageDto {
  @Items(KeystoreDto, 'The keystores of this page, by id.', { always: true })
  readonly keystores!: readonly KeystoreDto[];
}
