import { Module } from '@nestjs/common';
import { NoScriptEngine } from './no-script-engine.js';
import { POST_AUTHORIZE_SCRIPT } from './post-authorize-script.port.js';

/** Administrators' scripts. Owns their ports; must not know which module calls them. */
@Module({
  providers: [{ provide: POST_AUTHORIZE_SCRIPT, useClass: NoScriptEngine }],
  exports: [POST_AUTHORIZE_SCRIPT],
})
export class ScriptsModule {}
