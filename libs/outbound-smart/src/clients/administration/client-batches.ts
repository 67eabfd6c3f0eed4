import { Inject, Injectable } from '@nestjs/common';
import {
  requireBatchSize,
  type BulkEntry,
  type BulkNotes,
  type BulkOutcome,
} from '#protocol/administration/bulk-change';
import { OUTBOUND_INSTANCES, type OutboundInstances } from '../../instances/outbound-instances.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import type { ClientImport } from '../client-administration.port.js';
import { ClientChanges, type ClientOutcome } from './client-changes.js';
import { moduleNamedBy, readForeignWish, type ClientWish } from './client-wish.js';

/** Takes over clients from elsewhere, many at a time. */
@Injectable()
export class ClientBatches {
  constructor(
    @Inject(OUTBOUND_INSTANCES) private readonly instances: OutboundInstances,
    private readonly changes: ClientChanges,
  ) {}

  /** @throws RangeError more entries than a batch may have */
  async importBatch(entries: readonly BulkEntry[], request: ClientImport): Promise<readonly BulkOutcome[]> {
    requireBatchSize(entries);
    const read = entries.map((entry) => this.wishOf(entry, request.defaultModuleId));
    const wishes = read.flatMap((each) => ('kind' in each ? [] : [each]));
    const outcomes = (await this.changes.apply(wishes, request)).map(toldOf);
    const byWish = new Map(wishes.map((wish, index) => [wish, outcomes[index]]));
    return read.map((each) => {
      const outcome = 'kind' in each ? each : byWish.get(each);
      if (outcome === undefined) throw new Error('A client of a batch has no outcome.');
      return outcome;
    });
  }

  private wishOf({ json, expectedVersion }: BulkEntry, defaultModuleId?: string): ClientWish | BulkOutcome {
    const moduleId = moduleNamedBy(json) ?? defaultModuleId;
    const instance = moduleId === undefined ? this.onlyInstance() : this.instances.get(moduleId);
    if (instance === undefined) return withoutModule(moduleId);
    return { ...readForeignWish(json, instance), ...(expectedVersion !== undefined && { expectedVersion }) };
  }

  private onlyInstance(): OutboundSmartInstance | undefined {
    const [first, second] = this.instances.values();
    return second === undefined ? first : undefined;
  }
}

function withoutModule(moduleId: string | undefined): BulkOutcome {
  const problem =
    moduleId === undefined ? 'is missing, and there are several' : `"${moduleId}" is no SMART outbound module here`;
  const problems = [{ field: 'moduleId', problem, remedy: 'Name the module to which the client is to belong' }];
  return { kind: 'refused', problems, unknownFields: [], warnings: [] };
}

function toldOf(outcome: ClientOutcome): BulkOutcome {
  const { unknownFields, warnings } = outcome;
  const notes: BulkNotes = { unknownFields, warnings };
  switch (outcome.kind) {
    case 'created':
    case 'unchanged':
      return { ...notes, kind: outcome.kind };
    case 'changed':
      return { ...notes, kind: 'changed', fields: outcome.fields, version: outcome.before.version };
    case 'unknown':
      throw new Error('A batch creates what is not there.');
    default:
      return outcome;
  }
}
