import { Inject, Injectable } from '@nestjs/common';
import { isStale } from '#protocol/administration/based-on';
import { untilCurrent } from '#protocol/administration/until-current';
import type { ClientDefinition, ClientSettings } from '#protocol/client/client';
import type { FieldProblem } from '#protocol/json/json-fields';
import { CLIENT_LIST_STORE, type ClientListStore } from '../../stores/client-list.store.js';
import type {
  AdministeredClient,
  ClientChangeOptions,
  ClientKey,
  ClientReplaced,
} from '../client-administration.port.js';
import { ClientChanges, type ClientOutcome } from './client-changes.js';
import { ClientReading } from './client-reading.js';
import type { ClientWish } from './client-wish.js';

/** Live grants that are counted before a client is archived. */
const MOST_COUNTED = 10_000;

/** Puts one wish in the place of one client. */
@Injectable()
export class ClientReplacing {
  constructor(
    @Inject(CLIENT_LIST_STORE) private readonly lists: ClientListStore,
    private readonly reading: ClientReading,
    private readonly changes: ClientChanges,
  ) {}

  /** @param wishFor what is wanted in the place of what is stored; undefined where that has nothing to be changed */
  replace(
    key: ClientKey,
    options: ClientChangeOptions,
    wishFor: (stored: ClientDefinition) => ClientWish | undefined,
  ): Promise<ClientReplaced> {
    return untilCurrent(options, () => this.replaceOnce(key, options, wishFor));
  }

  private async replaceOnce(
    key: ClientKey,
    options: ClientChangeOptions,
    wishFor: (stored: ClientDefinition) => ClientWish | undefined,
  ): Promise<ClientReplaced> {
    const stored = await this.reading.stored(key);
    const wish = stored && wishFor(stored);
    if (stored === undefined || wish === undefined) return { kind: 'unknown' };
    if (isStale(options, stored.version)) return { kind: 'stale' };
    const warnings = wish.client.archivedAt === undefined ? [] : await this.endedGrants(stored);
    const [outcome] = await this.changes.apply([{ ...wish, expectedVersion: stored.version }], {
      mode: 'replace',
      author: options.author,
      ...(options.comment !== undefined && { comment: options.comment }),
      dryRun: false,
    });
    if (outcome === undefined) return { kind: 'unknown' };
    return this.told({ ...outcome, warnings: [...warnings, ...outcome.warnings] });
  }

  private async told(outcome: ClientOutcome): Promise<ClientReplaced> {
    const { unknownFields, warnings } = outcome;
    switch (outcome.kind) {
      case 'changed': {
        const client = await this.changed(outcome.before, outcome.settings);
        return { kind: 'changed', client, fields: outcome.fields, unknownFields, warnings };
      }
      case 'unchanged':
        return { kind: 'unchanged', client: this.reading.view(outcome.before), unknownFields, warnings };
      case 'created':
      case 'skipped':
        throw new Error('A change of a client that exists became another thing.');
      default:
        return outcome;
    }
  }

  /** One that was archived is shown one last time. */
  private async changed(before: ClientDefinition, settings: ClientSettings): Promise<AdministeredClient> {
    const { nodeId, moduleId, clientId } = settings;
    const found = settings.archivedAt === undefined && (await this.reading.find({ nodeId, moduleId, clientId }));
    return found || this.reading.view({ ...before, ...settings, version: before.version + 1 });
  }

  /** F-54: archived stays so; whoever did it by mistake is to know at once. */
  private async endedGrants(stored: ClientDefinition): Promise<readonly FieldProblem[]> {
    const count = await this.lists.liveGrants(stored, MOST_COUNTED);
    if (count === 0) return [];
    const number = count === MOST_COUNTED ? `at least ${String(count)}` : String(count);
    const problem = `ends ${number} live grants: the app must ask the people again`;
    return [{ field: 'archivedAt', problem, remedy: 'If that was a mistake, create the client anew at once' }];
  }
}
