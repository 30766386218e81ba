import type { Texts } from '..';
import type { plans as ja } from '../ja/plans';

export const plans: Texts<typeof ja> = {
  today: 'Today',
  tomorrow: 'Tomorrow',
  am: '{t} am',
  noon: '{t} pm',
  pm: '{t} pm',
  hour: '{h}',
  hourMinute: '{h}:{m}',
  span: '{from} to {to}',
  dayAnd: '{word}, {day}',
  talk: 'Talk',
  listen: 'Just listen',
  drop_in: 'Just drop in',
  online: 'Online',
  undecided: 'Not decided',
  mine: 'Me: {mode}',
  seatWaiting: 'Waiting for a seat',
  cancelled: 'Cancelled',
  changed: 'Changed',
  news: 'Not seen yet',
  next: 'Next gathering',
  none: 'Nothing is planned today. Take it easy.',
  all: 'See the plans',
};
