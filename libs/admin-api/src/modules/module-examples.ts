/** A module that can be added beside those there are. */
export const exampleModule = {
  moduleType: 'SECURITY_IN_LOCAL',
  options: [{ key: 'password_pattern', value: '.{12,}' }],
  dependencies: [],
};

/** All properties of a SMART outbound module. */
export const exampleSettings = {
  options: [
    { key: 'port', value: '9200' },
    { key: 'issuer.url', value: 'https://auth.example.org' },
  ],
  dependencies: [{ type: 'SECURITY_IN_UP', moduleId: 'local_security' }],
};
