import { answered, clientToken, type Answer } from './endpoint-calls.js';
import { SECRET } from './test-clients.js';

/** The software of an EHR: a client that may order launches. */
export const ehrClient = {
  clientId: 'ehr',
  clientName: 'The EHR',
  enabled: true,
  allowedGrantTypes: ['CLIENT_CREDENTIALS'],
  accessTokenValiditySeconds: 300,
  scopes: ['system/Patient.rs'],
  permissions: [{ permission: 'GATEHOUSE_CREATE_LAUNCH' }],
  secretRequired: true,
  clientSecrets: [{ secret: SECRET, description: 'test' }],
};

/** An answer of `POST /launch` to an order that could be carried out. */
export interface LaunchTicket {
  readonly launch: string;
  readonly expiresAt: string;
  readonly launchUrl?: string;
}

/** Orders a launch with the EHR's own token, or with another one. */
export async function orderLaunch(
  issuer: string,
  body: Readonly<Record<string, unknown>> | string,
  { token, headers = {} }: { token?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<Answer> {
  const bearer = token ?? (await clientToken(issuer, 'ehr', SECRET, { resource: issuer })).access_token;
  return answered(
    fetch(`${issuer}/launch`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}`, ...headers },
    }),
  );
}

/** The launch that an order gives. */
export async function newLaunch(issuer: string, body: Readonly<Record<string, unknown>>): Promise<LaunchTicket> {
  const { status, text, body: ticket } = await orderLaunch(issuer, body);
  if (status !== 201) throw new Error(`No launch, but ${String(status)}: ${text}`);
  return ticket as unknown as LaunchTicket;
}
