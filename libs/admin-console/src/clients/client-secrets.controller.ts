import { Get, Inject, Param, Post } from '@nestjs/common';
import {
  CLIENT_ADMINISTRATION,
  type ClientAdministration,
  type ClientReplaced,
} from '#outbound-smart/clients/client-administration.port';
import { CLOCK, type Clock } from '#protocol/clock';
import { isJsonObject, type JsonObject } from '#protocol/json/json-object';
import { NeedsPermission } from '#route-access/route-access.port';
import { goTo, page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { ConsoleError, foundOr404 } from '../http/console-error.js';
import { NeedsProof } from '../http/needs-proof.js';
import { Visiting } from '../http/visiting.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { clientPath, type ClientAt } from './client-paths.js';
import { clientFacts, clientTabs } from './client-view.js';
import { crumbs, secretWarning } from './edited-client.js';

const VIEW = 'OPENID_CONNECT_VIEW_CLIENT_LIST';
const EDIT = 'OPENID_CONNECT_EDIT_CLIENT';
/** Days of a new secret, where somebody limits it. */
const MOST_DAYS = 3_650;

/** The secrets of a client: seen by their names, added, ended, removed. Their texts are shown once, when they are made (behaviour 17). */
@ConsoleController('clients')
export class ClientSecretsPagesController {
  constructor(
    @Inject(CLIENT_ADMINISTRATION) private readonly clients: ClientAdministration,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(':module/:client/secrets')
  @NeedsPermission(VIEW)
  async list(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('client') clientId: string,
  ): Promise<ConsoleAnswer> {
    const { at, found } = await this.find(visit, moduleId, clientId);
    return this.page(visit, at, found);
  }

  @Post(':module/:client/secrets')
  @NeedsPermission(EDIT)
  @NeedsProof()
  async add(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('client') clientId: string,
  ): Promise<ConsoleAnswer> {
    const { at, found } = await this.find(visit, moduleId, clientId);
    const { form, author } = visit;
    form.assertOnly((name) => ['_version', 'description', 'days', 'sure'].includes(name));
    if (secretWarning(found.json) !== undefined && !form.has('sure'))
      return this.page(visit, at, found, 'Tick that you are sure: this app is a public one.');
    const days = form.get('days');
    const expiration = days === undefined ? undefined : expirationIn(days, this.clock.now());
    const terms = {
      ...(form.has('description') && { description: form.get('description') ?? '' }),
      ...(expiration && { expiration }),
    };
    const saved = await this.clients.addGeneratedSecret(at, terms, { author, ifVersions: versionsOf(visit) });
    if ('problems' in saved) return this.page(visit, at, found, problemText(saved));
    if (saved.kind === 'stale') return this.page(visit, at, found, CHANGED);
    const text = saved.kind === 'changed' ? saved.generatedSecret : undefined;
    if (text === undefined) return goTo(clientPath(at, '/secrets'));
    const facts = clientFacts(found.json);
    return page(
      'editing/saved',
      { title: `New secret of ${facts.name}`, section: '/clients', crumbs: crumbs(at, facts.name) },
      { at: clientPath(at, '/secrets'), generated: { label: 'Its new secret', text }, warnings: [], isSaved: true },
    );
  }

  /** `removed`: refused where it was used lately, unless somebody says that they know (behaviour 17). */
  @Post(':module/:client/secrets/:pid')
  @NeedsPermission(EDIT)
  @NeedsProof()
  async change(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('client') clientId: string,
    @Param('pid') pid: string,
  ): Promise<ConsoleAnswer> {
    const { at, found } = await this.find(visit, moduleId, clientId);
    const { form, author } = visit;
    form.assertOnly((name) => ['_version', 'do', 'days'].includes(name));
    const key = { ...at, secretPid: Number(pid) };
    const change = { author, ifVersions: versionsOf(visit) };
    const saved =
      form.get('do') === 'remove'
        ? await this.clients.removeSecret(key, change)
        : await this.clients.changeSecret(
            key,
            { expiration: expirationIn(form.get('days') ?? '', this.clock.now()) },
            change,
          );
    if ('problems' in saved) return this.page(visit, at, found, problemText(saved));
    if (saved.kind === 'stale') return this.page(visit, at, found, CHANGED);
    if (saved.kind === 'unknown') throw new ConsoleError(404, 'This secret is not there any more.');
    return goTo(clientPath(at, '/secrets'), form.get('do') === 'remove' ? 'removed' : 'saved');
  }

  private async find({ request: { instance } }: ConsoleVisit, moduleId: string, clientId: string) {
    const at = { nodeId: instance.nodeId, moduleId, clientId };
    return { at, found: foundOr404(await this.clients.find(at), 'This client') };
  }

  private page(
    { permissions }: ConsoleVisit,
    at: ClientAt,
    found: { readonly json: JsonObject; readonly version: number },
    problem?: string,
  ): ConsoleAnswer {
    const facts = clientFacts(found.json);
    const secrets = Array.isArray(found.json['clientSecrets']) ? found.json['clientSecrets'].filter(isJsonObject) : [];
    const model = {
      ...{
        tabs: clientTabs(at, '/secrets'),
        name: facts.name,
        problem,
        version: String(found.version),
        mayEdit: permissions.has(EDIT),
      },
      action: clientPath(at, '/secrets'),
      warning: secretWarning(found.json),
      rows: secrets.map((secret) => ({
        pid: String(secret['pid']),
        description: textOf(secret['description']) ?? 'without a name',
        activation: textOf(secret['activation']),
        expiration: textOf(secret['expiration']),
        lastUsed: textOf(secret['lastUsedAt']),
        action: clientPath(at, `/secrets/${String(secret['pid'])}`),
      })),
    };
    return page(
      'clients/secrets',
      { title: facts.name, section: '/clients', crumbs: crumbs(at, facts.name).slice(0, 1) },
      model,
      { status: problem === undefined ? 200 : 422 },
    );
  }
}

const CHANGED = 'Somebody else changed this client meanwhile. Look at it again; nothing was changed by you.';

function versionsOf({ form }: ConsoleVisit): readonly number[] {
  return [Number(form.get('_version') ?? 0)];
}

/** @throws ConsoleError 400 — no number of days */
function expirationIn(days: string, now: Date): Date {
  const count = /^\d{1,4}$/.test(days) ? Number(days) : -1;
  if (count < 0 || count > MOST_DAYS)
    throw new ConsoleError(400, `Write a number of days from 0 to ${String(MOST_DAYS)}; 0 ends it now.`);
  return new Date(now.getTime() + count * 86_400_000);
}

function problemText(refused: Extract<ClientReplaced, { problems: unknown }>): string {
  return refused.problems.map(({ field, problem, remedy }) => `${field} ${problem}. ${remedy}.`).join(' ');
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
