import type { ModuleMetadata } from '@nestjs/common';
import { PasskeyOffer } from './passkey-offer.js';
import { PasskeySignInController } from './passkey-sign-in.controller.js';
import { PasskeysSignIn } from './passkey-sign-in.js';

/** Sign-in by passkeys. */
export const passkeysParts: ModuleMetadata = {
  controllers: [PasskeySignInController],
  providers: [PasskeyOffer, PasskeysSignIn],
};
