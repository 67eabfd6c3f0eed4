import type { common as english } from '../en/common.js';

/** What several pages say. */
export const common: Readonly<Record<keyof typeof english, string>> = {
  'common.sentences': '{first} {rest}',
  'common.moment': '{date} um {time} Uhr UTC',
  'common.at': '{at}',
  'common.problem': 'Es gibt ein Problem',
  'common.to-continue': 'weiter zu {app}',
  'common.signed-in-as': 'Angemeldet als {name}',
  'common.not-you': 'Das sind nicht Sie?',
  'common.sign-out': 'Abmelden',
  'common.sign-in': 'Anmelden',
  'common.continue': 'Weiter',
  'common.cancel': 'Abbrechen',
  'common.cancel-sign-in': 'Abbrechen und neu anmelden',
  'common.back-to-sign-in': 'Zurück zur Anmeldung',
  'common.send-code': 'Code senden',
  'common.code': 'Code',
  'common.user-name': 'Benutzername',
  'common.password': 'Passwort',
  'common.new-password': 'Neues Passwort',
  'common.new-password-again': 'Neues Passwort wiederholen',
  'common.your-current-password': 'Ihr jetziges Passwort',
  'common.reference-number': 'Referenznummer',
  'common.none': 'keine',
};
