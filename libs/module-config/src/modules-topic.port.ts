/** Topic of the change feed that rises with every change of a definition and of what is wanted of a module. */
export const MODULES_TOPIC = 'modules';
