import type { common as english } from '../en/common.js';

/** What several pages say. */
export const common: Readonly<Record<keyof typeof english, string>> = {
  'common.sentences': '{first} {rest}',
  'common.moment': '{date} à {time} UTC',
  'common.at': '{at}',
  'common.problem': 'Un problème est survenu',
  'common.to-continue': 'pour continuer vers {app}',
  'common.signed-in-as': 'Vous êtes connecté(e) en tant que {name}',
  'common.not-you': 'Ce n’est pas vous ?',
  'common.sign-out': 'Se déconnecter',
  'common.sign-in': 'Se connecter',
  'common.continue': 'Continuer',
  'common.cancel': 'Annuler',
  'common.cancel-sign-in': 'Annuler et se reconnecter',
  'common.back-to-sign-in': 'Retour à la connexion',
  'common.send-code': 'Envoyer un code',
  'common.code': 'Code',
  'common.user-name': 'Nom d’utilisateur',
  'common.password': 'Mot de passe',
  'common.new-password': 'Nouveau mot de passe',
  'common.new-password-again': 'Répétez le nouveau mot de passe',
  'common.your-current-password': 'Votre mot de passe actuel',
  'common.reference-number': 'Numéro de référence',
  'common.none': 'aucun',
};
