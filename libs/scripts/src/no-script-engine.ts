import { Injectable } from '@nestjs/common';
import type {
  ContextSelectionCall,
  ContextSelectionResult,
  PostAuthorizeCall,
  PostAuthorizeScript,
  TokenGeneratingCall,
  TokenGeneratingResult,
} from './post-authorize-script.port.js';

/**
 * Stands where no script is configured: changes nothing. An instance whose configuration names a script does not start
 * with it (ruling 53), so that a configured script is never silently skipped.
 */
@Injectable()
export class NoScriptEngine implements PostAuthorizeScript {
  onSmartLoginPreContextSelection({ choices }: ContextSelectionCall): Promise<ContextSelectionResult> {
    return Promise.resolve({ choices });
  }

  onTokenGenerating({ user, launchContext }: TokenGeneratingCall): Promise<TokenGeneratingResult> {
    return Promise.resolve({ launchContext, accessTokenClaims: {}, ...(user && { user }) });
  }

  onPostAuthorize(_call: PostAuthorizeCall): Promise<void> {
    return Promise.resolve();
  }
}
