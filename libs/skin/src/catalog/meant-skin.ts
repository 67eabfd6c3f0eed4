import type { FieldProblem } from '#protocol/json/json-fields';
import { identityText } from '../package/skin-identity.js';
import { shortHash, skinLabel } from '../package/skin-label.js';
import type { UnclearSkin } from '../skin-library.port.js';
import type { SkinStore, StoredSkin } from '../stores/skin.store.js';

/** The skin that a name means, or why it means none. */
export type MeantSkin = { readonly kind: 'meant'; readonly skin: StoredSkin } | UnclearSkin;

/** Skins that are named to somebody who has named none of them. */
const MOST_NAMED = 5;

/**
 * The skin that somebody means by the hash of its JAR, its first eight digits or more, `group:artifact:version`, or the name of its file. What several are
 * called is nobody's name: they are told apart by their hashes. (`skin.webjar_id` is another matter: there the newest counts.)
 */
export async function meantSkin(named: string, skins: Pick<SkinStore, 'called' | 'list'>): Promise<MeantSkin> {
  const found = await skins.called(named, MOST_NAMED + 1);
  const [skin] = found;
  if (skin === undefined) return unknownSkin(named, await skins.list({ offset: 0, limit: MOST_NAMED }));
  return found.length === 1 ? { kind: 'meant', skin } : ambiguous(named, found);
}

function ambiguous(named: string, found: readonly StoredSkin[]): UnclearSkin {
  const several = found.length > MOST_NAMED ? `more than ${String(MOST_NAMED)}` : String(found.length);
  const problem = `${named} is the name of ${several} skins`;
  const candidates = found.slice(0, MOST_NAMED).map(({ sha256, identity, fileName, storedAt }) => {
    const facts = [identityText(identity), ...(fileName === '' ? [] : [fileName]), `stored ${storedAt.toISOString()}`];
    return `${shortHash(sha256)} (${facts.join(', ')})`;
  });
  return unclear(true, problem, `Name one by its hash: ${candidates.join('; ')}`);
}

function unknownSkin(named: string, { skins, total }: Awaited<ReturnType<SkinStore['list']>>): UnclearSkin {
  const more = total > skins.length ? ` and ${String(total - skins.length)} more` : '';
  const remedy =
    total === 0
      ? 'None is stored: install its JAR first'
      : `Install its JAR first, or name one of ${skins.map(labelOf).join(', ')}${more}`;
  return unclear(false, `${named} is not stored`, remedy);
}

function unclear(isAmbiguous: boolean, problem: string, remedy: string): UnclearSkin {
  const told: FieldProblem = { field: 'skin', problem, remedy };
  return { kind: 'unclear', isAmbiguous, problem: told };
}

function labelOf({ identity, sha256, fileName }: StoredSkin): string {
  return skinLabel({ identity: identityText(identity), sha256, fileName });
}
