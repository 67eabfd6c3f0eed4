import type { ModuleMetadata } from '@nestjs/common';
import { ClientAuthenticator } from './client-authenticator.js';
import { ClientKeys } from './client-keys.js';
import { CLIENT_METHODS, type ClientMethod } from './client-method.js';
import { ClientSecretMethod } from './client-secret.method.js';
import { MutualTlsMethod } from './mutual-tls.method.js';
import { PrivateKeyJwtMethod } from './private-key-jwt.method.js';
import { PublicClientMethod } from './public-client.method.js';

/** The ways to authenticate a client; adding one here is all it takes. */
const methods = [PublicClientMethod, ClientSecretMethod, PrivateKeyJwtMethod, MutualTlsMethod];

/** How a client proves itself. */
export const clientAuthenticationParts: ModuleMetadata = {
  providers: [
    ...methods,
    { provide: CLIENT_METHODS, inject: methods, useFactory: (...list: ClientMethod[]) => list },
    ClientAuthenticator,
    ClientKeys,
  ],
};
