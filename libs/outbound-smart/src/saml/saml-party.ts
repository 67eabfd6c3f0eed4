import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import { SAML_SIGN_IN, type SamlPlace, type SamlSignIn } from '#inbound-security/saml-sign-in.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** What an outbound module is at the identity provider of its SAML module. */
export interface SamlParty {
  readonly place: SamlPlace;
  readonly registrationId: string;
}

/** Knows at which provider people of a module sign in. */
@Injectable()
export class SamlParties {
  constructor(@Inject(SAML_SIGN_IN) private readonly saml: SamlSignIn) {}

  /** Undefined where SAML is off, and while the SAML module does not run. */
  of({ samlModuleId, baseUrl }: OutboundSmartInstance): SamlParty | undefined {
    const registrationId = samlModuleId === undefined ? undefined : this.saml.registrationId(samlModuleId);
    if (samlModuleId === undefined || registrationId === undefined) return undefined;
    return { place: { samlModuleId, baseUrl }, registrationId };
  }

  /**
   * @param registrationId the last part of an address
   * @throws NotFoundException nothing is there
   */
  at(instance: OutboundSmartInstance, registrationId: string): SamlParty {
    const party = this.of(instance);
    if (party?.registrationId !== registrationId) throw new NotFoundException();
    return party;
  }
}
