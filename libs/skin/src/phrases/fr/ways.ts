import type { ways as english } from '../en/ways.js';

/** Devices, the end of a session, and the ways back to apps. */
export const ways: Readonly<Record<keyof typeof english, string>> = {
  'device.title': 'Connecter un appareil',
  'device.lead': 'Saisissez le code que votre appareil affiche.',
  'device.code-hint': 'Huit lettres, comme WDJB-MJHT. Le tiret ne compte pas.',
  'device.problem.unknown':
    'Ce code n’est pas connu, ou il est périmé. Vérifiez-le sur votre appareil, ou recommencez là-bas pour en obtenir un nouveau.',
  'device.problem.too-many': 'Trop de codes inconnus ont été saisis. Attendez dix minutes et réessayez.',
  'device.confirm-title': 'Est-ce votre appareil ?',
  'device.confirm-lead': '{app} demande l’accès depuis un appareil qui affiche ce code :',
  'device.warning': 'Ne continuez que si c’est vous qui avez commencé',
  'device.warning-detail':
    'L’appareil doit être devant vous et afficher le même code. Si quelqu’un vous a envoyé le code ou un lien, ce n’est pas le vôtre : l’accès que vous autorisez irait à la personne qui tient l’appareil.',
  'device.confirm': 'Mon appareil affiche ce code',
  'device.refuse': 'Ce n’est pas mon appareil',
  'device.assurance':
    'Ensuite, vous vous connectez et voyez ce que l’application demande. Rien n’est autorisé avant cela.',
  'device.done-title': 'Retour à votre appareil',
  'device.connected': 'Appareil connecté',
  'device.go-back': 'Revenez à votre appareil',
  'device.goes-on': '{app} y continue dans quelques secondes. Vous pouvez fermer cette page.',
  'device.not-connected': 'Appareil non connecté',
  'device.no-access': 'L’appareil n’a obtenu aucun accès',
  'device.cannot-act': '{app} ne peut pas agir pour vous.',

  'logout.confirm': 'Se déconnecter ?',
  'logout.confirm-detail': 'Cela met fin à votre session ici, pour toutes les applications qui l’utilisent.',
  'logout.stay': 'Pour rester connecté(e), fermez cette page.',
  'logout.ended': 'Session terminée',
  'logout.title': 'Vous êtes déconnecté(e)',
  'logout.shared': 'Sur un ordinateur partagé, fermez aussi la fenêtre du navigateur.',
  'logout.unchecked':
    'L’application {app} vous propose de poursuivre vers un autre site. Ce service de connexion n’en répond pas. Ne continuez que si vous utilisiez l’application à l’instant.',
  'way.continue-to': 'Continuer vers {place}',

  'leave.title': 'Vous quittez ce site',
  'leave.status': 'La demande n’a pas abouti',
  'leave.lead': 'Une demande de {app} n’a pas pu aboutir. Le chemin de retour vers l’application mène à un autre site.',
  'leave.detail':
    'Ce service de connexion ne répond pas de cette application. Ne continuez que si vous l’utilisiez à l’instant. Sinon, fermez cette page ; rien n’a été transmis.',
  'leave.other-site': 'Autre site',
  'leave.error': 'Erreur',

  'form-post.title': 'Retour à l’application',
  'form-post.to': 'Vous êtes en route vers {app}.',
  'form-post.lead': 'S’il ne se passe rien, appuyez sur « Continuer ».',
};
