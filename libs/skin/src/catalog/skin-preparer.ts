import { Inject, Injectable, Logger } from '@nestjs/common';
import { BACKGROUND_WORK, type BackgroundWork } from '#database/background-work.port';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { FolderFinding, SkinPreparation } from '../skin-preparation.port.js';
import { SKIN_SURROUNDINGS, type SkinSurroundings } from '../skin-surroundings.js';
import { ConfiguredSkins } from './configured-skins.js';
import { readSkinPackage } from '../package/read-skin-package.js';
import { isSameIdentity, readIdentity, type SkinIdentity } from '../package/skin-identity.js';
import { inspectedSkin, isSound } from './inspected-skin.js';
import { SkinCatalog } from './skin-catalog.js';
import { folderJars, type FolderJar } from './skin-folder.js';
import { SkinStorage } from './skin-storage.js';

const SERVER: ChangeAuthor = { kind: 'server', actor: 'folder of skins' };

/** {@link SkinPreparation}. */
@Injectable()
export class SkinPreparer implements SkinPreparation {
  private readonly logger = new Logger('Skins');

  constructor(
    @Inject(SKIN_SURROUNDINGS) private readonly surroundings: SkinSurroundings,
    @Inject(BACKGROUND_WORK) private readonly background: BackgroundWork,
    private readonly storage: SkinStorage,
    private readonly configured: ConfiguredSkins,
    private readonly catalog: SkinCatalog,
  ) {}

  async prepare(webjarIds: ReadonlyMap<string, string>): Promise<void> {
    if (!this.background.isDoneHere) return;
    const exchanged = await this.importFolder();
    this.catalog.expect(webjarIds);
    await this.configured.putOnAll(webjarIds, exchanged);
  }

  async folderFindings(): Promise<readonly FolderFinding[]> {
    const findings: FolderFinding[] = [];
    for await (const each of this.jars()) findings.push(...(await this.findingsOf(each)));
    return findings;
  }

  async inFolder(webjarIds: readonly string[]): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for await (const each of this.jars()) {
      const read = 'jar' in each && (await readSkinPackage(each.jar, { limits: this.surroundings.limits }));
      if (read === false || read.kind === 'refused') continue;
      const names = { fileName: each.fileName, identity: read.skin.identity };
      for (const webjarId of webjarIds) if (isMeant(webjarId, names)) found.add(webjarId);
    }
    return found;
  }

  /** Hashes of what is there anew, or under the name of another. */
  private async importFolder(): Promise<ReadonlySet<string>> {
    const exchanged = new Set<string>();
    for await (const each of this.jars()) {
      const problem = await this.importOne(each, exchanged);
      if (problem !== undefined) this.logger.error(`${each.fileName} of the folder of skins ${problem}`);
    }
    return exchanged;
  }

  private async importOne(each: FolderJar, exchanged: Set<string>): Promise<string | undefined> {
    if ('problem' in each) return each.problem;
    const stored = await this.storage.store(each, { origin: 'folder', author: SERVER });
    if (stored.kind === 'refused')
      return stored.problems.map(({ field, problem, remedy }) => `(${field}) ${problem}. ${remedy}.`).join(' ');
    if (stored.isExchanged) exchanged.add(stored.sha256);
    if (stored.kind === 'unchanged') return undefined;
    this.logger.log(`${each.fileName} was stored as ${stored.identity}`);
    return isSound(stored.findings) ? undefined : 'has errors; where a page of it fails the built-in one is shown';
  }

  private jars(): AsyncGenerator<FolderJar> {
    return folderJars(this.surroundings.folder, this.surroundings.limits.packageBytes);
  }

  private async findingsOf(each: FolderJar): Promise<readonly FolderFinding[]> {
    const { fileName } = each;
    if ('problem' in each) return [{ fileName, severity: 'error', problem: each.problem, remedy: 'Put a JAR there' }];
    const { kind, findings } = await inspectedSkin(each.jar, this.surroundings.limits);
    return findings
      .filter(({ severity }) => severity === 'error')
      .map(({ file = 'the JAR', problem, remedy }) => ({
        ...{ fileName, severity: kind === 'refused' ? ('error' as const) : ('warning' as const) },
        ...{ problem: `${file} ${problem}`, remedy },
      }));
  }
}

function isMeant(
  webjarId: string,
  { fileName, identity }: { readonly fileName: string; readonly identity: SkinIdentity },
): boolean {
  const asked = readIdentity(webjarId);
  return asked === undefined ? webjarId === fileName : isSameIdentity(asked, identity);
}
