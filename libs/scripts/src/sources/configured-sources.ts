import { Inject, Injectable } from '@nestjs/common';
import { sha256Base64Url } from '#protocol/hash';
import type { ScriptSource } from '../configured-script.port.js';
import { SCRIPT_SURROUNDINGS, type ScriptSurroundings } from '../script-surroundings.js';
import { MissingSourceError, type FoundSource, type ScriptSources } from './script-sources.js';

/** {@link ScriptSources} of properties and files. */
@Injectable()
export class ConfiguredSources implements ScriptSources {
  constructor(@Inject(SCRIPT_SURROUNDINGS) private readonly surroundings: ScriptSurroundings) {}

  async find(source: ScriptSource): Promise<FoundSource> {
    const text = await this.textOf(source);
    return { text, hash: sha256Base64Url(text) };
  }

  private async textOf(source: ScriptSource): Promise<string> {
    if (source.kind === 'text') return source.text;
    if (source.kind === 'library') throw new MissingSourceError(`there is no script ${source.scriptId} in the library`);
    return this.surroundings.files.read(source.location).catch((cause: unknown) => {
      throw new MissingSourceError(String(cause instanceof Error ? cause.message : cause), { cause });
    });
  }
}
