import type { approval as english } from '../en/approval.js';

/** The page on which people allow apps what they ask for. */
export const approval: Readonly<Record<keyof typeof english, string>> = {
  'approve.title': 'Autoriser l’accès',
  'approve.heading': 'Autoriser l’accès ?',
  'approve.asks': '{app} demande votre autorisation.',
  'approve.asks-more': '{app} demande plus que ce que vous avez déjà autorisé.',
  'approve.untick': 'Décochez ce que vous ne voulez pas autoriser.',
  'approve.unchecked': 'Personne ici n’a vérifié cette application',
  'approve.unchecked-detail':
    'Elle s’est enregistrée elle-même sous un nom de son choix et appartient à {site}. N’autorisez l’accès que si vous connaissez ce site et lui faites confiance.',
  'approve.context': 'Elle travaillera avec votre choix ({noun}) : {name}',
  'approve.choose-another': 'Choisir autre chose',
  'approve.nothing': 'Elle ne demande aucune donnée ni aucun autre droit.',
  'approve.administers':
    'Elle peut aussi utiliser vos droits qui ne concernent pas les dossiers de santé, par exemple ceux d’administrer ce serveur.',
  'approve.about': 'À propos de cette application',
  'approve.policy': 'Politique de confidentialité',
  'approve.terms': 'Conditions d’utilisation',
  'approve.deny': 'Refuser',
  'approve.allow': 'Autoriser',
  'approve.technical': 'Détails techniques',
  'approve.client-id': 'Identifiant du client',
  'approve.scopes': 'Portées (scopes)',

  'approve.group.identity': 'Qui vous êtes',
  'approve.group.record': 'Données du dossier de santé',
  'approve.group.context': 'Ce sur quoi vous travaillez',
  'approve.group.lasting': 'Durée de la connexion',
  'approve.group.other': 'Autres droits',
  'approve.group.allowed': 'Déjà autorisé',
  'approve.reason.sign-in': 'Toujours inclus : la connexion en a besoin.',
  'approve.reason.set': 'Fait toujours partie de ce que cette application peut faire.',
  'approve.reason.before': 'Vous l’avez déjà autorisé.',
  'approve.reason.administrators': 'Autorisé par les administrateurs de ce serveur.',
  'approve.mark.changes': 'Peut modifier des données',
  'approve.mark.care': 'Sensible',
  'approve.mark.away': 'Même en votre absence',
  'approve.mark.future': 'Maintenant et à l’avenir',
  'approve.parts': 'Seulement les types de données cochés. Ce qui n’appartient à aucun d’eux n’est pas inclus.',

  'approve.lifetime.offline': 'Durée de l’accès : {life}, même lorsque vous êtes déconnecté(e).',
  'approve.lifetime.online': 'L’accès dure jusqu’à votre déconnexion.',
  'approve.lifetime.plain': 'Durée de l’accès : {life}.',

  'terms.title': 'Conditions d’utilisation',
  'terms.lead': 'Acceptez-les pour continuer vers {app}.',
  'terms.not-shown': 'Leur texte n’est pas affiché ici. Demandez-le aux responsables de ce service.',
  'terms.version': 'Version {version}',
  'terms.agree': 'J’accepte',
  'terms.reject': 'Je n’accepte pas',
  'terms.assurance': 'Si vous n’acceptez pas, vous revenez à l’application, et elle n’obtient rien.',
};
