import type { signIn as english } from '../en/sign-in.js';

/** The pages on which people sign in, and passkeys wherever they are used. */
export const signIn: Readonly<Record<keyof typeof english, string>> = {
  'sign-in.forgot': 'Mot de passe oublié ?',
  'sign-in.no-account': 'Pas encore de compte ? {link}',
  'sign-in.create-one': 'Créez-en un',
  'sign-in.with-passkey': 'Se connecter avec une clé d’accès',
  'sign-in.assurance': 'Votre mot de passe reste dans ce service de connexion. L’application ne le voit jamais.',
  'sign-in.your-apps': 'vos applications connectées',
  'sign-in.your-account': 'votre compte',

  'choose-server.nobody': 'Personne ne peut encore se connecter ici',
  'choose-server.nobody-detail':
    'Aucun service de connexion n’est configuré. Veuillez en informer les responsables de ce serveur.',
  'choose-server.back-to-app': 'Retour à l’application',
  'choose-server.local': 'Ou avec un compte de ce serveur',
  'choose-server.assurance':
    'Vous vous connectez au service de votre choix. L’application ne voit jamais votre mot de passe.',

  'sign-in.problem.credentials':
    'Le nom d’utilisateur ou le mot de passe est incorrect, ou ce compte ne peut pas se connecter pour le moment. Vérifiez les deux et réessayez.',
  'sign-in.problem.busy':
    'De nombreuses personnes se connectent en ce moment. Patientez quelques secondes et réessayez.',
  'sign-in.problem.unavailable':
    'La connexion n’est pas disponible pour le moment ; cela ne dit rien de votre mot de passe. Réessayez dans une minute.',
  'sign-in.problem.passkey':
    'La connexion par clé d’accès a échoué : la clé n’est pas valable ici, la page est restée ouverte trop longtemps, ou ce compte ne peut pas se connecter pour le moment. Réessayez, ou utilisez votre mot de passe. Les clés d’accès nécessitent JavaScript.',
  'sign-in.problem.start-over':
    'La connexion a pris trop de temps, ou trop de codes erronés ont été saisis. Rien n’est perdu : reconnectez-vous pour continuer.',
  'sign-in.problem.service-refused':
    'Vous n’avez pas été connecté(e) là-bas : la connexion a été annulée ou refusée. Réessayez.',
  'sign-in.problem.service-unavailable':
    'Ce service de connexion est injoignable pour le moment. Réessayez dans une minute.',
  'sign-in.problem.service-failed':
    'Ce service de connexion a donné une réponse inutilisable. Réessayez ; si cela se produit à chaque fois, informez-en les responsables de ce serveur.',
  'sign-in.problem.service-unready':
    'La connexion par ce service n’est pas entièrement configurée sur ce serveur, et personne ne peut entrer par là. Informez-en les responsables de ce serveur.',
  'sign-in.problem.service-account':
    'Vous avez été connecté(e) là-bas, mais ce compte ne permet pas de se connecter ici. Adressez-vous aux responsables de ce serveur.',

  'sign-in.notice.password-changed': 'Votre mot de passe est modifié. Connectez-vous avec le nouveau.',
  'sign-in.notice.second-factor-set-up':
    'Votre deuxième étape est configurée, mais la connexion a pris fin avant l’affichage des codes de récupération. Connectez-vous avec cette étape, puis demandez des codes de récupération sur la page de votre compte, sous « Deuxième étape ».',
  'sign-in.notice.registered': 'Votre compte est créé. Connectez-vous avec celui-ci.',

  'passkey.asking': 'Votre navigateur demande la clé d’accès…',
  'passkey.none': 'Aucune clé d’accès n’a été utilisée. Réessayez, ou continuez d’une autre manière.',
  'passkey.known': 'Cet appareil a déjà une clé d’accès pour votre compte.',
  'passkey.unsupported':
    'Ce navigateur ne connaît pas les clés d’accès. Utilisez un autre navigateur, ou continuez d’une autre manière.',
  'passkey.no-script': 'Les clés d’accès nécessitent JavaScript, qui est désactivé dans ce navigateur.',
};
