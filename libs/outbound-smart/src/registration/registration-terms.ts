import { Inject, Injectable } from '@nestjs/common';
import { DEVICE_CODE_GRANT } from '#protocol/oauth2/device-authorization';
import type { RegistrationRules } from '#protocol/oauth2/client-registration';
import { ServerDescriptions } from '../discovery/server-descriptions.js';
import { GRANT_CONTROLLERS, offeredGrants, type GrantController } from '../grants/grant.port.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { Registrant } from './registrant.js';

/** What somebody may register, now or when the client changes itself later. */
export interface RegistrationRight {
  /** Somebody answers for the app. */
  readonly isKnown: boolean;
  /** The most it may have; absent = any scope. */
  readonly scopes?: readonly string[];
}

/** Grants that an app may give itself. Those by which it acts without a person are for apps that somebody answers for. */
const OF_ANYONE = ['authorization_code', 'refresh_token'];
const OF_THE_KNOWN = [...OF_ANYONE, 'client_credentials', DEVICE_CODE_GRANT];

/** Says what can be registered at an instance, and by whom. */
@Injectable()
export class RegistrationTerms {
  constructor(
    @Inject(GRANT_CONTROLLERS) private readonly grants: readonly GrantController[],
    private readonly descriptions: ServerDescriptions,
  ) {}

  async of(instance: OutboundSmartInstance, { isKnown, scopes }: RegistrationRight): Promise<RegistrationRules> {
    const description = await this.descriptions.of(instance);
    const names = isKnown ? OF_THE_KNOWN : OF_ANYONE;
    const grants = offeredGrants(this.grants, instance).filter(({ grantType }) => names.includes(grantType));
    return {
      grants: new Map(grants.map(({ grantType, clientGrantType }) => [grantType, clientGrantType])),
      authMethods: description.tokenEndpointAuthMethods,
      algorithms: {
        idToken: description.idTokenSigningAlgorithms,
        assertion: description.tokenEndpointAuthSigningAlgorithms,
        requestObject: description.requestObjectAlgorithms,
      },
      scopes: scopes ?? instance.options.registration.scopes,
      isBounded: scopes !== undefined,
    };
  }
}

/** What a registrant may register. */
export function rightOf({ options }: OutboundSmartInstance, registrant: Registrant): RegistrationRight {
  switch (registrant.kind) {
    case 'anyone':
      return { isKnown: false, scopes: options.registration.scopes };
    case 'invited':
      return { isKnown: true, scopes: registrant.scopes ?? options.registration.scopes };
    case 'permitted':
      return { isKnown: true };
  }
}
