import { Injectable } from '@nestjs/common';
import { noSignInDetails } from '#protocol/user/sign-in-details';
import type { AuthenticationCall, AuthenticationScript, AuthenticationVerdict } from './authentication-script.port.js';
import type { CodapCall, CodapScript, CodapVerdict } from './codap-script.port.js';
import type {
  ContextSelectionCall,
  ContextSelectionResult,
  PostAuthorizeCall,
  PostAuthorizeScript,
  TokenGeneratingCall,
  TokenGeneratingResult,
} from './post-authorize-script.port.js';
import type { UserMappingCall, UserMappingScript } from './user-mapping-script.port.js';

/**
 * Stands where no script is configured: changes nothing. An instance whose configuration names a script does not start
 * with it, and a script that is stored elsewhere fails (ruling 53), so that none is ever silently skipped.
 */
@Injectable()
export class NoScriptEngine implements PostAuthorizeScript, AuthenticationScript, UserMappingScript, CodapScript {
  onSmartLoginPreContextSelection({ choices }: ContextSelectionCall): Promise<ContextSelectionResult> {
    return Promise.resolve({ choices });
  }

  onTokenGenerating({ user, launchContext }: TokenGeneratingCall): Promise<TokenGeneratingResult> {
    return Promise.resolve({ launchContext, accessTokenClaims: {}, ...(user && { user }) });
  }

  onPostAuthorize(_call: PostAuthorizeCall): Promise<void> {
    return Promise.resolve();
  }

  onAuthenticateSuccess({ script }: AuthenticationCall): Promise<AuthenticationVerdict> {
    if (script !== undefined) return Promise.reject(noEngine('onAuthenticateSuccess'));
    return Promise.resolve({ kind: 'success', added: noSignInDetails });
  }

  authenticate(_call: CodapCall): Promise<CodapVerdict> {
    return Promise.reject(noEngine('authenticate'));
  }

  getUserName(_call: UserMappingCall): Promise<string> {
    return Promise.reject(noEngine('getUserName'));
  }
}

function noEngine(name: string): Error {
  return new Error(`${name} cannot run: this version has no script engine`);
}
