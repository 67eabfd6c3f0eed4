import type { ModuleMetadata } from '@nestjs/common';
import { ActorTokens } from './actor-tokens.js';
import { LocalSubjectTokens } from './local-subject-tokens.js';
import { SUBJECT_TOKEN_SOURCES, type SubjectTokenSource } from './subject-token.port.js';

/** Whose tokens may be exchanged (RFC 8693). */
export const exchangeParts: ModuleMetadata = {
  providers: [
    {
      provide: SUBJECT_TOKEN_SOURCES,
      inject: [LocalSubjectTokens],
      useFactory: (...sources: SubjectTokenSource[]) => sources,
    },
    ActorTokens,
    LocalSubjectTokens,
  ],
};
