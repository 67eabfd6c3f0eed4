import type { ConfigurationProblem } from '#module-config/property.port';
import { relyingPartyOf } from '#protocol/passkey/relying-party';
import type { OutboundSmartOptions } from '../outbound-smart.options.js';

/** A domain for passkeys that no browser would accept for the issuer. */
export function passkeyProblems({
  issuer,
  passkeys,
}: Pick<OutboundSmartOptions, 'issuer' | 'passkeys'>): readonly ConfigurationProblem[] {
  const { relyingPartyId } = passkeys;
  if (relyingPartyId === undefined || relyingPartyOf(issuer.url, relyingPartyId) !== undefined) return [];
  return [
    {
      key: 'passkeys.rp_id',
      problem: `"${relyingPartyId}" is neither the host of issuer.url nor a domain above it that is not a top-level one`,
      remedy:
        'Leave it out, or write the domain that the host of issuer.url ends in; issuer.url has to be https and a name, no number.',
    },
  ];
}
