import type { SmartInboundInstance } from '#inbound-security/smart/smart-inbound-instance';
import type { ConfigurationProblem } from '#module-config/property.port';
import type { OutboundSmartInstance } from '#outbound-smart/instances/outbound-smart-instance';

/** A keystore that signs tokens must not sign client assertions as well: one could be taken for the other (V-46). */
export function clientKeystoreProblems(
  outbound: readonly OutboundSmartInstance[],
  smartInbound: readonly SmartInboundInstance[],
): readonly ConfigurationProblem[] {
  const signers = new Map(outbound.map(({ keystoreId, moduleId }) => [keystoreId, moduleId]));
  return [...outbound, ...smartInbound].flatMap(({ moduleId, options }) => {
    const { clientKeystoreId } = options.serverCalls;
    const signer = signers.get(clientKeystoreId);
    if (signer === undefined) return [];
    const key = `module.${moduleId}.config.client_authentication.keystore_id`;
    const problem = `is "${clientKeystoreId}", by which ${signer} signs its tokens`;
    return [{ key, problem, remedy: 'Name another keystore; it is made when it is first needed.' }];
  });
}
