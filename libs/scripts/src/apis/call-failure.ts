import type { EgressError, EgressFailure } from '#egress/egress.port';
import type { ScriptSettings } from '../configured-script.port.js';

const KEY = 'script.http.allowed_hosts';

/** What the sentence speaks of. */
interface Told {
  readonly host: string;
  readonly detail: string;
  readonly settings: Pick<ScriptSettings, 'moduleId' | 'allowedHosts'>;
  /** The property that lists the hosts of such calls. */
  readonly key: string;
}

/** What went wrong with a call, and what to do, in one sentence for the author of the script. */
export function callFailure({ reason, host, detail = '' }: EgressError, settings: Told['settings'], key = KEY): string {
  return sentences[reason]({ host, detail, settings, key });
}

/** Whether the call was never made, for a reason that lies with the script or its configuration (V-99). */
export function isRefusal({ reason }: EgressError): boolean {
  return refusals.has(reason);
}

const refusals: ReadonlySet<EgressFailure> = new Set<EgressFailure>([
  ...(['address-refused', 'destination-refused', 'unlisted', 'header-refused'] as const),
]);

const sentences: Readonly<Record<EgressFailure, (told: Told) => string>> = {
  unlisted: ({ host, settings: { moduleId, allowedHosts } }) =>
    allowedHosts.length === 0
      ? `Scripts of the module ${moduleId} may call no host: name ${host} in its property ${KEY}.`
      : `Scripts of the module ${moduleId} may not call ${host}: add it to the property ${KEY}.`,
  'address-refused': ({ host, detail, key }) =>
    `The address of ${host} cannot be called, for ${detail}: write it as https://host/path or https://host:port/path, and name a host with http or a closed port in ${key}.`,
  'destination-refused': ({ host, key }) =>
    `${host} leads to an address that is closed to every call, such as a metadata service, or is internal and not listed in ${key}.`,
  'header-refused': ({ detail }) =>
    `The request was not sent because of ${detail}: leave it out, or write it otherwise.`,
  unresolvable: ({ host }) => `${host} has no address: check its name, and the name server.`,
  unreachable: ({ host }) =>
    `${host} cannot be reached, or its certificate is not for this host: check port, network and certificate.`,
  timeout: ({ host }) => `${host} did not answer in time: a call may take 5 seconds, or what is left of the run.`,
  redirected: ({ host }) =>
    `${host} answered with a redirect, and none is followed: call the address that it leads to.`,
  'server-error': ({ host, detail }) => `${host} failed with status ${detail}: try again later.`,
  status: ({ host, detail }) => `${host} answered with status ${detail}.`,
  'unusable-body': ({ host }) => `The answer of ${host} is compressed, or no UTF-8 text: ask for another.`,
  'too-large': ({ host }) => `More than 1 MiB to or from ${host}: ask for less.`,
  busy: ({ host }) => `Too many calls of scripts are under way, ${host} was not called: try again later.`,
  'circuit-open': ({ host }) => `${host} keeps failing and is left alone for a while: try again in half a minute.`,
};
