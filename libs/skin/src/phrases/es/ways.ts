import type { ways as english } from '../en/ways.js';

/** Devices, the end of a session, and the ways back to apps. */
export const ways: Readonly<Record<keyof typeof english, string>> = {
  'device.title': 'Conectar un dispositivo',
  'device.lead': 'Escriba el código que muestra su dispositivo.',
  'device.code-hint': 'Ocho letras, como WDJB-MJHT. El guion no importa.',
  'device.problem.unknown':
    'Este código no se conoce o ha caducado. Compruébelo en su dispositivo, o empiece allí de nuevo para obtener otro.',
  'device.problem.too-many':
    'Se han escrito demasiados códigos desconocidos. Espere diez minutos e inténtelo de nuevo.',
  'device.confirm-title': '¿Es este su dispositivo?',
  'device.confirm-lead': '{app} pide acceso desde un dispositivo que muestra este código:',
  'device.warning': 'Continúe solo si lo ha empezado usted',
  'device.warning-detail':
    'El dispositivo debe estar delante de usted y mostrar el mismo código. Si alguien le ha enviado el código o un enlace, no es el suyo: el acceso que usted permita lo obtendría quien tenga el dispositivo.',
  'device.confirm': 'Mi dispositivo muestra este código',
  'device.refuse': 'Este no es mi dispositivo',
  'device.assurance': 'A continuación inicia sesión y ve lo que pide la aplicación. Antes de eso no se permite nada.',
  'device.done-title': 'Volver a su dispositivo',
  'device.connected': 'Dispositivo conectado',
  'device.go-back': 'Vuelva a su dispositivo',
  'device.goes-on': '{app} continúa allí en unos segundos. Puede cerrar esta página.',
  'device.not-connected': 'Dispositivo no conectado',
  'device.no-access': 'El dispositivo no ha obtenido acceso',
  'device.cannot-act': '{app} no puede actuar en su nombre.',

  'logout.confirm': '¿Cerrar sesión?',
  'logout.confirm-detail': 'Esto pone fin a su sesión aquí, para todas las aplicaciones que la usan.',
  'logout.stay': 'Para mantener la sesión abierta, cierre esta página.',
  'logout.ended': 'Sesión terminada',
  'logout.title': 'Ha cerrado sesión',
  'logout.shared': 'En un ordenador compartido, cierre también la ventana del navegador.',
  'logout.unchecked':
    'La aplicación {app} le propone ir a otro sitio. Este servicio de inicio de sesión no responde de él. Continúe solo si estaba usando la aplicación hace un momento.',
  'way.continue-to': 'Continuar a {place}',

  'leave.title': 'Va a salir de este sitio',
  'leave.status': 'La petición no se ha completado',
  'leave.lead':
    'Una petición de {app} no se ha podido completar. El camino de vuelta a la aplicación lleva a otro sitio.',
  'leave.detail':
    'Este servicio de inicio de sesión no responde de esta aplicación. Continúe solo si la estaba usando hace un momento. Si no, cierre esta página; no se ha compartido nada.',
  'leave.other-site': 'Otro sitio',
  'leave.error': 'Error',

  'form-post.title': 'De vuelta a la aplicación',
  'form-post.to': 'Va de camino a {app}.',
  'form-post.lead': 'Si no ocurre nada, pulse «Continuar».',
};
