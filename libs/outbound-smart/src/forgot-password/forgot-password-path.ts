import { takesPasswords } from '../federation/sign-in-offer.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** Whether people of a module are offered new passwords by mail, as far as the module says itself. */
export function offersForgotPassword(instance: Pick<OutboundSmartInstance, 'mail' | 'options'>): boolean {
  return instance.mail !== undefined && instance.options.forgotPassword.enabled && takesPasswords(instance);
}

/** What stands in the address of a step. */
export interface StepDetails {
  /** Handle of the waiting request, or of a page of ours, that the sign-in afterwards is for. */
  readonly interaction: string;
  /** Handle of the reset. */
  readonly reset?: string;
  readonly error?: string;
}

/** Address of a step, below the path of the module. */
export function forgotPasswordPath(step: '' | '/code' | '/new', { interaction, reset, error }: StepDetails): string {
  const query = { interaction, ...(reset !== undefined && { reset }), ...(error !== undefined && { error }) };
  return `/forgot-password${step}?${new URLSearchParams(query).toString()}`;
}
