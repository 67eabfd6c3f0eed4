/** Topic of the change feed that rises with every change of a stored key. */
export const KEYSTORES_TOPIC = 'keystores';
