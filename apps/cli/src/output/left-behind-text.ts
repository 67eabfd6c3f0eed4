import type { LeftBehind } from '#configuration-exchange/configuration-exchange.port';

/** What an export leaves out of people, and what that means elsewhere: a line each; nothing where there is nothing of the kind. */
export function leftBehindText(left: LeftBehind): string {
  const { withSecondFactor, authenticatorApps, passkeys, withAcceptedTerms } = left;
  const kinds = `${several(authenticatorApps, 'authenticator app')}, ${several(passkeys, 'passkey')}`;
  const factors = `left out: the second factors of ${several(withSecondFactor, 'person', 'people')} (${kinds}). Where it is imported a password alone lets them in unless secondFactorRequired or tfa.required_permissions demands a new one`;
  const terms = `left out: that ${several(withAcceptedTerms, 'person', 'people')} agreed to terms of service. Where it is imported they are asked again`;
  return [withSecondFactor > 0 && factors, withAcceptedTerms > 0 && terms]
    .map((line) => (line ? `${line}\n` : ''))
    .join('');
}

function several(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
