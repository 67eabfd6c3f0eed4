import { networkOf } from '#protocol/network-of';
import type { CodapCall } from '../codap-script.port.js';
import type { ScriptOccasion } from '../configured-script.port.js';
import type { RunSubject } from '../sandbox/sandbox.js';
import type { UserMappingCall } from '../user-mapping-script.port.js';

/** Whoever has proved who they are: a person, or a client where it acts for itself. Undefined = nobody knows. */
export function provedSubject({ username, clientId }: ScriptOccasion = {}): RunSubject | undefined {
  if (username !== undefined) return alone(`user ${username}`);
  return clientId === undefined ? undefined : alone(`client ${clientId}`);
}

/** A name that a stranger typed is no more theirs than any other: what they can make a script do counts for where they are. */
export function typedSubject(username: string, remoteAddress: string | undefined): RunSubject {
  const network = `network ${remoteAddress === undefined ? 'unknown' : networkOf(remoteAddress)}`;
  return { one: `${username} at ${network}`, countsAs: network };
}

/** Somebody whom another server vouches for, by what it calls them (OpenID Connect Core 5.7). */
export function upstreamSubject({ userInfo, server }: Pick<UserMappingCall, 'userInfo' | 'server'>): RunSubject {
  return alone(`subject ${JSON.stringify([server['issuer'], userInfo['sub']])}`);
}

/** The two whom a CODAP request is about. The client names them at will, so that it counts as one with all of them. */
export function codapSubject(call: Omit<CodapCall, 'script'>): RunSubject {
  const { requestingPractitioner, requestedRecord, authorizationToken, occasion } = call;
  const about = [authorizationToken.claims['iss'], requestingPractitioner['id'], requestedRecord['id']];
  return { one: `codap ${JSON.stringify(about)}`, countsAs: `client ${occasion?.clientId ?? 'unknown'}` };
}

function alone(one: string): RunSubject {
  return { one, countsAs: one };
}
