import type { errors as english } from '../en/errors.js';

/** The error page. What an app did wrong is described to its developers in English, whatever the language of the page. */
export const errors: Readonly<Record<keyof typeof english, string>> = {
  'error.heading': 'Cette demande ne peut pas aboutir',
  'error.heading-answered': 'Cette demande a déjà reçu une réponse',
  'error.answered': 'Réponse reçue',
  'error.status': 'Erreur {code} : {title}',
  'error.what-now': 'Ce que vous pouvez faire',
  'error.start-again': 'Recommencer',
  'error.go-back-to': 'Retour : {app}',
  'error.the-app': 'l’application',
  'error.app': 'Application',
  'error.parameter': 'Paramètre',
  'error.address': 'Adresse',

  'status.400': 'Demande incorrecte',
  'status.403': 'Interdit',
  'status.404': 'Introuvable',
  'status.405': 'Méthode non autorisée',
  'status.413': 'Demande trop volumineuse',
  'status.429': 'Trop de demandes',
  'status.500': 'Erreur du serveur',
  'status.503': 'Service indisponible',

  'advice.answered': 'Revenez à l’application. Si elle ne continue pas de là, recommencez dans l’application.',
  'advice.restart': 'Rien n’est perdu. Recommencez d’ici ; l’ancienne page n’est plus nécessaire.',
  'advice.app-fault':
    'L’application a envoyé une demande qu’elle doit corriger ; votre compte n’est pas en cause. Revenez à l’application et réessayez. Si cela se reproduit, donnez la référence ci-dessous aux responsables de l’application.',
  'advice.not-found':
    'Vérifiez l’adresse. Si un lien ou une application vous a conduit(e) ici, donnez la référence ci-dessous à ses responsables.',
  'advice.too-many': 'Attendez quelques minutes, puis réessayez.',
  'advice.server-fault':
    'Attendez quelques minutes, puis revenez à l’application et réessayez. Si cela se reproduit, donnez la référence ci-dessous à votre service d’assistance.',
  'advice.other':
    'Revenez à l’application et réessayez. Si cela se reproduit, donnez la référence ci-dessous à votre service d’assistance.',

  'failure.expired-interaction':
    'Cette connexion a expiré ou est déjà terminée. Revenez à l’application et recommencez. Si cela se produit à chaque fois, autorisez les cookies pour ce site.',
  'failure.unknown-interaction': 'Aucune connexion n’est en attente à ce lien. Revenez à l’application et recommencez.',
  'failure.answered-already': 'Votre réponse compte une fois, et elle a déjà été envoyée à l’application.',
  'failure.expired-form':
    'Cette page est restée ouverte trop longtemps, ou vous vous êtes connecté(e) ailleurs entre-temps.',
  'failure.form-without-cookie':
    'Cette page est restée ouverte trop longtemps, ou votre navigateur ne garde pas de cookies. Si cela se reproduit, autorisez les cookies pour ce site dans les réglages du navigateur.',
  'failure.unreadable-answer':
    'La réponse du service de connexion est illisible. Revenez à l’application et recommencez ; si cela se produit à chaque fois, informez-en les responsables de ce serveur.',
  'failure.foreign-sign-in':
    'Cette connexion a été commencée dans un autre navigateur. Elle est maintenant terminée ; revenez à l’application et recommencez.',
  'failure.registration-elsewhere': 'L’inscription commence sur un autre site. Suivez le lien qui vous y a été donné.',
  'failure.forged-form': 'Le formulaire ne venait pas d’une page de ce serveur. Rien n’a été modifié.',
  'failure.skin': 'L’habillage de cette page contient une erreur.',
  'failure.server': 'Le serveur n’a pas pu traiter la demande.',
  'failure.database': 'Le serveur n’atteint pas sa base de données. Réessayez dans quelques secondes.',
  'failure.busy': 'Le serveur est très sollicité. Réessayez dans quelques secondes.',
  'failure.busy-for': 'Le serveur est très sollicité. Réessayez dans {seconds} secondes.',
  'failure.not-found': 'Il n’y a rien à cette adresse.',
  'failure.too-large': 'La demande est plus volumineuse que ce que ce serveur accepte.',
  'failure.unreadable': 'La demande est illisible ({status}).',
  'failure.method': 'Cette adresse ne répond qu’à {methods}.',

  'failure.app': 'L’application a envoyé une demande incorrecte. Pour ses développeurs : « {description} »',
  'failure.denied': 'L’application n’obtient aucun accès. La raison en termes techniques : « {description} »',
  'failure.unavailable':
    'Ce n’est pas possible pour le moment. Réessayez plus tard. La raison en termes techniques : « {description} »',
  'failure.sign-in':
    'La connexion ne répond pas à ce que l’application exige. La raison en termes techniques : « {description} »',
  'failure.client': 'L’application n’est pas connue de ce service. Pour ses développeurs : « {description} »',
  'failure.redirect-uri':
    'L’application veut revenir à une adresse qui n’est pas enregistrée pour elle ou qui manque. Pour ses développeurs : « {description} »',
  'failure.too-many':
    'Il y a trop de demandes en ce moment. Réessayez plus tard. Pour l’assistance : « {description} »',
};
