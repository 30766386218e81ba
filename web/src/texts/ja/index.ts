/** Every area that is loaded with the app: the shape that the other languages must have. Only its types are used. */
export { app } from './app';
export { help } from './help';
export { join } from './join';
export { lookback } from './lookback';
export { places } from './places';
export { plans } from './plans';
export { problems } from './problems';
export { settings } from './settings';
export { today } from './today';
export { writing } from './writing';
