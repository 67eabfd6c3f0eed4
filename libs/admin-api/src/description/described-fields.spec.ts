import 'reflect-metadata';
import * as Swagger from '@nestjs/swagger';
import { readKeystoreJson } from '#keystore/administration/keystore-entry';
import { readModuleBody } from '#module-config/administration/module-body';
import { readClientJson } from '#protocol/client/client-json';
import { readUserJson } from '#protocol/user/user-json';
import { readServerJson } from '#protocol/server/read-server';
import { ClientSecretDto } from '../clients/client-secret.dto.js';
import { ClientDto } from '../clients/client.dto.js';
import { KeystoreDto } from '../keystores/keystore.dto.js';
import {
  ModuleDependencyDto,
  ModuleDto,
  ModuleOptionDto,
  ModuleSettingsDto,
  NewModuleDto,
} from '../modules/module.dto.js';
import { ServerDto } from '../servers/server.dto.js';
import { UserDto } from '../users/user.dto.js';
import { describeNow } from './late-descriptions.js';

const defaults = { nodeId: 'Master', moduleId: 'm' };

/** Names that a reader asks an object for; the object has all of them at once, and none has a value. */
function asked(read: (value: unknown) => unknown, named: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  const object = Object.fromEntries(named.map((name) => [name, null]));
  read(
    new Proxy(object, {
      getOwnPropertyDescriptor: (target, name) => {
        names.add(String(name));
        return Reflect.getOwnPropertyDescriptor(target, name);
      },
    }),
  );
  return names;
}

function described(dto: { readonly prototype: object }): readonly string[] {
  describeNow(Swagger);
  const names = Reflect.getMetadata('swagger/apiModelPropertiesArray', dto.prototype) as readonly string[];
  return names.map((name) => name.replace(/^:/, ''));
}

const things = [
  { name: 'clients', dto: ClientDto, read: (value: unknown) => readClientJson(value, defaults), beyond: ['version'] },
  { name: 'users', dto: UserDto, read: (value: unknown) => readUserJson(value, defaults), beyond: [] },
  { name: 'servers', dto: ServerDto, read: (value: unknown) => readServerJson(value, defaults), beyond: [] },
  { name: 'keystores', dto: KeystoreDto, read: readKeystoreJson, beyond: [] },
  { name: 'modules', dto: ModuleDto, read: readModuleBody, beyond: [] },
  { name: 'new modules', dto: NewModuleDto, read: readModuleBody, beyond: [] },
  { name: 'changed modules', dto: ModuleSettingsDto, read: readModuleBody, beyond: [] },
];

describe.each(things)('the description of $name', ({ dto, read, beyond }) => {
  test('R-17: has no field that its reader does not know', () => {
    const object = Object.fromEntries(described(dto).map((name) => [name, null]));

    expect((read(object) as { unknownFields: readonly string[] }).unknownFields).toEqual([]);
  });

  test('R-17: has every field that its reader asks for', () => {
    const fields = described(dto);

    expect([...asked(read, fields)].filter((name) => ![...fields, ...beyond].includes(name))).toEqual([]);
  });
});

const parts = [
  {
    name: 'a secret',
    dto: ClientSecretDto,
    read: (secret: unknown) => readClientJson({ clientId: 'a', clientSecrets: [secret] }, defaults),
  },
  { name: 'an option', dto: ModuleOptionDto, read: (option: unknown) => readModuleBody({ options: [option] }) },
  {
    name: 'a dependency',
    dto: ModuleDependencyDto,
    read: (dependency: unknown) => readModuleBody({ dependencies: [dependency] }),
  },
];

test.each(parts)('the description of $name has the fields of its reader', ({ dto, read }) => {
  expect([...asked(read, described(dto))].sort()).toEqual([...described(dto)].sort());
});
