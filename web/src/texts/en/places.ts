import type { Texts } from '..';
import type { places as ja } from '../ja/places';

export const places: Texts<typeof ja> = {
  trayTitle: 'Please look at these',
  trayLead: 'They are not sent yet. What you wrote is kept.',
  trayEmpty: 'Nothing to look at.',
  trayRetry: 'Send again',
  trayBoth: 'Keep both',
  trayDrop: 'Do not send this',
  trayDropNote: 'What you do not send is removed from this phone.',
  trayDropped: 'Removed.',
  trayAgain: 'Sending again.',
  trayMine: 'Written on this phone',
  trayTheirs: 'Written on another phone',
  checkin: 'Mood entry',
  win: 'Small win',
  participation: 'Answer to a gathering',
  care: 'Self-care log',
  plan: 'My comfort plan',
  settings: 'Settings',
  other: 'What you wrote',
  missingTitle: 'This page is not here',
  missingBody: 'It may have moved.',
  missingHome: 'Go to Today',
};
