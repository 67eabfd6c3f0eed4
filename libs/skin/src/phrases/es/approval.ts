import type { approval as english } from '../en/approval.js';

/** The page on which people allow apps what they ask for. */
export const approval: Readonly<Record<keyof typeof english, string>> = {
  'approve.title': 'Permitir el acceso',
  'approve.heading': '¿Permitir el acceso?',
  'approve.asks': '{app} pide su autorización.',
  'approve.asks-more': '{app} pide más de lo que usted ya permitió.',
  'approve.untick': 'Desmarque lo que no quiera permitir.',
  'approve.unchecked': 'Nadie ha comprobado aquí esta aplicación',
  'approve.unchecked-detail':
    'Se registró ella misma con el nombre que quiso y pertenece a {site}. Permita el acceso solo si conoce ese sitio y confía en él.',
  'approve.context': 'Trabajará con lo que usted eligió ({noun}): {name}',
  'approve.choose-another': 'Elegir otra cosa',
  'approve.nothing': 'No pide datos ni ningún otro permiso.',
  'approve.administers':
    'También puede usar los permisos de usted que no tratan de historias clínicas, como los de administrar este servidor.',
  'approve.about': 'Acerca de esta aplicación',
  'approve.policy': 'Política de privacidad',
  'approve.terms': 'Condiciones de uso',
  'approve.deny': 'Denegar',
  'approve.allow': 'Permitir',
  'approve.technical': 'Detalles técnicos',
  'approve.client-id': 'Identificador del cliente',
  'approve.scopes': 'Ámbitos (scopes)',

  'approve.group.identity': 'Quién es usted',
  'approve.group.record': 'Datos de la historia clínica',
  'approve.group.context': 'En qué está trabajando',
  'approve.group.lasting': 'Duración de la conexión',
  'approve.group.other': 'Otros permisos',
  'approve.group.allowed': 'Ya permitido',
  'approve.reason.sign-in': 'Siempre incluido: el inicio de sesión lo necesita.',
  'approve.reason.set': 'Forma parte siempre de lo que esta aplicación puede hacer.',
  'approve.reason.before': 'Usted lo permitió antes.',
  'approve.reason.administrators': 'Permitido por los administradores de este servidor.',
  'approve.mark.changes': 'Puede cambiar datos',
  'approve.mark.care': 'Delicado',
  'approve.mark.away': 'También en su ausencia',
  'approve.mark.future': 'Ahora y en el futuro',
  'approve.parts': 'Solo los tipos de registros marcados. Lo que no sea de ninguno de ellos no está incluido.',

  'approve.lifetime.offline': 'Duración del acceso: {life}, también con la sesión cerrada.',
  'approve.lifetime.online': 'El acceso dura hasta que usted cierre sesión.',
  'approve.lifetime.plain': 'Duración del acceso: {life}.',

  'terms.title': 'Condiciones de uso',
  'terms.lead': 'Acéptelas para continuar a {app}.',
  'terms.not-shown': 'Su texto no se muestra aquí. Pídalo a los responsables de este servicio.',
  'terms.version': 'Versión {version}',
  'terms.agree': 'Acepto',
  'terms.reject': 'No acepto',
  'terms.assurance': 'Si no acepta, vuelve a la aplicación, y esta no obtiene nada.',
};
