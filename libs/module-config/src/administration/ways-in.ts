import type { ChangeAuthor } from '#protocol/administration/change-author';
import { definedModule } from '../lost-under-definitions.js';
import type { ModuleDefinition } from '../module-definitions.js';
import type { StoredModule } from '../stores/stored-module.js';
import { UNTOUCHED } from '../stores/module-state.store.js';
import type { AdministrationParts } from './administration-parts.js';
import { takesHttpBasic } from './http-basic.js';

/** A module as far as it matters for who gets in through it. */
type Entrance = Pick<ModuleDefinition, 'moduleId' | 'type' | 'requires' | 'config'>;

/** Modules, and which of them are to run. */
export interface WantedModules {
  readonly modules: readonly Entrance[];
  readonly isWanted: (moduleId: string) => boolean;
}

/** Why a change would leave nobody who could undo it through the server. */
const SHUT =
  'After this nobody who has ROLE_SUPERUSER could sign in to the admin API any more: no module of type ADMIN_JSON that is to run would take ' +
  'passwords (security.http.basic.enabled) of a local module (SECURITY_IN_UP) with such a user. Make one there first, or keep the module that has one.';

/** Keeps a way open by which administrators get in (F-54). */
export class WaysIn {
  constructor(private readonly parts: Pick<AdministrationParts, 'states' | 'superusers' | 'source'>) {}

  /** What a change would shut, as a sentence; `undefined` where superusers still get in, and where they did not before. */
  async shutBy(before: WantedModules, after: WantedModules): Promise<string | undefined> {
    const [open, left] = [doors(before), doors(after)];
    const kept = new Set(left.map(identityOf));
    if (open.every((door) => kept.has(identityOf(door)))) return undefined;
    const { superusers } = this.parts;
    const [openIds, leftIds] = [open.map(({ moduleId }) => moduleId), left.map(({ moduleId }) => moduleId)];
    if (!(await superusers.canSignInAt(leftIds))) return (await superusers.canSignInAt(openIds)) ? SHUT : undefined;
    return superusers.passwordTaken(open.map(definedModule), left.map(definedModule));
  }

  /** Which modules are to run, as it is now. */
  async wanted(): Promise<WantedModules['isWanted']> {
    const wishes = await this.parts.states.all();
    return (moduleId) => (wishes.get(moduleId) ?? UNTOUCHED).desired === 'STARTED';
  }

  /** The same for modules that are no longer there. */
  async shutByRemoval(written: readonly StoredModule[], removed: readonly string[]): Promise<string | undefined> {
    const isWanted = await this.wanted();
    const modules = this.entrances(written);
    return this.shutBy(
      { modules, isWanted },
      { modules: modules.filter(({ moduleId }) => !removed.includes(moduleId)), isWanted },
    );
  }

  /** The same for definitions that take the place of those of their ids; each of `started` runs afterwards. */
  async shutByDefinitions(
    written: readonly StoredModule[],
    changed: readonly Omit<StoredModule, 'version'>[],
    started: readonly string[],
  ): Promise<string | undefined> {
    const isWanted = await this.wanted();
    const ids = changed.map(({ moduleId }) => moduleId);
    const kept = written.filter(({ moduleId }) => !ids.includes(moduleId));
    return this.shutBy(
      { modules: this.entrances(written), isWanted },
      {
        modules: this.entrances([...kept, ...changed]),
        isWanted: (id) => isWanted(id) || started.includes(id),
      },
    );
  }

  /** What the author of a change is told of their own password. */
  ownWarnings(
    author: ChangeAuthor,
    written: readonly StoredModule[],
    changed: Omit<StoredModule, 'version'>,
  ): readonly string[] {
    const [before, after] = [written, [changed]].map((modules) =>
      this.entrances(modules).find(({ moduleId }) => moduleId === changed.moduleId),
    );
    if (after === undefined) return [];
    return this.parts.superusers.ownWarnings(author, before && definedModule(before), definedModule(after));
  }

  /** As they would run: below the environment. */
  private entrances(written: readonly Omit<StoredModule, 'version'>[]): readonly Entrance[] {
    return this.parts.source.definitionsOf(written).modules;
  }
}

/** The local modules whose users get in with their password: those of a listener of the admin API that takes it, both to run. */
function doors({ modules, isWanted }: WantedModules): readonly Entrance[] {
  const running = modules.filter(({ moduleId }) => isWanted(moduleId));
  const named = running
    .filter((each) => each.type === 'ADMIN_JSON' && takesHttpBasic(each))
    .map(({ requires }) => requires.get('SECURITY_IN_UP') ?? '');
  return running.filter(({ type, moduleId }) => type === 'SECURITY_IN_LOCAL' && named.includes(moduleId));
}

/** Of a definition: another one may demand more. */
function identityOf({ moduleId, config }: Entrance): string {
  return JSON.stringify([moduleId, ...config]);
}

/** The modules of a stop: all as they are, one of them no longer wanted. */
export function without({ modules, isWanted }: WantedModules, stopped: string): WantedModules {
  return { modules, isWanted: (moduleId) => moduleId !== stopped && isWanted(moduleId) };
}
