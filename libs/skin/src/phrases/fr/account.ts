import type { account as english } from '../en/account.js';

/** The page of a person's account. */
export const account: Readonly<Record<keyof typeof english, string>> = {
  'account.title': 'Votre compte',
  'account.current-password': 'Mot de passe actuel',
  'account.change-password': 'Modifier le mot de passe',
  'account.change-password-detail':
    'Vous serez déconnecté(e) partout ailleurs, et les applications que vous avez connectées devront vous demander à nouveau.',
  'account.no-password-change':
    'Vous ne pouvez pas modifier votre mot de passe ici. Adressez-vous aux responsables de ce service s’il vous en faut un autre.',

  'account.proof':
    '{purpose, select, passkeys {Pour ajouter ou supprimer une clé d’accès, {link}.} other {Pour changer d’application ou obtenir de nouveaux codes de récupération, {link}.}}',
  'account.proof-link': 'prouvez d’abord encore une fois que c’est bien vous',
  'account.proof-why': 'Cela écarte quiconque trouverait simplement votre navigateur ouvert.',

  'account.passkeys': 'Clés d’accès',
  'account.passkeys-enough':
    'Avec une clé d’accès, vous vous connectez sans mot de passe : par votre téléphone, votre ordinateur ou une clé de sécurité.',
  'account.passkeys-second':
    'Avec une clé d’accès, votre téléphone, votre ordinateur ou une clé de sécurité est la deuxième étape de la connexion.',
  'account.passkey-added': 'Ajoutée le {date}.',
  'account.passkey-used': 'Dernière utilisation le {date}.',
  'account.passkey-unused': 'Pas encore utilisée.',
  'account.passkey-synced': 'Vos autres appareils peuvent l’avoir aussi.',
  'account.change': 'Modifier',
  'account.name': 'Nom',
  'account.save-name': 'Enregistrer le nom',
  'account.remove-passkey': 'Supprimer cette clé d’accès',
  'account.passkey-needed':
    'Votre compte exige une deuxième étape : ajoutez-en une autre avant de supprimer cette clé d’accès.',
  'account.new-passkey-name': 'Nom de la nouvelle clé d’accès',
  'account.new-passkey-hint':
    'Pour la reconnaître, par exemple « Ordinateur du bureau ». Vous pouvez laisser ce champ vide.',
  'account.add-passkey': 'Ajouter une clé d’accès',

  'account.codes-left':
    '{count, plural, one {Il reste {number} code de récupération.} other {Il reste {number} codes de récupération.}}',
  'account.has-app': 'Vous vous connectez aussi avec un code de votre application d’authentification.',
  'account.has-passkeys':
    'Vos clés d’accès sont votre deuxième étape. Vous pouvez configurer en plus une application d’authentification.',
  'account.set-up-another-app': 'Configurer une autre application',
  'account.set-up-app': 'Configurer une application d’authentification',
  'account.renew-codes': 'Obtenir de nouveaux codes de récupération',
  'account.renew-codes-detail': 'Ceux que vous avez ne seront alors plus valables.',
  'account.remove-app': 'Supprimer l’application d’authentification',
  'account.app-demanded': 'Votre compte exige une deuxième étape : vous pouvez la changer, mais pas la supprimer.',
  'account.no-second-step':
    'Vous n’en avez pas encore. Avec un code de votre téléphone, personne n’entre en connaissant seulement votre mot de passe.',

  'account.notice.password-changed':
    'Votre mot de passe est modifié. Vous êtes déconnecté(e) partout ailleurs, et les applications devront vous demander à nouveau.',
  'account.notice.second-factor-removed':
    'La deuxième étape est supprimée. Désormais, seul votre mot de passe protège votre compte.',
  'account.notice.authenticator-removed':
    'L’application d’authentification est supprimée. Désormais, vos clés d’accès sont votre deuxième étape.',
  'account.notice.passkey-added': 'La clé d’accès est ajoutée.',
  'account.notice.passkey-renamed': 'La clé d’accès a maintenant un autre nom.',
  'account.notice.passkey-removed':
    'La clé d’accès est supprimée. Personne ne peut plus l’utiliser ici ; vous pouvez aussi la supprimer sur votre appareil.',
  'account.notice.recovery-codes-gone':
    'Vos codes de récupération ne sont plus affichés. Si vous ne les avez pas conservés, demandez-en de nouveaux sous « Deuxième étape ».',
  'account.problem.passkey-known':
    'Cette clé d’accès est déjà enregistrée ici. Utilisez un autre appareil, ou une autre clé de sécurité.',
  'account.problem.too-many-passkeys':
    'Vous avez autant de clés d’accès qu’un compte peut en avoir. Supprimez-en une que vous n’utilisez plus.',
};
