import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { area } from '../texts';
import { app } from '../texts/ja/app';
import { plain } from '../texts/ruby';
import { Icon } from './Icon';
import { Ruby } from './Ruby';

const t = area('app', app);

interface Props {
  readonly title: string;
  readonly lead?: string;
  /** Small line above the title, for example the date. */
  readonly over?: string;
  /** Where "back" leads; shows a back link above the title. */
  readonly back?: string;
  /** Hides the settings sign (logged out, or inside the settings). */
  readonly bare?: boolean;
  /** Stands before the settings sign. */
  readonly beside?: ComponentChildren;
  /** `wide` uses the whole width of a desk screen. */
  readonly wide?: boolean;
  readonly children?: ComponentChildren;
}

let first = true;

/** One screen: its title takes the focus when one arrives, so that a screen reader says where one is. */
export function Page({ title, lead, over, back, bare, beside, wide, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const spoken = plain(title);
  useEffect(() => {
    document.title = `${spoken} · えんがわ`;
  }, [spoken]);
  useEffect(() => {
    if (!first) heading.current?.focus({ preventScroll: true });
    if (!first) scrollTo(0, 0);
    first = false;
  }, []);
  return (
    <main id="main" class={wide ? 'page page-wide' : 'page'}>
      <header class="head">
        <div>
          {back && (
            <a class="back" href={`#${back}`}>
              <Icon name="back" />
              <Ruby text={t('back')} />
            </a>
          )}
          {over && (
            <p class="over">
              <Ruby text={over} />
            </p>
          )}
          <h1 ref={heading} tabIndex={-1}>
            <Ruby text={title} />
          </h1>
        </div>
        {beside}
        {!bare && (
          <a class="round" href="#/settings" aria-label={plain(t('settings'))}>
            <Icon name="settings" />
          </a>
        )}
      </header>
      {lead && (
        <p class="lead">
          <Ruby text={lead} />
        </p>
      )}
      {children}
    </main>
  );
}
