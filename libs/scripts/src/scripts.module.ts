import { Module } from '@nestjs/common';
import { AUTHENTICATION_SCRIPT } from './authentication-script.port.js';
import { NoScriptEngine } from './no-script-engine.js';
import { POST_AUTHORIZE_SCRIPT } from './post-authorize-script.port.js';
import { USER_MAPPING_SCRIPT } from './user-mapping-script.port.js';

const scripts = [POST_AUTHORIZE_SCRIPT, AUTHENTICATION_SCRIPT, USER_MAPPING_SCRIPT];

/** Administrators' scripts. Owns their ports; must not know which module calls them. */
@Module({
  providers: [NoScriptEngine, ...scripts.map((provide) => ({ provide, useExisting: NoScriptEngine }))],
  exports: scripts,
})
export class ScriptsModule {}
