import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { SkinFinding } from '../package/skin-finding.js';
import { identityText } from '../package/skin-identity.js';
import type { BroughtSkin } from '../skin-library.port.js';
import { SKIN_SURROUNDINGS, type SkinSurroundings } from '../skin-surroundings.js';
import { SKIN_STORE, type NewSkin, type SkinOrigin, type SkinStore, type StoredSkin } from '../stores/skin.store.js';
import { refusedAs } from './change-problems.js';
import { inspectedSkin } from './inspected-skin.js';
import { SkinWriter } from './skin-writer.js';

/** JARs of an artifact that stay, beside those that are in use (skins.md 5.6). */
const KEPT = 5;

/** What became of a JAR. */
export type StoredPackage =
  | {
      readonly kind: 'created' | 'unchanged';
      readonly sha256: string;
      readonly identity: string;
      readonly findings: readonly SkinFinding[];
    }
  | Extract<ChangeRefusal, { kind: 'refused' }>;

/** Looks at JARs and keeps those that can be read; what is in them is told, and decides only when they are to be worn. */
@Injectable()
export class SkinStorage {
  constructor(
    @Inject(SKIN_STORE) private readonly skins: SkinStore,
    @Inject(SKIN_SURROUNDINGS) private readonly surroundings: SkinSurroundings,
    private readonly writer: SkinWriter,
  ) {}

  async store(
    { jar, fileName = '', declared = '' }: BroughtSkin,
    { origin, author }: { readonly origin: SkinOrigin; readonly author: ChangeAuthor },
  ): Promise<StoredPackage> {
    if (!isFileName(fileName)) return { kind: 'refused', problems: [BAD_NAME] };
    const known = declared === '' ? await this.skins.find(createHash('sha256').update(jar).digest('hex')) : undefined;
    if (known !== undefined) return unchanged(known);
    const inspected = await inspectedSkin(jar, this.surroundings.limits, { declared });
    if (inspected.kind === 'refused') return { kind: 'refused', problems: inspected.findings.map(problemOf) };
    const { findings, compiled } = inspected;
    const { identity, sha256 } = compiled.skin;
    const skin: NewSkin = { identity, sha256, fileName, findings, origin, storedBy: author.actor };
    const told = { sha256, identity: identityText(identity) };
    const isNew = await this.skins.add(skin, jar, KEPT);
    if (isNew) await this.writer.record('stored', author, { ...told, origin, ...(fileName !== '' && { fileName }) });
    return { kind: isNew ? 'created' : 'unchanged', ...told, findings };
  }

  /** `refused` while a module wears it, or would after a rollback. */
  async remove(
    { sha256, identity }: StoredSkin,
    author: ChangeAuthor,
  ): Promise<{ readonly kind: 'removed' } | ChangeRefusal> {
    const users = await this.skins.remove(sha256);
    if (users === undefined) return { kind: 'unknown' };
    if (users.length > 0) return inUse(users);
    await this.writer.record('removed', author, { sha256, identity: identityText(identity) });
    return { kind: 'removed' };
  }
}

/** What is stored is not looked at again: every start brings the folder of skins. */
function unchanged({ sha256, identity, findings }: StoredSkin): StoredPackage {
  return { kind: 'unchanged', sha256, identity: identityText(identity), findings };
}

/** A name that could not be a file's is no name; a colon would make it an identity. */
function isFileName(name: string): boolean {
  return name.length <= 200 && !/[/\\:]|\p{Cc}/u.test(name);
}

const BAD_NAME = {
  field: 'fileName',
  problem: 'is no name of a file',
  remedy: 'Name the file alone, such as clinic-1.0.jar',
};

function inUse(users: readonly string[]): ChangeRefusal {
  const problem = `is what ${users.join(', ')} wears, or would wear after a rollback`;
  return refusedAs('skin', problem, 'Activate another skin there first, twice where it is what a rollback leads to');
}

function problemOf({ file = 'JAR', problem, remedy }: SkinFinding) {
  return { field: file, problem, remedy };
}
