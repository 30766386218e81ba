import type { Texts } from '..';
import type { problems as ja } from '../ja/problems';

export const problems: Texts<typeof ja> = {
  offline: 'You are offline. What you wrote is kept.',
  server: 'Something is wrong on our side. Please try later.',
  tooMany: 'Please wait a little and try again.',
  signedOut: 'Please come in again. What you wrote is kept.',
  forbidden: 'Your role cannot open this page.',
  notFound: 'It is no longer here.',
  changed: 'It was changed on another phone first.',
  exists: 'The same thing is already here.',
  deleted: 'It was deleted on another phone first.',
  invitation: 'This card has been used. Staff can give you a new one.',
  code: 'The code doesn’t match. Take your time.',
  link: 'This link has been used. Staff can give you a new card.',
  field: 'Please look at this part again.',
  required: 'Please fill this in.',
  tooLong: 'Up to {limit} characters, please.',
  tooLongPlain: 'Please make it a little shorter.',
  notAllowed: 'Some characters cannot be used here. Please remove them.',
  tooManyItems: 'Up to {limit}, please.',
  cancelled: 'This gathering was cancelled.',
  over: 'The time of this gathering is over.',
  unknown: 'It did not work this time. Please try again.',
};
