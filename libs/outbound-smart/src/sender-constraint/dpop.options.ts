import { ArrayMinSize, IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { Property } from '#module-config/property.port';
import { signingAlgorithms, type SigningAlgorithm } from '#protocol/keys/signing-algorithm';

/** Those of FAPI 2.0 and ES384, which SMART clients have. */
const DPOP_ALGORITHMS: readonly SigningAlgorithm[] = ['ES256', 'ES384', 'PS256', 'EdDSA', 'Ed25519'];

/** Tokens bound to a key that the app proves to have (RFC 9449). */
export class DpopOptions {
  @Property({
    key: 'dpop.enabled',
    help: 'Bind tokens to the key of an app that sends DPoP proofs.',
    default: true,
  })
  @IsBoolean()
  readonly enabled: boolean = true;

  @Property({
    key: 'dpop.signing_algorithms',
    help: 'Algorithms accepted for DPoP proofs.',
    list: 'any',
    default: DPOP_ALGORITHMS,
  })
  @ArrayMinSize(1)
  @IsIn(signingAlgorithms, { each: true, message: `has entries that are none of ${signingAlgorithms.join(', ')}` })
  readonly algorithms: SigningAlgorithm[] = [...DPOP_ALGORITHMS];

  @Property({
    key: 'dpop.nonce',
    help: 'required = a proof must carry a nonce of the server, which costs an app one more request every few minutes; off = none is asked for.',
    default: 'off',
  })
  @IsIn(['off', 'required'])
  readonly nonce: 'off' | 'required' = 'off';

  @Property({
    key: 'dpop.proof_lifetime_seconds',
    help: 'How old a DPoP proof may be.',
    unit: 'seconds',
    default: 300,
  })
  @IsInt()
  @Min(10)
  @Max(300)
  readonly proofLifetimeSeconds: number = 300;
}
