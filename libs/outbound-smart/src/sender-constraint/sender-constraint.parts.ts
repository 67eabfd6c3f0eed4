import type { ModuleMetadata } from '@nestjs/common';
import { DpopNonces } from './dpop-nonces.js';
import { DpopProofs } from './dpop-proofs.js';
import { SenderKeys } from './sender-keys.js';

/** Which keys a request has shown. */
export const senderConstraintParts: ModuleMetadata = {
  providers: [DpopNonces, DpopProofs, SenderKeys],
};
