import type { selfCare as english } from '../en/self-care.js';

/** Forgotten passwords, new accounts, and what passwords have to be. */
export const selfCare: Readonly<Record<keyof typeof english, string>> = {
  'forgot.title': 'Neues Passwort',
  'forgot.lead': 'Mit einem Code per E-Mail können Sie ein anderes wählen.',
  'forgot.who': 'Benutzername oder E-Mail-Adresse',
  'forgot.code-title': 'Code eingeben',
  'forgot.code-heading': 'Sehen Sie in Ihre E-Mails',
  'forgot.code-lead':
    'Wenn es ein Konto zu Ihrer Eingabe gibt, ist eine E-Mail mit einem Code an dessen Adresse unterwegs.',
  'forgot.code-hint': 'Sechs Ziffern, 10 Minuten lang in diesem Browser gültig.',
  'forgot.no-mail': 'Keine E-Mail? Sehen Sie im Spam-Ordner nach, dann {again} oder {back}.',
  'forgot.again': 'fordern Sie einen neuen Code an',
  'forgot.back': 'gehen Sie zurück zur Anmeldung',
  'forgot.choose': 'Wählen Sie ein neues Passwort',
  'forgot.set': 'Passwort festlegen',
  'forgot.assurance': 'Sie werden überall abgemeldet, und Apps, die Sie verbunden haben, müssen Sie erneut fragen.',
  'forgot.problem.nobody': 'Geben Sie Ihren Benutzernamen oder Ihre E-Mail-Adresse ein.',
  'forgot.problem.too-many':
    'Aus Ihrem Netz wurden zu viele Codes angefordert. Warten Sie eine Stunde und versuchen Sie es noch einmal, oder fragen Sie die Betreiber dieses Dienstes.',
  'forgot.problem.over': 'Der Code ist verbraucht oder abgelaufen. Fordern Sie einen neuen an.',
  'forgot.problem.gone':
    'Der Code ist verbraucht oder abgelaufen, oder Ihr Konto hat sich geändert. Es wurde nichts geändert. Fordern Sie einen neuen Code an.',
  'code.wrong': 'Das ist nicht der Code aus der E-Mail. Prüfen Sie ihn und versuchen Sie es noch einmal.',

  'register.title': 'Konto anlegen',
  'register.lead': 'Ein Code per E-Mail zeigt, dass die Adresse Ihnen gehört.',
  'register.given-name': 'Vorname',
  'register.family-name': 'Nachname',
  'register.email': 'E-Mail-Adresse',
  'register.choose': 'Wählen Sie, womit Sie sich anmelden',
  'register.code-lead': 'Eine E-Mail an die angegebene Adresse ist unterwegs. Geben Sie den Code daraus hier ein.',
  'register.code-hint': 'Sechs Ziffern, 30 Minuten lang in diesem Browser gültig.',
  'register.password-again': 'Passwort wiederholen',
  'register.create': 'Konto anlegen',
  'register.no-mail': 'Keine E-Mail? Sehen Sie im Spam-Ordner nach, dann {again}, oder {back}.',
  'register.again': 'beginnen Sie von vorn',
  'register.go-back': 'Oder {back}.',
  'register.problem.address': 'Geben Sie eine E-Mail-Adresse ein, etwa name@example.org.',
  'register.problem.name': 'Geben Sie Ihren Vornamen und Ihren Nachnamen ein, jeweils höchstens 100 Buchstaben.',
  'register.problem.too-many':
    'Aus Ihrem Netz wurden zu viele Konten begonnen. Warten Sie eine Stunde und versuchen Sie es noch einmal.',
  'register.problem.known':
    'Inzwischen gibt es ein Konto mit Ihrer E-Mail-Adresse. Melden Sie sich damit an; wenn Sie Benutzernamen oder Passwort vergessen haben, hilft die Seite der Anmeldung weiter.',
  'register.problem.refused': 'Für Sie kann hier kein Konto angelegt werden. Fragen Sie die Betreiber dieser Website.',
  'register.problem.over':
    'Der Code ist verbraucht oder abgelaufen, oder es wurden zu viele Namen ausprobiert. Beginnen Sie von vorn.',
  'register.problem.taken': 'Diesen Benutzernamen gibt es schon. Wählen Sie einen anderen.',
  'register.problem.unusable':
    'Das kann kein Benutzername sein. Verwenden Sie Buchstaben und Ziffern, dazwischen einzelne Punkte, Binde- oder Unterstriche, oder Ihre E-Mail-Adresse. Namen wie admin oder support werden nicht vergeben.',

  'password.least': '{count, plural, one {Mindestens # Zeichen.} other {Mindestens # Zeichen.}}',
  'password.untold':
    'Es gelten weitere Regeln, oft die, dass eine Ziffer, ein Großbuchstabe oder ein Sonderzeichen vorkommt; die Betreiber dieses Dienstes kennen sie.',
  'password.advice': 'Mehrere Wörter, die nicht zusammengehören, sind gut und leicht zu merken.',
  'password.cannot': 'Das kann nicht das neue Passwort sein.',
  'password.nothing-changed': 'Es wurde nichts geändert.',
  'password.problem.length': 'Geben Sie ein neues Passwort von höchstens 1.024 Zeichen ein.',
  'password.problem.unchecked':
    'Neue Passwörter können gerade nicht geprüft werden. Fragen Sie die Betreiber dieses Dienstes.',
  'password.problem.same': 'Das neue Passwort ist Ihr jetziges. Geben Sie ein anderes ein.',
  'password.problem.repeated':
    'Das neue Passwort und seine Wiederholung stimmen nicht überein. Geben Sie beide noch einmal ein.',
  'password.problem.common': 'Viele verwenden dieses Passwort oder fast dasselbe; es würde als Erstes erraten.',
  'password.problem.own-name': 'Das neue Passwort ist kaum mehr als Ihr Name oder Ihre E-Mail-Adresse.',
  'password.problem.place-name': 'Das neue Passwort ist kaum mehr als der Name dieses Ortes.',
  'password.problem.sequence': 'Das neue Passwort ist eine Folge oder Wiederholung; so etwas würde als Erstes erraten.',
  'password.current.wrong':
    'Ihr jetziges Passwort stimmt nicht oder kann gerade nicht geprüft werden. Es wurde nichts geändert.',
  'password.current.busy':
    'Gerade melden sich sehr viele Personen an. Es wurde nichts geändert. Warten Sie ein paar Sekunden und versuchen Sie es noch einmal.',
  'password.current.unavailable':
    'Passwörter können gerade nicht geprüft werden. Es wurde nichts geändert. Versuchen Sie es in einer Minute noch einmal.',
};
