import { EgressError, type Egress } from '#egress/egress.port';
import { isJsonObject } from '#protocol/json/json-object';
import { FhirAccessError, type FhirAccess } from '../fhir-access.port.js';
import type { HostQuestion } from '../running/host-answers.js';
import { fhirBaseProperty } from '../script-places.port.js';
import { withDepth } from '../running/script-depth.js';
import { callFailure } from './call-failure.js';
import { callMillis } from './call-time.js';
import { fhirAddress } from './fhir-address.js';
import { bounded, OUT_OF_TIME, type HttpOutcome } from './http-call.js';

/** What the way to a FHIR server is made of. */
export interface FhirWay {
  readonly egress: Egress;
  /** Absent: nobody here makes tokens. */
  readonly access: FhirAccess | undefined;
}

const READS_ONLY =
  'Fhir reads and searches, and does not write: write with FhirClientFactory.newClient(address) and a token of the script.';
const NO_SERVER = `The module names no FHIR server: set its property ${fhirBaseProperty}.`;

/** A read or a search of the module's FHIR server, with a token that this server makes for it. Does not throw for what a host does. */
export async function callFhir({ egress, access }: FhirWay, question: HostQuestion): Promise<HttpOutcome> {
  const { settings, asker } = question;
  const { fhirBase: base, moduleId } = settings;
  const { method, address, type } = readAsk(question.payload);
  if (base === undefined || access === undefined) return { failure: NO_SERVER };
  if (method !== 'GET') return { failure: READS_ONLY };
  const url = fhirAddress(base, address);
  if (url === undefined) return { failure: 'The address does not lie below the FHIR server of the module.' };
  try {
    return await access.during({ moduleId, resourceType: type, ...(asker && { asker }) }, async (token) => {
      const mostMillis = callMillis(question);
      if (mostMillis <= 0) return { failure: OUT_OF_TIME };
      const own = { accept: 'application/fhir+json', authorization: `Bearer ${token}` };
      const headers = withDepth(own, question.depth);
      const share = { pool: 'scripts', party: moduleId };
      return bounded(await egress.send(url, { method, headers }, { mostMillis, share }));
    });
  } catch (error) {
    if (error instanceof FhirAccessError) return { failure: error.message };
    if (error instanceof EgressError)
      return { failure: callFailure(error, settings, 'gatehouse.egress.allowed_hosts') };
    throw error;
  }
}

/** @throws Error — the guest was tampered with */
function readAsk(payload: unknown): { readonly method: string; readonly address: string; readonly type: string } {
  if (!isJsonObject(payload)) throw new Error('no request');
  const { method, address, type } = payload;
  if (typeof method !== 'string' || typeof address !== 'string' || typeof type !== 'string')
    throw new Error('no request');
  if (!/^[A-Z][A-Za-z]{1,63}$/.test(type)) throw new Error('no request');
  return { method, address, type };
}
