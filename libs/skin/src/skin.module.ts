import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { skinCatalogPorts, skinCatalogProviders } from './catalog/skin-catalog.providers.js';
import { diagnosticProviders } from './diagnostics/diagnostic.providers.js';
import { PAGE_RENDERER } from './page-renderer.port.js';
import { SKIN_DIAGNOSTICS } from './skin-diagnostics.port.js';
import { skinPagesProviders } from './skin-pages/skin-pages.providers.js';
import { previewProviders } from './preview/preview.providers.js';
import { SkinPreviewController } from './preview/skin-preview.controller.js';
import { SKIN_PREVIEWS } from './skin-previews.port.js';
import { SkinResourcesController } from './static/skin-resources.controller.js';
import { SKIN_SURROUNDINGS, type SkinSurroundings } from './skin-surroundings.js';
import { loadStaticResources, STATIC_RESOURCES } from './static/static-resources.js';

/** Where the built-in pages lie. */
export interface SkinModuleOptions {
  /** Folder with `*.hbs`, `partials/` and `assets/`; normally `views/signin`. */
  readonly viewsFolder: string;
  readonly surroundings: SkinSurroundings;
}

/**
 * The pages a person sees while signing in. Owns the page models, the engines that render them and their static files; knows nothing of
 * OAuth: what a page says is in the model that it is given.
 */
@Module({})
export class SkinModule {
  static forRoot({ viewsFolder, surroundings }: SkinModuleOptions): DynamicModule {
    return {
      module: SkinModule,
      global: true,
      controllers: [SkinResourcesController, SkinPreviewController],
      providers: [
        ...skinCatalogProviders,
        { provide: SKIN_SURROUNDINGS, useValue: surroundings },
        { provide: STATIC_RESOURCES, useFactory: () => loadStaticResources(join(viewsFolder, 'assets')) },
        ...diagnosticProviders,
        ...skinPagesProviders(viewsFolder),
        ...previewProviders,
      ],
      exports: [PAGE_RENDERER, SKIN_DIAGNOSTICS, SKIN_PREVIEWS, ...skinCatalogPorts],
    };
  }
}
