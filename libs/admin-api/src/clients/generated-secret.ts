import type { AdministeredClient } from '#outbound-smart/clients/client-administration.port';
import type { JsonObject } from '#protocol/json/json-object';
import type { Shown } from '../http/answer.js';

/** The client with the text of the secret that was made for it, which is its newest, in the place of the mask: this once. */
export function withGeneratedSecret({
  client: { json, version },
  generatedSecret,
}: {
  readonly client: AdministeredClient;
  readonly generatedSecret?: string;
}): Shown {
  if (generatedSecret === undefined) return { json, version };
  const secrets = json['clientSecrets'] as readonly JsonObject[];
  const newest = Math.max(...secrets.map(({ pid }) => Number(pid)));
  const clientSecrets = secrets.map((each) => (each['pid'] === newest ? { ...each, secret: generatedSecret } : each));
  return { json: { ...json, clientSecrets }, version };
}
