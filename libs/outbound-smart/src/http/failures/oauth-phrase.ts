import type { OAuthError } from '#protocol/oauth2/oauth-error';
import type { Phrase } from '#protocol/phrase';
import { type PhraseKey, say } from '#skin/phrases.port';

/** A description is for developers, and may repeat what an app sent. */
const LONGEST = 200;

/**
 * What people read of a refusal that is told to apps in English: what it means for them in their language, and the description for those who can mend
 * it. In English pages the description alone says it all.
 */
export function oauthPhrase({ code, parameter, retryAfterSeconds, description }: OAuthError): Phrase {
  const values = { description: description.slice(0, LONGEST) };
  if (retryAfterSeconds !== undefined) return say('failure.too-many', values);
  if (parameter === 'client_id') return say('failure.client', values);
  if (parameter === 'redirect_uri') return say('failure.redirect-uri', values);
  return say(kinds[code] ?? 'failure.app', values);
}

type OfDescription = Extract<PhraseKey, `failure.${'app' | 'denied' | 'unavailable' | 'sign-in'}`>;

const kinds: Readonly<Partial<Record<OAuthError['code'], OfDescription>>> = {
  access_denied: 'failure.denied',
  temporarily_unavailable: 'failure.unavailable',
  server_error: 'failure.unavailable',
  login_required: 'failure.sign-in',
  interaction_required: 'failure.sign-in',
  account_selection_required: 'failure.sign-in',
  unmet_authentication_requirements: 'failure.sign-in',
  insufficient_user_authentication: 'failure.sign-in',
};
