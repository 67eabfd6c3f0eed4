import { Injectable, Logger } from '@nestjs/common';
import type { PageModels } from '#skin/page-renderer.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { SamlParties } from '../saml/saml-party.js';
import { samlStartPath } from '../saml/saml-paths.js';
import { FederatedServers } from './federated-servers.js';
import { startPath } from './federation-paths.js';
import { serverView } from './server-view.js';
import { signInOffer, type SignInOffer } from './sign-in-offer.js';

/** What the page to choose a server shows. */
export type ShownChoice = Pick<PageModels['choose-server'], 'servers' | 'samlUrl' | 'samlName' | 'localSignIn'>;

/** Finds out how people can sign in. */
@Injectable()
export class ServerChoice {
  private readonly logger = new Logger('Federation');
  /** Modules at which nobody can sign in: it is told once, not to each who looks. */
  private readonly told = new WeakSet<OutboundSmartInstance>();

  constructor(
    private readonly servers: FederatedServers,
    private readonly saml: SamlParties,
  ) {}

  /**
   * Where whoever has to sign in is sent without being asked, below the path of the module; undefined where there is a choice. Not for those who have
   * just come from there, or a server that sends everybody back at once would keep the browser going round.
   * @param interaction handle of what the person signs in for
   */
  async onlyWay(instance: OutboundSmartInstance, interaction: string): Promise<string | undefined> {
    const { offer, samlPath } = await this.found(instance, interaction);
    if (offer.kind === 'saml') return samlPath;
    return offer.kind === 'server' ? startPath(offer.servers[0].registrationId, interaction) : undefined;
  }

  /** What is shown to whoever is asked; undefined: the page with user name and password. */
  async page(instance: OutboundSmartInstance, interaction: string): Promise<ShownChoice | undefined> {
    const { offer, samlPath } = await this.found(instance, interaction);
    if (offer.kind === 'password') return undefined;
    const { publicPath, options } = instance;
    const servers = offer.servers.map((server) =>
      serverView(server, publicPath + startPath(server.registrationId, interaction)),
    );
    const saml = samlPath !== undefined && { samlUrl: publicPath + samlPath, samlName: options.saml.providerName };
    return { servers, ...saml, localSignIn: offer.kind === 'choice' && offer.localSignIn };
  }

  /** Whether there is no way at all. */
  async isEmpty(instance: OutboundSmartInstance): Promise<boolean> {
    const { offer } = await this.found(instance, '');
    return isNoWay(offer);
  }

  private async found(instance: OutboundSmartInstance, interaction: string) {
    const party = this.saml.of(instance);
    const samlPath = party && samlStartPath(party.registrationId, interaction);
    const ways = { servers: await this.servers.of(instance), saml: samlPath !== undefined };
    const offer = signInOffer(instance, ways);
    this.tell(instance, isNoWay(offer));
    return { offer, samlPath };
  }

  private tell(instance: OutboundSmartInstance, isWithoutWay: boolean): void {
    if (!isWithoutWay) this.told.delete(instance);
    else if (instance.options.federation.enabled && !this.told.has(instance)) {
      this.told.add(instance);
      this.logger.warn(nobody(instance));
    }
  }
}

function isNoWay(offer: SignInOffer): boolean {
  return offer.kind === 'choice' && !offer.localSignIn && !offer.saml && offer.servers.length === 0;
}

function nobody({ moduleId }: OutboundSmartInstance): string {
  return (
    `Nobody can sign in at ${moduleId}: federate_mode.enabled is true, and no server that is defined for the module has a ` +
    'tokenIntrospectionClientId. Define one (gatehouse import, POST /openid-connect-servers, or seed_servers.file).'
  );
}
