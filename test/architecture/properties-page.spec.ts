import { readFileSync } from 'node:fs';
import { AdminJsonOptions } from '#admin-api/instances/admin-json.options';
import { LdapInboundOptions } from '#inbound-security/ldap/ldap-inbound.options';
import { LocalInboundOptions } from '#inbound-security/local/local-inbound.options';
import { SamlInboundOptions } from '#inbound-security/saml/saml-inbound.options';
import { SmartInboundOptions } from '#inbound-security/smart/smart-inbound.options';
import { acceptedGroups, cataloguedTypes } from '#module-config/catalogue/accepted-groups';
import { declaredOn, topicsOf, type DeclaredProperty } from '#module-config/property-declaration';
import { OutboundSmartOptions } from '#outbound-smart/outbound-smart.options';
import { ClusterManagerOptions } from '../../apps/server/src/configuration/cluster-manager.options.js';
import { modulePropertiesOf } from '../../apps/server/src/configuration/module-properties.js';
import { propertiesPage } from '../../tools/properties/page.js';

const page = readFileSync('docs/properties.md', 'utf8');

describe('docs/properties.md', () => {
  test('ruling 55: is what the catalogue says; `npm run docs` writes it', () => {
    expect(page).toBe(propertiesPage());
  });

  test.each(cataloguedTypes)('ruling 55: has every property of %s', (type) => {
    const [, section = ''] = page.split(`\n## ${type}\n`);
    const [own = ''] = section.split('\n## ');
    const accepted = acceptedGroups(type).flatMap(({ keys }) => Object.keys(keys));
    const known = [...modulePropertiesOf(type).properties.map(({ key }) => key), ...accepted];

    expect(known.filter((key) => !own.includes(`\`${key}\``))).toEqual([]);
  });
});

const optionsClasses = [
  AdminJsonOptions,
  ClusterManagerOptions,
  LdapInboundOptions,
  LocalInboundOptions,
  OutboundSmartOptions,
  SamlInboundOptions,
  SmartInboundOptions,
];

test.each(optionsClasses)('ruling 55: the defaults of %p that are shown are those that stand', (optionsClass) => {
  const properties = topicsOf(new optionsClass()).flatMap((topic) => {
    const values = topic as Readonly<Record<string, DeclaredProperty['default']>>;
    return declaredOn(topic).map(({ key, field, default: shown = '' }) => ({
      key,
      shown,
      stands: values[field] ?? '',
    }));
  });

  expect(properties.filter(({ shown, stands }) => String(shown) !== String(stands))).toEqual([]);
});

test.each(cataloguedTypes)('ruling 55: nothing of %s is both supported and said to have no effect', (type) => {
  const declared = new Set(modulePropertiesOf(type).properties.map(({ key }) => key));
  const accepted = acceptedGroups(type).flatMap(({ keys }) => Object.keys(keys));
  const scripts = /script\.(?:file|text)$/; // declared for the engine to come, refused until then

  expect(accepted.filter((key) => declared.has(key) && !scripts.test(key))).toEqual([]);
});
