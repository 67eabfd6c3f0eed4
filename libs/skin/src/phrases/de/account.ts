import type { account as english } from '../en/account.js';

/** The page of a person's account. */
export const account: Readonly<Record<keyof typeof english, string>> = {
  'account.title': 'Ihr Konto',
  'account.current-password': 'Jetziges Passwort',
  'account.change-password': 'Passwort ändern',
  'account.change-password-detail':
    'Sie werden überall sonst abgemeldet, und Apps, die Sie verbunden haben, müssen Sie erneut fragen.',
  'account.no-password-change':
    'Ihr Passwort können Sie hier nicht ändern. Fragen Sie die Betreiber dieses Dienstes, wenn Sie ein anderes brauchen.',

  'account.proof':
    '{purpose, select, passkeys {Um einen Passkey hinzuzufügen oder zu entfernen, {link}.} other {Um die App zu wechseln oder neue Wiederherstellungscodes zu erhalten, {link}.}}',
  'account.proof-link': 'zeigen Sie zuerst noch einmal, dass Sie es sind',
  'account.proof-why': 'Das hält alle fern, die nur Ihren Browser offen vorfinden.',

  'account.passkeys': 'Passkeys',
  'account.passkeys-enough':
    'Mit einem Passkey melden Sie sich ohne Passwort an: mit Ihrem Telefon, Ihrem Computer oder einem Sicherheitsschlüssel.',
  'account.passkeys-second':
    'Mit einem Passkey ist Ihr Telefon, Ihr Computer oder ein Sicherheitsschlüssel der zweite Schritt der Anmeldung.',
  'account.passkey-added': 'Hinzugefügt am {date}.',
  'account.passkey-used': 'Zuletzt verwendet am {date}.',
  'account.passkey-unused': 'Noch nicht verwendet.',
  'account.passkey-synced': 'Auch Ihre anderen Geräte können ihn haben.',
  'account.change': 'Ändern',
  'account.name': 'Name',
  'account.save-name': 'Namen speichern',
  'account.remove-passkey': 'Diesen Passkey entfernen',
  'account.passkey-needed':
    'Ihr Konto braucht einen zweiten Schritt: Fügen Sie einen weiteren hinzu, bevor Sie diesen Passkey entfernen.',
  'account.new-passkey-name': 'Name des neuen Passkeys',
  'account.new-passkey-hint': 'Damit Sie ihn wiedererkennen, etwa „Dienst-Laptop“. Das Feld kann leer bleiben.',
  'account.add-passkey': 'Passkey hinzufügen',

  'account.codes-left':
    '{count, plural, one {Es ist noch {number} Wiederherstellungscode übrig.} other {Es sind noch {number} Wiederherstellungscodes übrig.}}',
  'account.has-app': 'Sie melden sich auch mit einem Code Ihrer Authenticator-App an.',
  'account.has-passkeys':
    'Ihre Passkeys sind Ihr zweiter Schritt. Daneben können Sie eine Authenticator-App einrichten.',
  'account.set-up-another-app': 'Andere App einrichten',
  'account.set-up-app': 'Authenticator-App einrichten',
  'account.renew-codes': 'Neue Wiederherstellungscodes holen',
  'account.renew-codes-detail': 'Die bisherigen gelten dann nicht mehr.',
  'account.remove-app': 'Authenticator-App entfernen',
  'account.app-demanded': 'Ihr Konto braucht einen zweiten Schritt: Sie können ihn ändern, aber nicht entfernen.',
  'account.no-second-step':
    'Sie haben noch keinen. Mit einem Code von Ihrem Telefon kommt niemand herein, der nur Ihr Passwort kennt.',

  'account.notice.password-changed':
    'Ihr Passwort ist geändert. Sie sind überall sonst abgemeldet, und Apps müssen Sie erneut fragen.',
  'account.notice.second-factor-removed':
    'Der zweite Schritt ist entfernt. Von jetzt an schützt nur Ihr Passwort Ihr Konto.',
  'account.notice.authenticator-removed':
    'Die Authenticator-App ist entfernt. Von jetzt an sind Ihre Passkeys Ihr zweiter Schritt.',
  'account.notice.passkey-added': 'Der Passkey ist hinzugefügt.',
  'account.notice.passkey-renamed': 'Der Passkey hat jetzt einen anderen Namen.',
  'account.notice.passkey-removed':
    'Der Passkey ist entfernt. Niemand kann ihn hier mehr verwenden; Sie können ihn auch auf Ihrem Gerät löschen.',
  'account.notice.recovery-codes-gone':
    'Ihre Wiederherstellungscodes werden nicht mehr angezeigt. Wenn Sie sie nicht aufbewahrt haben, holen Sie sich unter „Zweiter Schritt“ neue.',
  'account.problem.passkey-known':
    'Diesen Passkey gibt es hier schon. Verwenden Sie ein anderes Gerät oder einen anderen Sicherheitsschlüssel.',
  'account.problem.too-many-passkeys':
    'Sie haben so viele Passkeys, wie ein Konto haben kann. Entfernen Sie einen, den Sie nicht mehr verwenden.',
};
