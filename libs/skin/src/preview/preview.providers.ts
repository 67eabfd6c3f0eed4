import type { Provider } from '@nestjs/common';
import { SKIN_PREVIEWS } from '../skin-previews.port.js';
import { OfferedPreviews } from './offered-previews.js';
import { PreviewRooms } from './preview-rooms.js';
import { PreviewSkins } from './preview-skins.js';

/** Looks at skins that need not be worn; beside what skins and their pages need, SERVER_SECRETS. */
export const previewProviders: readonly Provider[] = [
  ...[PreviewRooms, PreviewSkins],
  { provide: SKIN_PREVIEWS, useClass: OfferedPreviews },
];
