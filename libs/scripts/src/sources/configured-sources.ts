import { Injectable } from '@nestjs/common';
import { sha256Base64Url } from '#protocol/hash';
import type { ScriptSource } from '../configured-script.port.js';
import { FileSources } from './file-sources.js';
import { LibrarySources } from '../library/library-sources.js';
import type { FoundSource, ScriptSources } from './script-sources.js';

/** {@link ScriptSources} of all kinds. */
@Injectable()
export class ConfiguredSources implements ScriptSources {
  constructor(
    private readonly files: FileSources,
    private readonly library: LibrarySources,
  ) {}

  async find(source: ScriptSource, freshness?: 'now'): Promise<FoundSource> {
    switch (source.kind) {
      case 'text':
        return { text: source.text, hash: sha256Base64Url(source.text) };
      case 'file':
        return this.files.find(source.location, freshness);
      case 'library':
        return this.library.find(source.scriptId);
    }
  }
}
