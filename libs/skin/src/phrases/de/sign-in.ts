import type { signIn as english } from '../en/sign-in.js';

/** The pages on which people sign in, and passkeys wherever they are used. */
export const signIn: Readonly<Record<keyof typeof english, string>> = {
  'sign-in.forgot': 'Passwort vergessen?',
  'sign-in.no-account': 'Noch kein Konto? {link}',
  'sign-in.create-one': 'Konto anlegen',
  'sign-in.with-passkey': 'Mit einem Passkey anmelden',
  'sign-in.assurance': 'Ihr Passwort bleibt bei diesem Anmeldedienst. Die App erfährt es nie.',
  'sign-in.your-apps': 'Ihren verbundenen Apps',
  'sign-in.your-account': 'Ihrem Konto',

  'choose-server.nobody': 'Hier kann sich noch niemand anmelden',
  'choose-server.nobody-detail':
    'Es ist kein Anmeldedienst eingerichtet. Bitte informieren Sie die Betreiber dieses Servers.',
  'choose-server.back-to-app': 'Zurück zur App',
  'choose-server.local': 'Oder mit einem Konto dieses Servers',
  'choose-server.assurance': 'Sie melden sich bei dem Dienst an, den Sie wählen. Die App erfährt Ihr Passwort nie.',

  'sign-in.problem.credentials':
    'Der Benutzername oder das Passwort stimmt nicht, oder eine Anmeldung mit diesem Konto ist gerade nicht möglich. Prüfen Sie beides und versuchen Sie es noch einmal.',
  'sign-in.problem.busy':
    'Gerade melden sich sehr viele Personen an. Warten Sie ein paar Sekunden und versuchen Sie es noch einmal.',
  'sign-in.problem.unavailable':
    'Die Anmeldung ist gerade nicht verfügbar; über Ihr Passwort sagt das nichts aus. Versuchen Sie es in einer Minute noch einmal.',
  'sign-in.problem.passkey':
    'Die Anmeldung mit einem Passkey ist nicht gelungen: Er gilt hier nicht, die Seite war zu lange geöffnet, oder eine Anmeldung mit diesem Konto ist gerade nicht möglich. Versuchen Sie es noch einmal, oder verwenden Sie Ihr Passwort. Passkeys brauchen JavaScript.',
  'sign-in.problem.start-over':
    'Die Anmeldung hat zu lange gedauert, oder es wurden zu viele falsche Codes eingegeben. Es ist nichts verloren: Melden Sie sich noch einmal an, dann geht es weiter.',
  'sign-in.problem.service-refused':
    'Sie wurden dort nicht angemeldet: Die Anmeldung wurde abgebrochen oder abgelehnt. Versuchen Sie es noch einmal.',
  'sign-in.problem.service-unavailable':
    'Dieser Anmeldedienst ist gerade nicht erreichbar. Versuchen Sie es in einer Minute noch einmal.',
  'sign-in.problem.service-failed':
    'Dieser Anmeldedienst hat eine Antwort gegeben, die sich nicht verwenden lässt. Versuchen Sie es noch einmal; wenn es jedes Mal geschieht, informieren Sie die Betreiber dieses Servers.',
  'sign-in.problem.service-unready':
    'Die Anmeldung über diesen Dienst ist auf diesem Server nicht vollständig eingerichtet, sodass niemand hereinkommt. Informieren Sie die Betreiber dieses Servers.',
  'sign-in.problem.service-account':
    'Sie wurden dort angemeldet, können sich aber mit diesem Konto hier nicht anmelden. Fragen Sie die Betreiber dieses Servers.',

  'sign-in.notice.password-changed': 'Ihr Passwort ist geändert. Melden Sie sich mit dem neuen an.',
  'sign-in.notice.second-factor-set-up':
    'Ihr zweiter Schritt ist eingerichtet, aber die Anmeldung war beendet, bevor die Wiederherstellungscodes angezeigt werden konnten. Melden Sie sich mit dem zweiten Schritt an und holen Sie sich dann auf der Seite Ihres Kontos unter „Zweiter Schritt“ Wiederherstellungscodes.',
  'sign-in.notice.registered': 'Ihr Konto ist angelegt. Melden Sie sich damit an.',

  'passkey.asking': 'Ihr Browser fragt nach dem Passkey…',
  'passkey.none':
    'Es wurde kein Passkey verwendet. Versuchen Sie es noch einmal, oder fahren Sie auf andere Weise fort.',
  'passkey.known': 'Auf diesem Gerät gibt es schon einen Passkey für Ihr Konto.',
  'passkey.unsupported':
    'Dieser Browser kennt keine Passkeys. Verwenden Sie einen anderen Browser, oder fahren Sie auf andere Weise fort.',
  'passkey.no-script': 'Passkeys brauchen JavaScript, und das ist in diesem Browser ausgeschaltet.',
};
