import { signal } from '@preact/signals';
import { Ruby } from './Ruby';

interface Message {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

const current = signal<Message | null>(null);
let timer = 0;
let settled = 0;

/** Says something quietly at the foot of the page for 10 seconds, with at most one thing to do about it. */
export function toast(text: string, action?: Message['action'], seconds = 10): void {
  current.value = { text, action };
  settled = Date.now() + 1_000;
  arm(seconds);
}

function hushToast(): void {
  clearTimeout(timer);
  current.value = null;
}

function arm(seconds: number): void {
  clearTimeout(timer);
  timer = setTimeout(hushToast, seconds * 1000) as unknown as number;
}

/** A screen says something and goes on to the next: that stays. What was said before is of a screen that was left. */
addEventListener('hashchange', () => {
  current.value?.action || Date.now() < settled || hushToast();
});

/** The place where messages appear; always on the page, so that screen readers notice a new one. */
export function ToastHost() {
  const message = current.value;
  return (
    <div
      class="toasts"
      role="status"
      onFocusIn={() => clearTimeout(timer)}
      onFocusOut={() => current.value && arm(5)}
      onPointerEnter={() => clearTimeout(timer)}
      onPointerLeave={() => current.value && arm(5)}
    >
      {message && (
        <div class="toast">
          <p>
            <Ruby text={message.text} />
          </p>
          {message.action && (
            <button
              type="button"
              onClick={() => {
                const run = message.action?.run;
                hushToast();
                run?.();
              }}
            >
              <Ruby text={message.action.label} />
            </button>
          )}
        </div>
      )}
    </div>
  );
}
