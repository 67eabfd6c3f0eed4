import type { ModuleMetadata } from '@nestjs/common';
import { OWN_TOKENS } from '#inbound-security/own-tokens.port';
import { BEARER_AUTHENTICATION } from './bearer-authentication.port.js';
import { IntrospectController } from './introspect.controller.js';
import { IntrospectionEndpoint } from './introspection-endpoint.js';
import { LivePermissions } from './live-permissions.js';
import { OwnBearerAuthentication } from './own-bearer-authentication.js';
import { PermissionGate } from './permission-gate.js';
import { RevocationEndpoint } from './revocation-endpoint.js';
import { RevokeController } from './revoke.controller.js';
import { TokenGate } from './token-gate.js';
import { TokenIssuer } from './token-issuer.js';
import { TokenLookup } from './token-lookup.js';
import { TokenPermissions } from './token-permissions.js';
import { TokenRevoker } from './token-revoker.js';
import { UserInfoEndpoint } from './user-info-endpoint.js';
import { UserInfoController } from './userinfo.controller.js';

/** Minting, looking up and revoking tokens. */
export const tokensParts: ModuleMetadata = {
  controllers: [IntrospectController, RevokeController, UserInfoController],
  providers: [
    { provide: BEARER_AUTHENTICATION, useClass: OwnBearerAuthentication },
    { provide: OWN_TOKENS, useExisting: BEARER_AUTHENTICATION },
    IntrospectionEndpoint,
    LivePermissions,
    PermissionGate,
    RevocationEndpoint,
    TokenGate,
    TokenIssuer,
    TokenLookup,
    TokenPermissions,
    TokenRevoker,
    UserInfoEndpoint,
  ],
};
