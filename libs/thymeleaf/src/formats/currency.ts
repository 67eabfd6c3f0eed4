import { decimalText, type Decimal } from './decimal.js';

const euro = 'AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC MT NL PT SI SK SM VA';

/** Currencies of countries, by ISO 3166 and ISO 4217. */
const currencies: ReadonlyMap<string, string> = new Map([
  ...euro.split(' ').map((region) => [region, 'EUR'] as const),
  ...Object.entries({
    ...{
      US: 'USD',
      PR: 'USD',
      EC: 'USD',
      CA: 'CAD',
      MX: 'MXN',
      BR: 'BRL',
      AR: 'ARS',
      CL: 'CLP',
      CO: 'COP',
      PE: 'PEN',
      UY: 'UYU',
    },
    ...{
      GB: 'GBP',
      CH: 'CHF',
      LI: 'CHF',
      NO: 'NOK',
      SE: 'SEK',
      DK: 'DKK',
      IS: 'ISK',
      PL: 'PLN',
      CZ: 'CZK',
      HU: 'HUF',
      RO: 'RON',
    },
    ...{
      UA: 'UAH',
      RU: 'RUB',
      TR: 'TRY',
      IL: 'ILS',
      AE: 'AED',
      SA: 'SAR',
      EG: 'EGP',
      ZA: 'ZAR',
      NG: 'NGN',
      KE: 'KES',
      MA: 'MAD',
    },
    ...{
      JP: 'JPY',
      CN: 'CNY',
      TW: 'TWD',
      HK: 'HKD',
      KR: 'KRW',
      IN: 'INR',
      PK: 'PKR',
      ID: 'IDR',
      MY: 'MYR',
      SG: 'SGD',
      TH: 'THB',
    },
    ...{ VN: 'VND', PH: 'PHP', AU: 'AUD', NZ: 'NZD' },
  }),
]);

/** An amount in the currency of the locale's country; where that is not known with the sign for any currency. */
export function formatCurrency(decimal: Decimal, locale: string): string {
  const currency = currencies.get(new Intl.Locale(locale).region ?? '') ?? 'XXX';
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    numberingSystem: 'latn',
    roundingMode: 'halfEven',
  });
  return format.format(decimalText(decimal) as Intl.StringNumericLiteral);
}
