import base from './playwright.config.ts';

/** `npm run pictures`: the README's pictures, from the sample facility. */
export default { ...base, projects: [{ name: 'pictures', testMatch: ['pictures.ts'] }] };
