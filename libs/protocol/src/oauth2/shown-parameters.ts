import type { FormParameters } from './form-parameters.js';

/** Most parameters that a module may show to its scripts. */
export const MOST_SHOWN = 20;
/** Characters; what is longer is not shown. */
const LONGEST_SHOWN = 2_000;

/** What proves or grants something: never shown, whatever is listed. `launch` is shown apart, since one of ours opens something. */
const neverShown: ReadonlySet<string> = new Set(
  `client_secret new_client_secret new_secret password code code_verifier refresh_token assertion client_assertion id_token_hint request
  request_uri subject_token actor_token device_code user_code token launch`.split(/\s+/),
);

/** Parameters of a request as scripts see them, by name. */
export type ShownParameters = Readonly<Record<string, string>>;

/** Those of the listed parameters that scripts may see: a few short texts that prove nothing (ruling 3). Undefined where there are none. */
export function shownParameters(
  parameters: Pick<FormParameters, 'get'>,
  listed: readonly string[],
): ShownParameters | undefined {
  const shown = listed.slice(0, MOST_SHOWN).flatMap((name) => {
    const value = neverShown.has(name) ? undefined : parameters.get(name);
    return value === undefined || value.length > LONGEST_SHOWN ? [] : [[name, value] as const];
  });
  return shown.length === 0 ? undefined : Object.fromEntries(shown);
}
