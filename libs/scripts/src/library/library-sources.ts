import { Inject, Injectable } from '@nestjs/common';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import { MissingSourceError, type FoundSource } from '../sources/script-sources.js';
import { SCRIPTS_TOPIC, SCRIPT_STORE, type ScriptStore } from '../stores/script.store.js';
import { isScriptId } from './script-entry.js';

/** Scripts that are remembered; each may have a MiB. */
const CAPACITY = 64;

interface Entry {
  readonly version: string;
  readonly source: Promise<FoundSource>;
}

/** The active versions of the library's scripts, remembered for as long as the change feed confirms them. */
@Injectable()
export class LibrarySources {
  private readonly entries = new Map<string, Entry>();

  constructor(
    @Inject(SCRIPT_STORE) private readonly store: Pick<ScriptStore, 'find'>,
    @Inject(CHANGE_FEED) private readonly feed: Pick<ChangeFeed, 'versionOf'>,
  ) {}

  /** @throws MissingSourceError */
  find(scriptId: string): Promise<FoundSource> {
    const version = this.feed.versionOf(SCRIPTS_TOPIC, scriptId);
    const known = this.entries.get(scriptId);
    if (known !== undefined && known.version === version) return known.source;
    const source = this.read(scriptId);
    // The version was taken before the read: a change in between leaves an entry that no longer matches.
    if (version !== undefined) this.remember(scriptId, { version, source });
    return source;
  }

  private remember(scriptId: string, entry: Entry): void {
    this.entries.delete(scriptId);
    if (this.entries.size >= CAPACITY) this.entries.delete(this.entries.keys().next().value ?? scriptId);
    this.entries.set(scriptId, entry);
    entry.source.catch(() => {
      if (this.entries.get(scriptId) === entry) this.entries.delete(scriptId);
    });
  }

  private async read(scriptId: string): Promise<FoundSource> {
    const found = isScriptId(scriptId) ? await this.store.find(scriptId) : undefined;
    if (found === undefined) throw new MissingSourceError(`there is no script ${scriptId} in the library`);
    const { active, archivedAt } = found.script;
    if (archivedAt !== undefined) throw new MissingSourceError(`the script ${scriptId} of the library is archived`);
    return { text: found.source, hash: active.hash, version: active.number };
  }
}
