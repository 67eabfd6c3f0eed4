import type { secondFactor as english } from '../en/second-factor.js';

/** The second step of a sign-in. */
export const secondFactor: Readonly<Record<keyof typeof english, string>> = {
  'second-factor.title': 'Zweiter Schritt',
  'second-factor.again': 'Zeigen Sie, dass Sie es sind',
  'second-factor.use-passkey': 'Passkey verwenden',
  'second-factor.or': 'oder',
  'second-factor.recovery-code': 'Wiederherstellungscode',
  'second-factor.recovery-hint':
    'Einer der Codes, die Sie beim Einrichten des zweiten Schritts aufbewahrt haben, wie {example}. Jeder gilt einmal.',
  'second-factor.code-hint': 'Die sechs Ziffern, die Ihre Authenticator-App jetzt gerade anzeigt.',
  'second-factor.use-app': 'Ihre Authenticator-App verwenden',
  'second-factor.use-app-or-passkey': 'Ihre Authenticator-App oder einen Passkey verwenden',
  'second-factor.use-recovery': 'Einen Wiederherstellungscode verwenden',
  'second-factor.problem.code':
    'Dieser Code gilt nicht. Vielleicht ist er falsch eingegeben, schon verwendet oder abgelaufen, oder es gab zu viele falsche Codes. Warten Sie auf den nächsten Code und versuchen Sie es noch einmal.',
  'second-factor.problem.passkey':
    'Der Passkey wurde nicht angenommen. Vielleicht gehört er zu einem anderen Konto oder einer anderen Adresse, oder die Seite war zu lange geöffnet. Versuchen Sie es noch einmal, oder fahren Sie auf andere Weise fort. Passkeys brauchen JavaScript.',

  'enrolment.title': 'Zweiten Schritt einrichten',
  'enrolment.demanded':
    'Ihr Konto verlangt mehr als ein Passwort. Richten Sie das einmal ein, dann geht es weiter zu {app}.',
  'enrolment.lead': 'Danach gehört zum Anmelden auch ein Code von Ihrem Telefon.',
  'enrolment.open-app': 'Öffnen Sie eine Authenticator-App',
  'enrolment.open-app-detail':
    'Irgendeine App auf Ihrem Telefon, die sechsstellige Codes anzeigt, oder Ihren Passwort-Manager.',
  'enrolment.scan': 'Scannen Sie damit diesen Code',
  'enrolment.qr': 'QR-Code mit dem Schlüssel, der auch daneben steht',
  'enrolment.no-scan': 'Scannen nicht möglich? Geben Sie diesen Schlüssel in die App ein:',
  'enrolment.key-facts': 'Konto {account}, Dienst {issuer}, zeitbasiert. Leerzeichen spielen keine Rolle.',
  'enrolment.open-here': 'App auf diesem Gerät öffnen',
  'enrolment.type-code': 'Geben Sie den Code ein, den die App anzeigt',
  'enrolment.password-hint': 'Damit niemand sonst in Ihrem Browser einen zweiten Schritt einrichtet.',
  'enrolment.or-passkey': 'Oder stattdessen einen Passkey verwenden',
  'enrolment.passkey-detail':
    'Ihr Telefon, Ihr Computer oder ein Sicherheitsschlüssel zeigt, dass Sie es sind. Sie müssen nichts eingeben, und keine gefälschte Seite kann ihn Ihnen entwenden.',
  'enrolment.set-up-passkey': 'Passkey einrichten',
  'enrolment.assurance':
    'Niemand, der für diesen Dienst arbeitet, fragt Sie nach dem Schlüssel oder nach einem Code. Wer sie hat, kann sich als Sie anmelden.',

  'recovery-codes.title': 'Bewahren Sie Ihre Wiederherstellungscodes auf',
  'recovery-codes.lead':
    'Wenn Sie das Telefon oder den Schlüssel verlieren, womit Sie sich anmelden, tritt einer dieser Codes an die Stelle. Jeder gilt einmal.',
  'recovery-codes.once': 'Sie sehen sie nur jetzt',
  'recovery-codes.once-detail':
    'Drucken Sie diese Seite, oder schreiben Sie die Codes dorthin ab, wo nur Sie sie finden. Frühere Wiederherstellungscodes gelten nicht mehr.',
  'recovery-codes.name': 'Wiederherstellungscodes',
  'recovery-codes.whose': 'Für {account} bei {issuer}',
  'recovery-codes.kept': 'Ich habe sie aufbewahrt: weiter',
};
