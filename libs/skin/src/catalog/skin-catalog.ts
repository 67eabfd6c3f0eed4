import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { BACKGROUND_WORK, type BackgroundWork } from '#database/background-work.port';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import { SKINS_TOPIC, SKIN_STORE, type SkinStore } from '../stores/skin.store.js';
import type { SkinHealth, SkinProblem } from '../skin-health.port.js';
import type { CompiledSkin } from '../skin-pages/compiled-skin.js';
import { SKIN_SURROUNDINGS, type SkinSurroundings } from '../skin-surroundings.js';
import { LoadedSkins, noSkins, type FoundSkins } from './loaded-skins.js';
import { NO_SKIN } from './named-skin.js';
import { problemText } from './skin-view.js';
import { identityText } from '../package/skin-identity.js';
import { skinLabel } from '../package/skin-label.js';
import type { SkinPackage } from '../package/skin-package.js';
import { wantedSkins } from './wanted-skin.js';
import type { WornSkins } from './worn-skins.js';

/** Milliseconds between two looks when no change is told: all processes wear the same within ten seconds, whatever gets lost (skins.md 5.6). */
const POLL_MILLISECONDS = 5_000;
/** Seconds for which what was taken off stays: as long as the longest sign-in session lives by default, pages of it may be open. */
const KEPT_SECONDS = 12 * 3_600;
/** Most of them. */
const MOST_KEPT = 8;

/** All skins of the process at one moment. */
interface Wardrobe {
  readonly worn: ReadonlyMap<string, CompiledSkin>;
  readonly found: FoundSkins;
  readonly problems: readonly SkinProblem[];
}

/**
 * {@link WornSkins}: what the modules of this process wear, loaded and compiled behind the requests. One reference is exchanged, so that a page ends
 * with what it began with. A module whose skin cannot be loaded wears on what it wears (F-26).
 */
