import 'reflect-metadata';
import * as Swagger from '@nestjs/swagger';
import { readClientJson } from '#protocol/client/client-json';
import { readUserJson } from '#protocol/user/user-json';
import { readServerJson } from '#protocol/server/read-server';
import { ClientSecretDto } from '../clients/client-secret.dto.js';
import { ClientDto } from '../clients/client.dto.js';
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
];

describe.each(things)('the description of $name', ({ dto, read, beyond }) => {
  test('has no field that its reader does not know', () => {
    const object = Object.fromEntries(described(dto).map((name) => [name, null]));

    expect((read(object) as { unknownFields: readonly string[] }).unknownFields).toEqual([]);
  });

  test('has every field that its reader asks for', () => {
    const fields = described(dto);

    expect([...asked(read, fields)].filter((name) => ![...fields, ...beyond].includes(name))).toEqual([]);
  });
});

test('the description of secrets has every field of a secret', () => {
  const read = (secret: unknown) => readClientJson({ clientId: 'a', clientSecrets: [secret] }, defaults);

  expect([...asked(read, described(ClientSecretDto))].sort()).toEqual([...described(ClientSecretDto)].sort());
});
