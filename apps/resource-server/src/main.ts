/**
 * What other applications import as `gatehouse/resource-server` (`exports` in package.json). Its types are written out in
 * `apps/resource-server/types/resource-server.d.ts`, since those of the sources would need all sources.
 */
import { SmartBearerGuard } from '../../../libs/inbound-security/src/smart-bearer-guard.port.js';
import { RESOURCE_SERVER } from './smart-resource-server.module.js';

export { SmartCaller, SmartRoute } from '../../../libs/inbound-security/src/smart-bearer-guard.port.js';
export { allowedPlaces, allowsIn } from '../../../libs/protocol/src/permissions/fhir-access.js';
export { SmartResourceServerModule } from './smart-resource-server.module.js';

/** Guard of controllers and handlers: lets in who shows an access token that counts and reaches what the route needs. */
export const SmartResourceServerGuard = SmartBearerGuard(RESOURCE_SERVER);
