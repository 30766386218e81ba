/// <reference types="vite/client" />

/** Replaced by build/sw-plugin: what the service worker keeps. `version` changes with any listed file. */
declare const __BUILD__: {
  readonly version: string;
  /** Files of the member app ("/", "/assets/…", icons): kept at install. */
  readonly precache: readonly string[];
  /** Files of the staff chunk: kept when first used. */
  readonly onDemand: readonly string[];
};
