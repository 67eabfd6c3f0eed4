import { Inject, Injectable } from '@nestjs/common';
import { EGRESS, EgressError, type Egress } from '#egress/egress.port';
import type { ClientSettings } from '#protocol/client/client';
import type { JsonObject } from '#protocol/json/json-object';
import { metadataError } from '#protocol/oauth2/client-registration-error';
import { webUrlProblem } from '#protocol/oauth2/redirect-uri-problem';

const MEMBER = 'sector_identifier_uri';

/**
 * Checks the document behind `sector_identifier_uri`: it must list every redirect URI. That is all it is for here, because every app sees the
 * same subjects.
 * @see OpenID Connect Dynamic Client Registration 1.0 §5; STD ODCR-1, OM31; V-76
 */
@Injectable()
export class SectorIdentifier {
  constructor(@Inject(EGRESS) private readonly egress: Egress) {}

  /** @throws OAuthError invalid_client_metadata */
  async check(metadata: JsonObject, { registeredRedirectUris }: ClientSettings): Promise<void> {
    const uri = metadata[MEMBER] ?? undefined;
    if (uri === undefined) return;
    const problem = typeof uri === 'string' ? webUrlProblem(uri) : 'is not a text';
    if (typeof uri !== 'string' || problem !== undefined) throw metadataError(MEMBER, problem ?? 'is not a text');
    const listed = await this.fetched(uri);
    const missing = registeredRedirectUris.find((each) => !listed.includes(each));
    if (missing !== undefined) throw metadataError(MEMBER, `does not list the redirect URI ${missing}`);
  }

  private async fetched(uri: string): Promise<readonly unknown[]> {
    try {
      const { body } = await this.egress.getJson(uri, { share: { pool: 'sector identifiers' } });
      if (Array.isArray(body)) return body as unknown[];
      throw metadataError(MEMBER, 'does not lead to a JSON array of redirect URIs');
    } catch (cause) {
      if (cause instanceof EgressError) throw metadataError(MEMBER, 'cannot be fetched', cause);
      throw cause;
    }
  }
}
