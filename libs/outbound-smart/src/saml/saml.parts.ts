import type { ModuleMetadata } from '@nestjs/common';
import { SamlAccounts } from './saml-accounts.js';
import { SamlFailures } from './saml-failures.js';
import { SamlMemories } from './saml-memories.js';
import { SamlParties } from './saml-party.js';
import { SamlResponses } from './saml-responses.js';
import { SamlReturns } from './saml-returns.js';
import { SamlStart } from './saml-start.js';
import { SamlController } from './saml.controller.js';

/** Sign-in at a SAML identity provider. */
export const samlParts: ModuleMetadata = {
  controllers: [SamlController],
  providers: [SamlAccounts, SamlFailures, SamlMemories, SamlParties, SamlResponses, SamlReturns, SamlStart],
};
