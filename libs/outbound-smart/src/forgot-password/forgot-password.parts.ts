import type { ModuleMetadata } from '@nestjs/common';
import { ForgotPasswordPages } from './forgot-password-pages.js';
import { ForgotPasswordController } from './forgot-password.controller.js';
import { ForgotPassword } from './forgot-password.js';
import { PasswordRenewal } from './password-renewal.js';
import { PasswordResetRequests } from './password-reset-requests.js';
import { ResetQuotas } from './reset-quotas.js';

/** New passwords by mail. */
export const forgotPasswordParts: ModuleMetadata = {
  controllers: [ForgotPasswordController],
  providers: [ForgotPassword, ForgotPasswordPages, PasswordRenewal, PasswordResetRequests, ResetQuotas],
};
