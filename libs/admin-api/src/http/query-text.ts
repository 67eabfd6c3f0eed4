import { decodeFormText } from '#protocol/oauth2/form-decoding';
import { ApiError } from './api-error.js';

/** More than any call needs. */
const MOST_PARAMETERS = 30;

/**
 * The parameters in an address. Each stands there once, so that nobody who checked another one of the same name is fooled (V-07).
 * @throws ApiError 400 — one came twice, is not well encoded, or holds a control character; the text of none is repeated
 */
export function readQuery(url: string): ReadonlyMap<string, string> {
  const mark = url.indexOf('?');
  const pairs =
    mark < 0
      ? []
      : url
          .slice(mark + 1)
          .split('&')
          .filter((pair) => pair !== '');
  if (pairs.length > MOST_PARAMETERS) throw new ApiError(400, 'The address has too many parameters.');
  const read = new Map<string, string>();
  for (const pair of pairs) {
    const [name, value] = decoded(pair);
    if (read.has(name)) throw new ApiError(400, 'The address has a parameter twice.');
    read.set(name, value);
  }
  return read;
}

function decoded(pair: string): readonly [name: string, value: string] {
  const equals = pair.indexOf('=');
  const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
  const [decodedName, decodedValue] = [decodeFormText(name), decodeFormText(value)];
  const isLegible = [decodedName, decodedValue].every((text) => text !== undefined && !/\p{Cc}|\uFFFD/u.test(text));
  if (decodedName === undefined || decodedValue === undefined || !isLegible)
    throw new ApiError(400, 'The address has a parameter that cannot be read.');
  return [decodedName, decodedValue];
}
