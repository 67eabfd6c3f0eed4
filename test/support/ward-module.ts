/** Lines of the property file for a second module, below a context path of the same listener. */
export const wardModule: readonly string[] = [
  'module.ward.type=SECURITY_OUT_SMART',
  'module.ward.requires.SECURITY_IN_UP=local_security',
  'module.ward.config.bind_address=127.0.0.1',
  'module.ward.config.port=PORT',
  'module.ward.config.context_path=/ward',
  'module.ward.config.issuer.url=http://127.0.0.1:PORT/ward',
  'module.ward.config.seed_clients.file=classpath:clients.json',
];
