import type { apps as english } from '../en/apps.js';

/** The page of connected apps. */
export const apps: Readonly<Record<keyof typeof english, string>> = {
  'apps.title': 'Aplicaciones conectadas',
  'apps.lead':
    'Aplicaciones a las que permitió actuar aquí en su nombre. Puede poner fin a su acceso en cualquier momento.',
  'apps.gone': 'Esta aplicación ya no está registrada aquí y ya no puede usar su acceso.',
  'apps.offline': 'También con la sesión cerrada',
  'apps.remembered': 'Su autorización queda recordada',
  'apps.may': 'Qué puede hacer',
  'apps.may-nothing': 'Nada más que iniciar su sesión.',
  'apps.allowed-on': 'Permitido el {since}, {ends}.',
  'apps.last-used': 'Usado por última vez el {date}.',
  'apps.ends': 'hasta el {date}',
  'apps.ends-online': 'hasta que cierre sesión, como muy tarde hasta el {date}',
  'apps.end-access': 'Poner fin a este acceso',
  'apps.no-access': 'En este momento no tiene acceso.',
  'apps.older':
    'Permitido hasta {count} veces más, hace más tiempo. Para poner fin también a esas, quite la aplicación.',
  'apps.remove': 'Quitar esta aplicación',
  'apps.empty': 'Ninguna aplicación tiene acceso a nada suyo. Las aplicaciones aparecen aquí cuando usted las permite.',
  'apps.everywhere': 'Cerrar sesión en todos los dispositivos',
  'apps.everywhere-detail':
    'Cierra sus sesiones en todos los navegadores y, con ellas, el acceso de las aplicaciones que dura hasta que usted cierre sesión.',
  'apps.notice.app-removed': 'La aplicación ya no tiene acceso. Si vuelve a pedirlo, usted decidirá de nuevo.',
  'apps.notice.access-ended': 'Este acceso ha terminado.',
  'apps.notice.nothing': 'No se ha cambiado nada: ese acceso ya había terminado.',
};
