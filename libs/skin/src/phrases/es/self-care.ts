import type { selfCare as english } from '../en/self-care.js';

/** Forgotten passwords, new accounts, and what passwords have to be. */
export const selfCare: Readonly<Record<keyof typeof english, string>> = {
  'forgot.title': 'Contraseña nueva',
  'forgot.lead': 'Un código por correo electrónico le permite elegir otra.',
  'forgot.who': 'Nombre de usuario o correo electrónico',
  'forgot.code-title': 'Escriba el código',
  'forgot.code-heading': 'Mire su correo electrónico',
  'forgot.code-lead':
    'Si existe una cuenta con lo que ha escrito, un mensaje con un código va de camino a su dirección.',
  'forgot.code-hint': 'Seis cifras, válidas durante 10 minutos en este navegador.',
  'forgot.no-mail': '¿No llega el mensaje? Mire entre el correo no deseado, y después {again} o {back}.',
  'forgot.again': 'pida otro código',
  'forgot.back': 'vuelva al inicio de sesión',
  'forgot.choose': 'Elija una contraseña nueva',
  'forgot.set': 'Establecer la contraseña',
  'forgot.assurance':
    'Se cerrará su sesión en todas partes, y las aplicaciones que conectó tendrán que preguntarle de nuevo.',
  'forgot.problem.nobody': 'Escriba su nombre de usuario o su correo electrónico.',
  'forgot.problem.too-many':
    'Se han pedido demasiados códigos desde su red. Espere una hora e inténtelo de nuevo, o consulte a los responsables de este servicio.',
  'forgot.problem.over': 'El código está usado o ha caducado. Pida otro.',
  'forgot.problem.gone':
    'El código está usado o ha caducado, o su cuenta ha cambiado. No se ha cambiado nada. Pida otro código.',
  'code.wrong': 'Este no es el código del mensaje. Compruébelo e inténtelo de nuevo.',

  'register.title': 'Crear una cuenta',
  'register.lead': 'Un código por correo electrónico demuestra que la dirección es suya.',
  'register.given-name': 'Nombre',
  'register.family-name': 'Apellidos',
  'register.email': 'Correo electrónico',
  'register.choose': 'Elija cómo iniciará sesión',
  'register.code-lead': 'Un mensaje va de camino a la dirección que ha escrito. Escriba aquí su código.',
  'register.code-hint': 'Seis cifras, válidas durante 30 minutos en este navegador.',
  'register.password-again': 'Repita la contraseña',
  'register.create': 'Crear la cuenta',
  'register.no-mail': '¿No llega el mensaje? Mire entre el correo no deseado, y después {again}, o {back}.',
  'register.again': 'empiece de nuevo',
  'register.go-back': 'O {back}.',
  'register.problem.address': 'Escriba una dirección de correo electrónico, como name@example.org.',
  'register.problem.name': 'Escriba su nombre y sus apellidos, cada uno de 100 letras como máximo.',
  'register.problem.too-many': 'Se han empezado demasiadas cuentas desde su red. Espere una hora e inténtelo de nuevo.',
  'register.problem.known':
    'Ya existe una cuenta con su correo electrónico. Inicie sesión con ella; si ha olvidado su nombre de usuario o su contraseña, la página de inicio de sesión le indica qué hacer.',
  'register.problem.refused':
    'Aquí no se puede crear una cuenta para usted. Consulte a los responsables de este sitio.',
  'register.problem.over': 'El código está usado o ha caducado, o se han probado demasiados nombres. Empiece de nuevo.',
  'register.problem.taken': 'Este nombre de usuario ya está en uso. Elija otro.',
  'register.problem.unusable':
    'Esto no puede ser un nombre de usuario. Use letras y cifras, con puntos, guiones o guiones bajos sueltos entre ellas, o su correo electrónico. Los nombres como admin o support no se asignan.',

  'password.least': '{count, plural, one {Al menos # carácter.} other {Al menos # caracteres.}}',
  'password.untold':
    'Hay más reglas, a menudo que haya una cifra, una mayúscula o un carácter especial; los responsables de este servicio las conocen.',
  'password.advice': 'Varias palabras sin relación entre sí son una buena elección, fácil de recordar.',
  'password.cannot': 'Esta no puede ser la contraseña nueva.',
  'password.nothing-changed': 'No se ha cambiado nada.',
  'password.problem.length': 'Escriba una contraseña nueva de 1024 caracteres como máximo.',
  'password.problem.unchecked':
    'Las contraseñas nuevas no se pueden comprobar en este momento. Consulte a los responsables de este servicio.',
  'password.problem.same': 'La contraseña nueva es la que ya tiene. Escriba otra.',
  'password.problem.repeated': 'La contraseña nueva y su repetición no coinciden. Escriba las dos de nuevo.',
  'password.problem.common':
    'Muchas personas usan esta contraseña o una casi igual, así que sería lo primero en adivinarse.',
  'password.problem.own-name': 'La contraseña nueva es poco más que su nombre o su correo electrónico.',
  'password.problem.place-name': 'La contraseña nueva es poco más que el nombre de este lugar.',
  'password.problem.sequence':
    'La contraseña nueva es una secuencia o una repetición, que sería lo primero en adivinarse.',
  'password.current.wrong':
    'Su contraseña actual no es correcta, o no se puede comprobar en este momento. No se ha cambiado nada.',
  'password.current.busy':
    'Muchas personas están iniciando sesión en este momento. No se ha cambiado nada. Espere unos segundos e inténtelo de nuevo.',
  'password.current.unavailable':
    'Las contraseñas no se pueden comprobar en este momento. No se ha cambiado nada. Inténtelo de nuevo dentro de un minuto.',
};
