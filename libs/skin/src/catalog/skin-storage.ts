import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { SkinFinding } from '../package/skin-finding.js';
import {
  completeIdentity,
  identityText,
  isSameIdentity,
  readIdentity,
  type SkinIdentity,
} from '../package/skin-identity.js';
import type { BroughtSkin } from '../skin-library.port.js';
import { SKIN_SURROUNDINGS, type SkinSurroundings } from '../skin-surroundings.js';
import { SKIN_STORE, type NewSkin, type SkinOrigin, type SkinStore, type StoredSkin } from '../stores/skin.store.js';
import { refusedAs } from './change-problems.js';
import { inspectedSkin } from './inspected-skin.js';
import { SkinWriter } from './skin-writer.js';

/** JARs of an artifact that stay, beside those that are in use (skins.md 5.6). */
const KEPT = 5;

/** Which way a JAR came, and who brought it. */
interface Bringing {
  readonly origin: SkinOrigin;
  readonly author: ChangeAuthor;
}

/** What became of a JAR. */
export type StoredPackage =
  | {
      readonly kind: 'created' | 'unchanged';
      readonly sha256: string;
      readonly identity: string;
      readonly findings: readonly SkinFinding[];
      /** It is new, or a file of its name that came the same way was another one till now. */
      readonly isExchanged: boolean;
      /** The name of its file by which it was known till now. */
      readonly knownAs?: string;
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
    { origin, author }: Bringing,
  ): Promise<StoredPackage> {
    if (!isFileName(fileName)) return { kind: 'refused', problems: [BAD_NAME] };
    const known = await this.skins.find(createHash('sha256').update(jar).digest('hex'));
    if (known !== undefined) return this.again(known, { fileName, declared }, { origin, author });
    const inspected = await inspectedSkin(jar, this.surroundings.limits, { declared });
    if (inspected.kind === 'refused') return { kind: 'refused', problems: inspected.findings.map(problemOf) };
    const { findings, compiled } = inspected;
    const { identity, sha256 } = compiled.skin;
    const skin: NewSkin = { identity, sha256, fileName, findings, origin, storedBy: author.actor };
    const told = { sha256, identity: identityText(identity) };
    const isNew = await this.skins.add(skin, jar, KEPT);
    if (isNew) await this.writer.record('stored', author, { ...told, origin, ...(fileName !== '' && { fileName }) });
    return { kind: isNew ? 'created' : 'unchanged', ...told, findings, isExchanged: isNew };
  }

  /** What is stored is not looked at again, every start brings the folder of skins; what it is called now is kept. */
  private async again(
    { sha256, identity: known, findings, fileName: knownAs }: StoredSkin,
    { fileName, declared }: { readonly fileName: string; readonly declared: string },
    { origin, author }: Bringing,
  ): Promise<StoredPackage> {
    const told = declared === '' ? known : readIdentity(declared);
    if (told === undefined || !isSameIdentity(known, told)) return otherIdentity(declared, known);
    const identity = completeIdentity(known, told);
    const naming = await this.skins.call(sha256, { identity, fileName, origin });
    const stored = { sha256, identity: identityText(identity) };
    if (naming !== 'unchanged')
      await this.writer.record('named', author, { ...stored, origin, ...(fileName !== '' && { fileName }) });
    return { kind: 'unchanged', ...stored, findings, knownAs, isExchanged: naming === 'exchanged' };
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

function otherIdentity(declared: string, known: SkinIdentity): Extract<ChangeRefusal, { kind: 'refused' }> {
  const problem = `is not ${JSON.stringify(declared)}: the JAR is stored as ${identityText(known)}`;
  return refusedAs('identity', problem, 'Name it so, or leave the identity out');
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
