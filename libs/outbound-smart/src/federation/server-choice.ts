import { Injectable } from '@nestjs/common';
import type { PageModels } from '#skin/page-renderer.port';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { FederatedServers } from './federated-servers.js';
import { startPath } from './federation-paths.js';
import { serverView } from './server-view.js';
import { signInOffer } from './sign-in-offer.js';

/** What the sign-in page is to be. */
export type ChosenPage =
  | { readonly kind: 'password' }
  /** Straight on, to an address below the path of the module. */
  | { readonly kind: 'continue'; readonly path: string }
  | ({ readonly kind: 'choice' } & Pick<PageModels['choose-server'], 'servers' | 'localSignIn'>);

/** Finds out what somebody who has to sign in is shown. */
@Injectable()
export class ServerChoice {
  constructor(private readonly servers: FederatedServers) {}

  /** @param interaction handle of what the person signs in for */
  async page(instance: OutboundSmartInstance, interaction: string, hasFailed: boolean): Promise<ChosenPage> {
    const offer = signInOffer(instance, await this.servers.of(instance), hasFailed);
    if (offer.kind === 'password') return offer;
    if (offer.kind === 'server') return { kind: 'continue', path: startPath(offer.server.registrationId, interaction) };
    const servers = offer.servers.map((server) =>
      serverView(server, instance.publicPath + startPath(server.registrationId, interaction)),
    );
    return { kind: 'choice', servers, localSignIn: offer.localSignIn };
  }
}
