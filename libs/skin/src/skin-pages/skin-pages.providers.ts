import type { Provider } from '@nestjs/common';
import { CLOCK, type Clock } from '#protocol/clock';
import { WORN_SKINS, type WornSkins } from '../catalog/worn-skins.js';
import { SkinMistakes } from '../diagnostics/skin-mistakes.js';
import { HandlebarsPages } from '../built-in/handlebars-pages.js';
import { PAGE_RENDERER } from '../page-renderer.port.js';
import { SKIN_SURROUNDINGS, type SkinSurroundings } from '../skin-surroundings.js';
import { STATIC_RESOURCES, type StaticResources } from '../static/static-resources.js';
import { SkinFiles } from '../static/skin-files.js';
import { SkinnedPages } from './skinned-pages.js';

/** What shows pages in skins. @param viewsFolder of the built-in pages */
export function skinPagesProviders(viewsFolder: string): Provider[] {
  return [
    { provide: SkinFiles, inject: [WORN_SKINS], useFactory: (worn: WornSkins) => new SkinFiles(worn) },
    {
      provide: HandlebarsPages,
      inject: [STATIC_RESOURCES],
      useFactory: (resources: StaticResources) => HandlebarsPages.load(viewsFolder, resources),
    },
    {
      provide: PAGE_RENDERER,
      inject: [HandlebarsPages, WORN_SKINS, SKIN_SURROUNDINGS, SkinMistakes, CLOCK],
      useFactory: (
        builtIn: HandlebarsPages,
        worn: WornSkins,
        { settings }: SkinSurroundings,
        mistakes: SkinMistakes,
        clock: Clock,
      ) => new SkinnedPages({ builtIn, worn, settings, mistakes, clock }),
    },
  ];
}
