import { area } from '../texts';
import { app } from '../texts/ja/app';
import { plain } from '../texts/ruby';
import { Icon, type IconName } from './Icon';
import { Ruby } from './Ruby';

const t = area('app', app);

const TABS: readonly { readonly name: IconName & keyof typeof app; readonly href: string }[] = [
  { name: 'today', href: '#/' },
  { name: 'talk', href: '#/talk' },
  { name: 'plans', href: '#/plans' },
  { name: 'lookback', href: '#/lookback' },
  { name: 'help', href: '#/help' },
];

/** The same five places in the same order on every screen; help is always the last. */
export function TabBar({ current }: { readonly current: string | null }) {
  return (
    <nav class="tabs" aria-label={plain(t('tabs'))}>
      {TABS.map(({ name, href }) => (
        <a
          key={name}
          href={href}
          class={name === 'help' ? 'tab tab-help' : 'tab'}
          aria-current={current === name ? 'page' : undefined}
        >
          <Icon name={name} />
          <span>
            <Ruby text={t(name)} />
          </span>
        </a>
      ))}
    </nav>
  );
}
