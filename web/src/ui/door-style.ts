import { adopt } from './adopt';
import css from './css/door.css?inline';

adopt(css);
