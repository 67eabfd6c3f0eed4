import type { errors as english } from '../en/errors.js';

/** The error page. What an app did wrong is described to its developers in English, whatever the language of the page. */
export const errors: Readonly<Record<keyof typeof english, string>> = {
  'error.heading': 'Diese Anfrage kann nicht abgeschlossen werden',
  'error.heading-answered': 'Diese Anfrage ist schon beantwortet',
  'error.answered': 'Antwort erhalten',
  'error.status': 'Fehler {code}: {title}',
  'error.what-now': 'Was Sie tun können',
  'error.start-again': 'Von vorn beginnen',
  'error.go-back-to': 'Zurück: {app}',
  'error.the-app': 'zur App',
  'error.app': 'App',
  'error.parameter': 'Parameter',
  'error.address': 'Adresse',

  'status.400': 'Fehlerhafte Anfrage',
  'status.403': 'Nicht erlaubt',
  'status.404': 'Nicht gefunden',
  'status.405': 'Methode nicht erlaubt',
  'status.413': 'Anfrage zu groß',
  'status.429': 'Zu viele Anfragen',
  'status.500': 'Fehler des Servers',
  'status.503': 'Dienst nicht verfügbar',

  'advice.answered': 'Gehen Sie zurück zur App. Wenn es dort nicht weitergeht, beginnen Sie in der App von vorn.',
  'advice.restart': 'Es ist nichts verloren. Beginnen Sie hier von vorn; die alte Seite wird nicht mehr gebraucht.',
  'advice.app-fault':
    'Die App hat eine Anfrage gesendet, die sie berichtigen muss; mit Ihrem Konto ist alles in Ordnung. Gehen Sie zurück zur App und versuchen Sie es noch einmal. Wenn es wieder geschieht, geben Sie die Referenznummer unten an die Betreiber der App weiter.',
  'advice.not-found':
    'Prüfen Sie die Adresse. Wenn ein Link oder eine App Sie hierher geführt hat, geben Sie die Referenznummer unten an deren Betreiber weiter.',
  'advice.too-many': 'Warten Sie ein paar Minuten und versuchen Sie es dann noch einmal.',
  'advice.server-fault':
    'Warten Sie ein paar Minuten, gehen Sie dann zurück zur App und versuchen Sie es noch einmal. Wenn es wieder geschieht, geben Sie die Referenznummer unten an Ihren Helpdesk weiter.',
  'advice.other':
    'Gehen Sie zurück zur App und versuchen Sie es noch einmal. Wenn es wieder geschieht, geben Sie die Referenznummer unten an Ihren Helpdesk weiter.',

  'failure.expired-interaction':
    'Diese Anmeldung ist abgelaufen oder schon abgeschlossen. Gehen Sie zurück zur App und beginnen Sie von vorn. Wenn das jedes Mal geschieht, erlauben Sie Cookies für diese Website.',
  'failure.unknown-interaction':
    'Unter diesem Link wartet nichts auf eine Anmeldung. Gehen Sie zurück zur App und beginnen Sie von vorn.',
  'failure.answered-already': 'Ihre Antwort zählt einmal, und sie wurde schon an die App gesendet.',
  'failure.expired-form': 'Diese Seite war zu lange geöffnet, oder Sie haben sich inzwischen anderswo angemeldet.',
  'failure.form-without-cookie':
    'Diese Seite war zu lange geöffnet, oder Ihr Browser speichert keine Cookies. Wenn es wieder geschieht, erlauben Sie in den Einstellungen des Browsers Cookies für diese Website.',
  'failure.unreadable-answer':
    'Die Antwort des Anmeldedienstes ist nicht lesbar. Gehen Sie zurück zur App und beginnen Sie von vorn; wenn das jedes Mal geschieht, informieren Sie die Betreiber dieses Servers.',
  'failure.foreign-sign-in':
    'Diese Anmeldung wurde in einem anderen Browser begonnen. Sie ist jetzt beendet; gehen Sie zurück zur App und beginnen Sie von vorn.',
  'failure.registration-elsewhere':
    'Die Registrierung beginnt auf einer anderen Website. Folgen Sie dem Link, den Sie dort erhalten haben.',
  'failure.forged-form': 'Das Formular kam nicht von einer Seite dieses Servers. Es wurde nichts geändert.',
  'failure.skin': 'Die Gestaltung dieser Seite hat einen Fehler.',
  'failure.server': 'Der Server konnte die Anfrage nicht abschließen.',
  'failure.database': 'Der Server erreicht seine Datenbank nicht. Versuchen Sie es in ein paar Sekunden noch einmal.',
  'failure.busy': 'Der Server ist ausgelastet. Versuchen Sie es in ein paar Sekunden noch einmal.',
  'failure.busy-for': 'Der Server ist ausgelastet. Versuchen Sie es in {seconds} Sekunden noch einmal.',
  'failure.not-found': 'Unter dieser Adresse gibt es nichts.',
  'failure.too-large': 'Die Anfrage ist größer, als dieser Server annimmt.',
  'failure.unreadable': 'Die Anfrage ist nicht lesbar ({status}).',
  'failure.method': 'Diese Adresse antwortet nur auf {methods}.',

  'failure.app': 'Die App hat eine fehlerhafte Anfrage gesendet. Für ihre Entwickler: „{description}“',
  'failure.denied': 'Die App bekommt keinen Zugriff. Der Grund in technischen Worten: „{description}“',
  'failure.unavailable':
    'Das ist gerade nicht möglich. Versuchen Sie es später noch einmal. Der Grund in technischen Worten: „{description}“',
  'failure.sign-in':
    'Die Anmeldung erfüllt nicht, was die App verlangt. Der Grund in technischen Worten: „{description}“',
  'failure.client': 'Die App ist diesem Dienst nicht bekannt. Für ihre Entwickler: „{description}“',
  'failure.redirect-uri':
    'Die App möchte zu einer Adresse zurück, die für sie nicht registriert ist oder fehlt. Für ihre Entwickler: „{description}“',
  'failure.too-many':
    'Es sind gerade zu viele Anfragen. Versuchen Sie es später noch einmal. Für den Helpdesk: „{description}“',
};
