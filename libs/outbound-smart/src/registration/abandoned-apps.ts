import { Inject, Injectable } from '@nestjs/common';
import type { ClientDefinition } from '#protocol/client/client';
import { ClientCommands } from '../clients/client-commands.js';
import { OUTBOUND_INSTANCES, type OutboundInstances } from '../instances/outbound-instances.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { CLIENT_REGISTRATION_STORE, type ClientRegistrationStore } from '../stores/client-registration.store.js';
import { CLIENT_STORE, type ClientStore } from '../stores/client.store.js';

/** Apps of a module that end in one go. */
const PORTION = 100;
const AUTHOR = { kind: 'server', actor: 'unused registrations' } as const;

/** Ends apps that nobody answers for and that nobody uses: strangers register without end. */
@Injectable()
export class AbandonedApps {
  constructor(
    @Inject(OUTBOUND_INSTANCES) private readonly instances: OutboundInstances,
    @Inject(CLIENT_REGISTRATION_STORE) private readonly registrations: ClientRegistrationStore,
    @Inject(CLIENT_STORE) private readonly clients: ClientStore,
    private readonly commands: ClientCommands,
  ) {}

  /** A client gets tokens. Costs nothing for one that somebody answers for. */
  async noteUse({ untrusted, pid }: Pick<ClientDefinition, 'untrusted' | 'pid'>): Promise<void> {
    if (untrusted === true) await this.registrations.noteUse(pid);
  }

  /** Archives at most one portion of each module; returns how many apps that were. */
  async endPortion(): Promise<number> {
    let ended = 0;
    for (const instance of this.instances.values())
      for (const clientId of await this.registrations.unused(this.limitsOf(instance)))
        if (await this.end(instance.moduleId, clientId)) ended += 1;
    return ended;
  }

  private limitsOf({ moduleId, options }: OutboundSmartInstance) {
    return { moduleId, days: options.registration.unusedDays, most: PORTION };
  }

  /** Another process may have been first. */
  private async end(moduleId: string, clientId: string): Promise<boolean> {
    const client = await this.clients.find(moduleId, clientId);
    return client !== undefined && (await this.commands.archive(client, AUTHOR)).kind === 'changed';
  }
}
