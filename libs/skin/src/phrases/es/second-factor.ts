import type { secondFactor as english } from '../en/second-factor.js';

/** The second step of a sign-in. */
export const secondFactor: Readonly<Record<keyof typeof english, string>> = {
  'second-factor.title': 'Segundo paso',
  'second-factor.again': 'Demuestre que es usted',
  'second-factor.use-passkey': 'Usar una llave de acceso',
  'second-factor.or': 'o',
  'second-factor.recovery-code': 'Código de recuperación',
  'second-factor.recovery-hint':
    'Uno de los códigos que guardó al configurar el segundo paso, como {example}. Cada uno sirve una vez.',
  'second-factor.code-hint': 'Las seis cifras que su aplicación de autenticación muestra en este momento.',
  'second-factor.use-app': 'Usar su aplicación de autenticación',
  'second-factor.use-app-or-passkey': 'Usar su aplicación de autenticación o una llave de acceso',
  'second-factor.use-recovery': 'Usar un código de recuperación',
  'second-factor.problem.code':
    'Este código no vale. Puede estar mal escrito, ya usado o caducado, o hubo demasiados códigos erróneos. Espere al código siguiente e inténtelo de nuevo.',
  'second-factor.problem.passkey':
    'La llave de acceso no se ha aceptado. Puede ser de otra cuenta o de otra dirección, o la página estuvo abierta demasiado tiempo. Inténtelo de nuevo o continúe de otra manera. Las llaves de acceso necesitan JavaScript.',

  'enrolment.title': 'Configurar un segundo paso',
  'enrolment.demanded': 'Su cuenta necesita más que una contraseña. Haga esto una vez para continuar a {app}.',
  'enrolment.lead': 'A partir de entonces, para iniciar sesión también hará falta un código de su teléfono.',
  'enrolment.open-app': 'Abra una aplicación de autenticación',
  'enrolment.open-app-detail':
    'Cualquier aplicación de su teléfono que muestre códigos de seis cifras, o su gestor de contraseñas.',
  'enrolment.scan': 'Escanee este código con ella',
  'enrolment.qr': 'Código QR con la clave, que también está escrita al lado',
  'enrolment.no-scan': '¿No puede escanearlo? Escriba esta clave en la aplicación:',
  'enrolment.key-facts': 'Cuenta {account}, servicio {issuer}, basada en el tiempo. Los espacios no importan.',
  'enrolment.open-here': 'Abrir una aplicación en este dispositivo',
  'enrolment.type-code': 'Escriba el código que muestra la aplicación',
  'enrolment.password-hint': 'Para que nadie más configure un segundo paso en su navegador.',
  'enrolment.or-passkey': 'O use una llave de acceso en su lugar',
  'enrolment.passkey-detail':
    'Su teléfono, su ordenador o una llave de seguridad demuestra que es usted. No hay nada que escribir, y ninguna página falsa puede quitársela.',
  'enrolment.set-up-passkey': 'Configurar una llave de acceso',
  'enrolment.assurance':
    'Nadie que trabaje para este servicio le pedirá la clave ni un código. Quien los tenga puede iniciar sesión en su nombre.',

  'recovery-codes.title': 'Guarde sus códigos de recuperación',
  'recovery-codes.lead':
    'Si pierde el teléfono o la llave con que inicia sesión, uno de estos códigos lo sustituye. Cada uno sirve una vez.',
  'recovery-codes.once': 'Solo los verá ahora',
  'recovery-codes.once-detail':
    'Imprima esta página o copie los códigos donde solo usted los encuentre. Los códigos de recuperación que tenía antes ya no sirven.',
  'recovery-codes.name': 'Códigos de recuperación',
  'recovery-codes.whose': 'Para {account} en {issuer}',
  'recovery-codes.kept': 'Los he guardado: continuar',
};
