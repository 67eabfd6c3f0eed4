import type { AdminClient } from './admin-client.js';
import { CallMaker, UNKNOWN, type MadeUpCall } from './admin-fuzz.js';
import { AdminSources } from './admin-samples.js';
import type { AdminServer } from './admin-server.js';
import { descriptionOf } from './described-answers.js';
import { clientToken } from './endpoint-calls.js';
import { rowsOf } from './rows.js';
import { SECRET } from './test-clients.js';

/** Who makes the calls: its token outlives whatever they do to users. */
export const fuzzer = {
  ...{ clientId: 'fuzzer', clientName: 'Fuzzer', enabled: true, allowedGrantTypes: ['CLIENT_CREDENTIALS'] },
  ...{ scopes: ['cdr_all_user_authorities'], secretRequired: true, clientSecrets: [{ secret: SECRET }] },
  ...{ accessTokenValiditySeconds: 3_600, permissions: [{ permission: 'ROLE_SUPERUSER' }] },
};

/** What made-up calls have shown. */
export interface Attack {
  /** What was wrong with answers, one line each. */
  readonly faults: readonly string[];
  /** The statuses that came, by operation, such as `GET /keystores`. */
  readonly answers: Readonly<Record<string, ReadonlySet<number>>>;
}

/** Makes up so many calls of every operation of the description, in turns. */
export async function attack(server: AdminServer, calls: number, seed: number): Promise<Attack> {
  await givePasskeys(server.databaseUrl);
  const description = await descriptionOf(server.adminUrl);
  const sources = await AdminSources.prepare();
  const maker = new CallMaker(description, sources, seed);
  const api = server.as({ token: (await clientToken(server.issuer, fuzzer.clientId)).access_token });
  const faults: string[] = [];
  const answers: Record<string, Set<number>> = {};
  for (let turn = 0; turn < calls; turn++)
    for (const [path, operations] of Object.entries(description.paths))
      for (const [method, operation] of Object.entries(operations)) {
        const { status, pid, told } = await outcomeOf(api, maker.call(path, method, operation));
        (answers[`${method.toUpperCase()} ${path}`] ??= new Set()).add(status);
        sources.learn(path, pid);
        faults.push(...told);
      }
  return { faults, answers };
}

/** Whom the calls make has a passkey with the number of the account: no call makes one. */
async function givePasskeys(databaseUrl: string): Promise<void> {
  await rowsOf(
    databaseUrl,
    `create function give_passkey() returns trigger language plpgsql as $$ begin
       insert into passkey values
         (new.pid, new.module_id, new.pid, new.pid, 'localhost', '', 0, '{}', false, false, 'Key', gatehouse_now());
       return null;
     end $$;
     create trigger passkey_of_new_account after insert on user_account for each row execute function give_passkey()`,
  );
}

/** Operations of which no call succeeded: made-up calls that are all refused at the door show nothing of what is behind it. */
export function neverDone(answers: Attack['answers']): readonly string[] {
  return Object.entries(answers)
    .filter(([, statuses]) => [...statuses].every((status) => status >= 300))
    .map(([operation]) => operation);
}

/** What came of a call, and what was wrong with that. */
async function outcomeOf(api: AdminClient, { method, path, body }: MadeUpCall) {
  const told: string[] = [];
  const tell = (what: string): number => told.push(`${method} ${path} ${body ?? ''}: ${what}`);
  try {
    const { status, text, body: answer } = await api.call(method, path, { body });
    if (status >= 500) tell(`${String(status)} ${text}`);
    if (text.includes(UNKNOWN)) tell('repeats what is unknown');
    if (status === 401) tell('the caller is not known any more');
    return { status, pid: status === 201 ? answer['pid'] : undefined, told };
  } catch (error) {
    tell(String(error));
    return { status: 0, pid: undefined, told };
  }
}
