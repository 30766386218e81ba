import { render } from 'preact-render-to-string';
import { app } from '../texts/ja/app';
import { Ruby } from './Ruby';
import { TabBar } from './TabBar';
import { Veranda } from './Veranda';

/** What is seen before the first script: who we are and where help is. Runs at build time only. */
export function renderShell(): string {
  return render(
    <div class="app">
      <div class="frame">
        <main class="page opening">
          <Veranda />
          <p>
            <Ruby text={app.intro} />
          </p>
        </main>
        <TabBar current={null} />
      </div>
    </div>,
  );
}
