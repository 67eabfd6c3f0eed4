import type { SamlInboundOptions } from './saml-inbound.options.js';
import type { SamlKeys } from './saml-keys.js';

/** One configured SAML inbound module. Data, passed as an argument (ruling 51). */
export interface SamlInboundInstance {
  readonly nodeId: string;
  readonly moduleId: string;
  readonly options: SamlInboundOptions;
  readonly keys: SamlKeys;
}

/** The SAML inbound modules of this process by module id; the composition root may add and remove while it runs. */
export type SamlInboundInstances = ReadonlyMap<string, SamlInboundInstance>;