@Injectable()
export class SkinCatalog implements WornSkins, SkinHealth, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Skins');
  private readonly expected = new Map<string, string>();
  private wardrobe: Wardrobe = { worn: new Map(), found: noSkins(), problems: [] };
  private work: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private isFailing = false;

  constructor(
    @Inject(SKIN_STORE) private readonly store: Pick<SkinStore, 'worn' | 'takenOff' | 'named'>,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    @Inject(BACKGROUND_WORK) private readonly background: BackgroundWork,
    @Inject(SKIN_SURROUNDINGS) private readonly surroundings: Pick<SkinSurroundings, 'webjarIds'>,
    private readonly loaded: LoadedSkins,
  ) {}

  wornBy(moduleId: string): CompiledSkin | undefined {
    return this.wardrobe.worn.get(moduleId);
  }

  bySha256(sha256: string): CompiledSkin | undefined {
    return this.wardrobe.found.known.get(sha256);
  }

  problems(): readonly SkinProblem[] {
    return this.wardrobe.problems;
  }

  async examine(): Promise<readonly SkinProblem[]> {
    return (await this.wardrobeNow()).problems;
  }

  /** These modules are about to run with these values of `skin.webjar_id`. */
  expect(webjarIds: ReadonlyMap<string, string>): void {
    const running = this.surroundings.webjarIds();
    for (const moduleId of this.expected.keys()) if (!running.has(moduleId)) this.expected.delete(moduleId);
    for (const [moduleId, webjarId] of webjarIds) this.expected.set(moduleId, webjarId);
  }

  /** Resolves when this process wears what was decided before the call, or has said why it cannot. @throws DatabaseUnavailableError */
  refresh(): Promise<void> {
    const done = this.work.then(() => this.look());
    this.work = done.catch(() => undefined);
    return done;
  }

  onApplicationBootstrap(): void {
    if (!this.background.isDoneHere) return;
    this.feed.onChange((topic) => {
      if (topic === SKINS_TOPIC) this.refreshLater();
    });
    this.timer = setInterval(() => {
      this.refreshLater();
    }, POLL_MILLISECONDS).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.work;
  }

  /** A database that is away is asked again with the next look; one line an outage. */
  private refreshLater(): void {
    this.refresh().then(
      () => (this.isFailing = false),
      (error: unknown) => {
        if (!this.isFailing) this.logger.warn(`What modules wear could not be looked up: ${String(error)}`);
        this.isFailing = true;
      },
    );
  }

  private async look(): Promise<void> {
    const next = await this.wardrobeNow();
    this.tell(next.problems);
    this.tellChanges(next.worn);
    this.wardrobe = next;
  }

  private async wardrobeNow(): Promise<Wardrobe> {
    const [allWanted, takenOff] = await Promise.all([
      wantedSkins(this.webjarIds(), this.store),
      this.store.takenOff(KEPT_SECONDS, MOST_KEPT),
    ]);
    const found = noSkins();
    const worn = new Map<string, CompiledSkin>();
    const problems: SkinProblem[] = [];
    for (const [moduleId, wanted] of allWanted) {
      if (wanted.isMissing) problems.push({ moduleId, ...missing(wanted.webjarId) });
      if (wanted.skin.sha256 === undefined) continue;
      const skin = await this.loaded.find(wanted.skin.sha256, this.wardrobe.found, found);
      const shown = typeof skin === 'string' ? this.wornBy(moduleId) : skin;
      if (typeof skin === 'string') problems.push({ moduleId, ...unloadable(skin, shown) });
      if (shown === undefined) continue;
      worn.set(moduleId, shown);
      found.known.set(shown.skin.sha256, shown);
    }
    for (const sha256 of takenOff) await this.loaded.find(sha256, this.wardrobe.found, found);
    return { worn, found, problems };
  }

  /** Of the modules that run; those that restart wear what they are about to. */
  private webjarIds(): ReadonlyMap<string, string> {
    const running = [...this.surroundings.webjarIds()];
    return new Map(running.map(([moduleId, webjarId]) => [moduleId, this.expected.get(moduleId) ?? webjarId]));
  }

  /** What modules wear from now on in this process; who decided it is in the audit log. */
  private tellChanges(worn: Wardrobe['worn']): void {
    for (const moduleId of new Set([...this.wardrobe.worn.keys(), ...worn.keys()])) {
      const [before, now] = [this.wardrobe.worn.get(moduleId)?.skin, worn.get(moduleId)?.skin];
      if (before?.sha256 !== now?.sha256)
        this.logger.log(`${moduleId} wears ${called(now)}, before it wore ${called(before)}`);
    }
  }

  /** Each problem once, when it comes and when it is gone. */
  private tell(problems: readonly SkinProblem[]): void {
    const before = this.wardrobe.problems.map(textOf);
    for (const problem of problems) if (!before.includes(textOf(problem))) this.logger.error(textOf(problem));
    const now = new Set(problems.map(({ moduleId }) => moduleId));
    for (const { moduleId } of this.wardrobe.problems)
      if (!now.has(moduleId)) this.logger.log(`${moduleId} wears what it should again`);
  }
}

function called(skin: SkinPackage | undefined): string {
  if (skin === undefined) return NO_SKIN.name;
  return skinLabel({ identity: identityText(skin.identity), sha256: skin.sha256 });
}

function textOf({ moduleId, ...problem }: SkinProblem): string {
  return `${moduleId}: ${problemText(problem)}`;
}

function missing(webjarId: string): Omit<SkinProblem, 'moduleId'> {
  const problem = `skin.webjar_id names ${webjarId}, and no such skin is installed: the built-in pages are shown`;
  const remedy = 'Put its JAR into the folder of skins or install it with gatehouse skin install';
  return { problem, remedy, missing: webjarId };
}

function unloadable(why: string, worn: CompiledSkin | undefined): Omit<SkinProblem, 'moduleId'> {
  const meanwhile = worn === undefined ? 'the built-in pages are shown' : 'what it wore before is shown';
  const problem = `the skin that it should wear ${why}: ${meanwhile}`;
  return { problem, remedy: 'Activate another one, or install it again' };
}
