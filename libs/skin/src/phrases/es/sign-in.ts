import type { signIn as english } from '../en/sign-in.js';

/** The pages on which people sign in, and passkeys wherever they are used. */
export const signIn: Readonly<Record<keyof typeof english, string>> = {
  'sign-in.forgot': '¿Ha olvidado su contraseña?',
  'sign-in.no-account': '¿Aún no tiene cuenta? {link}',
  'sign-in.create-one': 'Cree una',
  'sign-in.with-passkey': 'Iniciar sesión con una llave de acceso',
  'sign-in.assurance': 'Su contraseña se queda en este servicio de inicio de sesión. La aplicación nunca la ve.',
  'sign-in.your-apps': 'sus aplicaciones conectadas',
  'sign-in.your-account': 'su cuenta',

  'choose-server.nobody': 'Aquí todavía no puede iniciar sesión nadie',
  'choose-server.nobody-detail':
    'No hay ningún servicio de inicio de sesión configurado. Avise a los responsables de este servidor.',
  'choose-server.back-to-app': 'Volver a la aplicación',
  'choose-server.local': 'O con una cuenta de este servidor',
  'choose-server.assurance': 'Usted inicia sesión en el servicio que elija. La aplicación nunca ve su contraseña.',

  'sign-in.problem.credentials':
    'El nombre de usuario o la contraseña no son correctos, o la cuenta no puede iniciar sesión en este momento. Compruebe ambos e inténtelo de nuevo.',
  'sign-in.problem.busy':
    'Muchas personas están iniciando sesión en este momento. Espere unos segundos e inténtelo de nuevo.',
  'sign-in.problem.unavailable':
    'El inicio de sesión no está disponible en este momento; eso no dice nada de su contraseña. Inténtelo de nuevo dentro de un minuto.',
  'sign-in.problem.passkey':
    'No se ha podido iniciar sesión con una llave de acceso: no sirve aquí, la página estuvo abierta demasiado tiempo o la cuenta no puede iniciar sesión en este momento. Inténtelo de nuevo o use su contraseña. Las llaves de acceso necesitan JavaScript.',
  'sign-in.problem.start-over':
    'El inicio de sesión ha tardado demasiado, o hubo demasiados códigos erróneos. No se ha perdido nada: inicie sesión de nuevo para continuar.',
  'sign-in.problem.service-refused':
    'No se inició su sesión allí: el inicio de sesión se canceló o se rechazó. Inténtelo de nuevo.',
  'sign-in.problem.service-unavailable':
    'No se puede acceder a ese servicio de inicio de sesión en este momento. Inténtelo de nuevo dentro de un minuto.',
  'sign-in.problem.service-failed':
    'Ese servicio de inicio de sesión ha dado una respuesta que no se puede usar. Inténtelo de nuevo; si ocurre siempre, avise a los responsables de este servidor.',
  'sign-in.problem.service-unready':
    'El inicio de sesión con ese servicio no está configurado del todo en este servidor, y nadie puede entrar con él. Avise a los responsables de este servidor.',
  'sign-in.problem.service-account':
    'Se inició su sesión allí, pero con esa cuenta no puede iniciar sesión aquí. Consulte a los responsables de este servidor.',

  'sign-in.notice.password-changed': 'Su contraseña se ha cambiado. Inicie sesión con la nueva.',
  'sign-in.notice.second-factor-set-up':
    'Su segundo paso está configurado, pero el inicio de sesión terminó antes de poder mostrar sus códigos de recuperación. Inicie sesión con él y pida después códigos de recuperación en la página de su cuenta, en «Segundo paso».',
  'sign-in.notice.registered': 'Su cuenta está creada. Inicie sesión con ella.',

  'passkey.asking': 'Su navegador pide la llave de acceso…',
  'passkey.none': 'No se ha usado ninguna llave de acceso. Inténtelo de nuevo o continúe de otra manera.',
  'passkey.known': 'Este dispositivo ya tiene una llave de acceso para su cuenta.',
  'passkey.unsupported': 'Este navegador no admite llaves de acceso. Use otro navegador o continúe de otra manera.',
  'passkey.no-script': 'Las llaves de acceso necesitan JavaScript, que está desactivado en este navegador.',
};
