import type { ModuleMetadata } from '@nestjs/common';
import { TOKEN_PREVIEW } from '#scripts/token-preview.port';
import { AccessTokenForSecret } from './access-token-for-secret.js';
import { AuthorizationCodeGrantController } from './authorization-code.grant-controller.js';
import { ClientCredentialsGrantController } from './client-credentials.grant-controller.js';
import { CodapGrantController } from './codap.grant-controller.js';
import { DeviceCodeGrantController } from './device-code.grant-controller.js';
import { CodeRedeemer } from './code-redeemer.js';
import { FamilyStarts } from './family-starts.js';
import { GrantHolders } from './grant-holders.js';
import { GRANT_CONTROLLERS, type GrantController } from './grant.port.js';
import { OutboundTokenPreview } from './outbound-token-preview.js';
import { PostAuthorizeRuns } from './post-authorize-runs.js';
import { PasswordCheck } from './password-check.js';
import { ProvedFactors } from './proved-factors.js';
import { PasswordGrantController } from './password.grant-controller.js';
import { RefreshTokenGrantController } from './refresh-token.grant-controller.js';
import { TokenEndpoint } from './token-endpoint.js';
import { TokenExchangeGrantController } from './token-exchange.grant-controller.js';
import { TokenGeneration } from './token-generation.js';
import { TokenIssuance } from './token-issuance.js';
import { TokenController } from './token.controller.js';

/** The grants of the token endpoint, offered or not; adding one here is all it takes. */
const grants = [
  AuthorizationCodeGrantController,
  RefreshTokenGrantController,
  ClientCredentialsGrantController,
  PasswordGrantController,
  DeviceCodeGrantController,
  TokenExchangeGrantController,
  CodapGrantController,
];

/** The token endpoint and its grants. */
export const grantsParts: ModuleMetadata = {
  controllers: [TokenController],
  providers: [
    ...grants,
    { provide: GRANT_CONTROLLERS, inject: grants, useFactory: (...list: GrantController[]) => list },
    AccessTokenForSecret,
    CodeRedeemer,
    FamilyStarts,
    GrantHolders,
    OutboundTokenPreview,
    { provide: TOKEN_PREVIEW, useExisting: OutboundTokenPreview },
    PasswordCheck,
    PostAuthorizeRuns,
    ProvedFactors,
    TokenEndpoint,
    TokenGeneration,
    TokenIssuance,
  ],
};
