import { Inject, Injectable } from '@nestjs/common';
import { epochSeconds } from '#protocol/clock';
import { randomId } from '#protocol/random';
import { emptyLaunchContext } from '#protocol/smart/launch-context';
import { subjectOf } from '#protocol/user/subject';
import { familyAuthorization } from '../../grants/family-authorization.js';
import { FamilyStarts } from '../../grants/family-starts.js';
import { signInPartOf } from '../../grants/sign-in-part.js';
import { TokenIssuance } from '../../grants/token-issuance.js';
import type { GrantDetails } from '../../stores/authorization-code.store.js';
import { TOKEN_FAMILY_STORE, type TokenFamilyStore } from '../../stores/token-family.store.js';
import { ContextSourceError, type ContextQuestion } from '../context-source.port.js';
import { CALL_TOKEN_SECONDS, FhirReaders, type FhirReader } from './fhir-readers.js';

/** Where the token goes, and on whose account. */
export interface SearchedServer {
  /** `aud` of the token. */
  readonly base: string;
  /** Client that the tokens are made for; its scopes bound what they may do. */
  readonly clientId: string;
}

/**
 * Makes the tokens that contexts are searched with: access tokens of this server that speak for the person who chooses, may read and search
 * the one resource type, and end with the answer. They come out of the same phases as every other token (ruling 19).
 */
@Injectable()
export class SearchTokens {
  constructor(
    private readonly readers: FhirReaders,
    @Inject(TOKEN_FAMILY_STORE) private readonly families: TokenFamilyStore,
    private readonly starts: FamilyStarts,
    private readonly issuance: TokenIssuance,
  ) {}

  /** @throws ContextSourceError when there is no such client, or it has no scope for the type; whatever `use` throws */
  async during<T>(question: ContextQuestion, server: SearchedServer, use: (token: string) => Promise<T>): Promise<T> {
    const { instance } = question;
    const { moduleId } = instance;
    const { client, scopes, trace } = await this.reader(question, server);
    const grantId = randomId();
    const details = detailsOf(question, server, scopes);
    const { family } = this.starts.of({ instance, client, accessLifetimeSeconds: CALL_TOKEN_SECONDS });
    await this.families.start({ moduleId, clientId: client.clientId, grantId, details }, family);
    try {
      const authorization = {
        ...familyAuthorization({ grantType: 'context_selection', client, user: question.user, grantId, details }),
        accessLifetimeSeconds: CALL_TOKEN_SECONDS,
        withoutIdToken: true,
      };
      const { remoteAddress } = question.visit;
      const issued = await this.issuance.issue({ instance, authorization, trace, remoteAddress });
      return await use(String(issued['access_token']));
    } finally {
      await this.families.revoke(moduleId, grantId, 'search-over');
    }
  }

  private async reader({ instance, resourceType }: ContextQuestion, { clientId }: SearchedServer): Promise<FhirReader> {
    const scope = `user/${resourceType}.rs`;
    const reader = await this.readers.find(instance.moduleId, clientId, scope);
    if (!('problem' in reader)) return reader;
    if (reader.problem === 'no-client')
      throw new ContextSourceError(`there is no enabled client ${clientId} to search as`);
    throw new ContextSourceError(`the client ${clientId} lacks the scope ${scope}`, { cause: reader.cause });
  }
}

function detailsOf(
  { user, visit: { browser } }: ContextQuestion,
  { base }: SearchedServer,
  scopes: readonly string[],
): GrantDetails {
  if (browser.session === undefined) throw new Error('Somebody chose a context without a session.');
  const { amr, sid, authTime } = browser.session;
  return {
    subject: subjectOf(user.username),
    userPid: user.pid,
    securityVersion: user.securityVersion,
    ...signInPartOf(user),
    launchContext: emptyLaunchContext,
    audience: [base],
    refresh: 'none',
    flowId: randomId(),
    ...{ scopes, amr, sid, authTime: epochSeconds(authTime) },
  };
}
