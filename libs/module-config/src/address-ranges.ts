import { BlockList, isIP } from 'node:net';
import { ValidateBy, type ValidationArguments } from 'class-validator';

/** Every entry of a list is an IP address or a range of them, like 10.0.0.0/8; the message names those that are not. */
export function AreAddressRanges(): PropertyDecorator {
  return ValidateBy({
    name: 'areAddressRanges',
    validator: {
      validate: (value) => othersIn(value).length === 0,
      defaultMessage: (rule?: ValidationArguments) =>
        `has entries that are no IP address and no range of them: ${othersIn(rule?.value).join(', ')}`,
    },
  });
}

function othersIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String).filter((text) => rangeOf(text) === undefined) : [];
}

/** Whether an address lies in one of the ranges; an IPv4 address also as IPv6 writes it (`::ffff:10.0.0.1`). Entries that are none are left out. */
export function addressTest(ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const range of ranges.map(rangeOf))
    if (range !== undefined) list.addSubnet(range.address, range.bits, range.family);
  return (address) => isIP(address) !== 0 && list.check(address, familyOf(address));
}

function rangeOf(text: string) {
  const [, address = '', digits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  const bits = digits === undefined ? most : Number(digits);
  return version === 0 || address.includes('%') || bits > most
    ? undefined
    : { address, bits, family: familyOf(address) };
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}
