import type { apps as english } from '../en/apps.js';

/** The page of connected apps. */
export const apps: Readonly<Record<keyof typeof english, string>> = {
  'apps.title': 'Applications connectées',
  'apps.lead':
    'Les applications que vous avez autorisées à agir ici pour vous. Vous pouvez mettre fin à leur accès à tout moment.',
  'apps.gone': 'Cette application n’est plus enregistrée ici et ne peut plus utiliser son accès.',
  'apps.offline': 'Même lorsque vous êtes déconnecté(e)',
  'apps.remembered': 'Votre autorisation est mémorisée',
  'apps.may': 'Ce qu’elle peut faire',
  'apps.may-nothing': 'Rien d’autre que vous connecter.',
  'apps.allowed-on': 'Autorisée le {since}, {ends}.',
  'apps.last-used': 'Dernière utilisation le {date}.',
  'apps.ends': 'jusqu’au {date}',
  'apps.ends-online': 'jusqu’à votre déconnexion, au plus tard jusqu’au {date}',
  'apps.end-access': 'Mettre fin à cet accès',
  'apps.no-access': 'Elle n’a aucun accès en ce moment.',
  'apps.older':
    'Autorisée jusqu’à {count} autres fois, plus anciennes. Pour y mettre fin aussi, supprimez l’application.',
  'apps.remove': 'Supprimer cette application',
  'apps.empty':
    'Aucune application n’a accès à quoi que ce soit de vous. Les applications apparaissent ici dès que vous les autorisez.',
  'apps.everywhere': 'Se déconnecter de tous les appareils',
  'apps.everywhere-detail':
    'Met fin à vos sessions dans tous les navigateurs, et avec elles à l’accès des applications qui dure jusqu’à votre déconnexion.',
  'apps.notice.app-removed': 'L’application n’a plus accès. Si elle le demande de nouveau, vous déciderez à nouveau.',
  'apps.notice.access-ended': 'Cet accès a pris fin.',
  'apps.notice.nothing': 'Rien n’a été modifié : cet accès avait déjà pris fin.',
};
