import type { Texts } from '..';
import type { wallStaff as ja } from '../ja/wall-staff';

export const wallStaff: Texts<typeof ja> = {
  wlTitle: 'People you can talk to now',
  wlEmpty: 'Everyone is resting right now.',
  wlUntil: 'until {t}',
  wlNext: 'Next times',
  wlToday: 'Today',
  wlTomorrow: 'Tomorrow',
  wlMode_in_person: 'in person',
  wlMode_phone: 'by phone',
  wlMode_online: 'online',
  wlFoot: 'To talk, use the app or ask the staff.',
  wlAway: 'This was true at {t}. There is no connection.',
};
