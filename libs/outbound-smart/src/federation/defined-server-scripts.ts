import { Inject, Injectable } from '@nestjs/common';
import { KNOWN_SERVERS, type KnownServers } from '#oidc-server-definition/known-servers.port';
import type { ServerScriptName, ServerScripts } from '#scripts/server-scripts.port';

/** {@link ServerScripts} of the definitions as they are now. */
@Injectable()
export class DefinedServerScripts implements ServerScripts {
  constructor(@Inject(KNOWN_SERVERS) private readonly known: Pick<KnownServers, 'byIssuer'>) {}

  async find({ moduleId, issuer, field }: ServerScriptName): Promise<string | undefined> {
    const server = await this.known.byIssuer(moduleId, issuer);
    const text = server?.settings[field] ?? '';
    return text.trim() === '' ? undefined : text;
  }
}
