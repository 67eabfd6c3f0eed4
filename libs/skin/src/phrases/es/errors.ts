import type { errors as english } from '../en/errors.js';

/** The error page. What an app did wrong is described to its developers in English, whatever the language of the page. */
export const errors: Readonly<Record<keyof typeof english, string>> = {
  'error.heading': 'Esta petición no se puede completar',
  'error.heading-answered': 'Esta petición ya está respondida',
  'error.answered': 'Respuesta recibida',
  'error.status': 'Error {code}: {title}',
  'error.what-now': 'Qué puede hacer',
  'error.start-again': 'Empezar de nuevo',
  'error.go-back-to': 'Volver a {app}',
  'error.the-app': 'la aplicación',
  'error.app': 'Aplicación',
  'error.parameter': 'Parámetro',
  'error.address': 'Dirección',

  'status.400': 'Petición incorrecta',
  'status.403': 'Prohibido',
  'status.404': 'No encontrado',
  'status.405': 'Método no permitido',
  'status.413': 'Petición demasiado grande',
  'status.429': 'Demasiadas peticiones',
  'status.500': 'Error del servidor',
  'status.503': 'Servicio no disponible',

  'advice.answered': 'Vuelva a la aplicación. Si no continúa desde allí, empiece de nuevo en la aplicación.',
  'advice.restart': 'No se ha perdido nada. Empiece de nuevo desde aquí; la página anterior ya no hace falta.',
  'advice.app-fault':
    'La aplicación ha enviado una petición que tiene que corregir; su cuenta está bien. Vuelva a la aplicación e inténtelo de nuevo. Si vuelve a ocurrir, dé el número de referencia de abajo a los responsables de la aplicación.',
  'advice.not-found':
    'Compruebe la dirección. Si le ha traído aquí un enlace o una aplicación, dé el número de referencia de abajo a sus responsables.',
  'advice.too-many': 'Espere unos minutos e inténtelo de nuevo.',
  'advice.server-fault':
    'Espere unos minutos, vuelva después a la aplicación e inténtelo de nuevo. Si vuelve a ocurrir, dé el número de referencia de abajo a su servicio de asistencia.',
  'advice.other':
    'Vuelva a la aplicación e inténtelo de nuevo. Si vuelve a ocurrir, dé el número de referencia de abajo a su servicio de asistencia.',

  'failure.expired-interaction':
    'Este inicio de sesión ha caducado o ya había terminado. Vuelva a la aplicación y empiece de nuevo. Si ocurre siempre, permita las cookies de este sitio.',
  'failure.unknown-interaction':
    'En este enlace no hay ningún inicio de sesión pendiente. Vuelva a la aplicación y empiece de nuevo.',
  'failure.answered-already': 'Su respuesta cuenta una vez, y ya se ha enviado a la aplicación.',
  'failure.expired-form': 'Esta página estuvo abierta demasiado tiempo, o entretanto inició sesión en otro lugar.',
  'failure.form-without-cookie':
    'Esta página estuvo abierta demasiado tiempo, o su navegador no guarda cookies. Si vuelve a ocurrir, permita las cookies de este sitio en los ajustes del navegador.',
  'failure.unreadable-answer':
    'La respuesta del servicio de inicio de sesión no se puede leer. Vuelva a la aplicación y empiece de nuevo; si ocurre siempre, avise a los responsables de este servidor.',
  'failure.foreign-sign-in':
    'Este inicio de sesión se empezó en otro navegador. Ya ha terminado; vuelva a la aplicación y empiece de nuevo.',
  'failure.registration-elsewhere': 'El registro empieza en otro sitio. Siga el enlace que le dieron allí.',
  'failure.forged-form': 'El formulario no venía de una página de este servidor. No se ha cambiado nada.',
  'failure.skin': 'El diseño de esta página tiene un error.',
  'failure.server': 'El servidor no ha podido completar la petición.',
  'failure.database': 'El servidor no puede acceder a su base de datos. Inténtelo de nuevo en unos segundos.',
  'failure.busy': 'El servidor está ocupado. Inténtelo de nuevo en unos segundos.',
  'failure.busy-for': 'El servidor está ocupado. Inténtelo de nuevo dentro de {seconds} segundos.',
  'failure.not-found': 'En esta dirección no hay nada.',
  'failure.too-large': 'La petición es mayor de lo que acepta este servidor.',
  'failure.unreadable': 'La petición no se puede leer ({status}).',
  'failure.method': 'Esta dirección solo responde a {methods}.',

  'failure.app': 'La aplicación ha enviado una petición incorrecta. Para sus desarrolladores: «{description}»',
  'failure.denied': 'La aplicación no obtiene acceso. El motivo en términos técnicos: «{description}»',
  'failure.unavailable':
    'Esto no es posible en este momento. Inténtelo de nuevo más tarde. El motivo en términos técnicos: «{description}»',
  'failure.sign-in':
    'El inicio de sesión no cumple lo que exige la aplicación. El motivo en términos técnicos: «{description}»',
  'failure.client': 'Este servicio no conoce la aplicación. Para sus desarrolladores: «{description}»',
  'failure.redirect-uri':
    'La aplicación quiere volver a una dirección que no está registrada para ella o que falta. Para sus desarrolladores: «{description}»',
  'failure.too-many':
    'Hay demasiadas peticiones en este momento. Inténtelo de nuevo más tarde. Para la asistencia: «{description}»',
};
