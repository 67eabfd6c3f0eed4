import { identityText, readIdentity, type SkinIdentity } from '#skin/package/skin-identity';
import { isJsonObject } from '#protocol/json/json-object';
import { CommandError, exitCodes } from '../exit-code.js';
import { SKIN_JSON } from './skin-folder-files.js';

/**
 * What a skin is to be called: as the option says, else as `skin.json` of its folder does.
 * @throws CommandError nobody says all three parts
 */
export function skinIdentityOf(files: ReadonlyMap<string, Buffer>, option: string | undefined): SkinIdentity {
  const identity = readIdentity(option ?? described(files.get(SKIN_JSON)));
  if (identity !== undefined && !identityText(identity).includes('?')) return identity;
  const remedy = `Say it by --identity group:artifact:version, or write ${SKIN_JSON} with groupId, artifactId and version.`;
  throw new CommandError(`Nothing says what the skin is called. ${remedy}`, exitCodes.usage);
}

function described(json: Buffer | undefined): string {
  if (json === undefined) return '';
  const value = parsed(json);
  const parts = ['groupId', 'artifactId', 'version'].map((part) => (isJsonObject(value) ? value[part] : undefined));
  return parts.map((part) => (typeof part === 'string' ? part : '')).join(':');
}

function parsed(json: Buffer): unknown {
  try {
    return JSON.parse(json.toString());
  } catch {
    throw new CommandError(`${SKIN_JSON} is no JSON. Write groupId, artifactId and version there.`);
  }
}
