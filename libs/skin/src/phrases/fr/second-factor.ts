import type { secondFactor as english } from '../en/second-factor.js';

/** The second step of a sign-in. */
export const secondFactor: Readonly<Record<keyof typeof english, string>> = {
  'second-factor.title': 'Deuxième étape',
  'second-factor.again': 'Prouvez que c’est bien vous',
  'second-factor.use-passkey': 'Utiliser une clé d’accès',
  'second-factor.or': 'ou',
  'second-factor.recovery-code': 'Code de récupération',
  'second-factor.recovery-hint':
    'Un des codes que vous avez conservés en configurant la deuxième étape, comme {example}. Chacun sert une seule fois.',
  'second-factor.code-hint': 'Les six chiffres qu’affiche en ce moment votre application d’authentification.',
  'second-factor.use-app': 'Utiliser votre application d’authentification',
  'second-factor.use-app-or-passkey': 'Utiliser votre application d’authentification ou une clé d’accès',
  'second-factor.use-recovery': 'Utiliser un code de récupération',
  'second-factor.problem.code':
    'Ce code n’est pas valable. Il est peut-être mal saisi, déjà utilisé ou périmé, ou trop de codes erronés ont été saisis. Attendez le code suivant et réessayez.',
  'second-factor.problem.passkey':
    'La clé d’accès n’a pas été acceptée. Elle appartient peut-être à un autre compte ou à une autre adresse, ou la page est restée ouverte trop longtemps. Réessayez, ou continuez d’une autre manière. Les clés d’accès nécessitent JavaScript.',

  'enrolment.title': 'Configurer une deuxième étape',
  'enrolment.demanded':
    'Votre compte exige plus qu’un mot de passe. Faites ceci une seule fois pour continuer vers {app}.',
  'enrolment.lead': 'Ensuite, la connexion demandera aussi un code de votre téléphone.',
  'enrolment.open-app': 'Ouvrez une application d’authentification',
  'enrolment.open-app-detail':
    'Toute application de votre téléphone qui affiche des codes à six chiffres, ou votre gestionnaire de mots de passe.',
  'enrolment.scan': 'Scannez ce code avec elle',
  'enrolment.qr': 'Code QR contenant la clé, qui est aussi écrite à côté',
  'enrolment.no-scan': 'Impossible de le scanner ? Saisissez cette clé dans l’application :',
  'enrolment.key-facts': 'Compte {account}, service {issuer}, basé sur le temps. Les espaces ne comptent pas.',
  'enrolment.open-here': 'Ouvrir une application sur cet appareil',
  'enrolment.type-code': 'Saisissez le code que l’application affiche',
  'enrolment.password-hint': 'Pour que personne d’autre ne configure une deuxième étape dans votre navigateur.',
  'enrolment.or-passkey': 'Ou utilisez plutôt une clé d’accès',
  'enrolment.passkey-detail':
    'Votre téléphone, votre ordinateur ou une clé de sécurité prouve que c’est bien vous. Il n’y a rien à saisir, et aucune fausse page ne peut vous la prendre.',
  'enrolment.set-up-passkey': 'Configurer une clé d’accès',
  'enrolment.assurance':
    'Personne travaillant pour ce service ne vous demande la clé ni un code. Qui les possède peut se connecter à votre place.',

  'recovery-codes.title': 'Conservez vos codes de récupération',
  'recovery-codes.lead':
    'Si vous perdez le téléphone ou la clé qui vous sert à vous connecter, un de ces codes les remplace. Chacun sert une seule fois.',
  'recovery-codes.once': 'Ils ne sont affichés que maintenant',
  'recovery-codes.once-detail':
    'Imprimez cette page, ou recopiez les codes là où vous seul(e) les trouverez. Vos codes de récupération précédents ne sont plus valables.',
  'recovery-codes.name': 'Codes de récupération',
  'recovery-codes.whose': 'Pour {account} sur {issuer}',
  'recovery-codes.kept': 'Je les ai conservés : continuer',
};
