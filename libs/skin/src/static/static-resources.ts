import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileEnding, staticFileType } from './static-file-type.js';

/** The kinds of file that the built-in pages have; anything else in their folder is there by mistake. */
const ownKinds: ReadonlySet<string> = new Set(['css', 'js', 'svg', 'png', 'ico', 'woff2']);

/** A file held in memory; no request ever reaches the disk, so no name can lead out of the folder. */
export interface StaticResource {
  readonly body: Buffer;
  readonly mediaType: string;
  /** Hash of the body, 16 characters of base64url: the version in links and the entity tag. */
  readonly version: string;
}

/** A file in memory that is served as this. */
export function staticResource(body: Buffer, mediaType: string): StaticResource {
  return { body, mediaType, version: createHash('sha256').update(body).digest('base64url').slice(0, 16) };
}

/** The files of a folder, by name. */
export type StaticResources = ReadonlyMap<string, StaticResource>;

/** Injection token of {@link StaticResources}. */
export const STATIC_RESOURCES = Symbol('StaticResources');

/**
 * Reads the files of a folder.
 * @throws Error where one is of a kind that is not served.
 */
export async function loadStaticResources(folder: string): Promise<StaticResources> {
  const names = await readdir(folder);
  return new Map(await Promise.all(names.map(async (name) => [name, await loadOne(folder, name)] as const)));
}

async function loadOne(folder: string, name: string): Promise<StaticResource> {
  const mediaType = ownKinds.has(fileEnding(name)) ? staticFileType(name) : undefined;
  if (mediaType === undefined) throw new Error(`${join(folder, name)} is not of a kind that is served to browsers.`);
  return staticResource(await readFile(join(folder, name)), mediaType);
}

/**
 * The link to a file below the context path; it changes with the file's content, so that browsers may keep it for ever.
 * @throws Error where there is no such file.
 */
export function versionedPath(resources: StaticResources, name: string): string {
  const resource = resources.get(name);
  if (resource === undefined) throw new Error(`There is no static file ${name}.`);
  return `/resources/${name}?v=${resource.version}`;
}
