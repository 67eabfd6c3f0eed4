import type { selfCare as english } from '../en/self-care.js';

/** Forgotten passwords, new accounts, and what passwords have to be. */
export const selfCare: Readonly<Record<keyof typeof english, string>> = {
  'forgot.title': 'Nouveau mot de passe',
  'forgot.lead': 'Un code envoyé par e-mail vous permet d’en choisir un autre.',
  'forgot.who': 'Nom d’utilisateur ou adresse e-mail',
  'forgot.code-title': 'Saisissez le code',
  'forgot.code-heading': 'Consultez vos e-mails',
  'forgot.code-lead':
    'S’il existe un compte correspondant à votre saisie, un e-mail avec un code est en route vers son adresse.',
  'forgot.code-hint': 'Six chiffres, valables 10 minutes dans ce navigateur.',
  'forgot.no-mail': 'Pas d’e-mail ? Regardez dans les courriers indésirables, puis {again} ou {back}.',
  'forgot.again': 'demandez un autre code',
  'forgot.back': 'revenez à la connexion',
  'forgot.choose': 'Choisissez un nouveau mot de passe',
  'forgot.set': 'Définir le mot de passe',
  'forgot.assurance':
    'Vous serez déconnecté(e) partout, et les applications que vous avez connectées devront vous demander à nouveau.',
  'forgot.problem.nobody': 'Saisissez votre nom d’utilisateur ou votre adresse e-mail.',
  'forgot.problem.too-many':
    'Trop de codes ont été demandés depuis votre réseau. Attendez une heure et réessayez, ou adressez-vous aux responsables de ce service.',
  'forgot.problem.over': 'Le code est utilisé ou périmé. Demandez-en un autre.',
  'forgot.problem.gone':
    'Le code est utilisé ou périmé, ou votre compte a changé. Rien n’a été modifié. Demandez un autre code.',
  'code.wrong': 'Ce n’est pas le code de l’e-mail. Vérifiez-le et réessayez.',

  'register.title': 'Créer un compte',
  'register.lead': 'Un code envoyé par e-mail prouve que l’adresse est la vôtre.',
  'register.given-name': 'Prénom',
  'register.family-name': 'Nom de famille',
  'register.email': 'Adresse e-mail',
  'register.choose': 'Choisissez comment vous connecter',
  'register.code-lead': 'Un e-mail est en route vers l’adresse que vous avez saisie. Saisissez ici son code.',
  'register.code-hint': 'Six chiffres, valables 30 minutes dans ce navigateur.',
  'register.password-again': 'Répétez le mot de passe',
  'register.create': 'Créer le compte',
  'register.no-mail': 'Pas d’e-mail ? Regardez dans les courriers indésirables, puis {again}, ou {back}.',
  'register.again': 'recommencez',
  'register.go-back': 'Ou {back}.',
  'register.problem.address': 'Saisissez une adresse e-mail, par exemple name@example.org.',
  'register.problem.name': 'Saisissez votre prénom et votre nom de famille, de 100 lettres au plus chacun.',
  'register.problem.too-many':
    'Trop de créations de comptes ont été commencées depuis votre réseau. Attendez une heure et réessayez.',
  'register.problem.known':
    'Il existe désormais un compte avec votre adresse e-mail. Connectez-vous avec celui-ci ; si vous avez oublié le nom d’utilisateur ou le mot de passe, la page de connexion indique que faire.',
  'register.problem.refused':
    'Aucun compte ne peut être créé pour vous ici. Adressez-vous aux responsables de ce site.',
  'register.problem.over': 'Le code est utilisé ou périmé, ou trop de noms ont été essayés. Recommencez.',
  'register.problem.taken': 'Ce nom d’utilisateur est pris. Choisissez-en un autre.',
  'register.problem.unusable':
    'Ce ne peut pas être un nom d’utilisateur. Utilisez des lettres et des chiffres, séparés au besoin par un point, un tiret ou un tiret bas, ou votre adresse e-mail. Les noms comme admin ou support ne sont pas attribués.',

  'password.least': '{count, plural, one {Au moins # caractère.} other {Au moins # caractères.}}',
  'password.untold':
    'Il existe d’autres règles, souvent la présence d’un chiffre, d’une majuscule ou d’un caractère spécial ; les responsables de ce service les connaissent.',
  'password.advice': 'Plusieurs mots sans rapport entre eux sont un bon choix, facile à retenir.',
  'password.cannot': 'Ce ne peut pas être le nouveau mot de passe.',
  'password.nothing-changed': 'Rien n’a été modifié.',
  'password.problem.length': 'Saisissez un nouveau mot de passe de 1 024 caractères au plus.',
  'password.problem.unchecked':
    'Les nouveaux mots de passe ne peuvent pas être vérifiés pour le moment. Adressez-vous aux responsables de ce service.',
  'password.problem.same': 'Le nouveau mot de passe est celui que vous avez déjà. Saisissez-en un autre.',
  'password.problem.repeated': 'Le nouveau mot de passe et sa répétition diffèrent. Saisissez les deux à nouveau.',
  'password.problem.common':
    'Beaucoup de personnes utilisent ce mot de passe ou un très proche ; il serait deviné en premier.',
  'password.problem.own-name': 'Le nouveau mot de passe se réduit presque à votre nom ou à votre adresse e-mail.',
  'password.problem.place-name': 'Le nouveau mot de passe se réduit presque au nom de ce lieu.',
  'password.problem.sequence':
    'Le nouveau mot de passe est une suite ou une répétition, qui serait devinée en premier.',
  'password.current.wrong':
    'Votre mot de passe actuel est incorrect, ou ne peut pas être vérifié pour le moment. Rien n’a été modifié.',
  'password.current.busy':
    'De nombreuses personnes se connectent en ce moment. Rien n’a été modifié. Patientez quelques secondes et réessayez.',
  'password.current.unavailable':
    'Les mots de passe ne peuvent pas être vérifiés pour le moment. Rien n’a été modifié. Réessayez dans une minute.',
};
