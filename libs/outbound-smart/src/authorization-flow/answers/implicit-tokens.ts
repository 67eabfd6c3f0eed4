import { Inject, Injectable } from '@nestjs/common';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import { bringsIdToken } from '#protocol/oauth2/response-type';
import { familyAuthorization } from '../../grants/family-authorization.js';
import { FamilyStarts } from '../../grants/family-starts.js';
import type { ProvenAuthorization } from '../../grants/proven-authorization.js';
import { TokenIssuance } from '../../grants/token-issuance.js';
import { AUTHORIZATION_CODE_STORE, type AuthorizationCodeStore } from '../../stores/authorization-code.store.js';
import type { Authorization } from '../../tokens/authorization.js';
import { accessLifetimeSeconds } from './access-lifetime.js';

/** An approval that is to be answered with tokens; its code was issued and never left the server. */
export interface ImplicitApproval
  extends
    Pick<ProvenAuthorization, 'instance' | 'trace' | 'remoteAddress'>,
    Required<Pick<Authorization, 'client' | 'user' | 'codeHash'>> {
  readonly request: AuthorizationRequest;
}

/**
 * Answers of the implicit grant (RFC 6749 §4.2): the server redeems the code of the approval itself, at once, and the tokens come out of the
 * same phases as at the token endpoint (ruling 19). There is never a refresh token.
 */
@Injectable()
export class ImplicitTokens {
  constructor(
    @Inject(AUTHORIZATION_CODE_STORE) private readonly codes: AuthorizationCodeStore,
    private readonly starts: FamilyStarts,
    private readonly issuance: TokenIssuance,
  ) {}

  /** Parameters of the answer (RFC 6749 §4.2.2, OpenID Connect Core §3.2.2.5). */
  async parameters(approval: ImplicitApproval): Promise<Readonly<Record<string, string>>> {
    const authorization = await this.redeem(approval);
    return asParameters(await this.issuance.issue({ ...approval, authorization }));
  }

  private async redeem({ instance, client, user, request, codeHash }: ImplicitApproval): Promise<Authorization> {
    const { moduleId } = instance;
    const lifetime = accessLifetimeSeconds(instance, client, request);
    const { family } = this.starts.of({ instance, client, accessLifetimeSeconds: lifetime });
    const redemption = { moduleId, clientId: client.clientId, codeHash, redirectUri: request.redirectUri };
    const redeemed = await this.codes.redeem(redemption, family);
    if (redeemed === undefined) throw new Error('A code that nobody else knows could not be redeemed.');
    return {
      ...familyAuthorization({ grantType: 'implicit', client, user, ...redeemed }),
      codeHash,
      accessLifetimeSeconds: lifetime,
      withoutIdToken: !bringsIdToken(request.responseType),
    };
  }
}

/** Members of a token response as parameters of a redirect; what is no plain value, such as `fhirContext`, has no form there. */
function asParameters(response: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const plain = Object.entries(response).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return Object.fromEntries(plain.map(([name, value]) => [name, String(value)]));
}
