import { type Signal, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useMemo } from 'preact/hooks';
import { area } from '../texts';
import { app } from '../texts/ja/app';
import { Button } from '../ui/Button';
import { Page } from '../ui/Page';

const t = area('app', app);

/** A screen that is loaded when it is first opened; `small` for a part of one, which may be missing without a word. */
export function lazy<P extends object>(
  load: () => Promise<ComponentType<P>>,
  small?: boolean,
): ComponentType<P> {
  const screen: Signal<ComponentType<P> | 'missing' | null> = signal(null);
  let asked = false;
  const fetchScreen = () => {
    asked = true;
    load().then(
      (component) => {
        screen.value = component;
      },
      () => {
        asked = false;
        screen.value = 'missing';
      },
    );
  };
  return function Lazy(props: P) {
    useMemo(() => {
      if (!asked) fetchScreen();
    }, []);
    const Screen = screen.value;
    if (small && typeof Screen !== 'function') return null;
    if (Screen === 'missing') return <Missing again={() => location.reload()} />;
    return Screen ? <Screen {...props} /> : <main class="page" aria-busy="true" />;
  };
}

function Missing({ again }: { readonly again: () => void }) {
  return (
    <Page title={t('chunkTitle')} lead={t('chunkBody')}>
      <Button kind="primary" label={t('again')} onPress={again} />
    </Page>
  );
}
