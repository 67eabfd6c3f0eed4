import { Inject, Injectable, Logger } from '@nestjs/common';
import { sha256Base64Url } from '#protocol/hash';
import { SCRIPT_SURROUNDINGS, type ScriptSurroundings } from '../script-surroundings.js';
import { MissingSourceError, type FoundSource } from './script-sources.js';
import { sourceText } from './source-text.js';

/** Milliseconds for which a file is taken to be as it was. */
const LOOK_AGAIN = 1_000;
/** Files that are remembered; configurations name few. */
const CAPACITY = 200;

interface Look {
  readonly at: number;
  readonly state: Promise<FileState>;
}

type FileState =
  | { readonly kind: 'there'; readonly stamp: string; readonly source: FoundSource }
  | { readonly kind: 'missing'; readonly problem: string; readonly remedy?: string };

/** Scripts in files: looked at once a second at most, and read again where they have changed. */
@Injectable()
export class FileSources {
  private readonly logger = new Logger('Script');
  private readonly looks = new Map<string, Look>();

  constructor(@Inject(SCRIPT_SURROUNDINGS) private readonly surroundings: Pick<ScriptSurroundings, 'files'>) {}

  /** @throws MissingSourceError — also when it could be read a second ago: what it would say now, nobody knows */
  async find(location: string, freshness?: 'now'): Promise<FoundSource> {
    const state = await this.look(location, freshness === 'now');
    if (state.kind === 'missing') throw new MissingSourceError(state.problem, state.remedy);
    return state.source;
  }

  private look(location: string, isAgain: boolean): Promise<FileState> {
    const known = this.looks.get(location);
    const now = performance.now();
    if (!isAgain && known !== undefined && now - known.at < LOOK_AGAIN) return known.state;
    if (known === undefined && this.looks.size >= CAPACITY) this.looks.clear();
    const state = this.read(location, known?.state);
    this.looks.set(location, { at: now, state });
    return state;
  }

  private async read(location: string, previous: Promise<FileState> | undefined): Promise<FileState> {
    const before = await previous;
    const state = await this.stateOf(location, before);
    if (before !== undefined && before !== state) this.tell(location, before, state);
    return state;
  }

  private async stateOf(location: string, before: FileState | undefined): Promise<FileState> {
    const { files } = this.surroundings;
    try {
      const stamp = await files.stamp(location);
      if (before?.kind === 'there' && before.stamp === stamp) return before;
      const text = sourceText(location, await files.read(location));
      return { kind: 'there', stamp, source: { text, hash: sha256Base64Url(text) } };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      if (before?.kind === 'missing' && before.problem === problem) return before;
      const remedy = error instanceof MissingSourceError ? error.remedy : undefined;
      return { kind: 'missing', problem, ...(remedy !== undefined && { remedy }) };
    }
  }

  private tell(location: string, before: FileState, state: FileState): void {
    if (state.kind === 'missing')
      this.logger.error(`${state.problem} Whoever needs this script gets nothing until it can be read.`);
    else if (before.kind === 'missing') this.logger.log(`${location} can be read again.`);
    else if (before.source.hash !== state.source.hash)
      this.logger.log(`${location} has changed and is used as it is now.`);
  }
}
