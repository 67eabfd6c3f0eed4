import { Inject, Injectable } from '@nestjs/common';
import type { ScriptHealth } from '../script-health.port.js';
import { SCRIPT_SURROUNDINGS, type ScriptSurroundings } from '../script-surroundings.js';
import { ScriptSandbox } from './script-sandbox.js';
import { checkSource } from './source-check.js';

const NOTHING = { source: '', fileName: 'nothing', isModule: false };

/** {@link ScriptHealth} of the sandbox there is. */
@Injectable()
export class SandboxHealth implements ScriptHealth {
  constructor(
    @Inject(ScriptSandbox) private readonly sandbox: Pick<ScriptSandbox, 'run' | 'canRun'>,
    @Inject(SCRIPT_SURROUNDINGS) private readonly surroundings: Pick<ScriptSurroundings, 'hasScripts'>,
  ) {}

  canRun(): boolean {
    return this.sandbox.canRun();
  }

  async fault(): Promise<string | undefined> {
    if (!(await this.surroundings.hasScripts())) return undefined;
    const check = await checkSource(this.sandbox, NOTHING);
    return check.kind === 'loads' ? undefined : check.message;
  }
}
