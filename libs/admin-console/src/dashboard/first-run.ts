import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_QUERY, type AuditQuery } from '#audit/audit-query.port';
import { KEYSTORE_ADMINISTRATION, type KeystoreAdministration } from '#keystore/keystore-administration.port';
import {
  MODULE_ADMINISTRATION,
  type ModuleAdministration,
  type ModuleJson,
} from '#module-config/module-administration.port';
import { CLIENT_ADMINISTRATION, type ClientAdministration } from '#outbound-smart/clients/client-administration.port';
import { modulePath } from '../modules/module-paths.js';

/** One thing that has to be done before apps can be launched, and whether it is. */
export interface ChecklistItem {
  readonly what: string;
  readonly verdict: 'done' | 'open' | 'care';
  /** What was found, and what to do. */
  readonly found: string;
  readonly href?: string;
}

const OUTBOUND = 'SECURITY_OUT_SMART';
const ACCOUNTS = ['SECURITY_IN_LOCAL', 'SECURITY_IN_LDAP', 'SECURITY_IN_SCRIPTED', 'SECURITY_IN_SAML'];

/** From the first start to the first launch of an app: issuer, key, users, mail, client, launch (behaviour 32). */
@Injectable()
export class FirstRun {
  constructor(
    @Inject(MODULE_ADMINISTRATION) private readonly modules: ModuleAdministration,
    @Inject(KEYSTORE_ADMINISTRATION) private readonly keystores: KeystoreAdministration,
    @Inject(CLIENT_ADMINISTRATION) private readonly clients: ClientAdministration,
    @Inject(AUDIT_QUERY) private readonly audit: AuditQuery,
  ) {}

  async items(): Promise<readonly ChecklistItem[]> {
    const modules = (await this.modules.list()).map(({ module }) => module);
    const outbound = modules.filter(({ moduleType }) => moduleType === OUTBOUND);
    const [keystores, clients, launch] = await Promise.all([
      this.keystores.list({ pageIndex: 0, pageSize: 50 }),
      this.clients.list({ status: 'ENABLED', pageIndex: 0, pageSize: 1 }),
      this.audit.read({ kind: 'TOKEN', outcome: 'success', pageSize: '1' }),
    ]);
    const signs = keystores.items.some(({ json }) => json.keys.some(({ state }) => state === 'SIGNING'));
    return [
      ...(outbound.length === 0 ? [NO_MODULE] : outbound.map(issuerItem)),
      {
        what: 'Signing key',
        verdict: signs ? 'done' : 'open',
        found: signs ? 'There is a key that signs.' : 'No key signs yet: make a keystore.',
        href: '/keystores',
      },
      usersItem(modules),
      mailItem(outbound),
      clients.items.length > 0
        ? { what: 'First client', verdict: 'done', found: 'An app is known.', href: '/clients' }
        : { what: 'First client', verdict: 'open', found: 'No app is known that is enabled.', href: '/clients/new' },
      launch.kind === 'found' && launch.events.length > 0
        ? { what: 'First launch', verdict: 'done', found: 'An app got a token.', href: '/audit?kind=TOKEN' }
        : { what: 'First launch', verdict: 'open', found: 'No app got a token yet: launch one.', href: '/clients' },
    ];
  }
}

const NO_MODULE: ChecklistItem = {
  what: 'Issuer',
  verdict: 'open',
  found: 'There is no SMART outbound module.',
  href: '/modules',
};

function issuerItem({ moduleId, options }: ModuleJson): ChecklistItem {
  const issuer = options.find(({ key }) => key.endsWith('issuer.url'))?.value ?? '';
  const href = modulePath(moduleId, '/settings?key=issuer');
  const what = `Issuer of ${moduleId}`;
  if (issuer.startsWith('https://')) return { what, verdict: 'done', found: issuer, href };
  if (issuer === '') return { what, verdict: 'open', found: 'It is not set.', href };
  return { what, verdict: 'care', found: `${issuer} is not https: good for trying out, and for nothing else.`, href };
}

function usersItem(modules: readonly ModuleJson[]): ChecklistItem {
  const sources = modules.filter(({ moduleType }) => ACCOUNTS.includes(moduleType)).map(({ moduleId }) => moduleId);
  if (sources.length === 0)
    return { what: 'Users', verdict: 'open', found: 'No module knows any people.', href: '/modules' };
  return { what: 'Users', verdict: 'done', found: `People are known to ${sources.join(', ')}.`, href: '/users' };
}

function mailItem(outbound: readonly ModuleJson[]): ChecklistItem {
  const has = outbound.some(({ options }) =>
    options.some(({ key, value }) => key.includes('mail.smtp.host') && value !== ''),
  );
  if (has) return { what: 'Mail', verdict: 'done', found: 'A mail server is set.' };
  return {
    what: 'Mail',
    verdict: 'care',
    found: 'No module has a mail server: forgotten passwords, registrations and notices need one.',
    href: '/search?q=mail.smtp',
  };
}
