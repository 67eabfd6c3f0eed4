import { ArrayMinSize, IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { Property } from '#module-config/property.port';
import { clientSecretEncodings } from '#protocol/client/client-secret-encoding';
import { signingAlgorithms } from '#protocol/keys/signing-algorithm';

/** How clients prove themselves, and where the first ones come from. */
export class ClientsOptions {
  @Property({
    key: 'client_secret.encoding',
    help: 'Hash of newly written secrets that a person chose.',
    default: 'BCRYPT_12_ROUND',
  })
  @IsIn(Object.keys(clientSecretEncodings))
  readonly secretEncoding: string = 'BCRYPT_12_ROUND';

  @Property({
    key: 'client_secret.expiry_duration_days',
    help: 'How long a secret lives that the server generated, counted from its activation; 0 = without end.',
    unit: 'days',
    default: 365,
  })
  @IsInt()
  @Min(0)
  @Max(36_500)
  readonly generatedSecretDays: number = 365;

  @Property({
    key: 'client_secret.max_grace_period_mins',
    help: 'Longest time for which a client that changes its secret may keep the old one.',
    unit: 'minutes',
    default: 1_440,
  })
  @IsInt()
  @Min(0)
  @Max(43_200)
  readonly mostSecretGraceMinutes: number = 1_440;

  @Property({
    key: 'client_secret.mask_description',
    help: 'Shows administrators only the first letter of what a secret is called, as the product does.',
    default: false,
  })
  @IsBoolean()
  readonly masksSecretDescriptions: boolean = false;

  @Property({
    key: 'client_assertion.signing_algorithms',
    help: 'Algorithms of private_key_jwt for clients that name none of their own.',
    list: 'any',
    default: ['RS384', 'ES384'],
  })
  @ArrayMinSize(1)
  @IsIn(signingAlgorithms, { each: true })
  readonly assertionAlgorithms: string[] = ['RS384', 'ES384'];

  @Property({
    key: 'seed_clients.file',
    reserved: true,
    help: 'Client definitions loaded at the first start.',
    example: 'classpath:seed-clients.json',
  })
  @IsOptional()
  @IsString()
  readonly seedFile?: string;
}
