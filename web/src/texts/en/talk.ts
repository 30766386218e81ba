import type { Texts } from '..';
import type { talk as ja } from '../ja/talk';

export const talk: Texts<typeof ja> = {
  title: 'When you want to talk',
  lead: 'It need not be a problem.',
  staff: 'Staff near you',
  staffBody: 'If speaking is hard, show them this screen.',
  staffCard: '少し話したいです。(I would like to talk a little.)',
  lines: 'Phone and chat',
  linesBody: 'Some lines are open when staff are not here.',
  linesOpen: 'See the lines',
  peers: 'Peers',
  peersBody: 'Peers who can talk now are not shown here yet.',
  peersNow: 'You can tell staff that you would like to talk with a peer.',
};
