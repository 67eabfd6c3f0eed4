import type { IncomingMessage } from 'node:http';
import { EgressError } from './egress.port.js';
import { isDeeperThan } from './json-depth.js';

/** Bytes of body that are read, 1 MiB. */
const MOST_BYTES = 1_048_576;
/** Levels of JSON. */
const DEEPEST = 64;

/** Whether a media type, without parameters and in lower case, is one that is asked for. */
export type MediaTypeTest = (mediaType: string) => boolean;

/** `application/json` and every `application/…+json` (RFC 6839 §3.1). */
export const isJsonType: MediaTypeTest = (mediaType) => /^application\/(?:[\w.-]+\+)?json$/.test(mediaType);

/** Media type of the answer, without parameters. */
export function mediaTypeOf(answer: IncomingMessage): string {
  return (answer.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/**
 * The body as text, counted while it comes.
 * @param wanted bytes of which the caller has use; never more than 1 MiB are read
 * @throws EgressError `too-large`; `unusable-body` — compressed, though we ask for no such thing, or no UTF-8
 */
export async function readText(answer: IncomingMessage, host: string, wanted = MOST_BYTES): Promise<string> {
  const most = Math.min(wanted, MOST_BYTES);
  const encoding = answer.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding !== 'identity') throw new EgressError('unusable-body', host, { detail: 'compressed' });
  if (Number(answer.headers['content-length'] ?? 0) > most) throw new EgressError('too-large', host);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new EgressError('too-large', host);
    chunks.push(chunk);
  }
  return decode(Buffer.concat(chunks), host);
}

function decode(bytes: Buffer, host: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new EgressError('unusable-body', host, { detail: 'no UTF-8', cause });
  }
}

/** @throws EgressError `unusable-body` — no JSON, or nested deeper than anything that is meant to be read */
export function parseJson(text: string, host: string): unknown {
  if (isDeeperThan(DEEPEST, text)) throw new EgressError('unusable-body', host, { detail: 'nested too deep' });
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new EgressError('unusable-body', host, { detail: 'no JSON', cause });
  }
}
