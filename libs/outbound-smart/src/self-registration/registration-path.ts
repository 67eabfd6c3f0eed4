/** What stands in the address of a step. */
export interface RegistrationDetails {
  /** Handle of the waiting request, or of a page of ours, that the sign-in afterwards is for. */
  readonly interaction: string;
  /** Handle of the registration. */
  readonly registration?: string;
  readonly error?: string;
}

/** Address of a step, below the path of the module. */
export function registrationPath(
  step: '' | '/account',
  { interaction, registration, error }: RegistrationDetails,
): string {
  const query = {
    interaction,
    ...(registration !== undefined && { registration }),
    ...(error !== undefined && { error }),
  };
  return `/register${step}?${new URLSearchParams(query).toString()}`;
}

/** Whether a link on that site may lead to the registration; browsers often tell no more of an address than its origin. */
export function isAllowedReferer(refererUrls: readonly string[], referer: string | undefined): boolean {
  if (refererUrls.length === 0) return true;
  if (referer === undefined || !URL.canParse(referer)) return false;
  const { origin, href } = new URL(referer);
  return refererUrls
    .map((each) => new URL(each))
    .some((allowed) => {
      const isOriginAlone = href === `${origin}/`;
      return allowed.origin === origin && (isOriginAlone || href.startsWith(allowed.href));
    });
}
