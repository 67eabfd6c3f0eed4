/** Where the sign-in at the provider starts, below the path of the module (product reference 2). */
export function samlStartPath(registrationId: string, interaction: string): string {
  return `/saml2/authenticate/${registrationId}?${new URLSearchParams({ interaction }).toString()}`;
}

/** Where responses come in, and the browser fetches what came of its own, below the path of the module. */
export function samlReturnPath(registrationId: string, query: Readonly<Record<string, string>>): string {
  return `/login/saml2/sso/${registrationId}?${new URLSearchParams(query).toString()}`;
}
