import { resourceMetadataAddress } from '#protocol/oauth2/protected-resource-metadata';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import type { Failure } from './failure.js';

/** A challenge for an access token also says where the metadata of this resource is (RFC 9728 §5.1, STD RFC9728-1). */
export function withResourceMetadata(failure: Failure, { baseUrl }: OutboundSmartInstance): Failure {
  if (failure.challenges === undefined) return failure;
  const member = `resource_metadata="${resourceMetadataAddress(baseUrl)}"`;
  const challenges = failure.challenges.map((each) => (each.startsWith('Basic') ? each : `${each}, ${member}`));
  return { ...failure, challenges };
}
