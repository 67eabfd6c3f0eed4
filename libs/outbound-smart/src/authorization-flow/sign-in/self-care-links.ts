import { Inject, Injectable } from '@nestjs/common';
import { PASSWORD_RESETS, type PasswordResets } from '#inbound-security/password-reset.port';
import type { PageModels } from '#skin/page-renderer.port';
import { RegistrationOffers } from '../../self-registration/registration-offers.js';
import { registrationPath } from '../../self-registration/registration-path.js';
import { forgotPasswordPath, offersForgotPassword } from '../../forgot-password/forgot-password-path.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';

/** Where the sign-in page leads those who cannot sign in; only what the module offers. */
@Injectable()
export class SelfCareLinks {
  constructor(
    @Inject(PASSWORD_RESETS) private readonly resets: PasswordResets,
    private readonly registrations: RegistrationOffers,
  ) {}

  /** @param interaction handle of what the sign-in is for, which the way comes back to */
  of(
    instance: OutboundSmartInstance,
    interaction: string,
  ): Pick<PageModels['sign-in'], 'forgotPasswordUrl' | 'registerUrl'> {
    const { publicPath, inboundModuleId } = instance;
    const offersReset = offersForgotPassword(instance) && this.resets.offers(inboundModuleId);
    const offersAccounts = this.registrations.of(instance) !== undefined;
    return {
      ...(offersReset && { forgotPasswordUrl: publicPath + forgotPasswordPath('', { interaction }) }),
      ...(offersAccounts && { registerUrl: publicPath + registrationPath('', { interaction }) }),
    };
  }
}
