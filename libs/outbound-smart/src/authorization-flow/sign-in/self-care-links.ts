import { Inject, Injectable } from '@nestjs/common';
import { PASSWORD_RESETS, type PasswordResets } from '#inbound-security/password-reset.port';
import type { PageModels } from '#skin/page-renderer.port';
import { forgotPasswordPath, offersForgotPassword } from '../../forgot-password/forgot-password-path.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';

/** Where the sign-in page leads those who cannot sign in; only what the module offers. */
@Injectable()
export class SelfCareLinks {
  constructor(@Inject(PASSWORD_RESETS) private readonly resets: PasswordResets) {}

  /** @param interaction handle of what the sign-in is for, which the way comes back to */
  of(instance: OutboundSmartInstance, interaction: string): Pick<PageModels['sign-in'], 'forgotPasswordUrl'> {
    const { publicPath, inboundModuleId } = instance;
    if (!offersForgotPassword(instance) || !this.resets.offers(inboundModuleId)) return {};
    return { forgotPasswordUrl: publicPath + forgotPasswordPath('', { interaction }) };
  }
}
