import { packedSkin } from '../../apps/cli/src/skins/packed-skin.js';
import { skinFolderFiles } from '../../apps/cli/src/skins/skin-folder-files.js';
import { root, startAdminServer, type AdminServer } from './admin-server.js';
import { FederatedUpstream, federating } from './federated-upstream.js';
import { MailServer } from './mail-server.js';
import { testClients } from './test-clients.js';
import { amelia, bertha, carla } from './test-users.js';
import { wardModule } from './ward-module.js';

/** What tries to run in every place of a page. */
export const HOSTILE_NAME = `"><img src=x onerror="document.title='owned'"></script><script>document.title='owned'</script>\${7*7}[[\${7*7}]]{{7*7}}'-document.title='owned'-'`;

const hostileApp = {
  ...testClients[0],
  clientId: 'hostile-app',
  clientName: HOSTILE_NAME,
  scopes: ['openid', 'notes', 'links'],
  scopeDescriptions: { notes: HOSTILE_NAME, links: 'javascript:document.title="owned"' },
};

/** Enough that a page lets people search. */
const contexts = [
  ...Array.from({ length: 24 }, (_, place) => ({
    ...{ resourceType: 'Patient', id: `p${String(place)}`, display: `Patient ${String(place)}`, users: ['carla'] },
  })),
  { resourceType: 'Patient', id: 'oscar', display: 'Oscar Marsh', identifier: 'MRN 30-2290', users: ['carla'] },
];

/** A server with skins: `smart_auth` has everything that a page can ask for, `ward` signs people in by a password alone. */
export class SkinSite {
  private constructor(
    readonly server: AdminServer,
    readonly mails: MailServer,
    readonly upstream: FederatedUpstream,
  ) {}

  static async start(): Promise<SkinSite> {
    const [mails, upstream] = await Promise.all([MailServer.start(), FederatedUpstream.start('hospital')]);
    letPeopleIn(upstream);
    const other = { ...upstream.definition(), name: 'Patients', issuer: 'http://127.0.0.1:1' };
    const { properties, files } = federating(
      [upstream.definition({ name: 'Hospital staff' }), { ...other, federationRegistrationId: 'patients' }],
      'federate_mode.local_sign_in.enabled=true',
      'context_selection.source=static_list',
      'context_selection.list_file=classpath:contexts.json',
      'tos.version_string=2026-11',
    );
    const server = await startAdminServer({
      users: [amelia, bertha, carla],
      clients: [...testClients, hostileApp],
      files: { ...files, 'contexts.json': JSON.stringify({ contexts }) },
      properties: [
        ...[...properties, ...mails.properties, ...wardModule],
        'module.smart_auth.requires.SECURITY_USER_SELF_REGISTRATION=local_security',
        'module.local_security.config.user_self_registration.enabled=true',
      ],
    });
    return new SkinSite(server, mails, upstream);
  }

  get issuer(): string {
    return this.server.issuer;
  }

  get ward(): string {
    return `${this.server.issuer}/ward`;
  }

  /** Has a module wear a skin, as an administrator does: it is checked, stored and activated, with mistakes only where the administrator insists. */
  async wear(moduleId: string, jar: Buffer, { override = false } = {}): Promise<void> {
    const stored = await this.send('/skins', jar);
    const { sha256 } = (await stored.json()) as { readonly sha256: string };
    const answer = await this.server.as().post(`/skin-modules/Master/${moduleId}/activate`, { skin: sha256, override });
    if (answer.status !== 200) throw new Error(`${moduleId} does not wear it: ${answer.text}`);
  }

  /** The address of a page of a skin that nobody wears, with stock data, as `smart_auth` would show it. */
  async preview(jar: Buffer, name: string, wanted: object = {}): Promise<string> {
    const stored = await this.send('/skins', jar);
    const { sha256 } = (await stored.json()) as { readonly sha256: string };
    const { body } = await this.server
      .as()
      .post<{ readonly pages: readonly { readonly page: string; readonly url: string }[] }>(
        `/skins/${sha256}/preview`,
        { moduleId: 'smart_auth', ...wanted },
      );
    return body.pages.find(({ page }) => page === name)?.url ?? '';
  }

  /** Posts a JAR to the admin API. */
  private async send(path: string, jar: Buffer): Promise<Response> {
    const authorization = `Basic ${Buffer.from(`${root.username}:${root.password}`).toString('base64')}`;
    const response = await fetch(this.server.adminUrl + path, {
      ...{ method: 'POST', body: new Uint8Array(jar) },
      headers: { authorization, 'content-type': 'application/java-archive' },
    });
    if (!response.ok) throw new Error(`${path} → ${String(response.status)}: ${await response.text()}`);
    return response;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await Promise.all([this.mails.stop(), this.upstream.stop()]);
  }
}

/** Whoever comes is signed in there as Maria Adams, without a page. */
function letPeopleIn(federated: FederatedUpstream): void {
  const claims = { sub: 'maria', given_name: 'Maria', family_name: 'Adams' };
  federated.upstream.answers.set('/auth', (request, response) => {
    const location = federated.signIn(`${federated.issuer}${request.url ?? ''}`, { claims }).href;
    response.writeHead(302, { location }).end();
  });
}

/** The sample skin, packed as its designers pack it. */
export async function sampleSkin(): Promise<Buffer> {
  const identity = { groupId: 'example.lakeside', artifactId: 'lakeside-clinic', version: '1.0' };
  return packedSkin(identity, await skinFolderFiles('skins/sample', process.cwd()));
}
