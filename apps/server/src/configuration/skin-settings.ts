import type { ModuleDefinitions } from '#module-config/module-definitions';
import type { ConfigurationProblem } from '#module-config/property.port';
import { ARCHIVE_LIMITS, type ArchiveLimits } from '#skin/package/archive/archive-limits';
import { LARGEST_LIMITS } from '#skin/package/archive/largest-limits';

/** Where skins come from, and what they may be at most; to be used only when there are no problems. */
export interface SkinSettings {
  /** Relative to the project's root unless absolute. */
  readonly folder: string;
  readonly limits: ArchiveLimits;
}

/** What is read, with what is wrong with it. */
export interface ReadSkinSettings {
  readonly settings: SkinSettings;
  readonly problems: readonly ConfigurationProblem[];
}

/** The properties of the server that skins are read with. */
export const skinKeys = {
  folder: 'gatehouse.skins.folder',
  packageBytes: 'gatehouse.skins.max_package_bytes',
  entries: 'gatehouse.skins.max_entries',
  unpackedBytes: 'gatehouse.skins.max_unpacked_bytes',
  ratio: 'gatehouse.skins.max_ratio',
  milliseconds: 'gatehouse.skins.max_milliseconds',
  nestedArchives: 'gatehouse.skins.nested_archives',
} as const;

const numbers = ['packageBytes', 'entries', 'unpackedBytes', 'ratio', 'milliseconds'] as const;

/** Reads the settings of skins; every limit has its tighter value unless it is raised (ruling 35). */
export function readSkinSettings({ server }: Pick<ModuleDefinitions, 'server'>): ReadSkinSettings {
  const valueOf = (key: keyof typeof skinKeys): string => server.get(skinKeys[key])?.value.trim() ?? '';
  const written = numbers.map((key) => [key, valueOf(key)] as const).filter(([, value]) => value !== '');
  const bad = written.filter(([key, value]) => !isWithin(value, LARGEST_LIMITS[key]));
  const given = Object.fromEntries(written.map(([key, value]) => [key, Number(value)]));
  const nested = valueOf('nestedArchives');
  const isNestedKnown = ['', 'refused', 'ignored'].includes(nested);
  const nestedArchives = nested === 'ignored' ? 'ignored' : 'refused';
  return {
    settings: { folder: valueOf('folder') || 'skins', limits: { ...ARCHIVE_LIMITS, ...given, nestedArchives } },
    problems: [...bad.map(([key, value]) => noNumber(key, value)), ...(isNestedKnown ? [] : [noWord(nested)])],
  };
}

function isWithin(value: string, most: number): boolean {
  return /^\d{1,9}$/.test(value) && Number(value) >= 1 && Number(value) <= most;
}

function noNumber(key: (typeof numbers)[number], value: string): ConfigurationProblem {
  const most = LARGEST_LIMITS[key];
  const remedy = `Write a whole number from 1 to ${String(most)}; unset it is ${String(ARCHIVE_LIMITS[key])}.`;
  return { key: skinKeys[key], problem: `"${value}" is no such limit`, remedy };
}

function noWord(value: string): ConfigurationProblem {
  const problem = `"${value}" is neither refused nor ignored`;
  return { key: skinKeys.nestedArchives, problem, remedy: 'Write refused, or ignored.' };
}
