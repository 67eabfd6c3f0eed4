import { handlebarsSlots, SLOT_PARTIAL } from './handlebars-slots.js';
import type { SlotKind } from './slot-page.js';
import {
  compatibleSlots,
  errorSlots,
  parameterSlots,
  SLOT_FRAGMENT,
  SLOT_MESSAGES,
  thymeleafSlots,
} from './thymeleaf-slots.js';

/** The ways in which pages of slots are written. */
export const slotKinds = {
  thymeleaf: {
    ...{ ending: 'html', head: SLOT_FRAGMENT, files: { 'messages.properties': SLOT_MESSAGES } },
    slotsFor: ({ path, isParameter }) => {
      if (path.startsWith('bindings.')) return errorSlots;
      return isParameter ? parameterSlots : thymeleafSlots;
    },
  },
  'thymeleaf 3.0': {
    ...{ ending: 'html', head: '', files: {}, handlers: 'compatible' },
    slotsFor: ({ path, isParameter }) => (path.startsWith('bindings.') || isParameter ? [] : compatibleSlots),
  },
  handlebars: {
    ...{ ending: 'hbs', head: '', files: { 'messages.properties': SLOT_MESSAGES, 'partials/shout.hbs': SLOT_PARTIAL } },
    slotsFor: ({ path }) => (/[#']/.test(path) ? [] : handlebarsSlots),
    pathOf: (path) => path.replaceAll(/\[(\d+)\]/g, '.[$1]'),
  },
} as const satisfies Readonly<Record<string, SlotKind>>;
