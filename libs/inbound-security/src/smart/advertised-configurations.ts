import { Inject, Injectable } from '@nestjs/common';
import type { SmartConfigurations } from '../smart-configurations.port.js';
import { SMART_INBOUND_INSTANCES, type SmartInboundInstances } from './smart-inbound-instance.js';

/** {@link SmartConfigurations} by the properties of the module, and nothing else. */
@Injectable()
export class AdvertisedConfigurations implements SmartConfigurations {
  constructor(@Inject(SMART_INBOUND_INSTANCES) private readonly instances: SmartInboundInstances) {}

  of(moduleId: string): Readonly<Record<string, unknown>> | undefined {
    const advertised = this.instances.get(moduleId)?.options.advertised;
    if (advertised === undefined) return undefined;
    const endpoints = {
      authorization_endpoint: advertised.authorizationEndpoint,
      token_endpoint: advertised.tokenEndpoint,
      management_endpoint: advertised.managementEndpoint,
      introspection_endpoint: advertised.introspectionEndpoint,
      revocation_endpoint: advertised.revocationEndpoint,
    };
    const known = Object.entries(endpoints).filter(([, url]) => url !== undefined);
    return { ...Object.fromEntries(known), scopes_supported: advertised.scopesSupported };
  }
}
